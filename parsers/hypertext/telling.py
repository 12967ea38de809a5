"""What each line of a page is: headline, heading, caption, text of the article, or what stands round it."""

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.hypertext.article import Article
from parsers.hypertext.page import Line, Page
from parsers.hypertext.wording import is_around, is_source_line, is_trail, register_entry, sentence_weight, signs, source_end

_LONGEST_HEADING = 60
_LONGEST_CAPTION = 90
# a page with more links than a few, in a larger share of its lines, and no text is a list of links
_FEW = 5
_LINKS = 0.6


@dataclass(frozen=True)
class Told:
    """A line with what it is: `heading` with its level, `caption`, `furniture`, or of the article; `gap` says that an empty line stands before it."""

    text: str
    gap: bool
    role: str = ""
    level: int = 0


def text_length(page: Page) -> int:
    """Return how many characters of a page are running text."""
    return sum(map(sentence_weight, page.lines))


def is_link_list(page: Page) -> bool:
    """Tell whether a page has no article but links to others."""
    links = sum(line.linked > 0 for line in page.lines)
    return links > _FEW and links > _LINKS * len(page.lines) and not text_length(page)


def told(page: Page) -> Iterator[Told]:
    """Yield the lines of a page in order with what each is, every character once."""
    article = Article(page)
    for i, line in enumerate(page.lines):
        if i < article.first and line.cells and any(map(register_entry, _entries(line.cells))):
            for entry in _entries(line.cells):
                yield Told(entry, False, "" if is_source_line(entry) else "furniture")
        else:
            yield from _told(article, i, line)


def _told(article: Article, i: int, line: Line) -> Iterator[Told]:
    role, level = _role(article, i, line)
    outside = i < article.first or i > article.last
    end = source_end(line.spaced) if outside and not role else 0
    if end and is_source_line(line.spaced[:end]):
        yield Told(line.spaced[:end], line.gap)
        if end < len(line.spaced):
            yield Told(line.spaced[end:], False, "furniture")
    elif role == "furniture" or (outside and not role and (is_trail(line) or signs(line.spaced))):
        yield Told(line.spaced, line.gap, role)
    else:
        yield Told(line.text, line.gap and not (i in article.head and i - 1 in article.head), role, level)


def _role(article: Article, i: int, line: Line) -> tuple[str, int]:
    if i in article.head:
        return "heading", 1
    if deck := article.deck(i):
        return deck, 0
    if i in article.kept:
        return "", 0
    if not article.holds(i) or (i < article.first and (line.is_link or is_around(line) or register_entry(line.spaced))):
        return "furniture", 0
    if line.is_caption or (line.pictured and line.is_centred and len(line.text) <= _LONGEST_CAPTION):
        return "caption", 0
    return ("heading", max(2, line.heading)) if _is_heading(article, i, line) else ("", 0)


def _is_heading(article: Article, i: int, line: Line) -> bool:
    """Tell whether a line in a heading's element is one; right under the headline it may be a subtitle."""
    words = line.text.strip()
    if not line.heading or len(words) > _LONGEST_HEADING or words.endswith(("。", "；")) or is_source_line(line.spaced):
        return False
    return i > article.first or i > article.head.stop


def _entries(cells: tuple[str, ...]) -> Iterator[str]:
    """Yield the entries of a register's row: a label and its value are two cells, or one."""
    i = 0
    while i < len(cells):
        alone = register_entry(cells[i]) or i + 1 == len(cells)
        yield cells[i] if alone else f"{cells[i]}\t{cells[i + 1]}"
        i += 1 if alone else 2
