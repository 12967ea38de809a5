"""Growth against last year's figure in the same words: 去年接待游客46万人次，…；今年接待游客58万人次，增长18.6%."""

import re
from collections.abc import Iterator

from parsers.checks.sense.growth import stated_change
from parsers.checks.sense.statements import Sentence
from parsers.document import Finding

_TIME = re.compile(
    r"^(?:而|到|截至)?(?:去年|上年|今年|目前|如今)(?:同期|全年|底|[上下]半年|前[一二三]季度|\d+[—\-－至到]\d+月)?(?:共|累计|全[县市区镇乡村])*|(?:达到?|为|共|约|近|超)+$"
)
_BY = re.compile(r"^，(?:同比|比去年|比上年|较去年|较上年)?(?:增长|下降|减少|增加)了?$")
_REAL = ("生产总值", "增加值", "总产值", "GDP")
_PART_YEARS = ("上半年", "下半年", "季度")
_SHORTEST = 2


def last_year(sentence: Sentence) -> Iterator[Finding]:
    """Yield the growth of a sentence's figures of this year that its figures of last year, in the same words, do not give."""
    text, start = sentence.prose.text, sentence.start
    then = min((at for word in ("去年", "上年") if (at := text.find(word, start, sentence.end)) >= 0), default=-1)
    now = text.find("今年", then, sentence.end) if then >= 0 else -1
    # 比去年增长 has no figure of last year
    if now < 0 or text[then - 1] in "比较占为是的":
        return
    former = {_words(sentence, i): q for i, q in enumerate(sentence.figures) if then < q.start < now}
    for i, figure in enumerate(sentence.figures[:-1]):
        words = _words(sentence, i)
        before = former.get(words) if figure.start > now else None
        parted = {w for w in _PART_YEARS if w in sentence.front(i)}
        same = (
            before
            and parted == {w for w in _PART_YEARS if w in sentence.gap(sentence.figures.index(before))}
            and before.word.unit == figure.word.unit
            and len(words) >= _SHORTEST
            and not words.endswith(_REAL)
        )
        if before and same and _BY.match(sentence.gap(i + 1)) and (finding := stated_change(sentence, before, figure, i + 1)):
            yield finding


def _words(sentence: Sentence, i: int) -> str:
    return _TIME.sub("", sentence.front(i))
