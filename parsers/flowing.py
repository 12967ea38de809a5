"""From lines of a source without pages to a reading: Word files and web pages end here, as paged sources end in parsers.pages."""

from collections.abc import Sequence

from parsers.reading import Note, Reading, Role, Span, trim

# m² and 10⁴ are other figures than m2 and 104; the number of a note is none of the figure before it
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str) -> str:
    """Return wording that is set as superscript: digits as such, all else as it is."""
    return text.translate(_RAISED) if text.isascii() and text.strip().isdecimal() else text


class Flow:
    """The text of an unpaged source as it grows, one paragraph to a line, with the roles that its markup gives to lines."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._roles: list[Role] = []
        self._length = 0
        self._gap = False

    def gap(self) -> None:
        """Leave an empty line before whatever comes next; several in a row are one."""
        self._gap = self._length > 0

    def add(self, text: str, role: str = "", level: int = 0) -> Span:
        """Add a paragraph and return where it stands; a line break in it makes a line of its own, and each line has the role."""
        if self._gap:
            self._append("\n")
            self._gap = False
        start = self._length
        for line in text.split("\n"):
            inner = trim(line, Span(0, len(line)))
            if role and inner.start < inner.end:
                self._roles.append(Role(Span(self._length + inner.start, self._length + inner.end), role, level))
            self._append(line.rstrip() + "\n")
        return Span(start + len(text) - len(text.lstrip()), self._length - 1)

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def reading(self, media_type: str, reader: str, version: str, notes: Sequence[Note], evidence: dict[str, str]) -> Reading:
        """Return what has been added as a reading."""
        return Reading("".join(self._text), media_type, reader, version, notes=tuple(notes), evidence=evidence, roles=tuple(self._roles))
