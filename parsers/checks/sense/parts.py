"""Parts against their whole: 其中 …, 新开工15个、续建18个、竣工10个 of 42个, 三项合计 …."""

import re
from collections.abc import Iterator, Sequence

from parsers.checks.sense.breakdowns import Breakdown
from parsers.checks.sense.sorts import exclusive
from parsers.checks.sense.statements import Sentence, same_kind, written
from parsers.checks.sense.sums import alike, of_one_name, summed
from parsers.checks.sense.tolerance import interval
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# figures that are no whole and no part, and those that are a part only of a whole that says the same
_ALONE = re.compile(r"每|均|最[高大多低]|单[笔个棚产]|可[容供年带]|相当于|超出|高出|多出|[低高]于|[比较][上去前往同]")
_OTHER = re.compile(r"计划|规划|预计|力争|(?<!外观)设计|将|总投资|概算|估算|累计|历年|年产|目标")
# 17个村收入|全部突破20万元，其中石桥村96万元: what each has passed or reached is the whole of none
_OF_EACH = re.compile(r"(?:全部|全都|都)已?(?P<reached>达到?|在)?$")
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
_HOLDS = re.compile(
    r"(?:包括|包含|分为|分成)[^，。；]{0,16}$|^[^，。：；在于从过途集当其]{0,8}中(?=[，：]|已|有|正|尚|未)"
)  # 168个问题中，已…
# 3个项目尚未开工；二是部分项目进度慢，其中4个…: a whole that has no figure
_NEXT_POINT = re.compile(r"[；。\n](?:[二三四五六七八九十]{1,2}[是要]|第[二三四五六]|部分|个别|少数|有的)")
# 1340米，分为主桥480米和引桥860米
_DIVIDED = re.compile(r"分[为成][^，。；\d]{0,8}$")
_SUCH = re.compile(r"^(?P<noun>[^\W\da-zA-Z_]{1,6})中，?(?:目前)?(?:已经?|有|正|尚|未|仅|只)*$")
_MONEY_OF = re.compile(r"(?:投资|资金|金额|总额)(?:总?额|规模)?(?:达到?|为|共|约|超|近)*$")  # 项目58个，总投资187亿元，其中 …
_ALL_SORTS = re.compile(r"各类|各级|各项|全部|总|共")
_ADDED = re.compile(r"(?:增加|净增|减少)了?$")
# 3个项目未开工，占11.1%；二是部分项目进度慢，其中4个: of what a new point begins with
_NEW_POINT = re.compile(r"；[一二三四五六七八九]是")
_REST = re.compile(r"其他|其余|其它|剩余|余下")
# 28家养老机构，公办
_APART = re.compile(r"[^，。；：、\d]{0,8}[，：]")
# 、乡镇（街道）19人
_ASIDE = re.compile(r"(?P<words>[^，。；：、！？\n（）\d]+)（[^（）\d]*）$")
# 涉及6个乡镇，其中: how many parts there are
_PARTS = re.compile(r"(?:涉及|分布在|覆盖|包括|分别?为|在)[^，。；\d]{0,4}$")
_LABEL, _WORD, _THREE = 20, 2, 3


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
    if among and _NEXT_POINT.search(gap):
        return None
    labels = [_label(sentence, j) for j in range(i, i + len(listed))]
    if not among and not (_APART.match(gap) and _is_breakdown(labels)):
        return None
    whole = _whole(sentence, i, among)
    if whole is None or _is_of_each(sentence, whole) or not _comparable(sentence.gap(whole)[-_LABEL:], labels):
        return None
    if not among and not _ALL_SORTS.search(_label(sentence, whole)) and _is_breakdown([_label(sentence, whole), *labels]):
        return None
    counted = among and i - whole == _WORD and _is_number_of_parts(sentence, i - 1, i)
    return Breakdown(sentence.figures[whole], listed, labels, counted or bool(_REST.search(labels[-1]) or _DIVIDED.search(gap)))


def _checked(sentence: Sentence, found: Breakdown, among: bool) -> Iterator[Finding]:
    # 由12家增至15家，增加3家，其中省级4家: what was added is not what the parts are of
    at = sentence.figures.index(found.whole)
    if _ADDED.search(sentence.front(at)) and any(same_kind(q, found.whole) for q in sentence.figures[:at]):
        return
    if finding := summed(sentence, found) or (_larger(sentence, found) if among else None):
        yield finding


def _of_such(sentence: Sentence, i: int) -> bool:
    """Tell whether figure `i` counts the same as the one that it is of: 13个乡镇中，已有11个乡镇, not 13个乡镇中，有86个村."""
    noun = _SUCH.match(sentence.gap(i))
    return bool(noun) and sentence.back(i).startswith(noun["noun"] if noun else "")


def _is_breakdown(labels: Sequence[str]) -> bool:
    """Tell whether a list without 其中 names the parts of the figure before it."""
    return (len(labels) > 1 and exclusive(labels)) or (len(labels) >= _THREE and alike(labels))


