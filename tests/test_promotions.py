"""Which version of a parser is shown: by default the newest that read a document, by a person's decision another, until it is taken back."""

from collections import Counter

import pytest
from sqlalchemy import Engine

from parsers.document import Document
from storage import corrections, queries
from storage.corrections import Person
from storage.database import reading
from storage.errors import NotFound
from storage.outdated import Outdated, outdated
from storage.promote import Move, before, decisions, promote
from storage.promotions import rejected
from storage.versions import Installed
from tests.sample import NOW, again, document, ingest, read, sha

WANG = Person("王明", "loses the figures in tables", NOW)
HERE = Installed({"text": "1"}, {"bulletin": "2"}, "v1")


@pytest.fixture
def stored(engine: Engine) -> Engine:
    """Three documents: of `a` and `b` there are versions 1 and 2, of `c` only 2."""
    for source in ("a", "b"):
        ingest(engine, source)
        again(engine, source, document(sha(source), read(), parser_version="2", people=()))
    ingest(engine, "c", read(), document(sha("c"), read(), parser_version="2"))
    return engine


def shown(engine: Engine) -> dict[str, str]:
    return {d["document_id"]: d["provenance"]["parser"]["version"] for d in (queries.document(engine, i) for i in IDS)}


A, B, C = IDS = tuple(f"{sha(source)[:16]}-0" for source in "abc")


def held(engine: Engine) -> Outdated:
    with reading(engine) as session:
        return outdated(engine, HERE, rejected=rejected(session))


def test_a_rollback_shows_the_older_version_where_there_is_one_and_is_recorded(stored: Engine) -> None:
    assert before(stored, "bulletin") == "1"
    done = promote(stored, "bulletin", "1", WANG, installed="2")
    assert (done.rejected, sorted(done.moves), done.stay) == (("2",), sorted([Move(A, 2, 1), Move(B, 2, 1)]), 1)
    assert shown(stored) == {A: "1", B: "1", C: "2"}
    (row,) = decisions(stored)
    assert (row.parser, row.version, row.rejected, row.moved, row.by, row.why, row.at) == (
        "bulletin",
        "1",
        ["2"],
        2,
        WANG.by,
        WANG.why,
        NOW,
    )


def test_promoting_takes_a_rollback_back(stored: Engine) -> None:
    promote(stored, "bulletin", "1", WANG, installed="2")
    done = promote(stored, "bulletin", "2", WANG, installed="2")
    assert (done.rejected, sorted(done.moves)) == ((), sorted([Move(A, 1, 2), Move(B, 1, 2)]))
    assert shown(stored) == {A: "2", B: "2", C: "2"}
    assert promote(stored, "bulletin", "2", WANG, installed="2").moves == ()
    assert len(decisions(stored)) == 2


def test_reading_again_does_not_bring_back_what_was_rolled_back(stored: Engine) -> None:
    promote(stored, "bulletin", "1", WANG, installed="2")
    assert held(stored) == Outdated([], 2)
    again(stored, "a", document(sha("a"), read(), parser_version="2"))
    again(stored, "b", document(sha("b"), read(), parser_version="2", people=()).model_copy(update={"title": None}))
    again(stored, "c", document(sha("c"), read(), parser_version="2"))
    assert shown(stored) == {A: "1", B: "1", C: "2"}


def test_a_still_newer_version_is_shown(stored: Engine) -> None:
    promote(stored, "bulletin", "1", WANG, installed="2")
    again(stored, "a", document(sha("a"), read(), parser_version="3"))
    assert shown(stored)[A] == "3"


def test_what_only_a_rolled_back_version_reads_is_shown_all_the_same(stored: Engine) -> None:
    promote(stored, "bulletin", "1", WANG, installed="2")
    ingest(stored, "d", read(), document(sha("d"), read(), parser_version="2"))
    again(stored, "c", document(sha("c"), read(), parser_version="2").model_copy(update={"provenance": _other_lists("c")}))
    assert shown(stored)[C] == "2"
    assert queries.document(stored, C)["provenance"]["vocabularies"] == "v2"
    assert len(queries.list_documents(stored)) == 4


