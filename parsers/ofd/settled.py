"""What is taken of each OFD page: its own text where that is sound, else what recognition makes of its picture, else nothing, said aloud."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from parsers.allowance import A_PICTURE, ask
from parsers.errors import GarbledTextLayer, KuaibaoError, NoContent, OcrMissing
from parsers.ofd.package import Package
from parsers.ofd.pages import Drawn
from parsers.pages.gate import ENOUGH, why_garbled
from parsers.pages.model import Sheet
from parsers.pages.repairs import repaired
from parsers.reading import Note
from parsers.sniff import sniff
from parsers.source import Source

# a scan covers this much of its page both ways; what is smaller is a picture in a text
_SCAN = 0.8
_TO_PDF = "print the OFD to PDF and drop that"


@dataclass(frozen=True)
class Settled:
    """A page as it will be read, what was noticed about it, and the error that it would be if it were the whole file."""

    sheet: Sheet
    notes: tuple[Note, ...] = ()
    lost: KuaibaoError | None = None


def settled(drawn: Drawn, package: Package) -> Settled:
    """Return what is to be read of a page."""
    sheet = repaired(drawn.sheet)
    text = "".join(g.text for g in sheet.glyphs)
    scan = _scan(drawn)
    garbled = why_garbled(text)
    if garbled:
        return _pictured(sheet, package, scan, Note("garbled_text_layer", "warning", f"Its text is not what is printed: {garbled}."))
    if len("".join(text.split())) < ENOUGH and scan is not None:
        return _pictured(sheet, package, scan, None)
    return Settled(sheet)


def _scan(drawn: Drawn) -> str | None:
    """Return the part that is a picture of the whole page, empty where the file lacks it; None where no picture covers the page."""
    width, height = _SCAN * drawn.sheet.width, _SCAN * drawn.sheet.height
    covering = [part for box, part in drawn.pictures if box.x1 - box.x0 >= width and box.bottom - box.top >= height]
    return covering[-1] if covering else None


def _pictured(sheet: Sheet, package: Package, scan: str | None, why: Note | None) -> Settled:
    """Return what recognition reads on a page; where it cannot be had, an empty page and a note that says so."""
    said = why.message if why else "It is a picture."
    try:
        read = _recognised(sheet, package, scan)
    except (OcrMissing, KuaibaoError) as missing:
        error = GarbledTextLayer(f"{said} {missing}") if why else missing
        note = Note(why.code if why else "page_without_text", "error", f"Page {sheet.number} is not in the text. {said} {missing}")
        return Settled(replace(sheet, glyphs=()), (note,), error)
    if not read.glyphs:
        note = Note("page_without_text", "info", f"Page {sheet.number} is a picture, and no text was found in it.")
        return Settled(read, (note,), NoContent("no text was found in its pictures"))
    return Settled(read, (Note("page_recognised", "info", f"Page {sheet.number} was recognised from its picture. {said}"),))


def _recognised(sheet: Sheet, package: Package, scan: str | None) -> Sheet:
    if not scan:
        raise OcrMissing(f"There is no picture of the page to recognise its characters in: {_TO_PDF}.")
    source = Source(package.bytes_of(scan), scan)
    frames, recognise = _recognition()
    media_type = sniff(source).media_type
    if media_type not in frames.FORMATS:
        raise OcrMissing(f"The picture is in a form that is not read: {_TO_PDF}.")
    ask(A_PICTURE)
    frame = next(frames.frames(source, media_type))
    read: Sheet = recognise(frame.picture, sheet.number, sheet.width, sheet.height)
    return read


def _recognition() -> Sequence[Any]:
    """Return what opens pictures and what recognises them: imported for scans only."""
    try:
        return importlib.import_module("parsers.ocr.frames"), importlib.import_module("parsers.readers.ocr").recognise
    except ImportError as error:
        raise OcrMissing("Its characters must be recognised: pip install 'kuaibao[ocr]' and retry it.") from error
