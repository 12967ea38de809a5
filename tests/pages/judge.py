"""How well a reading keeps a test page's truth: articles whole and in order, lines that follow each other, captions, roles."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parsers.reading import Reading
from tests.pages.press import Line, Sheet, advance


@dataclass
class Verdict:
    """Counts of what is right and of what there is; `broken` names the articles that are not whole and in order."""

    articles: int = 0
    whole: int = 0
    pairs: int = 0
    followed: int = 0
    captions: int = 0
    placed: int = 0
    joints: int = 0
    joined: int = 0
    roles: int = 0
    told: int = 0
    broken: list[tuple[int, int]] = field(default_factory=list)

    def __add__(self, other: "Verdict") -> "Verdict":
        """Both together."""
        counts = (getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__)
        return Verdict(*counts)

    def shares(self) -> dict[str, float]:
        """The share of right ones of each."""
        pairs = (("articles", self.whole, self.articles), ("pairs", self.followed, self.pairs))
        more = (("captions", self.placed, self.captions), ("paragraphs", self.joined, self.joints), ("roles", self.told, self.roles))
        return {name: right / of if of else 1.0 for name, right, of in (*pairs, *more)}


def judged(reading: Reading, number: int, sheet: Sheet, whole_reading: bool = False) -> Verdict:
    """Compare one page of a reading with its truth; `whole_reading` for a source that is one article."""
    return _Judge(reading, number, sheet, whole_reading).verdict()


class _Judge:
    def __init__(self, reading: Reading, number: int, sheet: Sheet, whole_reading: bool) -> None:
        self.reading, self.number, self.sheet = reading, number, sheet
        self.near: dict[tuple[int, int], list[int]] = {}
        for i, place in enumerate(reading.places or ()):
            if place and place.page == number:
                self.near.setdefault((int(place.x0 + place.x1) // 40, int(place.top + place.bottom) // 40), []).append(i)
        self.furniture = {i for span in reading.furniture for i in range(*span)}
        self.parts = [range(*part.span) for part in reading.parts]
        if not self.parts or whole_reading:
            self.parts = [range(len(reading))]

    def verdict(self) -> Verdict:
        found = Verdict()
        for n, article in enumerate(self.sheet.articles):
            found += self._article(n, article)
        found += self._furniture()
        return found

    def at(self, text: str, x: float, y: float, size: float) -> int | None:
        """The index of the character that stands with its middle near a point."""
        best, best_far = None, max(6.0, 0.45 * size)
        cells = [(int(2 * x) // 40 + a, int(2 * y) // 40 + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        for i in (i for cell in cells for i in self.near.get(cell, ())):
            place = (self.reading.places or ())[i]
            if place and self.reading.text[i] == text:
                far = abs((place.x0 + place.x1) / 2 - x) + abs((place.top + place.bottom) / 2 - y)
                if far < best_far:
                    best, best_far = i, far
        return best

    def span(self, line: Line) -> tuple[int, int] | None:
        """Where a line of the truth stands in the reading; None where it is torn."""
        ends = []
        visible = [i for i, c in enumerate(line.text) if c != " "]
        for i in (visible[0], visible[-1]):
            if line.vertical:
                x, y = line.x + line.size / 2, line.baseline + i * (line.size + line.spread) - 0.38 * line.size
            else:
                x = (
                    line.x
                    + sum(advance(c, line.font) * line.size + line.spread for c in line.text[:i])
                    + advance(line.text[i], line.font) * line.size / 2
                )
                y = line.baseline - 0.38 * line.size
            ends.append(self.at(line.text[i], x, y, line.size))
        if None in ends:
            return None
        start, end = ends[0] or 0, (ends[1] or 0) + 1
        is_same = "".join(self.reading.text[start:end].split()) == "".join(line.text.split())
        return (start, end) if is_same else None

    def _article(self, n: int, article: Sequence[Line]) -> Verdict:
        spans = [self.span(line) for line in article if line.role != "caption"]
        captions = [self.span(line) for line in article if line.role == "caption"]
        follows = [a is not None and b is not None and self._next(a[1]) == b[0] for a, b in pairwise(spans)]
        homes = [part for part in self.parts if any(s and s[0] in part for s in spans)]
        home = max(homes, key=lambda part: sum(1 for s in spans if s and s[0] in part), default=range(0))
        in_home = [s is not None and s[0] in home and s[0] not in self.furniture for s in [*spans, *captions]]
        visible = sum(1 for i in home if not self.reading.text[i].isspace() and self._here(i) and i not in self.furniture)
        ours = sum(len("".join(line.text.split())) for line in article)
        whole = all(in_home) and all(follows) and visible == ours
        placed = sum(in_home[len(spans) :])
        roles = self._roles(article)
        joints = list(self._joints([line for line in article if line.role != "caption"], spans))
        broken = [] if whole else [(self.number, n)]
        return Verdict(
            1, int(whole), len(follows), sum(follows), len(captions), placed, len(joints), sum(joints), len(roles), sum(roles), broken
        )

    def _joints(self, lines: Sequence[Line], spans: Sequence[tuple[int, int] | None]) -> Iterator[bool]:
        """Whether a break stands between two lines of text just where a paragraph begins."""
        for (a, first), (b, second) in pairwise(zip(lines, spans, strict=True)):
            if a.role == b.role == "body" and first and second and self._next(first[1]) == second[0]:
                yield ("\n" in self.reading.text[first[1] : second[0]]) == b.opens

    def _here(self, i: int) -> bool:
        place = (self.reading.places or ())[i]
        return place is not None and place.page == self.number

    def _next(self, i: int) -> int:
        while i < len(self.reading) and self.reading.text[i].isspace():
            i += 1
        return i

    def _roles(self, article: Iterable[Line]) -> list[bool]:
        names = {"title": ("heading", 1), "subheading": ("heading", 2), "caption": ("caption", 0), "body": None}
        return [self._role(line) == names[line.role] for line in article if line.role in names]

    def _role(self, line: Line) -> tuple[str, int] | None:
        span = self.span(line)
        role = next((r for r in self.reading.roles if span and r.span.start <= span[0] < r.span.end), None)
        return (role.name, role.level) if role else None

    def _furniture(self) -> Verdict:
        lines = [line for block in self.sheet.blocks for line in block if line.role == "furniture"]
        told = sum(1 for line in lines if (s := self.span(line)) and s[0] in self.furniture)
        return Verdict(roles=len(lines), told=told)
