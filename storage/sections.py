"""The sections of a document, however deep they stand."""

from collections.abc import Iterator, Sequence

from parsers.document import Section


def every(sections: Sequence[Section]) -> Iterator[Section]:
    """Yield each section before those in it, in reading order."""
    for section in sections:
        yield section
        yield from every(section.sections)
