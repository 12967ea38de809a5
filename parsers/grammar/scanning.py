"""Patterns that can begin in many ways, tried only where a cheap pattern says that they may: `finditer` would try them at every character."""

import re
from collections.abc import Iterator


def tried(pattern: re.Pattern[str], text: str, begins: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` does; `begins` takes one character, wherever the other pattern can begin."""
    done = 0
    for place in begins.finditer(text):
        start = place.start()
        if start >= done and (match := pattern.match(text, start)):
            done = match.end()
            yield match
