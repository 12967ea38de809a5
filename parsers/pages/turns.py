"""Articles that run on over a page turn."""

from collections.abc import Sequence

from parsers.pages.blocks import Block
from parsers.pages.stories import Story

# how sure an article is that was joined over a turn
_SURE = 0.7


def over_turns(pages: Sequence[Sequence[Story]]) -> list[Story]:
    """Return the articles of all pages, in order, each whole where it runs on from one page to the next.

    A page without any headline goes on with the last article of the page before; a text that begins in mid-sentence with the
    only one there that breaks off.
    """
    found: list[Story] = []
    before: list[Story] = []
    for page in pages:
        stories = list(page)
        headless = [story for story in stories if not story.head and story.texts]
        target = _target(before, headless, plain=len(headless) == len(stories) == 1)
        if target:
            target.texts += headless[0].texts
            target.captions += headless[0].captions
            target.confidence = _SURE
            stories.remove(headless[0])
        found += stories
        before = stories or before
    return found


def _target(before: Sequence[Story], headless: Sequence[Story], plain: bool) -> Story | None:
    """Return the article of the page before that the first text without a headline goes on with."""
    if not before or not headless:
        return None
    if plain and before[-1].texts:
        return before[-1]
    open_ = [story for story in before if story.texts and _breaks_off(story.texts[-1])]
    cut = [story for story in headless if story.texts[0].role == "body" and not story.texts[0].indented]
    return open_[0] if len(open_) == len(cut) == 1 and cut[0] is headless[0] else None


def _breaks_off(text: Block) -> bool:
    return text.role == "body" and text.open
