"""Two neighbouring digits that changed places between two statements of one thing: 裘皮加工企业476家, and later 467家裘皮企业."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.checks.sense.restated import earlier
from parsers.checks.sense.statements import NO_COUNTS, Prose, Sentence, disagree, opening
from parsers.checks.sense.twice import HEADS, NAMED, NOT_MEANT, NOT_STATED, PERIOD, bare
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.scanning import in_order

_LONG_NOUN, _SHORT_NOUN, _OF_ALL, _LONG_NUMBER = 4, 3, 2, 3
_LONG_NAME = 6
_SURE_NUMBER = 4
_AS_OF = re.compile(r"截[至止](?!20)[^，。；]{1,8}，")
# what says that it is of now
_OF_NOW = frozenset({"以来", "今年"})

_AGE, _DIGIT, _CLAUSE = re.compile(r"\d{1,3}周?岁及?以[上下]的?"), re.compile(r"\d"), re.compile(r"[，。；：、！？\n]")
# 县民政局局长介绍，
_SPEAKER = re.compile(r"^[^，。；]{2,16}(?:介绍|表示|告诉记者|[说道])[，：]“?")
# 大坪村|现有农户|426户, and 全村462户
_RESIDENT = re.compile(r"(?:现|常住|户籍)*(?:农户|住户|人口|人家|村民|居民|总户数)")
# 几年前，全村462户: of a time that is over
_ONCE = re.compile(r"年前|从前|过去|以前|曾")
_SERVED, _DOING = re.compile(r"[为给]$"), re.compile(r"提供|开展|进行|实施|给予|发放")


class _Claim(NamedTuple):
    """One statement: the figure, what it is of, the words right beside it, its words of time, its names, whether it is of all, and told behind it."""

    figure: Quantity
    words: str
    nouns: frozenset[str]
    period: frozenset[str]
    names: frozenset[str]
    whole: bool
    behind: bool
    headed: bool = False


def slips(prose: Prose, sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Yield the figures whose digits another one of the same thing has in another order; a warning."""
    alike: dict[tuple[str, str, int], list[tuple[Sentence, int]]] = {}
    for sentence in sentences:
        for i, figure in enumerate(sentence.figures):
            digits = figure.number.replace(",", "")
            if len(digits) > 1 and figure.value_max is None and figure.word.dimension not in NO_COUNTS:
                key = (figure.unit, "".join(sorted(digits)), len(digits))
                alike.setdefault(key, []).append((sentence, i))
    for places in alike.values():
        if len({s.figures[i].number for s, i in places}) == 2:
            yield from _compared(prose, [claim for s, i in places if (claim := _claim(prose, s, i))])


def _compared(prose: Prose, claims: Sequence[_Claim]) -> Iterator[Finding]:
    for n, claim in enumerate(claims):
        twins = [c for c in claims[:n] if _is_slip(c.figure.number, claim.figure.number)]
        other = next((c for c in twins if _of_one(c, claim) or _is_headline_of(c, claim, claims)), None)
        if other and not _in_one_list(prose.text[other.figure.end : claim.figure.start]):
            message = "The text says {a} here and {b} there of what seems the same: two digits have changed places."
            yield disagree(prose, other.figure, claim.figure, message)
            return


def _is_headline_of(head: _Claim, told: _Claim, claims: Sequence[_Claim]) -> bool:
    """Tell whether a headline has a number that its text has nowhere, but for the other order of two digits."""
    nowhere = all(c.headed for c in claims if c.figure.number == head.figure.number)
    return head.headed and not told.headed and nowhere and len(told.figure.number.replace(".", "")) >= _LONG_NUMBER


def _in_one_list(between: str) -> bool:
    """Tell whether two figures stand side by side in a list: 甲类问题2400个、乙类问题4200个."""
    return "、" in between and not _CLAUSE.search(between.replace("、", ""))


