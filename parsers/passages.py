"""The prose of a document in reading order, each passage as wording that remembers its places: what the fact grammar reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.document import Document, Section, Spans, Text
from parsers.lasting import lasting
from parsers.mapped import Mapped
from parsers.reading import Reading


@dataclass(frozen=True)
class Passage:
    """One title, heading, paragraph or caption; `section` is the path of indexes of the section it stands in, empty for none."""

    kind: str
    mapped: Mapped
    section: tuple[int, ...] = ()

    @lasting
    def text(self) -> str:
        """Return the cleaned wording."""
        return self.mapped.text


def passages(reading: Reading, document: Document) -> list[Passage]:
    """Return the document's prose in reading order: headline, lead, sections with their headings, captions last."""
    return list(_passages(reading, document))


def _passages(reading: Reading, document: Document) -> Iterator[Passage]:
    for kind in ("kicker", "title", "subtitle"):
        text: Text | None = getattr(document, kind)
        if text:
            yield _passage(reading, kind, text.spans)
    for paragraph in document.lead:
        yield _passage(reading, "paragraph", paragraph.spans)
    yield from _sections(reading, document.sections, ())
    for caption in document.captions:
        yield _passage(reading, "caption", caption.spans)


def _sections(reading: Reading, sections: Sequence[Section], path: tuple[int, ...]) -> Iterator[Passage]:
    for i, section in enumerate(sections):
        yield _passage(reading, "heading", section.heading.spans, (*path, i))
        for paragraph in section.paragraphs:
            yield _passage(reading, "paragraph", paragraph.spans, (*path, i))
        yield from _sections(reading, section.sections, (*path, i))


def _passage(reading: Reading, kind: str, spans: Spans, section: tuple[int, ...] = ()) -> Passage:
    return Passage(kind, Mapped(reading, spans), section)
