"""People, references, initiatives, projects, organisations and quotations: every case of tests/rules, and laws that hold for any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Contributor, Text
from parsers.grammar.named.initiatives import MARKS, find_initiatives
from parsers.grammar.named.organisations import find_organisations
from parsers.grammar.named.projects import find_projects
from parsers.grammar.named.references import find_references
from parsers.grammar.people.callings import called, callings
from parsers.grammar.people.everybody import find_people
from parsers.grammar.people.names import surname
from parsers.grammar.people.naming import is_plausible
from parsers.grammar.people.ordinary import is_ordinary
from parsers.grammar.people.quotations import find_quotations
from parsers.mapped import Mapped
from parsers.passages import Passage
from parsers.reading import Reading, Span
from seeds import vocabulary
from tests.structure import document_with

RULES = Path(__file__).parent / "rules"
FAMILIES = ("people", "references", "initiatives", "projects", "organisations", "quotations")
LEAST = 25


def passages(*texts: str) -> list[Passage]:
    reading = Reading("\n".join(texts), "text/plain", "case", "1")
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    return [Passage("paragraph", Mapped(reading, (Span(s, s + len(t)),))) for s, t in zip(starts, texts, strict=True)]


def found(family: str, text: str) -> list[dict[str, Any]]:
    prose, empty = passages(text), document_with()
    if family == "people":
        rows = [(p.name, p.mentions[0], {"posts": list(p.posts), "organisation": p.organisation}) for p in find_people(prose, empty)]
    elif family == "references":
        rows = [(r.title, r.spans, {"number": r.number, "kind": r.kind}) for r in find_references(prose, empty)]
    elif family == "projects":
        rows = [(p.name, p.mentions[0], {"investment": p.investment, "status": p.status}) for p in find_projects(prose, empty)]
    elif family == "quotations":
        people = find_people(prose, empty)
        rows = [(q.text, q.spans, {"speaker": q.speaker}) for q in find_quotations(prose, empty, people)]
    else:
        find = find_initiatives if family == "initiatives" else find_organisations
        rows = [(n.name, n.mentions[0], {}) for n in find(prose, empty)]
    return [{"quote": quote, "start": spans[0].start, "end": spans[0].end, **more} for quote, spans, more in rows]


def cases(family: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((RULES / f"{family}.yaml").read_text(encoding="utf-8"))
    return loaded


def all_cases() -> list[Any]:
    return [pytest.param(f, case, id=f"{f}-{n}-{case['text'][:16]}") for f in FAMILIES for n, case in enumerate(cases(f))]


@pytest.mark.parametrize(("family", "case"), all_cases())
def test_case(family: str, case: dict[str, Any]) -> None:
    assert in_order(found(family, case["text"])) == in_order(case["found"]), case["why"]


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda r: (r["start"], r["end"]))


@pytest.mark.parametrize("family", FAMILIES)
def test_cases_are_many_and_say_why(family: str) -> None:
    rows = cases(family)
    assert len(rows) >= LEAST
    for row in rows:
        assert set(row) == {"text", "found", "why"}
        assert row["why"]
        assert all(row["text"][f["start"] : f["end"]] == f["quote"] for f in row["found"])


def test_a_later_mention_is_the_same_person() -> None:
    people = find_people(passages("白屯村党支部书记张学军深有感触。", "于是张学军带领村民外出学习。", "“好！”张学军说。"), document_with())
    assert [(p.name, len(p.mentions)) for p in people] == [("张学军", 3)]


def test_a_later_mention_by_surname_and_title_is_the_same_person() -> None:
    told = (
        "驻村第一书记王正宏笑了，总经理黄丽在场。",
        "“王书记，水通啦！”李大妈喊。",
        "“价钱好。”黄总说。",
        "副书记们走进大王镇，长期蹲点。",
    )
    people = find_people(passages(*told), document_with())
    assert [(p.name, len(p.mentions)) for p in people] == [("王正宏", 2), ("黄丽", 2)]
    assert [(q.text, q.speaker) for q in find_quotations(passages(*told), document_with(), people)][-1] == ("价钱好。", "黄丽")


def test_two_of_one_surname_and_title_are_told_apart_only_by_name() -> None:
    assert callings({"王正宏": ["第一书记"], "王冉": ["镇党委书记", "镇长"]}) == {"王镇长": "王冉"}
    assert callings({"刀建华": ["党委书记"], "阿不都·热合曼": ["书记"]}) == {"刀书记": "刀建华"}


@pytest.mark.parametrize("text", ["王局长期驻村", "副王局长", "大王局长"])
def test_a_calling_inside_other_words_is_none(text: str) -> None:
    assert called(["王局长"], text) == []


def test_contributors_are_people_in_their_roles_and_units_are_not() -> None:
    spans = (Span(0, 3),)
    made = (
        Contributor(name="王献伟", role="全媒体记者", role_kind="reporter", spans=spans),
        Contributor(name="王小鹏", role="作者", role_kind="author", post="范县县委书记", spans=spans),
        Contributor(name="王楼镇", role="供稿", role_kind="contributing_unit", spans=spans),
        Contributor(name="县农业农村局农田建设股", role="供稿", role_kind="contributing_unit", spans=spans),
        Contributor(name="张俊", role="作者", role_kind="author", spans=spans),
    )
    people = find_people(passages("平芜尽处是春山。"), document_with(contributors=made))
    assert [(p.name, p.posts) for p in people] == [("王献伟", ("全媒体记者",)), ("王小鹏", ("范县县委书记",)), ("张俊", ())]


def test_a_quotation_runs_on_through_paragraphs_that_open_with_a_quote() -> None:
    prose = passages("镇长王冉介绍说：“近年来，我们抓项目。", "“我们还抓服务，企业满意。”", "会后，大家散去。")
    quotations = find_quotations(prose, document_with(), find_people(prose, document_with()))
    assert [(q.text, q.speaker, len(q.spans)) for q in quotations] == [("近年来，我们抓项目。我们还抓服务，企业满意。", "王冉", 2)]


def test_names_in_headings_are_found_but_not_quoted() -> None:
    reading = Reading("镇长王冉说：“一定要做好，做实。”", "text/plain", "case", "1")
    heading = [Passage("heading", Mapped(reading, (Span(0, len(reading.text)),)))]
    people = find_people(heading, document_with())
    assert [p.name for p in people] == ["王冉"]
    assert find_quotations(heading, document_with(), people) == ()


def below(heading: str, *paragraphs: str) -> list[Passage]:
    told = passages(heading, *paragraphs)
    return [Passage("heading" if n == 0 else "paragraph", passage.mapped, (0,)) for n, passage in enumerate(told)]


def test_the_paragraphs_below_a_project_say_its_investment_and_standing() -> None:
    prose = below("云溪水厂项目。", "总投资15亿元，占地320亩，主体已完工。", "南山水厂工程总投资2亿元，已完工。")
    said = [(p.name, p.investment, p.status) for p in find_projects(prose, document_with())]
    assert said == [("云溪水厂项目", "1500000000", "主体已完工"), ("南山水厂工程", "200000000", "完工")]


def test_a_heading_that_says_more_than_a_project_has_no_say_below() -> None:
    prose = below("云溪水厂项目带动就业", "总投资15亿元的产业园已开工。", "总投资3亿元，已完工。")
    assert ("云溪水厂项目", None, None) in [(p.name, p.investment, p.status) for p in find_projects(prose, document_with())]


@pytest.mark.parametrize(("day", "status"), [("2024-06-28", "封顶"), ("2025-07-01", "投入使用"), (None, "投入使用")])
def test_what_has_a_month_behind_the_documents_day_is_still_to_come(day: str | None, status: str) -> None:
    prose = passages("县医院迁建项目总投资11亿元，已封顶，2025年6月投入使用。")
    assert [p.status for p in find_projects(prose, document_with(issue_date=day))] == [status]


def test_the_publication_itself_is_no_reference() -> None:
    own = Text(text="延津政务快报", spans=(Span(1, 7),))
    assert find_references(passages("《延津政务快报》编发，《工作方案》随文印发"), document_with(publication=own))[0].title == "工作方案"


HAN = st.text(alphabet="王李张村民书记镇长说和任高度在的，。、“”《》（）等项目投资3亿元·安居党委局公司", max_size=60)


@given(HAN)
def test_every_find_stands_where_it_says(text: str) -> None:
    prose, empty = passages(text), document_with()
    people = find_people(prose, empty)
    for name, mentions in [(p.name, p.mentions) for p in people] + [(o.name, o.mentions) for o in find_organisations(prose, empty)]:
        assert mentions
        read = ["".join(text[a:b] for a, b in spans) for spans in mentions]
        assert name in read
        assert all(wording == name or wording.startswith(surname(name) or name) for wording in read)
    for quotation in find_quotations(prose, empty, people):
        assert "".join(text[a:b] for a, b in quotation.spans) == quotation.text
        assert quotation.speaker is None or quotation.speaker in {p.name for p in people}
    for project in find_projects(prose, empty):
        assert all("".join(text[a:b] for a, b in spans) == project.name for spans in project.mentions)
        assert (project.investment is None) == (project.investment_spans == ())
        assert (project.status is None) == (project.status_spans == ())
    for reference in find_references(prose, empty):
        assert "".join(text[a:b] for a, b in reference.spans).startswith(reference.title)


def test_every_initiatives_last_word_holds_a_mark_that_is_looked_for_first() -> None:
    words = vocabulary("initiatives")
    assert [w for name in ("closing", "names") for w in words[name]["words"] if not any(mark in w for mark in MARKS)] == []


def test_vocabularies_do_not_contradict_themselves() -> None:
    names = vocabulary("given_names")
    assert not set("".join(names["common"].split())) & set("".join(names["never"].split()))
    assert is_ordinary("安居")
    assert not is_ordinary("王冉")
    assert is_plausible("张学军")
    assert not is_plausible("高度重")
