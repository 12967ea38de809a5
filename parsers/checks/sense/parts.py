"""Parts against their whole: 其中 …, 新开工15个、续建18个、竣工10个 of 42个, 三项合计 …."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.sorts import exclusive
from parsers.checks.sense.statements import Sentence, same_kind, written
from parsers.checks.sense.tolerance import interval, total_of
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# figures that are no whole and no part, and those that are a part only of a whole that says the same
_ALONE = re.compile(r"每|均|最[高大多低]|单[笔个棚产]|可[容供年带]|相当于|超出|高出|多出|[低高]于|[比较][上去前往同]")
_OTHER = re.compile(r"计划|规划|预计|力争|(?<!外观)设计|将|总投资|概算|估算|累计|历年|年产|目标")
# 由2.1万亩发展到目前的9.6万亩，其中…: the part is of what it has become
_GREW = re.compile(r"[^，。；]{0,8}(?:增长|增加|发展|扩大|提高|上升|扩展|扩增|增)(?:到|至|为)[^，。；\d]{0,6}")
# 占全省的12%，其中当归占全省的25%: shares of two things
_OF_OTHERS = re.compile(r"占全[省市县国区州球]")
# growth of a part may well be more than that of the whole
_CHANGED = re.compile(r"[增降升减涨跌]")
# what is left over belongs to the list behind a comma too: 水稻218万亩、大豆137万亩，其他作物12万亩
LIST = re.compile(r"^[、]|^(?:和|及|以及|与)|^[，；](?=其他|其余|其它|剩余|余下)")
LOOSE_LIST = re.compile(r"^[、，；]|^(?:和|及|以及|与)")
_STOPS = re.compile(r"[、，。；：\n]")
_JOINT = re.compile(r"[、，；。：和及]")
_HOLDS = re.compile(r"(?:包括|包含)[^，。；]{0,16}$|^[^，。：；在于从过途集当其]{0,8}中(?=[，：]|已|有|正|尚|未)")  # 168个问题中，已…
_SUCH = re.compile(r"^(?P<noun>[^\W\da-zA-Z_]{1,6})中，?(?:目前)?(?:已经?|有|正|尚|未|仅|只)*$")
_SOME, _REST = re.compile(r"等|主要|重点|包括|仅|就|光|如"), re.compile(r"其他|其余|其它|剩余|余下")
_MONEY_OF = re.compile(r"(?:投资|资金|金额|总额)(?:总?额|规模)?(?:达到?|为|共|约|超|近)*$")  # 项目58个，总投资187亿元，其中 …
_ALL_SORTS = re.compile(r"各类|各级|各项|全部|总|共")
_ADDED = re.compile(r"(?:增加|净增|减少)了?$")
_NEAR, _WIDER = Decimal("0.1"), Decimal("0.25")
_LABEL, _WORD, _THREE = 20, 2, 3
# what people are counted by beside other things: 农民党员1413名、女党员402名、35岁以下党员287名
_CROSSING = re.compile(r"女|少数民族|岁|学历|大专|本科|青年|老年|退役军人|残疾|低保|脱贫|困难|高龄|失能")
_PAIRS = ("男|女", "规模以上|规模以下", "规上|规下", "财政|自筹", "城镇|农村", "城市|农村", "线上|线下", "省内|省外")  # leave nothing out
_BOTH = [(re.compile(pair), sorted(pair.split("|"))) for pair in _PAIRS]


def parts(sentence: Sentence) -> Iterator[Finding]:
    """Yield the parts of a sentence that exceed their whole, and the sums that miss it."""
    sentence = sentence.counted
    done = 0
    for i in range(1, len(sentence.figures)):
        found = breakdown(sentence, i) if i >= done else None
        if found:
            done = i + len(found.parts)
            yield from _checked(sentence, found, "其中" in sentence.gap(i) or _of_such(sentence, i))
        elif i >= done:
            finding = _echoed(sentence, i)
            yield from [finding] if finding else []


def breakdown(sentence: Sentence, i: int) -> Breakdown | None:
    """Return the parts that begin with figure `i`, after 其中 or as a list behind its whole."""
    if sentence.figures[i].word.dimension in ("share", "rank"):
        return None
    gap, listed = sentence.gap(i), _parallel(sentence, i)
    among = "其中" in gap or bool(_HOLDS.search(gap))
    labels = [_label(sentence, j) for j in range(i, i + len(listed))]
    if not among and not (gap[:1] in "，：" and _is_breakdown(labels)):
        return None
    whole = _whole(sentence, i, among)
    if whole is None or not _comparable(sentence.gap(whole)[-_LABEL:], labels):
        return None
    if not among and not _ALL_SORTS.search(_label(sentence, whole)) and _is_breakdown([_label(sentence, whole), *labels]):
        return None
    return Breakdown(sentence.figures[whole], listed, labels, bool(_REST.search(labels[-1])))


def _checked(sentence: Sentence, found: Breakdown, among: bool) -> Iterator[Finding]:
    # 由12家增至15家，增加3家，其中省级4家: what was added is not what the parts are of
    at = sentence.figures.index(found.whole)
    if _ADDED.search(sentence.front(at)) and any(same_kind(q, found.whole) for q in sentence.figures[:at]):
        return
    if finding := _summed(sentence, found) or (_larger(sentence, found) if among else None):
        yield finding


def _of_such(sentence: Sentence, i: int) -> bool:
    """Tell whether figure `i` counts the same as the one that it is of: 13个乡镇中，已有11个乡镇, not 13个乡镇中，有86个村."""
    noun = _SUCH.match(sentence.gap(i))
    return bool(noun) and sentence.back(i).startswith(noun["noun"] if noun else "")


def _is_breakdown(labels: Sequence[str]) -> bool:
    """Tell whether a list without 其中 names the parts of the figure before it."""
    return (len(labels) > 1 and exclusive(labels)) or (len(labels) >= _THREE and _alike(labels))


def _parallel(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the list that begins with figure `i`: joined by 、, or by commas where each part is of another kind of one set."""
    strict, loose = _run(sentence, i, LIST), _run(sentence, i, LOOSE_LIST)
    labels = [_label(sentence, j) for j in range(i, i + len(loose))]
    return loose if len(loose) > len(strict) and exclusive(labels) else strict