def _claim(prose: Prose, sentence: Sentence, i: int) -> _Claim | None:
    figure, (front, back) = sentence.figures[i], _sides(sentence, i)
    # 截至10月底 says that it is of now
    told = _AS_OF.sub("", prose.text[sentence.start : figure.start])
    named = front.removeprefix("其中")
    if _ONCE.search(told) or NOT_STATED.search(front):
        return None
    # 其中绿色水稻种植面积152万亩: a part that has a name of its own
    if NOT_MEANT.search(told[: -len(front)] + named if len(named) > _LONG_NAME and front in told else told):
        return None
    words = words_before = bare(named)[1]
    # 467家裘皮企业抱团发展: where nothing is said before, the first words behind are the noun
    # 为1.62万名老年人提供免费体检: what is done for them is no noun
    behind = bare(_DOING.sub("", back))[1] if _SERVED.search(front) else bare(back)[1][:_LONG_NOUN]
    words = words if len(words) >= _SHORT_NOUN else words + behind
    # 养老互助站83个 is of no station of that name; 民政局局长介绍，… of no office
    names = frozenset(name for name in NAMED.findall(_SPEAKER.sub("", told)) if name not in words and "全" not in name)
    whole = "全" in front or ("全" in told and all(name in front for name in names))  # 全县茶园面积50万亩，茶叶企业286家
    nouns = frozenset(noun for noun in (words_before[-_OF_ALL:], bare(back)[1][:_OF_ALL]) if len(noun) == _OF_ALL)
    return _Claim(
        figure,
        words,
        nouns,
        (own if (own := frozenset(PERIOD.findall(told))) or whole else earlier(sentence)) - _OF_NOW,
        names,
        whole,
        not words_before,
        prose.kind(figure.start) in HEADS,
    )


def _sides(sentence: Sentence, i: int) -> tuple[str, str]:
    """Return the words of a clause before and behind figure `i`; an age between is part of who is told of: 1.62万名65周岁以上老年人."""
    text, figure = sentence.prose.text, sentence.figures[i]
    front, back = sentence.front(i), sentence.back(i)
    if i and _AGE.match(text, sentence.figures[i - 1].start):
        front = _AGE.sub("", text[opening(text, figure.start, "，。；：、！？\n") : figure.start])
    if i + 1 < len(sentence.figures) and sentence.gap(i + 1) == back:
        aged = _AGE.match(text, figure.end) if not back else None
        # 全县268家茶企|年加工能力达7.5万吨: the first of them are of this figure
        back = _CLAUSE.split(text[aged.end() : sentence.end], maxsplit=1)[0] if aged else back[:_SHORT_NOUN] if "全" in front else ""
    return front.split(" ")[-1].lstrip("“"), "" if _DIGIT.search(back) else back


def _is_slip(a: str, b: str) -> bool:
    """Tell whether two numbers of the same digits differ by two neighbouring ones that have changed places: 476, 467; 1.2, 2.1."""
    places = differing(a, b)
    return len(places) == 2 and places[1] == places[0] + 1


def differing(a: str, b: str) -> list[int]:
    """Return the places, the point not counted, at which two numbers have other digits; none where they are not written alike."""
    if len(a) != len(b) or a.find(".") != b.find("."):
        return []
    return [k for k, (x, y) in enumerate(zip(a.replace(".", ""), b.replace(".", ""), strict=True)) if x != y]


def _of_one(a: _Claim, b: _Claim) -> bool:
    """Tell whether the words of one claim are all in the other, in order, and neither is of another time or somebody else."""
    # 2024年，…上年…全年: one of the times that both name
    digits = len(a.figure.number.replace(".", ""))
    untold = digits >= _SURE_NUMBER and not (a.period and b.period)
    own = (a.period == b.period or bool(a.period & b.period) or untold) and (a.names == b.names or not a.names or not b.names)
    if digits >= _SURE_NUMBER and a.nouns & b.nouns:
        return own
    if digits >= _LONG_NUMBER and own and any(one.whole and _RESIDENT.fullmatch(other.words) for one, other in ((a, b), (b, a))):
        return a.figure.word.dimension == "people"
    fewest = (_OF_ALL if a.whole or b.whole else _SHORT_NOUN) if digits >= _LONG_NUMBER else _LONG_NOUN
    return own and (_is_in(a, b, fewest) or _is_in(b, a, fewest))


def _is_in(a: _Claim, b: _Claim, fewest: int) -> bool:
    """Tell whether the words of the first claim are in the other; of words behind a figure, the first (268家|茶企|年加工能力)."""
    shortest = fewest if a.behind and a.whole and b.whole else len(a.words)
    return any(in_order(a.words[:n], b.words) for n in range(max(fewest, shortest), len(a.words) + 1))
