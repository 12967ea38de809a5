"""The same quantity twice in the same words: what disagrees, and what only looks alike."""

import pytest

from parsers.checks.sense.figures import contradictions
from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.mapped import Mapped
from parsers.passages import Passage
from parsers.reading import Reading, Span


def said(title: str, *paragraphs: str) -> list[Finding]:
    text = "\n".join((title, *paragraphs))
    reading = Reading(text, "text/plain", "case", "1")
    passages, start = [], 0
    for i, part in enumerate((title, *paragraphs)):
        kind = "paragraph" if i else "title"
        passages += [Passage(kind, Mapped(reading, (Span(start, start + len(part)),)))] if part else []
        start += len(part) + 1
    return list(contradictions(Prose.of(passages)))


DISAGREE = {
    "headline, other order": ("云岭县86个重点项目集中开工", "记者从会上获悉，此次集中开工重点项目83个，总投资92.6亿元。"),
    "headline, home and 全县": ("青河县新建高标准农田15万亩", "今年，全县新建高标准农田12万亩，涉及6个乡镇43个村。"),
    "headline, few words": ("12个项目签约落地 总投资46亿元", "活动现场，一批项目成功签约，总投资42亿元，涵盖新材料、新能源等领域。"),
    "headline, people": ("龙门县3200名干部下沉一线", "连日来，全县2300名干部下沉一线，走访群众。"),
    "two paragraphs": (
        "",
        "今年以来，累计发放“稳岗贷”资金3650万元，支持企业186家。",
        "县农商行负责人介绍，今年累计发放的“稳岗贷”资金3560万元没有一笔形成不良。",
    ),
    "whole county": ("", "全县集中供热面积达到628万平方米，检修锅炉14台。", "目前，全县集中供热面积682万平方米全部达到供热条件。"),
    "one text": ("", "本次活动共发放宣传资料2600份。", "截至目前，发放宣传资料2900份。"),
}
AGREE = {
    "city and county": ("", "全市新建高标准农田15万亩。", "全县新建高标准农田12万亩。"),
    "the same": ("云岭县86个重点项目集中开工", "此次集中开工重点项目86个。"),
    "rounded": ("青河县新建高标准农田15万亩", "今年，全县新建高标准农田15.2万亩。"),
    "another year": ("青河县新建高标准农田15万亩", "2023年，全县新建高标准农田12万亩。"),
    "last year and this": ("", "去年，全县新建高标准农田12万亩。", "今年，全县新建高标准农田15万亩。"),
    "planned": ("", "全县新建高标准农田12万亩。", "力争全县新建高标准农田15万亩。"),
    "other towns": ("", "河口镇发放宣传资料2600份。", "城关镇发放宣传资料2900份。"),
    "each of several": ("三个项目签约 总投资46亿元", "其中，甲项目总投资40亿元，乙项目总投资44亿元，丙项目总投资42亿元。"),
    "far apart": ("", "本次活动共发放宣传资料2600份。", "发放宣传资料200份。"),
    "a month and a year": ("", "10月，全县接待过夜游客2600人次。", "全县接待过夜游客2900人次。"),
    "said of another": ("", "全县发放宣传资料2600份。", "该局发放宣传资料2900份。"),
    "more than": ("龙门县3200名干部下沉一线", "全县3200余名干部下沉一线。"),
    "in two steps": ("", "首批发放“稳岗贷”资金3650万元。", "第二批发放“稳岗贷”资金3560万元。"),
}


@pytest.mark.parametrize("texts", DISAGREE.values(), ids=DISAGREE)
def test_values_that_cannot_both_be_meant_are_told(texts: tuple[str, ...]) -> None:
    found = said(*texts)
    assert [(f.code, f.severity, len(f.spans) >= 2) for f in found] == [("figures_disagree", "warning", True)]
    assert found[0].expected != found[0].actual


@pytest.mark.parametrize("texts", AGREE.values(), ids=AGREE)
def test_values_that_can_both_be_true_are_not(texts: tuple[str, ...]) -> None:
    assert said(*texts) == []
