"""Which lines of a web page are the article's headline."""

import re
from collections.abc import Sequence

from parsers.grammar.makers.houses import PAPER, SITE
from parsers.hypertext.page import Line, Page
from parsers.hypertext.wording import is_around, is_source_line, is_trail, opens_related

# lines above the text among which the headline is looked for
_REACH = 60
_LONGEST = 80
# lines of a headline at the most
_MOST_TURNS = 3
_SHORTEST = 4
# elements round the text in which its headline stands if nothing names it
_ROUND = 3
_WHOLE = ("html", "body", "main")
# what speaks for a line as headline, and how much it must be; a line that is no heading, has no telling name and no place is none
_NAMED, _TOP_HEADING, _HEADING, _CLASSED, _NEAR = 3.0, 2.0, 1.0, 1.0, 0.5
_SURE = 0.8
# a line that is this much of the page's name bears it; the rest is the site's
_NAME_ITSELF = 0.6
_CLASS = re.compile(r"(?:^|[^a-z])(?:[a-z]*title|tit|bt|biaoti|headline|subject)(?:$|[^a-z])", re.IGNORECASE)
# class="yinti" | class="art_subtitle": what stands over and under a headline
_KICKER = re.compile(r"yinti|(?:intro|pre|above)[-_]?title|kicker", re.IGNORECASE)
_SUBTITLE = re.compile(r"futi|sub[-_]?title|fubiaoti", re.IGNORECASE)
# 来源于：东区办事处
_LABELLED = re.compile(r"^[\s\u3000]*[^\W\da-zA-Z_]{2,5}[:：]")
_SITE_NAME = re.compile(rf"(?:{SITE}|{PAPER}|政府|新闻)$")


def headline_lines(page: Page, text: int, apart: Sequence[bool]) -> range:
    """Return the lines that are the headline, above line `text` where the article's text begins; none where no line is sure.

    `apart` says of each line whether it stands in an element that holds no article.
    """
    candidates = [i for i in range(max(0, text - _REACH), text) if _may_head(page, i)]
    scored = [(_score(page, i, text, apart[i]), i) for i in candidates]
    best = max(scored, default=(0.0, -1))
    if best[0] < _SURE:
        return range(0)
    return _with_turns(page, best[1], text)


def named_line(page: Page, last: int, apart: Sequence[bool]) -> int | None:
    """Return the first line up to `last` that is the page's name, set as a heading or centred; None where there is none."""
    heads = (i for i in range(last) if (page.lines[i].heading or page.lines[i].is_centred) and not apart[i] and _may_head(page, i))
    return next((i for i in heads if any(_share(page.lines[i].text, name) >= _NAME_ITSELF for name in page.names)), None)


def deck_named(names: str, over: bool) -> str:
    """Return `kicker` or `subtitle` where an element over or under a headline is called so; else nothing."""
    if over:
        return "kicker" if _KICKER.search(names) else ""
    return "subtitle" if _SUBTITLE.search(names) else ""


def _may_head(page: Page, i: int, shortest: int = _SHORTEST) -> bool:
    line = page.lines[i]
    words = line.text.strip()
    if not shortest <= len(words) <= _LONGEST or words.endswith(("。", "；")) or line.cells:
        return False
    return not (is_around(line) or is_source_line(line.spaced) or is_trail(line) or opens_related(line))


def _score(page: Page, i: int, text: int, apart: bool) -> float:
    """Return what speaks for a line as headline; of two alike the nearer to the text."""
    line = page.lines[i]
    named = max((_share(line.text, name) for name in page.names), default=0.0)
    score = _NAMED * named + (_TOP_HEADING if line.heading == 1 else _HEADING if line.heading in (2, 3) else 0.0)
    block = page.blocks[line.block]
    score += _CLASSED if _CLASS.search(block.names) or _CLASS.search(page.blocks[max(0, block.parent)].names) else 0.0
    score += _NEAR if line.is_centred else 0.0
    score -= 2.0 if line.is_link or apart else 0.0
    if not named and (_SITE_NAME.search(line.text.strip()) or not _is_near(page, i, text)):
        score -= 1.0
    return score - (text - i) / 100


def _is_near(page: Page, i: int, text: int) -> bool:
    """Tell whether a line stands in one of the elements close round the text's first line; a site's own name stands far from it."""
    block = page.lines[text].block
    for _ in range(_ROUND):
        block = max(0, page.blocks[block].parent)
    return page.blocks[block].tag not in _WHOLE and page.blocks[block].first <= i


def _share(text: str, name: str) -> float:
    """Return how much of a page's name a line is; 0 for a line that is not in it."""
    words, whole = _bare(text), _bare(name)
    return len(words) / len(whole) if whole and words in whole else 0.0


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)


def _with_turns(page: Page, at: int, text: int) -> range:
    """Return the headline with the lines over which it is broken in its own element."""
    start = end = at
    while start > 0 and _is_turn(page, start - 1, page.lines[at]) and _may_head(page, start - 1, shortest=1):
        start -= 1
    while end + 1 < text and _is_turn(page, end + 1, page.lines[at]) and _may_head(page, end + 1, shortest=1):
        end += 1
    return range(start, end + 1)


def _is_turn(page: Page, i: int, head: Line) -> bool:
    """Tell whether line `i` goes on with a headline: in an element that holds nothing else, or set alike and in the page's name too."""
    line = page.lines[i]
    own = page.blocks[head.block].end - page.blocks[head.block].first <= _MOST_TURNS
    alike = line.heading == head.heading and line.is_centred == head.is_centred
    if line.block == head.block and alike and (line.heading or (own and not _LABELLED.search(line.text))):
        return True
    return alike and any(_share(line.text, name) for name in page.names)