def _echoed(sentence: Sentence, i: int) -> Finding | None:
    """Check figure `i` against the whole before 其中 that has the very same words: 示范片12个、面积3.6万亩，其中万亩示范片3个、面积4.5万亩."""
    words, part = sentence.front(i).strip(), sentence.figures[i]
    at = sentence.text.find("其中") + sentence.start
    if (
        len(words) < _WORD
        or at < sentence.start
        or part.start < at
        or (part.word.dimension == "share" and (_CHANGED.search(words) or _OF_OTHERS.match(words) or words.endswith("率")))
    ):
        return None
    for j, whole in enumerate(sentence.figures[:i]):
        if whole.end <= at and sentence.front(j).strip() == words and whole.word.unit == part.word.unit and not _ALONE.search(words):
            return _larger(sentence, Breakdown(whole, [part], [words], closed=False))
    return None


def _comparable(whole: str, labels: Sequence[str]) -> bool:
    alone = any(_ALONE.search(words) for words in (whole, *labels))
    return not alone and all(m[0] in whole for label in labels for m in _OTHER.finditer(label))


def _run(sentence: Sentence, i: int, joint: re.Pattern[str]) -> list[Quantity]:
    """Return figure `i` and those that are joined to it, all of one kind."""
    run = [sentence.figures[i]]
    for j in range(i + 1, len(sentence.figures)):
        gap = sentence.gap(j)
        if not same_kind(sentence.figures[j], run[0]) or "其中" in gap or not joint.match(after_noun(gap)) or len(_STOPS.findall(gap)) > 1:
            break
        run.append(sentence.figures[j])
    return run


def after_noun(gap: str) -> str:
    """Return a gap from its first 、 or 和 on: 14个项目、17个 …."""
    cut = _JOINT.search(gap)
    return gap[cut.start() :] if cut else gap


def _label(sentence: Sentence, j: int) -> str:
    front = sentence.front(j)
    return front.rsplit("其中", 1)[-1][-_LABEL:] or sentence.back(j)[:_LABEL]


def _whole(sentence: Sentence, i: int, among: bool) -> int | None:
    """Return the index of the whole: the figure before, or an earlier one of the same kind that shares a word with the part."""
    part = sentence.figures[i]
    last = i - 1
    while among and last > 0 and sentence.figures[last].word.dimension == "share":
        last -= 1
    label = _label(sentence, i) + sentence.back(i)
    outside = [j for j in range(last, -1, -1) if not _bracketed(sentence, j, i)]
    last = outside[0] if outside else last
    # 23名学生、4名教师，其中一年级5人: the part is of the one that can hold it
    if among and len(outside) > 1 and LIST.match(after_noun(sentence.gap(last))):
        values = [sentence.figures[j].value for j in outside[:2]]
        if same_kind(sentence.figures[outside[1]], part) and values[0] < part.value <= values[1]:
            return outside[1]
    alike = [j for j in outside if same_kind(sentence.figures[j], part) and _share_word(sentence, j, label)]
    if (
        alike
        and alike[0] + 1 == last
        and _GREW.fullmatch(sentence.prose.text, sentence.figures[alike[0]].end, sentence.figures[last].start)
    ):
        return last
    # 议定事项64项，正在推进13项。其中产业类17项: behind a full stop of the nearest that can hold it
    holding = [j for j in outside if same_kind(sentence.figures[j], part) and sentence.figures[j].value >= part.value]
    if "。" in sentence.gap(i) and holding:
        return holding[0]
    if same_kind(sentence.figures[last], part) and not (among and alike and alike[0] != last):
        return last
    # 脱贫户412户1386人，其中低保户186户: households and their persons are one whole
    if among and not alike and last and not sentence.gap(last) and same_kind(sentence.figures[last - 1], part):
        return last - 1
    if among and not alike and last in outside[:1] and _MONEY_OF.search(sentence.front(last)):
        alike = [j for j in outside[1:2] if sentence.figures[j].word.unit == part.word.unit]
    return alike[0] if among and alike else None


