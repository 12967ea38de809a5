"""The pages of a picture file: one picture each, upright as its camera held it, in plain colour, with its size on paper."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError

from parsers.errors import BrokenFile, ResourceLimit
from parsers.source import Source

# more pixels than any page needs: A3 at 600 dpi has 35 million
MOST_PIXELS = 40_000_000
# more pages than one scan holds
MOST_PAGES = 200
# media type → the formats that Pillow may take it for; no other decoder sees the bytes
FORMATS = {"image/png": ("PNG",), "image/jpeg": ("JPEG", "MPO"), "image/tiff": ("TIFF",)}
# a resolution outside this range is a default that some program wrote, not what a scanner measured
_LEAST_DPI, _MOST_DPI = 100.0, 1300.0
# the long side of an A4 page in points: what a page measures whose file does not say
_A4 = 842.0


class Frame(NamedTuple):
    """One page: its number from 1, its picture, its width and height in points, and the resolution that the file states, if any."""

    number: int
    picture: Image.Image
    width: float
    height: float
    dpi: float | None


def frames(source: Source, media_type: str) -> Iterator[Frame]:
    """Yield the pages of a PNG, JPEG or TIFF file, each decoded when it is asked for.

    Raises ResourceLimit, before anything is decoded, where a page has more than 40 million pixels or the file more than 200 pages,
    and BrokenFile where the bytes are no such picture.
    """
    try:
        with _opened(source, media_type) as file:
            total = 1 if media_type == "image/jpeg" else getattr(file, "n_frames", 1)  # a camera's JPEG holds previews behind the picture
            if total > MOST_PAGES:
                raise ResourceLimit(f"{source.name} has {total} pages, more than {MOST_PAGES}: split it and drop the parts")
            for number in range(1, total + 1):
                file.seek(number - 1)
                _check_size(source.name, number, file.size)
                yield _frame(number, file)
    except (OSError, SyntaxError, ValueError, KeyError, IndexError, EOFError, TypeError, Image.DecompressionBombError) as error:
        # what Pillow's decoders raise for bytes they cannot follow
        raise BrokenFile(f"{source.name} cannot be decoded as a picture ({error}): scan or save it again") from error


def _opened(source: Source, media_type: str) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit on size is lower and checked next; damage is an error later, or none
        try:
            return Image.open(BytesIO(source.data), formats=FORMATS[media_type])
        except Image.DecompressionBombError as error:
            raise ResourceLimit(_too_large(source.name, 1)) from error
        except UnidentifiedImageError as error:
            raise BrokenFile(f"{source.name} begins as a picture but is none: scan or save it again") from error


def _check_size(name: str, number: int, size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise ResourceLimit(_too_large(name, number))


def _too_large(name: str, number: int) -> str:
    return f"page {number} of {name} has more than {MOST_PIXELS // 1_000_000} million pixels: scan it at 300 dpi or less and drop it again"


def _frame(number: int, file: Image.Image) -> Frame:
    dpi = _dpi(file)
    picture = plain(ImageOps.exif_transpose(file))
    scale = 72 / dpi if dpi else _A4 / max(picture.size)
    return Frame(number, picture, picture.width * scale, picture.height * scale, dpi)


def _dpi(file: Image.Image) -> float | None:
    """Return the resolution stated for both directions alike; None where none is or none can be meant."""
    try:
        across, down = (float(value) for value in file.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(across, 1) if _LEAST_DPI <= across <= _MOST_DPI and abs(across - down) < 0.02 * across else None


def plain(picture: Image.Image) -> Image.Image:
    """Return a picture in 8-bit colour on white paper: what is transparent is paper."""
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        lowest, highest = picture.convert("F").getextrema()
        span = float(highest) - float(lowest) or 1.0  # type: ignore[arg-type]
        return picture.convert("F").point(lambda v: (v - float(lowest)) * (255 / span)).convert("RGB")  # type: ignore[arg-type]
    if picture.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return picture.convert("RGB")
