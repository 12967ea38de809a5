"""Sets lines on a page by hand, straight as the readers hand them over."""

from parsers.pages.compose import compose
from parsers.pages.model import Box, Glyph, Sheet
from parsers.reading import Reading

BODY = "统筹农业农村林业水利交通等项目资源将乡村建设与产业发展有机融合"
SENTENCE = BODY + "。"
# where three columns of twelve characters begin
COLUMNS = (50.0, 190.0, 330.0)


class Set:
    """Sets lines on a page, one after the other as they are drawn."""

    def __init__(self) -> None:
        self.glyphs: list[Glyph] = []

    def line(self, text: str, x: float, baseline: float, size: float = 10.0, font: str = "song", step: float = 1.0) -> "Set":
        """A line from x on; ASCII is half as wide."""
        for char in text:
            wide = size * (0.5 if char.isascii() else 1.0)
            self.glyphs.append(
                Glyph(char, x, baseline - 0.88 * size, x + wide, baseline + 0.12 * size, baseline, size, font, len(self.glyphs))
            )
            x += wide * step
        return self

    def down(self, text: str, x: float, baseline: float, size: float = 24.0) -> "Set":
        """A line that runs down."""
        for i, char in enumerate(text):
            self.line(char, x, baseline + 1.1 * size * i, size, "hei")
        return self

    def column(self, text: str, x: float, baseline: float, wide: int = 12, indent: bool = True) -> "Set":
        """A paragraph in lines of so many characters."""
        rest, y = ("　　" if indent else "") + text, baseline
        while rest:
            row, rest = rest[:wide], rest[wide:]
            self.line(row.strip("　"), x + 10 * (len(row) - len(row.lstrip("　"))), y)
            y += 15
        return self

    def read(self, rules: tuple[Box, ...] = (), boxes: tuple[Box, ...] = (), images: tuple[Box, ...] = ()) -> Reading:
        """The page's reading."""
        return compose([Sheet(1, 600, 800, tuple(self.glyphs), rules, boxes, images)], "application/pdf", "pdf", "1")


def articles(reading: Reading) -> list[str]:
    """The articles of a reading; the whole of it where it has no parts."""
    return [reading.text[slice(*part.span)] for part in reading.parts] or [reading.text]


def role(reading: Reading, wording: str) -> tuple[str, int] | None:
    """What layout says that a wording is, with its level."""
    at = reading.text.index(wording)
    return next(((r.name, r.level) for r in reading.roles if r.span.start <= at < r.span.end), None)


def flowed(page: Set, slots: list[tuple[float, float, int]]) -> str:
    """Set one text through columns of so many lines of twelve characters from a place on; return it."""
    text = (BODY * 30)[: 12 * sum(rows for _, _, rows in slots) - 5] + "。"
    rest = text
    for i, (x, y, rows) in enumerate(slots):
        room = 12 * rows - (2 if i == 0 else 0)
        page.column(rest[:room], x, y, indent=i == 0)
        rest = rest[room:]
    return text
