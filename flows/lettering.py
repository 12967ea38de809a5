"""A font to write on pictures with: a Chinese one where the machine has it, else one that has Latin letters only."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

# where Debian, Fedora, macOS and Windows keep fonts with Chinese characters, best first
_CHINESE = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
_LEAST, _MOST = 4, 400

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Lettering:
    """One typeface in all sizes."""

    def __init__(self) -> None:
        """Take the first font that is there."""
        self.chinese = next((path for path in _CHINESE if Path(path).exists()), None)

    def can_write(self, text: str) -> bool:
        """Tell whether the typeface has these characters."""
        return self.chinese is not None or text.isascii()

    def font(self, pixels: float) -> Font:
        """Return the font whose em has about so many pixels."""
        return _font(self.chinese, min(_MOST, max(_LEAST, round(pixels))))


@lru_cache(maxsize=64)
def _font(path: str | None, size: int) -> Font:
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)
