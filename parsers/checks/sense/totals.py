"""Totals that follow what they add up: 滩羊养殖户128户、黄花菜种植户96户，合计214户; 三项合计655万元."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.parts import LIST, LOOSE_LIST, after_noun
from parsers.checks.sense.statements import Sentence, same_kind
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import to_int

_TOTAL = re.compile(
    r"^[，、。；]?\n?(?:以上|这|上述)?(?:(?P<n>[两二三四五六七八九])[项类者种]|两个|三个)?(?:总计|合计|共计|总共|共|计)(?P<what>[^\W\da-zA-Z_]{0,4}?)(?:为|达到?|约)?$"
)
# 15个乡镇、4个街道共20个: right behind the last noun
_JOINED_TOTAL = re.compile(r"^[^\W\da-zA-Z_]{1,4}共$")
# 分别投资2.1亿元、1.6亿元、0.9亿元，总投资4.6亿元
_OF_EACH = re.compile(r"^，总(?P<what>投资|产值|面积|收入|长度?|产量|建筑面积)(?:为|达到?|约)?$")
# 600平方米的广场、200平方米的戏台和150平方米的图书室，文化阵地总面积达到950平方米
_OF_THINGS = re.compile(r"的[^\W\da-zA-Z_]{2,8}，[^\W\da-zA-Z_]{0,8}总(?:面积|长度?|里程|投资|产值|产量|重量|库容|容量)(?:为|达到?|约)?$")
_THING = re.compile(r"的[^\W\da-zA-Z_]{2,8}(?:、|和|以及|及)$")
# 一期工程投资2.2亿元，二期工程投资3.4亿元，两期工程总投资5.6亿元
_OF_PHASES = re.compile(
    r"^[，、；](?P<n>[两二三四五])(?P<of>期|个?标段|条线路|座水库|个项目|个园区)(?:工程|项目|建设)?"
    r"(?:总|共|合计|累计)+(?:投资|投入|面积|产值|规模|长度?)(?:为|达到?|约)?$"
)
_DOUBLE = Decimal(2)
# 卫生院14所、卫生室236个，共计250个机构: what counts bodies
_BODIES = frozenset("个家所处座")
_BODY = re.compile(r"[^\W\da-zA-Z_]{0,6}(?:机构|单位|站点|网点|场所|阵地|主体)")
# 2022年…、2023年…、2024年…，三年累计投入2.3亿元
_OVER = re.compile(
    r"^[，；](?:(?P<years>[两二三四五六七八九十])年(?:来|间)?|前(?P<quarters>[两三])季度)(?:已|一?共|累计|合计|总计|总共)+[^，。；\d]{0,12}$"
)
_VERBS = re.compile(r"^.*?年(?:来|间)?(?:已|一?共|累计|合计|总计|总共)+|^前.季度(?:已|一?共|累计|合计|总计|总共)+|(?:达到?|为|约)$")
_YEAR = re.compile(r"^(?:[^，。；\d]{0,2})20\d\d年|^“?[前去今上]年|^第?[一二三四]季度")


def totals(sentence: Sentence) -> Iterator[Finding]:
    """Yield the totals of a sentence that the figures in front of them do not give."""
    sentence = sentence.counted
    for i in range(1, len(sentence.figures)):
        finding = _totalled(sentence, i) or _over_years(sentence, i)
        if finding:
            yield finding


def _totalled(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the total of those before it: 128户、96户，合计214户; 三项合计655万元."""
    gap = sentence.gap(i)
    total = _TOTAL.match(after_noun(gap)) or (_TOTAL.match("共") if _JOINED_TOTAL.match(gap) else None)
    each = _OF_EACH.match(gap)
    if not total and _OF_THINGS.match(gap):
        return _of_things(sentence, i)
    if not total and (phases := _OF_PHASES.match(gap)):
        return _of_phases(sentence, i, to_int(phases["n"]), phases["of"][-1])
    if not total and each and "分别" in sentence.text:
        return _of_each(sentence, i, each["what"])
    if not total:
        return None
    wanted = to_int(total["n"]) if total["n"] else None
    run = _before(sentence, i, LOOSE_LIST if wanted or "计" in total[0] else LIST)
    if len(run) < 2 or (wanted and wanted > len(run)) or not _of_those(sentence, i, len(run), total["what"]):
        return None
    run = run[-wanted:] if wanted else run
    whole = sentence.figures[i]
    if any(Breakdown(whole, run[k:]).adds_up for k in range(len(run))):
        return None
    return _if_near(sentence, Breakdown(whole, run))


