"""Cleaned wording that remembers where each of its characters stood, so that a match gives its spans by slicing."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from parsers.cleaning import GLYPH_END, Cut, cleaned
from parsers.document import Repair, Text
from parsers.glyphs import COMPOSED_NUMBER, restored
from parsers.lasting import lasting
from parsers.reading import Reading, Span

# larger than any offset
_FAR = 1 << 60


@dataclass(frozen=True)
class Mapped:
    """The wording at `spans` of a reading, cleaned; offsets into `text` are code points and turn back into spans exactly."""

    reading: Reading
    spans: tuple[Span, ...]

    @lasting
    def raw(self) -> str:
        """Return the reading's characters at the spans, joined."""
        return self.reading.raw(self.spans)

    @lasting
    def _cleaned(self) -> tuple[str, list[Cut]]:
        return cleaned(self.reading.raw(self.spans))

    @lasting
    def text(self) -> str:
        """Return the cleaned wording."""
        return self._cleaned[0]

    @lasting
    def _offsets(self) -> list[int]:
        return [0, *accumulate(end - start for start, end in self.spans)]

    def spans_of(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where `text[start:end]` stands in the reading; empty for an empty range."""
        if start >= end:
            return ()
        if not self._cleaned[1]:
            return self.raw_spans(start, end)
        return self.raw_spans(self._stood(start)[0], self._stood(end - 1)[1])

    def _stood(self, at: int) -> tuple[int, int]:
        """Return where in `raw` the character `text[at]` begins and ends."""
        cuts = self._cleaned[1]
        index = bisect_right(cuts, (at, _FAR)) - 1
        if index < 0:
            return at, at + 1
        first, length, start, end = cuts[index]
        beyond = at - first - length
        return (start, end) if beyond < 0 else (end + beyond, end + beyond + 1)

    def _resolved(self, first: int, last: int) -> list[Span]:
        offsets, found = self._offsets, list[Span]()
        index = bisect_right(offsets, first) - 1
        while first < last:
            shift = self.spans[index].start - offsets[index]
            stop = min(last, offsets[index + 1])
            found.append(Span(first + shift, stop + shift))
            first, index = stop, index + 1
        return found

    def raw_spans(self, first: int, last: int) -> tuple[Span, ...]:
        """Return where `raw[first:last]` stands in the reading."""
        if len(self.spans) == 1:
            start = self.spans[0].start
            return (Span(start + first, start + last),)
        return tuple(self._resolved(first, last))

    def slice(self, start: int, end: int) -> Text:
        """Return `text[start:end]`, trimmed of spaces, as a Text."""
        text = self.text
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        spans = self.spans_of(start, end)
        if not self._cleaned[1] or GLYPH_END not in self.raw:
            return Text(text=text[start:end], spans=spans)
        return Text(text=text[start:end], spans=spans, repairs=_repairs(self.reading, spans))

    def group(self, match: re.Match[str], name: str | int = 0) -> Text:
        """Return one group of a match on `text` as a Text."""
        return self.slice(*match.span(name))

    def whole(self) -> Text:
        """Return all of it as a Text."""
        return self.slice(0, len(self.text))

    def part(self, start: int, end: int) -> "Mapped":
        """Return `text[start:end]` as a Mapped of its own."""
        return Mapped(self.reading, self.spans_of(start, end))


def _repairs(reading: Reading, spans: tuple[Span, ...]) -> tuple[Repair, ...]:
    mapped = Mapped(reading, spans)
    return tuple(Repair(raw=m[0], repaired=restored(m), spans=mapped.raw_spans(*m.span())) for m in COMPOSED_NUMBER.finditer(mapped.raw))