def _parallel(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the list that begins with figure `i`: joined by 、, or by commas where each part is of another kind of one set."""
    strict, loose = _run(sentence, i, LIST), _run(sentence, i, LOOSE_LIST)
    labels = [_label(sentence, j) for j in range(i, i + len(loose))]
    among = len(loose) >= _THREE and "其中" in sentence.gap(i)
    closed = among and bool(_REST.search(labels[-1]))
    return loose if len(loose) > len(strict) and (exclusive(labels) or closed or (among and of_one_name(sentence, i, labels))) else strict


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


def _is_of_each(sentence: Sentence, j: int) -> bool:
    """Tell whether figure `j` says what each of several has: 全部突破30万元, 都达到8万元."""
    each = _OF_EACH.search(sentence.front(j))
    return bool(each) and bool((each and each["reached"]) or sentence.figures[j].bound != "exact")


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
    front = sentence.front(j) or _before_bracket(sentence.gap(j))
    return front.rsplit("其中", 1)[-1][-_LABEL:] or sentence.back(j)[:_LABEL]


def _before_bracket(gap: str) -> str:
    """Return the words of 、乡镇（街道）19人 in front of the bracket; nothing where there is none right in front of the figure."""
    aside = _ASIDE.search(gap)
    return aside["words"] if aside else ""


def _whole(sentence: Sentence, i: int, among: bool) -> int | None:
    """Return the index of the whole: the figure before, or an earlier one of the same kind that shares a word with the part."""
    part = sentence.figures[i]
    last = i - 1
    label = _label(sentence, i) + sentence.back(i)
    while among and last > 0 and (sentence.figures[last].word.dimension == "share" or _is_floor(sentence, last, label)):
        last -= 1
    if among and last > 0 and _is_number_of_parts(sentence, last, i):
        last -= 1
    outside = [j for j in range(last, -1, -1) if not _bracketed(sentence, j, i)]
    last = outside[0] if outside else last
    # 23名学生、4名教师，其中一年级5人: the part is of the one that can hold it
    if among and len(outside) > 1 and LIST.match(after_noun(sentence.gap(last))):
        values = [sentence.figures[j].value for j in outside[:2]]
        if same_kind(sentence.figures[outside[1]], part) and values[0] < part.value <= values[1]:
            return outside[1]
    sharing = [j for j in outside if same_kind(sentence.figures[j], part) and _share_word(sentence, j, label)]
    if (
        sharing
        and sharing[0] + 1 == last
        and _GREW.fullmatch(sentence.prose.text, sentence.figures[sharing[0]].end, sentence.figures[last].start)
    ):
        return last
    # 议定事项64项，正在推进13项。其中产业类17项: behind a full stop of the nearest that can hold it
    holding = [j for j in outside if same_kind(sentence.figures[j], part) and sentence.figures[j].value >= part.value]
    if "。" in sentence.gap(i) and holding:
        return holding[0]
    if same_kind(sentence.figures[last], part) and not (among and sharing and sharing[0] != last):
        return last
    # 脱贫户412户1386人，其中低保户186户: households and their persons are one whole
    if among and not sharing and last and not sentence.gap(last) and same_kind(sentence.figures[last - 1], part):
        return last - 1
    if among and not sharing and last in outside[:1] and _MONEY_OF.search(sentence.front(last)):
        sharing = [j for j in outside[1:2] if sentence.figures[j].word.unit == part.word.unit]
    sharing = sharing or _only_one(sentence, outside, part)
    return sharing[0] if among and sharing else None


def _only_one(sentence: Sentence, outside: Sequence[int], part: Quantity) -> list[int]:
    """Return the only figure that a part can be of: 13家企业参加，提供岗位1200个，其中国企3家、民企11家."""
    found = [j for j in outside if sentence.figures[j].word.written == part.word.written]
    alone = len(found) == 1 and part.value <= sentence.figures[found[0]].value  # else it is of what has no figure
    return found if alone and not same_kind(sentence.figures[outside[0]], part) else []


def _is_number_of_parts(sentence: Sentence, j: int, i: int) -> bool:
    """Tell whether figure `j` says how many parts are told from figure `i` on: 5万亩，涉及6个乡镇，其中城关镇1.2万亩、… (six of them)."""
    return sentence.figures[j].value == len(_parallel(sentence, i)) and bool(_PARTS.search(sentence.front(j)))


def _is_floor(sentence: Sentence, j: int, label: str) -> bool:
    """Tell whether figure `j` is what all have reached, while the part is a band of it: 180个村全部达到10万元以上，其中10万元至30万元的96个."""
    figure = sentence.figures[j]
    return figure.bound in ("at_least", "more_than") and bool(re.search(rf"\d{re.escape(figure.unit)}", label))


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
    if _NEW_POINT.search(sentence.prose.text, found.whole.end, part.start):
        return None
    a, b = written(sentence.prose, part), written(sentence.prose, found.whole)
    message = f"The text gives {a} as part of {b}, but the part is larger than the whole."
    return sentence.prose.finding(found.whole.start, part.end, message, f"at most {b}", a)
