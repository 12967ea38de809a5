"""Asking for more time where a source shows what it needs: more pages, pages to recognise. Whoever runs the parsers decides.

Alone (a library call, a test) there is no limit and nothing happens; a child process of flows raises its limits by what is asked.
"""

from collections.abc import Callable
from contextvars import ContextVar

# seconds of processor time that one page of a paged source is worth, and one page of which the characters are recognised
A_PAGE = 2.0
A_PICTURE = 60.0

GRANT: ContextVar[Callable[[float], None] | None] = ContextVar("GRANT", default=None)


def ask(seconds: float) -> None:
    """Say that the source under way needs so many more seconds of processor time than any file may have."""
    grant = GRANT.get()
    if grant:
        grant(seconds)
