"""OFD (GB/T 33190): characters, rules and pictures of its pages, put in reading order by what stands where."""

from dataclasses import replace

from parsers.allowance import A_PAGE, ask
from parsers.ofd.package import Package
from parsers.ofd.pages import drawn
from parsers.ofd.settled import settled
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.pages.settled import Settled, hold_text, notes_on
from parsers.reading import Note, Reading
from parsers.source import Source

NAME = "ofd"
VERSION = "1"


def read(source: Source, media_type: str) -> Reading:
    """Return the text of an OFD in reading order, with a place for every character.

    Raises BrokenFile, PasswordNeeded, ResourceLimit; and where no page has text OcrMissing, GarbledTextLayer or NoContent.
    """
    package = Package(source)
    done: list[Settled] = []
    notes: list[Note] = []
    for found in drawn(package):
        ask(A_PAGE)
        if isinstance(found, str):
            notes.append(Note("truncated", "warning", found))
        else:
            done.append(settled(found, package))
    hold_text(source.name, done)
    sheets = [page.sheet for page in done]
    reading = compose(sheets, media_type, NAME, VERSION, notes)
    return as_came(replace(reading, notes=(*reading.notes, *notes_on(reading, done))), sheets)
