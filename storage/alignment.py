"""Where the characters of one reading of a source stand in another: to compare and to carry over, never as evidence."""

from collections.abc import Iterable
from functools import cached_property

from parsers.cleaning import is_visible

# so many visible characters in a row, found once in each reading, are the same characters
_RUN = 10


class Alignment:
    """The way from positions in an older reading to those in a newer one; the same text is mapped onto itself at no cost."""

    def __init__(self, older: str, newer: str) -> None:
        """Take the texts of both readings; nothing is worked out before it is asked for."""
        self._older, self._newer = older, newer

    @property
    def is_same(self) -> bool:
        """Tell whether both readings have the same text."""
        return self._older == self._newer

    def mapped(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """Return the positions in the newer reading of the visible characters at `spans` of the older, as far as they are known."""
        found = (n for start, end in spans for n in range(start, end))
        if self.is_same:
            return {n for n in found if is_visible(self._older[n])}
        return {self._positions[n] for n in found if n in self._positions}

    def stand(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """Return the positions of the visible characters at `spans` of the newer reading."""
        return {n for start, end in spans for n in range(start, end) if is_visible(self._newer[n])}

    @cached_property
    def _positions(self) -> dict[int, int]:
        before, after = _visible(self._older), _visible(self._newer)
        here, there = _runs(self._older, before), _runs(self._newer, after)
        found: dict[int, int] = {}
        for run, at in here.items():
            to = there.get(run, -1)
            if at >= 0 and to >= 0:
                found.update(zip(before[at : at + _RUN], after[to : to + _RUN], strict=True))
        return found


def _visible(text: str) -> list[int]:
    return [n for n, char in enumerate(text) if is_visible(char)]


def _runs(text: str, visible: list[int]) -> dict[str, int]:
    """Return where each run of characters begins, counted in visible ones; -1 where it stands more than once."""
    letters = "".join(text[n] for n in visible)
    found: dict[str, int] = {}
    for at in range(len(letters) - _RUN + 1):
        run = letters[at : at + _RUN]
        found[run] = -1 if run in found else at
    return found
