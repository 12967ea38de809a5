"""How far a printed figure may lie from the true one: its last digit, its rounding or cutting off, and 约, 余, 近, 超."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.grammar.figures.quantities import Quantity

_DECIMALS = re.compile(r"\.(\d+)")
_HALF = Decimal("0.5")
_MOST = Decimal("0.05")  # a printed 2亿元 is no licence to mean 1.5
_AROUND = Decimal("0.1")
_HARDLY = Decimal("0.02")
_HUNDRED = Decimal(100)
_OPEN = Decimal(10) ** 30
_LEAST = Decimal("0.000001")


class Interval(NamedTuple):
    """All values that a printed figure can stand for, in its unit."""

    low: Decimal
    high: Decimal

    def meets(self, other: "Interval") -> bool:
        """Tell whether one value can be meant by both."""
        return self.low <= other.high and other.low <= self.high


def interval(q: Quantity) -> Interval:
    """Return what a figure of the text can stand for, rounded or cut off; a whole number without 万 and without a qualifier stands for itself."""
    return _read(q, _HALF, Decimal(1))


def _read(q: Quantity, below: Decimal, above: Decimal) -> Interval:
    """Return what a figure can stand for that lies by so many of its last place below or above what it was written for."""
    if q.value_max is not None:
        return Interval(min(q.value, q.value_max), max(q.value, q.value_max))
    step = last_place(q)
    if q.bound == "exact" and step == 1 and q.value == q.value.to_integral_value():
        return Interval(q.value, q.value)
    low, high = q.value - min(step * below, q.value * _MOST), q.value + min(step * above, q.value * _MOST)
    wide = max(_leading_place(q), q.value * _AROUND)
    if q.bound in ("about", "less_than"):
        low = q.value - wide
    if q.bound in ("about", "more_than", "at_least"):
        high = q.value + wide
    # 近三成 is hardly more than that, 超七成 hardly less
    if q.bound == "less_than":
        high = min(high, q.value * (1 + _HARDLY))
    if q.bound in ("more_than", "at_least"):
        low = max(low, q.value * (1 - _HARDLY))
    return Interval(low, high)


def differ(a: Quantity, b: Quantity, furthest: Decimal) -> bool:
    """Tell whether two figures cannot both be meant of one thing, and yet are near enough to be: the larger at most `furthest` times the other."""
    return max(a.value, b.value) <= min(a.value, b.value) * furthest and not interval(a).meets(interval(b))


def total_of(figures: Sequence[Quantity]) -> Interval:
    """Return what the sum of figures can be."""
    return _sum([interval(q) for q in figures])


def _sum(intervals: Sequence[Interval]) -> Interval:
    return Interval(sum((x.low for x in intervals), Decimal(0)), sum((x.high for x in intervals), Decimal(0)))


def last_place(q: Quantity) -> Decimal:
    """Return what one unit of the last printed digit is worth: 0.1 in 98.7%, 10000 in 23万 and 三千万, 1000 in 1—2.5万."""
    decimals = max(map(len, _DECIMALS.findall(q.number)), default=0)
    return q.step.scaleb(-decimals).normalize()


def place_of(number: Decimal) -> Decimal:
    """Return what one unit of the last digit of a number is worth, as it is printed: 0.1 in 98.7, 1 in 120."""
    return Decimal(1).scaleb(int(number.as_tuple().exponent))


def _leading_place(q: Quantity) -> Decimal:
    """Return the place of the last digit that is not 0: 10 in 20余, 100 in 1500余."""
    value = q.value.normalize()
    return place_of(value) if value else Decimal(1)


def fits(stated: Quantity, low: Decimal, high: Decimal) -> str | None:
    """Return how a stated figure agrees with a computed one that lies between `low` and `high`: exact, rounded, cut off or about.

    None where it does not agree. A bound (超, 以上, 近) is open to its own side.
    """
    if stated.value_max is not None or stated.bound != "exact":
        return "about" if _opened(stated).meets(Interval(low, high)) else None
    step = last_place(stated)
    if low <= stated.value <= high:
        return "exact"
    if Interval(low, high).meets(Interval(stated.value - step * _HALF, stated.value + step * _HALF)):
        return "rounded"
    return "cut off" if low < stated.value + step and high >= stated.value else None


def _opened(stated: Quantity) -> Interval:
    near = interval(stated)
    if stated.bound in ("more_than", "at_least"):
        return Interval(near.low, _OPEN)
    return near


# by how much of its last place a figure is below and above what was rounded, or cut off, to it
_WAYS = ((_HALF, _HALF), (Decimal(0), Decimal(1)))


def _both_ways(first: Quantity, second: Quantity) -> list[tuple[Interval, Interval]]:
    return [(_read(first, *way), _read(second, *way)) for way in _WAYS]


def can_total(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Tell whether parts can be a whole: who wrote them has rounded all, or cut all off (6, 12 and 5万亩 are no 21万亩)."""
    return any(_sum([_read(q, *way) for q in parts]).meets(_read(whole, *way)) for way in _WAYS)


def difference(a: Quantity, b: Quantity) -> Interval:
    """Return what lies between two figures, both rounded or both cut off: 73万元 is no 46万元 more than 25万元."""
    ways = _both_ways(*sorted((a, b), key=lambda q: q.value))
    low = min(more.low - less.high for less, more in ways)
    return Interval(max(Decimal(0), low), max(more.high - less.low for less, more in ways))


def quotient(top: Quantity, bottom: Quantity) -> Interval:
    """Return what `top` / `bottom` can be, which must not be 0: who wrote them has rounded both, or cut both off (4.8万亩 / 3.2万亩 is no 1.55)."""
    ways = _both_ways(top, bottom)
    return Interval(min(a.low / b.high for a, b in ways), max(a.high / max(b.low, _LEAST) for a, b in ways))


def ratio(part: Quantity, whole: Quantity) -> Interval:
    """Return the percentage that `part` is of `whole`, with the tolerance of both; `whole` must not be 0."""
    low, high = quotient(part, whole)
    return Interval(low * _HUNDRED, high * _HUNDRED)


def shown(value: Decimal, stated: Quantity | None = None) -> str:
    """Return a computed value with one digit more than the stated figure has, two at least."""
    exponent = int(last_place(stated).as_tuple().exponent) if stated else 0
    text = f"{value:.{max(2, 1 - exponent)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