def _if_near(sentence: Sentence, found: Breakdown) -> Finding | None:
    """Return the finding for a total that its parts do not give; None where it is so far off that it must be of something else."""
    near = found.total / _DOUBLE <= found.whole.value <= found.total * _DOUBLE
    return sum_finding(sentence, found, "error") if near else None


def _of_phases(sentence: Sentence, i: int, wanted: int, what: str) -> Finding | None:
    """Check figure `i` as the total of so many phases, each with its own figure in front of it: 一期…，二期…，两期工程总投资."""
    found = Breakdown(sentence.figures[i], sentence.figures[max(0, i - wanted) : i])
    told = all(same_kind(q, found.whole) for q in found.parts) and len(found.parts) == wanted
    named = all(what in sentence.front(j) for j in range(i - wanted, i)) if told else False
    return _if_near(sentence, found) if named and not found.adds_up else None


def _of_things(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the total of things that each have their size in front: 600平方米的广场、200平方米的戏台，总面积800平方米."""
    first = i - 1
    while first > 0 and _THING.match(sentence.gap(first)) and same_kind(sentence.figures[first - 1], sentence.figures[i]):
        first -= 1
    found = Breakdown(sentence.figures[i], sentence.figures[first:i])
    one_kind = all(same_kind(q, found.whole) for q in found.parts) and len(found.parts) > 1
    return _if_near(sentence, found) if one_kind and not found.adds_up else None


def _of_each(sentence: Sentence, i: int, what: str) -> Finding | None:
    """Check figure `i` as the total of 分别投资2.1亿元、1.6亿元、0.9亿元，总投资4.6亿元: a bare row of what it is a total of."""
    run = _row(sentence, i)
    found = Breakdown(sentence.figures[i], run)
    wrong = run and what[-2:] in sentence.front(i - len(run)) and not found.adds_up
    return _if_near(sentence, found) if wrong else None


def _row(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the bare row of 投入分别为2.2亿元、2.5亿元、2.9亿元 in front of figure `i`; none where there is no such."""
    run = _before(sentence, i, LIST)
    bare = all(sentence.gap(j) in ("、", "和") for j in range(i - len(run) + 1, i))
    first = sentence.front(i - len(run))
    return run if bare and len(run) > 1 and "分别" in first and "其中" not in first else []


def _over_years(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` as the total of as many years or quarters as it says, each with its own figure in front of it."""
    over = _OVER.match(sentence.gap(i))
    if not over:
        return None
    wanted, whole = to_int(over["years"] or over["quarters"]), sentence.figures[i]
    told = [j for j in range(i) if sentence.figures[j].word.dimension not in ("share", "rank")]
    run = [sentence.figures[j] for j in told if same_kind(sentence.figures[j], whole) and _YEAR.match(sentence.front(j))]
    # a year's figure for each year, and no others
    if len(run) != len(told) and (run := _row(sentence, i)) and not _is_of_row(sentence, i, sentence.front(i - len(run))):
        return None
    found = Breakdown(whole, run)
    wrong = len(run) == wanted and not (found.adds_up and found.rounds)
    return _if_near(sentence, found) if wrong else None


def _is_of_row(sentence: Sentence, i: int, first: str) -> bool:
    """Tell whether a total has a word of what stands in front of its row: 累计投入 of 投入分别为, not 累计产量 of 分别增产."""
    words = _VERBS.sub("", sentence.front(i))
    return not words or any(words[k : k + 2] in first for k in range(len(words) - 1))


def _of_those(sentence: Sentence, i: int, count: int, what: str) -> bool:
    """Tell whether a total is of what was listed: its verb stands in front of the list, its noun behind one of the parts."""
    if what and what not in sentence.prose.text[sentence.start : sentence.figures[i - 1].start]:
        return False
    noun = sentence.back(i)
    nouns = [sentence.back(k).rstrip("和及") for k in range(i - count, i)] + [sentence.front(k) for k in range(i - count, i)]
    return not noun or any(noun[-1] == n[-1:] for n in nouns) or bool(_BODY.match(noun))


def _before(sentence: Sentence, i: int, joint: re.Pattern[str]) -> list[Quantity]:
    run: list[Quantity] = []
    for j in range(i - 1, -1, -1):
        part, whole = sentence.figures[j], sentence.figures[i]
        if not (same_kind(part, whole) or _BODIES.issuperset((part.word.unit, whole.word.unit))) or part.word.dimension == "share":
            break
        run.insert(0, sentence.figures[j])
        gap = sentence.gap(j)
        if not joint.match(after_noun(gap)) or "其中" in gap:
            break
    return run
