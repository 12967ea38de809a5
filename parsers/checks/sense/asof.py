"""What was done by a day that had not come when the document was issued: a notice of 9月12日 that says 截至9月25日，已竣工9个."""

import re
from collections.abc import Iterator
from datetime import date

from parsers.checks.sense.statements import Prose
from parsers.document import Document, Finding
from parsers.grammar.dates import calendar_day

# 截至9月25日，全县已完成投资3亿元 | 截至2024年9月25日18时，累计…; 截至9月25日前 is a deadline
_AS_OF = re.compile(
    r"截[至止](?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:\d{1,2}时)?(?!前|之前|以前|止)[^，。；\n]{0,4}，(?P<told>[^。；\n]+)"
)
_DONE = re.compile(r"已|累计|共计?|完成|实现|达到?")
_AHEAD = re.compile(r"[将要须应]|务必|力争|计划|预计|确保|报送|上报|前完成")
# a day without its year that lies further ahead is of the year before
_FARTHEST_DAYS = 92


def as_of(document: Document, prose: Prose) -> Iterator[Finding]:
    """Yield the days by which something is said to be done that come after the day of issue, which must be known; errors."""
    if "截" not in prose.text or not document.issue_date:
        return
    issued = date.fromisoformat(document.issue_date)
    for match in _AS_OF.finditer(prose.text):
        by = calendar_day(int(match["y"] or issued.year), int(match["m"]), int(match["d"]))
        if not by or not _DONE.search(match["told"]) or _AHEAD.search(match["told"]):
            continue
        if by > issued and (match["y"] or (by - issued).days <= _FARTHEST_DAYS):
            message = f"The document is of {issued}, but tells what was done by {by}."
            yield prose.finding(match.start(), match.end("d") + 1, message, f"{issued} at the latest", str(by))
