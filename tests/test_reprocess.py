"""Reading again: nothing new adds nothing; a newer parser adds a revision and says, fact by fact, what is different."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows import reprocess
from flows.backfile import door
from flows.claim import intake
from flows.cli import app
from flows.drain import Drainer
from flows.exits import Exit
from flows.settings import load
from flows.system import System
from storage import queries
from storage.changes import Difference, Sum
from storage.outdated import Asked
from storage.versions import Installed
from tests.older import BULLETIN, older, planted, sample, taken_in


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    with System(load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", workers=1)) as opened:
        yield opened


def again(system: System, **asked: str) -> list[Difference]:
    """Read outdated documents again, with a system of its own that may come to its end."""
    with System(system.settings) as other:
        ids = reprocess.find(other, Asked(**asked)).deliveries
        return [found for file in reprocess.run(other, ids, lambda: False) for found in file.differences]


def rehearsed(system: System) -> list[Difference]:
    return [found for file in reprocess.rehearse(system, reprocess.find(system).deliveries) for found in file.differences]


def test_nothing_new_adds_nothing(system: System, tmp_path: Path) -> None:
    path = tmp_path / BULLETIN
    path.write_bytes(sample())
    intake(path, door(system))
    Drainer(system).step()
    assert reprocess.find(system).deliveries == []
    assert again(system) == []
    assert [document.revision for document in queries.list_documents(system.engine)] == [1]


def test_the_difference_is_what_was_planted_and_a_second_run_adds_nothing(system: System) -> None:
    document_id = taken_in(system, sample(), planted)
    expected = rehearsed(system)
    assert [document.revision for document in queries.list_documents(system.engine)] == [1]
    (change,) = again(system)
    assert (change.document_id, change.older, change.newer) == (document_id, 1, 2)
    assert {fact.change: (fact.older_path, fact.path) for fact in change.facts} == {
        "gained": (None, "indicators[0]"),
        "changed": ("indicators[0]", "indicators[1]"),
        "moved": ("indicators[1]", "indicators[2]"),
        "lost": ("indicators[38]", None),
    }
    assert len(change.facts) == 4
    assert [(found.change, found.code) for found in change.findings] == [("gone", "figures_disagree")]
    (wrong,) = [fact for fact in change.facts if fact.change == "changed"]
    assert (wrong.before, wrong.after) == ({"value": "77"}, {"value": "174"})
    assert [(d.facts, d.findings) for d in expected] == [(change.facts, change.findings)]
    assert again(system) == rehearsed(system) == []
    assert len(queries.revisions(system.engine, document_id)) == 2


def test_what_other_code_of_the_same_version_made_is_read_again_once(system: System) -> None:
    document_id = taken_in(system, sample(), lambda document: older(planted(document), "1+00000000"))
    (change,) = again(system)
    assert (change.document_id, change.newer, len(change.facts)) == (document_id, 2, 4)
    assert again(system) == []


def test_several_documents_are_summed_up(system: System) -> None:
    taken_in(system, sample(), planted)
    taken_in(system, sample() + "\n又及。\n".encode(), planted, "b.txt")
    total = Sum()
    for change in again(system):
        total.add(change)
    found = total.as_json()
    assert (total.documents, found["facts"]) == (2, {"gained": 2, "lost": 2, "changed": 2, "moved": 2})
    assert found["by_kind"] == {"indicators": found["facts"]}
    assert found["findings"] == {"figures_disagree": {"new": 0, "gone": 2}}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"doc_type": "bulletin"}, 1),
        ({"doc_type": "theory_article"}, 0),
        ({"since": "2023-11-16"}, 1),
        ({"since": "2023-11-17"}, 0),
        ({"parser_below": "0.10"}, 1),
        ({"parser_below": "0"}, 0),
    ],
)
def test_what_is_asked_for_is_read_again(system: System, asked: dict[str, str], number: int) -> None:
    taken_in(system, sample(), lambda document: older(document, "0.9"))
    assert len(reprocess.find(system, Asked(**asked)).deliveries) == number


def test_what_another_vocabulary_made_is_outdated_and_what_a_newer_parser_made_is_not() -> None:
    here = Installed({"text": "1"}, {"bulletin": "1.9"}, "v")
    assert here.has_left_behind("text", "1", "bulletin", "1.9", "other")
    assert here.has_left_behind("text", "0", "bulletin", "1.9", "v")
    assert not here.has_left_behind("text", "1", "bulletin", "1.9", "v")
    assert not here.has_left_behind("text", "1", "bulletin", "1.10", "other")
    assert not here.has_left_behind("of another time", "7", "of another time", "7", "v")


def test_a_file_that_cannot_be_read_this_time_is_named_and_keeps_its_revision(system: System) -> None:
    taken_in(system, sample(), planted)
    (delivery,) = queries.deliveries(system.engine, reprocess.find(system).deliveries)
    assert delivery.sha256
    stored = Path(system.vault.where(delivery.sha256))
    stored.chmod(0o600)
    stored.write_bytes(b"damaged")
    done = command("reprocess", "--dry-run", system=system)
    assert (done.exit_code, "vault_damaged" in done.stderr) == (Exit.FAILED, True)
    found = answer("reprocess", system=system, status=Exit.FAILED)
    assert [(file["delivery"], file["code"]) for file in found["failed"]] == [(delivery.id, "vault_damaged")]
    assert [document.revision for document in queries.list_documents(system.engine)] == [1]


def command(*arguments: str, system: System) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data", str(system.settings.data)])


def answer(*arguments: str, system: System, status: Exit = Exit.DONE) -> Any:
    done = command(*arguments, "--json", system=system)
    assert done.exit_code == status, done.output
    return json.loads(done.stdout)


def test_the_command_prints_a_row_per_fact_and_stores_nothing_where_it_only_looks(system: System) -> None:
    document_id = taken_in(system, sample(), planted)
    printed = command("reprocess", "--dry-run", system=system).stdout
    rows = [line.split("\t") for line in printed.splitlines()]
    assert [document_id, "changed", "indicators[0] → indicators[1]", "174名", "value 77", "value 174"] in rows
    assert [document_id, "moved", "indicators[1] → indicators[2]", "132人", "690–694", "690–695"] in rows
    assert (
        "1 document would have a new revision: 1 fact gained, 1 lost, 1 changed, 1 moved; figures that disagree: 0 new, 1 gone" in printed
    )
    found = answer("reprocess", "--type", "bulletin", "--dry-run", system=system)
    assert found["summed"]["facts"] == {"gained": 1, "lost": 1, "changed": 1, "moved": 1}
    assert [(d["document_id"], d["older"], d["newer"]) for d in found["documents"]] == [(document_id, 1, None)]
    assert answer("reprocess", "--type", "other", system=system)["documents"] == []
    assert queries.list_documents(system.engine)[0].revision == 1
