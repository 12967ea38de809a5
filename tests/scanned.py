"""Pictures of text as scanners make them: lines of type, turned, with noise; and where each character is on them."""

import math
import random
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")  # Debian's fonts-wqy-zenhei
DPI = 150
LINES = ("王楼镇高质量打造宜居宜业美丽乡村", "近年来累计投入资金1300余万元，", "硬化道路13300余米。")
SIZE, LEADING, LEFT, TOP = 32, 56, 90, 70


def page(lines: tuple[str, ...] = LINES, size: tuple[int, int] = (760, 330)) -> Image.Image:
    """Return lines of type of 32 pixels (15.4 pt at 150 dpi), black on white."""
    picture = Image.new("L", size, 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(FONT, SIZE)
    for i, line in enumerate(lines):
        pen.text((LEFT, TOP + i * LEADING), line, 0, font)
    return picture


def askew(picture: Image.Image, degrees: float, seed: int = 1) -> Image.Image:
    """Return a picture turned clockwise by some degrees, with the noise of a scanner."""
    turned = picture.rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    grain = Image.frombytes("L", picture.size, random.Random(seed).randbytes(picture.width * picture.height)).point(lambda v: v // 6)
    return ImageChops.subtract(turned, grain)


def middles(degrees: float, size: tuple[int, int] = (760, 330)) -> list[tuple[str, float, float]]:
    """Return each character of LINES with the middle of its em, in pixels of the picture turned by so many degrees."""
    font, found = ImageFont.truetype(FONT, SIZE), []
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    for i, line in enumerate(LINES):
        for n, char in enumerate(line):
            box = font.getbbox(line[: n + 1])
            x = LEFT + (font.getlength(line[:n]) + box[2]) / 2 - size[0] / 2
            y = TOP + i * LEADING + SIZE * 0.55 - size[1] / 2
            found.append((char, size[0] / 2 + x * cos - y * sin, size[1] / 2 + x * sin + y * cos))
    return found


def encoded(*pictures: Image.Image, form: str = "PNG", dpi: int | None = DPI, **options: Any) -> bytes:
    """Return a picture file with a page or more."""
    out = BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    pictures[0].save(out, form, **({"dpi": (dpi, dpi)} if dpi else {}), **more, **options)
    return out.getvalue()
