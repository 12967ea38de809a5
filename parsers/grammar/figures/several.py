"""Several whose figures are told together: A镇、B镇、C镇分别完成征收86户、72户、65户 has one for each, A镇、B镇等3个乡镇改厕1200户 one for all."""

import re
from collections.abc import Iterator, Sequence

from parsers.grammar.figures.metrics import Words
from parsers.grammar.figures.quantities import Quantity

# 怀庆街道|、沁园街道|、覃怀街道; 马头镇|和龙曲镇
_FURTHER = re.compile(
    r"(?:、|以及|和|与|及)(?P<name>[^\W\da-zA-Z_]{1,12}?(?:镇|乡|街道|村|社区|(?<!全)[县市区旗州]|公司|集团|合作社|学校|医院|局))(?=[、，和与及等]|以及|[^\W\da-zA-Z_]{0,12}?(?:分别|共|各)|[^\W\d镇乡村县市区])"
)
# 等3个乡镇
_AND_SO_ON = re.compile(
    r"等?(?:\d{1,3}|[一二两三四五六七八九十]{1,2})个(?:乡镇|镇街|镇办|镇|乡|行政村|村|社区|街道|县区?|市|旗县?|部门|单位)"
)
# 得分|分别|为 | 分别完成征收
_EACH = re.compile(r"[^，。；：、\d]{0,12}?分别[^，。；：、\d]{0,12}")
_NEXT = re.compile(r"\s*(?:、|，|和|及|以及)?\s*")


def named_together(text: str, first: Words) -> list[Words]:
    """Return the subject and those named with it, in order: only itself where it stands alone."""
    names = [first]
    while further := _FURTHER.match(text, names[-1].end):
        names.append(Words(*further.span("name")))
    return names


def all_of(text: str, names: Sequence[Words]) -> Words:
    """Return the stretch of all names, with the number that counts them."""
    end = names[-1].end
    counted = _AND_SO_ON.match(text, end) if len(names) > 1 else None
    return Words(names[0].start, counted.end() if counted else end)


def of_each(text: str, names: Sequence[Words], found: Sequence[Quantity]) -> Iterator[tuple[int, Words]]:
    """Yield where a figure begins with the name that it is of, where as many are listed behind 分别 as there are names."""
    behind = [q for q in found if q.start >= names[-1].end]
    if len(names) < 2 or not behind or not _EACH.fullmatch(text, names[-1].end, behind[0].start):
        return
    run = behind[:1]
    for quantity in behind[1:]:
        if not _NEXT.fullmatch(text, run[-1].end, quantity.start) or quantity.word.unit != run[0].word.unit:
            break
        run.append(quantity)
    if len(run) == len(names):
        yield from ((quantity.start, name) for quantity, name in zip(run, names, strict=True))
