"""Old Word documents (DOC of Word 97 to 2003, and of WPS): the text as people see it, headers and footers as furniture, notes at the end."""

import struct
from itertools import accumulate

from parsers.doc.binary import FOOTERS, File
from parsers.doc.boxes import with_boxes
from parsers.doc.story import Story
from parsers.errors import BrokenFile, NoContent
from parsers.reading import Reading
from parsers.source import Source
from parsers.word.telling import Stories, told

NAME = "doc"
VERSION = "1"

# the parts of the text in the order in which they follow each other (MS-DOC 2.3)
_PARTS = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
# the first stories among the headers are the lines above notes; then six a section: headers, footers, those of first pages
_BEFORE_HEADERS, _A_SECTION, _FOOTERS_OF_SECTION = 6, 6, {2, 3, 5}


def read(source: Source, media_type: str) -> Reading:
    """Return the visible text of a Word file; raises NoContent, BrokenFile, PasswordNeeded or UnsupportedMedia."""
    file = File(source)
    try:
        return _read(file, source.name, media_type)
    except (struct.error, IndexError, KeyError, ValueError) as error:
        raise BrokenFile(f"{source.name} cannot be read as a Word document ({error}): save it as DOCX or PDF") from error


def _read(file: File, name: str, media_type: str) -> Reading:
    story, limits = Story(file), _limits(file)
    body = list(with_boxes(file, story, limits["text"], limits["boxes"]))
    if not any(p.text.strip() for p in body):
        raise NoContent(f"{name} has no text in it: write it, or print it to PDF, and drop it again")
    headers, footers = _edges(file, story, limits["headers"])
    headers += [line for p in story.paragraphs(*limits["header_boxes"]) if (line := p.text.strip()) and line not in headers]
    notes = [p.text for part in ("footnotes", "endnotes") for p in story.paragraphs(*limits[part]) if p.text.strip()]
    return told(Stories(body, headers, notes, footers, story.counts), media_type, NAME, VERSION, {})


def _limits(file: File) -> dict[str, tuple[int, int]]:
    ends = list(accumulate(max(0, count) for count in file.counts))
    return dict(zip(_PARTS, zip([0, *ends], ends, strict=False), strict=True))


def _edges(file: File, story: Story, limits: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Return the lines of the headers and of the footers, each once: they say the same on every page."""
    data = file.part(FOOTERS)
    places = struct.unpack_from(f"<{len(data) // 4}L", data)
    found: tuple[list[str], list[str]] = ([], [])
    if list(places) != sorted(places):
        return found
    for i, (first, last) in enumerate(zip(places[_BEFORE_HEADERS:], places[_BEFORE_HEADERS + 1 :], strict=False)):
        lines = [p.text.strip() for p in story.paragraphs(limits[0] + first, min(limits[0] + last, limits[1]))]
        found[i % _A_SECTION in _FOOTERS_OF_SECTION].extend(line for line in lines if line)
    return list(dict.fromkeys(found[0])), list(dict.fromkeys(found[1]))
