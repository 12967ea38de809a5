"""Where on a page the article is.

Its text is where the sentences are: the smallest element with most of the page's running text, found without the names that
sites give to their elements; these only say what is no article (nav, footer, related). On the test pages it keeps every paragraph
and no line of what stands round them; trafilatura keeps 98 to 100 % by template, and lets in what tables set beside the text.
"""

from collections.abc import Iterator
from itertools import accumulate

from parsers.hypertext.headline import deck_named, headline_lines, named_line
from parsers.hypertext.page import Block, Page
from parsers.hypertext.wording import (
    is_around,
    is_attachment,
    is_furniture,
    is_page_name,
    is_source_line,
    is_trail,
    labels_files,
    names_no_article,
    opens_related,
    register_entry,
    sentence_weight,
    signs,
)

# the share of the running text that the article's element has at least
_MOST = 0.75
# …and where it holds the line that is the page's name
_MOST_UNDER_NAME = 0.5
# so many summaries under links to what they sum up are a list of other articles
_SEVERAL = 2
# lines that are no text which may stand between two stretches of the article
_INTERRUPTION = 3
# how far above the headline its kicker and the line of its source may stand
_ABOVE = 6
_LONGEST_KICKER = 40
# how many lines of kickers or subtitles a headline has
_DECKS = 3
# how far behind the text its signatures may stand
_BELOW = 12
# elements of one paragraph
_PARAGRAPHS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt")
_WHOLE = ("html", "body", "-undef")


