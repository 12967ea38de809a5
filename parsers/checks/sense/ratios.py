"""What is so many times as much as another, against both: 城镇居民38620元、农村居民19840元，城乡居民收入比为1.95:1."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.statements import Sentence, written
from parsers.checks.sense.tolerance import interval, place_of, shown
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 城乡居民收入比由1.98缩小到1.95:1, 由上年的2.37缩小到2.31: the last is of now
_RATIO = re.compile(
    r"[^，。；]*城乡(?:居民)?(?:人均)?(?:可支配)?收入(?:倍差|之?比值?|差距)(?P<way>(?:[^，。；\d]{0,10}(?:20\d\d年(?:底|末)?的?)?\d\.\d+(?:[：∶]1)?(?=[^，。；\d]{0,4}[到至为]))?[^，。；\d]{0,10}?)(?P<ratio>\d\.\d+)(?P<to>[：∶]1|倍)?"
)
_TOWN, _COUNTRY = re.compile(r"城镇(?!化)|城市居民"), re.compile(r"农村|农民|农牧民")
_PLANNED = re.compile(r"力争|计划|目标|预计|以[内下]|不超过|左右|控制")


def ratios(sentence: Sentence) -> Iterator[Finding]:
    """Yield the ratio of what townspeople and countrypeople have, where the two figures of the sentence have another; an error."""
    match = _RATIO.search(sentence.text) if "城乡" in sentence.text else None
    if not match or _PLANNED.search(match[0]):
        return
    town, country = _both(sentence) or (_income(sentence, words) for words in (_TOWN, _COUNTRY))
    if not town or not country or town == country:
        return
    ratio, high, low = Decimal(match["ratio"]), interval(town), interval(country)
    step = place_of(ratio)
    # rounded or cut off, as the figures are
    if high.low / low.high - step < ratio < high.high / low.low + step:
        return
    computed = shown((town.value / country.value).quantize(step))
    a, b = written(sentence.prose, town), written(sentence.prose, country)
    message = f"{a} are {computed} times {b}, but the text says {match['ratio']}."
    ends = (town.start, country.start, town.end, country.end, sentence.start + match.start("ratio"), sentence.start + match.end())
    yield sentence.prose.finding(min(ends), max(ends), message, computed, match["ratio"])


def _both(sentence: Sentence) -> tuple[Quantity, Quantity] | None:
    """Return the two incomes of 城镇居民和农村居民人均可支配收入分别达到41260元、17880元."""
    for i in range(1, len(sentence.figures)):
        front, (one, other) = sentence.front(i - 1), sentence.figures[i - 1 : i + 1]
        town, country = _TOWN.search(front), _COUNTRY.search(front)
        if town and country and sentence.gap(i) in ("、", "和") and one.word.unit == other.word.unit == "元" and other.value > 0:
            return (one, other) if town.start() < country.start() else (other, one)
    return None


def _income(sentence: Sentence, words: re.Pattern[str]) -> Quantity | None:
    """Return the only amount of money that is said of some people in a sentence."""
    found = [q for i, q in enumerate(sentence.figures) if q.word.unit == "元" and words.search(sentence.front(i))]
    return found[0] if len(found) == 1 and found[0].value > 0 else None
