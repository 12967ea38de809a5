"""What a page looks like: drawn from the source's own bytes, or set again from the characters and their places."""

from io import BytesIO

from PIL import Image, ImageDraw

from flows.lettering import Lettering
from parsers.errors import BrokenFile
from parsers.reading import Page, Place, Reading
from parsers.source import Source

# dots per inch of what a person looks at, and pixels that no picture passes
_DPI = 144
_MOST_PIXELS = 40_000_000


def background(source: Source, reading: Reading, page: Page) -> Image.Image:
    """Return the picture of one page, in colour; raises BrokenFile where the bytes cannot be drawn."""
    if reading.media_type == "application/pdf":
        return _pdf(source, page)
    if reading.media_type.startswith("image/"):
        return _picture(source, reading, page)
    return _set_again(reading, page)


def pixels(page: Page) -> tuple[int, int]:
    """Return how large a page is drawn: at 144 dpi, or smaller where that would be more than 40 million pixels."""
    scale = min(_DPI / 72, (_MOST_PIXELS / max(1.0, page.width * page.height)) ** 0.5)
    return max(1, int(page.width * scale)), max(1, int(page.height * scale))


def _pdf(source: Source, page: Page) -> Image.Image:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(BytesIO(source.data))
        drawn = pdf[page.number - 1]
        width, height = drawn.get_size()
        picture: Image.Image = drawn.render(scale=pixels(Page(page.number, width, height))[0] / max(1.0, width)).to_pil()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise BrokenFile(f"page {page.number} of {source.name} cannot be drawn: {error}") from error
    return picture.convert("RGB")


def _picture(source: Source, reading: Reading, page: Page) -> Image.Image:
    from parsers.ocr.frames import frames

    for frame in frames(source, reading.media_type):
        if frame.number == page.number:
            return frame.picture.resize(pixels(page), Image.Resampling.LANCZOS)
    raise BrokenFile(f"{source.name} has no page {page.number} any more")


def _set_again(reading: Reading, page: Page) -> Image.Image:
    """Return a white page with each character written at its place, or its box where no font can write it."""
    width, height = pixels(page)
    picture = Image.new("RGB", (width, height), "white")
    pen, scale, letters = ImageDraw.Draw(picture), width / page.width, Lettering()
    for char, place in zip(reading.text, reading.places or (), strict=False):
        if place and place.page == page.number and not char.isspace():
            _write(pen, letters, char, place, scale)
    return picture


def _write(pen: ImageDraw.ImageDraw, letters: Lettering, char: str, place: Place, scale: float) -> None:
    box = tuple(side * scale for side in place[1:])
    if letters.can_write(char):
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        pen.text(middle, char, "#444444", letters.font(box[3] - box[1]), anchor="mm")
    else:
        pen.rectangle(box, outline="#bbbbbb")
