"""Figures that contradict each other: every case of tests/rules/figures.yaml, most of which must not be flagged."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parsers.checks.sense.asof import as_of
from parsers.checks.sense.figures import contradictions, figures
from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.mapped import Mapped
from parsers.passages import Passage
from parsers.reading import Reading, Span
from tests.structure import document_with

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "rules" / "figures.yaml").read_text(encoding="utf-8"))


def said(text: str) -> tuple[Reading, list[Finding]]:
    passage = whole(text)
    return passage.mapped.reading, list(contradictions(Prose.of([passage])))


def whole(text: str) -> Passage:
    return Passage("paragraph", Mapped(Reading(text, "text/plain", "case", "1"), (Span(0, len(text)),)))


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{n}-{c['text'][:16]}") for n, c in enumerate(CASES)])
def test_case(case: dict[str, Any]) -> None:
    reading, found = said(case["text"])
    got = [(reading.raw(f.spans), f.expected, f.severity) for f in found]
    assert got == ([(case["quote"], case["expected"], case["severity"])] if "quote" in case else []), [f.message for f in found]


def test_cases_have_known_keys_and_reasons() -> None:
    assert all(case.keys() <= {"text", "quote", "expected", "severity", "why"} and case["why"] for case in CASES)
    assert sum("quote" not in case for case in CASES) * 2 >= len(CASES)


def told(*paragraphs: str) -> list[Finding]:
    text = "\n".join(paragraphs)
    reading = Reading(text, "text/plain", "case", "1")
    starts = [sum(len(p) + 1 for p in paragraphs[:n]) for n in range(len(paragraphs))]
    passages = [Passage("paragraph", Mapped(reading, (Span(at, at + len(p)),))) for at, p in zip(starts, paragraphs, strict=True)]
    return list(contradictions(Prose.of(passages)))


POINTS = ("一是强产业，建园区。", "二是优环境，植树木。", "三是惠民生，办学校。", "四是保稳定，防汛旱。")


def test_points_announced_in_a_line_of_their_own() -> None:
    assert [f.expected for f in told("面向未来，要抓好以下三项任务", "".join(POINTS))] == ["4"]
    assert [f.expected for f in told("主要做了三个方面的工作：", *POINTS)] == ["4"]
    assert told("面向未来，要抓好以下三项任务", "".join(POINTS[:3])) == []
    assert told("主要做了三个方面的工作：", *POINTS[:3], "下一步打算：", *POINTS) == []
    # the last point stands in a paragraph of its own
    assert told("要抓好以下三项任务。" + "".join(POINTS[:2]), POINTS[2]) == []


APART = (
    "对省里交办的214件信访件，逐件明确包案领导，目前已办结198件，办结率92.5%，还有26件正在办理。",
    "全县排查隐患312处，已整改287处，整改率92%，剩余35处正在整改。",
    "列入清单的事项86项，已完成71项，完成率82.6%，其余25项正在推进。",
    "6月9日8时至6月11日20时，持续强降雨历时80小时，全县平均降雨量210毫米。",
    "8月3日20时至8月5日8时，全县出现暴雨，持续63小时。",
    "河东片区今年4月15日开工建设，3月20日完成主体工程，9月2日通过验收。",
    "该桥2023年5月8日正式开工，4月20日全线贯通。",
    "全县转移群众1810户6240人，全部妥善安置，其中集中安置1120人、分散安置5020人。",
    "整合公安、财政、水利、住建、林业等4个部门力量，全力推进河道治理。",
    "统筹农业农村、交通运输、商务、文旅等三个部门资金。",
    "灾害造成全县直接经济损失2.55亿元，其中农业损失0.86亿元，工矿企业损失0.24亿元，基础设施损失1.02亿元，家庭财产损失0.23亿元。",
)
# the same shapes, all of which can be true
AT_ONE = (
    "对省里交办的214件信访件，目前已办结198件，办结率92.5%，还有16件正在办理。",
    "全县共有项目120个，已开工80个，开工率66.7%，还有30个正在办理手续，10个未启动。",
    "全县共有项目120个，已完工90个，还有20个正在建设、10个未开工。",
    "全年受理案件214件，其中已办结198件，办结率92.5%，还有26件正在办理。",
    "6月9日8时至6月11日20时，持续强降雨历时60小时。",
    "6月9日8时至6月11日20时，持续强降雨近60小时。",
    "6月9日8时至11日20时，抢修队员轮班作业，其中抢通道路历时30小时。",
    "河东片区今年3月15日开工建设，8月20日完成主体工程。",
    "河东片区去年4月15日开工建设，3月20日完成主体工程。",
    "河东片区今年11月15日开工建设，明年3月20日完成主体工程。",
    "河东片区今年4月15日开工建设，3月20日完成施工招标的二标段随后进场。",
    "全县转移群众1810户6240人，全部妥善安置，其中集中安置1120人、分散安置5120人。",
    "全县转移群众1810户6240人，其中集中安置1120人、在外投亲的2010人。",
    "整合公安、财政、水利、住建、林业等9个部门力量，全力推进河道治理。",
    "整合公安、财政、水利等3个部门力量，全力推进河道治理。",
    "由县政府和财政、水利、林业等2个部门负责。",
    "统筹住房和城乡建设、农业农村和水利3个部门资金。",
    "6月9日8时至11日20时，抢通道路历时30小时。",
    "灾害造成全县直接经济损失2.35亿元，其中农业损失0.86亿元，工矿企业损失0.24亿元，基础设施损失1.02亿元，家庭财产损失0.23亿元。",
    "全镇总收入8600万元，其中种植收入3200万元，养殖收入2500万元，务工收入等2900万元。",
    "全镇总收入8600万元，其中种植收入1200万元，养殖收入2500万元，旅游收入900万元。",
)


@pytest.mark.parametrize("text", APART)
def test_what_cannot_be_is_told_once(text: str) -> None:
    assert [f.code for f in said(text)[1]] == ["figures_disagree"]


@pytest.mark.parametrize("text", AT_ONE)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert said(text)[1] == []


@given(st.integers(1, 10**5), st.integers(1, 10**5), st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_rate_rounded_or_cut_off_is_never_flagged(a: int, b: int, digits: int, how: str) -> None:
    part, whole = sorted((a, b))
    rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1).scaleb(-digits), rounding=how)
    assert said(f"受理诉求{whole}件，办结{part}件，办结率{rate}%。")[1] == []


@given(st.lists(st.integers(1, 10**4), min_size=2, max_size=6))
def test_parts_that_add_up_are_never_flagged(parts: list[int]) -> None:
    listed = "、".join(f"第{'甲乙丙丁戊己'[i]}类问题{n}个" for i, n in enumerate(parts))
    assert said(f"排查问题{sum(parts)}个，其中{listed}。")[1] == []
    assert said(f"排查{listed}，合计{sum(parts)}个。")[1] == []


@given(st.integers(10, 10**4), st.integers(10, 10**4), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_growth_that_follows_from_its_values_is_never_flagged(a: int, b: int, how: str) -> None:
    former, present = sorted((a, b))
    grown = (Decimal(present - former) * 100 / Decimal(former)).quantize(Decimal("0.1"), rounding=how)
    assert said(f"收入由{former}元增加到{present}元，增长{grown}%。")[1] == []


def test_one_count_under_one_name_in_two_paragraphs() -> None:
    assert [f.actual for f in told("全县选派驻村干部218名。", "281名驻村干部奔赴一线。")] == ["281名"]
    assert [f.actual for f in told("全县建成老年助餐点126个。", "目前，全县老年助餐点已发展到162个。")] == ["162个"]
    assert [f.actual for f in told("这个有着326户1280人的山村住上了新房。", "全村326户1820人实现了整村脱贫。")] == ["1820人"]
    assert told("石桥镇建成老年助餐点26个。", "河口镇建成老年助餐点32个。") == []
    assert told("去年，全县建成老年助餐点126个。", "今年，全县建成老年助餐点162个。") == []
    assert told("全村326户1280人，脱贫户86户312人。", "合作社带动86户240人就业。") == []


def test_a_plan_in_the_sentence_before() -> None:
    assert [f.expected for f in told("今年全县计划新建高标准农田8万亩。截至10月底，已建成6.4万亩，完成计划的90%。")] == ["80%"]
    assert told("今年全县计划新建高标准农田8万亩。截至10月底，已建成6.4万亩，完成计划的80%。") == []


def test_what_is_done_by_a_day_after_the_day_of_issue() -> None:
    def found(text: str, issued: str | None = "2024-09-12") -> list[str]:
        return [str(f.actual) for f in as_of(document_with("bulletin", issue_date=issued), Prose.of([whole(text)]))]

    assert found("截至9月25日，全县已竣工项目9个。") == ["2024-09-25"]
    assert found("截至2024年9月25日，全县累计完成投资3亿元。") == ["2024-09-25"]
    assert found("截至9月10日，全县已竣工项目9个。") == []
    assert found("截至12月31日，全县累计竣工项目9个。") == []  # of the year before
    assert found("截至9月25日前，各乡镇要完成自查。") == []
    assert found("截至9月25日，各乡镇须完成自查。") == []
    assert found("截至9月31日，全县已竣工项目9个。") == []
    assert found("截至9月25日，全县已竣工项目9个。", None) == []


def test_the_text_of_a_page_of_no_known_type_is_read_for_figures_too() -> None:
    page = whole("全县排查隐患120处，已整改90处，整改率85%。")
    assert [f.expected for f in figures(page.mapped.reading, document_with("other"), [page])] == ["75%"]