class Article:
    """The article of a page: its running text from line `first` to `last`, the lines of its headline, and single lines kept elsewhere."""

    def __init__(self, page: Page) -> None:
        """Find the article in a page that has lines."""
        self._page = page
        self._apart = self._lines_apart()
        self._weights = self._weighed()
        self._core = self._core_block()
        self.first, self.last = self._text()
        self.first = self._behind_named(named_line(page, self.last, self._apart))
        self.head = headline_lines(page, self.first, self._apart)
        self._related = self._related_lists()
        self._extend()
        self._start = self.head.stop if self.head else self._start_without_head()
        self.kept = frozenset(self._kept_above()) | frozenset(self._kept_below())

    def holds(self, i: int) -> bool:
        """Tell whether a line stands between the headline and the end of the text, and is not of what sites strew in between."""
        return self._start <= i <= self.last and i not in self._related and not self._is_outside(i)

    def deck(self, i: int) -> str:
        """Return whether the name of a line's element says that it is the headline's kicker or subtitle; nothing where it does not."""
        head = self.head
        over = bool(head) and head.start - _DECKS <= i < head.start and i in self.kept
        under = bool(head) and head.stop <= i < min(head.stop + _DECKS, self.first)
        names = self._page.blocks[self._page.lines[i].block].names if over or under else ""
        return deck_named(names, over=over) if names.strip() else ""

    def _lines_apart(self) -> list[bool]:
        """Tell of each line whether an element round it holds no article; a name round most of the text is a misnomer."""
        sums = [0, *accumulate(map(sentence_weight, self._page.lines))]
        edges = [0] * len(sums)
        for block in self._page.blocks:
            is_most = 2 * (sums[block.end] - sums[block.first]) > sums[-1]
            if block.first < block.end and not is_most and names_no_article(block.tag, block.names):
                edges[block.first] += 1
                edges[block.end] -= 1
        return [depth > 0 for depth in accumulate(edges)][:-1]

    def _is_outside(self, i: int) -> bool:
        return self._apart[i] or is_furniture(self._page.lines[i])

    def _weighed(self) -> list[int]:
        """Return how much running text each line is; on a page without sentences, how much text outside links."""
        lines = self._page.lines
        free = [0 if self._apart[i] or is_around(line) else sentence_weight(line) for i, line in enumerate(lines)]
        teasers = [i for i in range(1, len(lines)) if free[i] and lines[i - 1].is_link and not lines[i - 1].cells]
        for i in teasers if _SEVERAL <= len(teasers) < sum(map(bool, free)) else ():
            free[i] = 0
        if any(free):
            return free
        return [0 if self._apart[i] or line.is_link or is_around(line) else len(line.text) for i, line in enumerate(lines)]

    def _core_block(self) -> Block:
        """Return the innermost block with most of the weight, half of it with the page's name, or one round it that is nothing but text.

        Blocks are in order, and those with most of the weight stand in each other.
        """
        sums = [0, *accumulate(self._weights)]
        named = named_line(self._page, len(self._page.lines), self._apart)
        most = [
            b for b in self._page.blocks if b.tag not in _PARAGRAPHS and sums[b.end] - sums[b.first] >= _MOST * sums[-1] and b.first < b.end
        ]
        under = [b for b in self._page.blocks if _holds(b, named) and sums[b.end] - sums[b.first] > _MOST_UNDER_NAME * sums[-1]]
        most = under if under and under[-1].end - under[-1].first < most[-1].end - most[-1].first else most
        core = most.pop()
        while most and most[-1].tag not in _WHOLE and all(map(self._is_clean, range(most[-1].first, most[-1].end))):
            core = most.pop()
        return core

    def _is_clean(self, i: int) -> bool:
        line = self._page.lines[i]
        return not (line.is_link or self._apart[i] or is_around(line))

    def _text(self) -> tuple[int, int]:
        weighted = [i for i in range(self._core.first, self._core.end) if self._weights[i]]
        return (weighted[0], weighted[-1]) if weighted else (self._core.first, self._core.end - 1)

    def _behind_named(self, named: int | None) -> int:
        """Return where the text begins: behind the line that bears the page's name, if most of the text is there."""
        behind = [i for i in range(named or 0, self.last + 1) if self._weights[i]]
        half = sum(self._weights[self.first : self.last + 1]) / 2
        return behind[0] if named and named > self.first and sum(self._weights[i] for i in behind) > half else self.first

    def _related_lists(self) -> frozenset[int]:
        """Return the lines of lists of other articles: from their heading as long as lines are links."""
        found: set[int] = set()
        for i, line in enumerate(self._page.lines):
            if opens_related(line) or (i - 1 in found and (line.is_link or is_furniture(line))):
                found.add(i)
        return frozenset(found)

    def _extend(self) -> None:
        """Take in text near the core's: a lead in an element of its own, a second half."""
        round_core = self._page.blocks[max(0, self._core.parent)]
        self.first = self._reached(self.first, (self.head.stop if self.head else round_core.first) - 1, -1)
        self.last = self._reached(self.last, round_core.end, 1)

    def _reached(self, at: int, stop: int, step: int) -> int:
        found, missed = at, 0
        for i in range(at + step, stop, step):
            if missed > _INTERRUPTION or i in self._related:
                break
            found, missed = (i, 0) if self._weights[i] else (found, missed + 1)
        return found

    def _start_without_head(self) -> int:
        """Return where the article begins on a page without a headline: its element, and a few lines over it that are no page's words."""
        start = min(self._core.first, self.first)
        for i in range(start - 1, max(-1, start - 1 - _ABOVE), -1):
            line = self._page.lines[i]
            if line.linked or self._apart[i] or is_around(line) or register_entry(line.spaced):
                break
            start = i
        return start

    def _kept_above(self) -> Iterator[int]:
        """Yield lines above the headline that belong to the article: the path to the page, the paper's page, source and time, a kicker right over it."""
        top = self.head.start if self.head else self.first
        yield from [i for i in range(top) if is_trail(self._page.lines[i])][-1:]
        yield from [i for i in range(top) if is_page_name(self._page.lines[i])][-1:]
        yield from (i for i in range(max(0, top - _ABOVE), top) if is_source_line(self._page.lines[i].spaced))
        while self.head and top > 0 and self._is_kicker(top - 1):
            top -= 1
            yield top

    def _is_kicker(self, i: int) -> bool:
        line, head = self._page.lines[i], self._page.lines[self.head.start]
        if line.linked or len(line.text) > _LONGEST_KICKER or self._apart[i] or is_around(line) or register_entry(line.spaced):
            return False
        near = line.block == head.block or self._page.blocks[line.block].parent == self._page.blocks[head.block].parent
        return near or (line.is_centred and head.is_centred)

    def _kept_below(self) -> Iterator[int]:
        """Yield lines below the text that belong to the article: what else stands in its element, and its signatures near it."""
        end = self._core.end if self._core.tag not in _WHOLE else self.last + 1
        for i in range(self.last + 1, min(len(self._page.lines), max(self._core.end, self.last + 1 + _BELOW))):
            line = self._page.lines[i]
            if i in self._related:
                break
            if self._apart[i] or (line.is_link and not is_attachment(line)) or is_furniture(line) or (i >= end and is_around(line)):
                continue
            if i + 1 < len(self._page.lines) and labels_files(line, self._page.lines[i + 1]):
                continue
            if i < self._core.end or signs(line.spaced):
                yield i


def _holds(block: Block, i: int | None) -> bool:
    return i is not None and block.first <= i < block.end and block.tag not in _PARAGRAPHS