def _other_lists(source: str) -> object:
    return document(sha(source), read(), parser_version="2").provenance.model_copy(update={"vocabularies": "v2"})


def test_a_source_is_shown_as_that_version_has_divided_it(stored: Engine) -> None:
    ingest(stored, "e", read(), *_two("e", "1"))
    again(stored, "e", document(sha("e"), read(), parser_version="2"))
    ingest(stored, "f", read(), document(sha("f"), read()))
    again(stored, "f", *_two("f", "2"))
    assert _listed(stored) == {"e": 1, "f": 2}
    done = promote(stored, "bulletin", "1", WANG, installed="2")
    assert _listed(stored) == {"e": 2, "f": 1}
    e, f = (f"{sha(source)[:16]}-1" for source in "ef")
    assert {Move(e, None, 1), Move(f, 1, None)} <= set(done.moves)
    promote(stored, "bulletin", "2", WANG, installed="2")
    assert _listed(stored) == {"e": 1, "f": 2}


def test_a_rolled_back_version_takes_no_document_away(stored: Engine) -> None:
    promote(stored, "bulletin", "1", WANG, installed="2")
    ingest(stored, "f", read(), *_two("f", "1"))
    again(stored, "f", document(sha("f"), read(), parser_version="2"))
    assert _listed(stored) == {"f": 2}


def _two(source: str, version: str) -> list[Document]:
    return [document(sha(source), read(), position, version) for position in (0, 1)]


def _listed(engine: Engine) -> dict[str, int]:
    """How many documents of `e` and `f` are shown."""
    found = Counter(source for listed in queries.list_documents(engine) for source in "ef" if listed.sha256 == sha(source))
    return dict(sorted(found.items()))


def test_corrections_move_with_the_version_that_is_shown(stored: Engine) -> None:
    corrections.correct(stored, A, "title", "甲", WANG)
    (move,) = [move for move in promote(stored, "bulletin", "1", WANG, installed="2").moves if move.document_id == A]
    assert move == Move(A, 3, 4)
    found = queries.document(stored, A)
    assert (found["title"]["text"], found["provenance"]["parser"]["version"], len(found["people"])) == ("甲", "1", 1)
    promote(stored, "bulletin", "2", WANG, installed="2")
    assert len(queries.revisions(stored, A)) == 4


def test_a_second_rollback_goes_a_version_further(stored: Engine) -> None:
    again(stored, "a", document(sha("a"), read(), parser_version="3"))
    assert before(stored, "bulletin") == "2"
    promote(stored, "bulletin", "2", WANG, installed="3")
    assert before(stored, "bulletin") == "1"
    assert promote(stored, "bulletin", "1", WANG, installed="3").rejected == ("2", "3")


def test_codes_under_one_version_follow_each_other_as_they_came(stored: Engine) -> None:
    codes = ["2+f0000000", "2+00000000", "2+70000000"]
    for n, code in enumerate(codes):
        again(stored, "a", document(sha("a"), read(), parser_version=code).model_copy(update={"column": None, "issue_number": n}))
    assert before(stored, "bulletin") == codes[1]
    assert promote(stored, "bulletin", codes[0], WANG, installed="2+80000000").rejected == (codes[1], codes[2], "2+80000000")
    assert before(stored, "bulletin") == "2"


def test_a_rehearsal_changes_nothing(stored: Engine) -> None:
    done = promote(stored, "bulletin", "1", WANG, installed="2", dry_run=True)
    assert sorted(done.moves) == sorted([Move(A, 2, 1), Move(B, 2, 1)])
    assert set(shown(stored).values()) == {"2"}
    assert decisions(stored) == []


@pytest.mark.parametrize(
    ("parser", "version", "why"), [("poem", "1", "poem has read nothing: there is bulletin"), ("bulletin", "7", "bulletin 1")]
)
def test_what_has_read_nothing_cannot_be_shown(stored: Engine, parser: str, version: str, why: str) -> None:
    with pytest.raises(NotFound, match=why):
        promote(stored, parser, version, WANG, installed="2")


def test_there_is_nothing_before_the_first_version(engine: Engine) -> None:
    ingest(engine, "a")
    with pytest.raises(NotFound, match="no older version"):
        before(engine, "bulletin")
