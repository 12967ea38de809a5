"""How long something took against when it began and ended: 2021年4月开工、2024年4月贯通，历时两年."""

import re
from collections.abc import Iterator

from parsers.checks.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int

# 历时近三年, 用时18个月, 历时两年多
_TOOK = re.compile(r"(?:历时|用时|耗时)(?:约|近|仅|达|超过?)?(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,3})(?:[余多]?年|[余多]?个[余多]?月)")
_DATE = r"(?P<{0}>20\d\d)年(?P<{1}>\d{{1,2}})月(?:\d{{1,2}}日|底|初|份)?"
_BEGUN = r"(?:正式|全面|破土)?(?:开工|动工|启动|开建|奠基|立项|开始)"
_ENDED = r"(?:正式|全面|全线|全部|整体)?(?:竣工|贯通|通车|建成|完工|完成|投用|投产|投入|交付|封顶|验收|开馆|开园|开业)"
# 2021年4月开工、2024年4月全线贯通，历时
_BETWEEN = re.compile(rf"{_DATE.format('y', 'm')}{_BEGUN}[^。；\n]{{0,24}}?{_DATE.format('y2', 'm2')}{_ENDED}[^。；\n]{{0,12}}$")
_REACH = 80
# a year begun may count as one, as may a month at either end
_YEAR, _MONTH = 12, 2


def durations(prose: Prose) -> Iterator[Finding]:
    """Yield the times that something is said to have taken and cannot have taken between its two dates."""
    for took in _TOOK.finditer(prose.text):
        dates = _BETWEEN.search(prose.text, max(0, took.start() - _REACH), took.start())
        if not dates:
            continue
        months = (int(dates["y2"]) - int(dates["y"])) * _YEAR + int(dates["m2"]) - int(dates["m"])
        unit = _YEAR if took[0].endswith("年") else 1
        if abs(months - to_int(took["n"]) * unit) >= max(unit, _MONTH):
            message = f"From {dates['y']}-{dates['m']} to {dates['y2']}-{dates['m2']} are {months} months, but the text says “{took[0]}”."
            yield prose.finding(dates.start(), took.end(), message, str(months), took["n"])
