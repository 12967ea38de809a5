"""What is taken of each PDF page, and in what a second engine and the page's hidden characters put it in doubt."""

from dataclasses import replace

from pypdfium2 import PdfiumError

from parsers.allowance import A_PICTURE, ask
from parsers.errors import OcrMissing
from parsers.pages.model import Glyph, Sheet
from parsers.pages.repairs import repaired
from parsers.pages.settled import Settled, broken, by_picture, doubt, recogniser
from parsers.pdf.device import Drawn
from parsers.pdf.second import SecondEngine, difference
from parsers.reading import Note

_SHOWN = 40
_AGAIN = "save or print the file as PDF again and drop it"


def settled(drawn: Drawn, engine: SecondEngine | None) -> Settled:
    """Return what is to be read of a page; its notes have no spans yet."""
    if drawn.broken:
        size = engine.size(drawn.sheet.number) if engine else None
        blank = replace(drawn.sheet, width=size[0], height=size[1]) if size else drawn.sheet
        return by_picture(blank, broken(drawn.broken), lambda: _recognised(blank, engine))
    sheet = repaired(drawn.sheet)
    why = doubt(sheet, pictured=drawn.pictured, drawn=drawn.is_drawn)
    if why:
        return by_picture(sheet, why, lambda: _recognised(sheet, engine))
    return Settled(sheet, (*_hidden(drawn), *_compared(drawn, sheet, engine)))


def _recognised(sheet: Sheet, engine: SecondEngine | None) -> Sheet:
    if engine is None:
        raise OcrMissing(f"It cannot be drawn for recognition: {_AGAIN}")
    recognise = recogniser()
    ask(A_PICTURE)
    try:
        read = recognise(engine.picture(sheet.number, sheet.turned), sheet.number, sheet.width, sheet.height)
    except PdfiumError as error:
        raise OcrMissing(f"It cannot be drawn for recognition ({error}): {_AGAIN}") from error
    return replace(read, turned=(read.turned + sheet.turned) % 360)


def _text(glyphs: tuple[Glyph, ...]) -> str:
    return "".join(g.text for g in glyphs)


def _hidden(drawn: Drawn) -> tuple[Note, ...]:
    text = "".join(_text(drawn.hidden).split())
    if not text:
        return ()
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    message = f"{len(text)} characters on page {drawn.sheet.number} are not to be seen and were left out: “{shown}”."
    return (Note("hidden_text", "info", message),)


def _compared(drawn: Drawn, sheet: Sheet, engine: SecondEngine | None) -> tuple[Note, ...]:
    theirs = engine.text(sheet.number) if engine else None
    if theirs is None:
        return ()
    hidden = _text(drawn.hidden)
    once = "".join(g.raw or g.text for g in sheet.glyphs)
    other = difference(_text(drawn.sheet.glyphs) + hidden, once, theirs)
    if not other:
        return ()
    return (Note("engines_disagree", "warning", f"Two programs read page {sheet.number} differently: {other}. Compare it with the page."),)