def _bracketed(sentence: Sentence, j: int, i: int) -> bool:
    """Tell whether figure `j` stands in brackets that close before figure `i`: an aside is no whole."""
    between = sentence.prose.text[sentence.figures[j].end : sentence.figures[i].start]
    return "）" in between and "（" not in between[: between.index("）")]


def _share_word(sentence: Sentence, j: int, label: str) -> bool:
    words = sentence.front(j) + sentence.back(j)
    return any(words[k : k + 2] in label for k in range(len(words) - 1))


def _larger(sentence: Sentence, found: Breakdown) -> Finding | None:
    part = found.parts[0]
    if part.word.unit != found.whole.word.unit and part.word.dimension != "people":
        return None
    if interval(part).low <= interval(found.whole).high or "at_least" in (found.whole.bound, part.bound):
        return None
    a, b = written(sentence.prose, part), written(sentence.prose, found.whole)
    message = f"The text gives {a} as part of {b}, but the part is larger than the whole."
    return sentence.prose.finding(found.whole.start, part.end, message, f"at most {b}", a)


def _summed(sentence: Sentence, found: Breakdown) -> Finding | None:
    total, whole = total_of(found.parts), interval(found.whole)
    # 开工71个: 新开工32个、续建39个、竣工11个: the first are all of it, what comes after them is told of the same
    if any(total_of(found.parts[:n]).meets(whole) for n in range(2, len(found.parts) + 1)) or len(found.parts) < 2 or not found.whole.value:
        return None
    # 2024年350亿元，预计今年380亿元，一产…、二产…、三产…: the parts are of the other
    if any(total.meets(interval(q)) for q in sentence.figures if q.end < found.whole.start and same_kind(q, found.whole)):
        return None
    apart = abs(sum(q.value for q in found.parts) - found.whole.value) / found.whole.value
    over = total.low > whole.high
    if not (found.closed or (_is_over(sentence, found, apart) if over else _is_short(sentence, found, apart))):
        return None
    return sum_finding(sentence, found, "error" if over or found.closed else "warning")


def _is_over(sentence: Sentence, found: Breakdown, apart: Decimal) -> bool:
    dimension, count = found.whole.word.dimension, len(found.parts)
    # 整顿党组织9个，评选五星级党支部37个、四星级党支部104个: what is many times the whole is of something else
    if exclusive(found.labels):
        return apart < 1 or "其中" in sentence.prose.text[found.whole.end : found.parts[0].start]
    if dimension in ("money", "mass", "volume", "energy"):
        return apart < 1
    counted = dimension == "people" or found.whole.word.unit == "户"
    crossing = counted and _CROSSING.search(sentence.prose.text, found.whole.end, found.parts[-1].end)
    return count >= _THREE and apart <= _WIDER and not crossing and (not counted or _alike(found.labels))


def _is_short(sentence: Sentence, found: Breakdown, apart: Decimal) -> bool:
    """Tell whether parts that fall short look like all parts there are: three or more, near the whole, none left open."""
    between = sentence.prose.text[found.whole.end : found.parts[-1].end + 1]
    if apart > _NEAR or _SOME.search(between):
        return False
    if len(found.parts) < _THREE:
        return any(sorted(m[0] for m in (p.search(label) for label in found.labels) if m) == pair for p, pair in _BOTH)
    counted = found.whole.word.dimension == "people" or found.whole.word.unit == "户"
    return not counted or _alike(found.labels) or exclusive(found.labels)


def _alike(labels: Sequence[str]) -> bool:
    """Tell whether labels end alike, or all begin with 进 (进机关、进学校)."""
    return (len({label[-1:] for label in labels}) == 1 or all(label[:1] == "进" for label in labels)) and len(set(labels)) == len(labels)
