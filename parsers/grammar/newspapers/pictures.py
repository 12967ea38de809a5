"""Words to pictures that no label names, between the blocks of a page: told by how they stand and by what can be seen on a picture.

Seen: …鹤塘镇西洋村的林 / 城东街道食用菌批发市场内的直播间。 / a heading. A short paragraph of the text (变化，源于一场改革。) says nothing that can be seen;
on a page with an empty line behind every paragraph nothing is set off by one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from parsers.grammar.layout.captions import LABEL, LONGEST, OPENS, names_who_shot
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.setting import SLACK
from parsers.grammar.marks import heading_mark
from parsers.grammar.newspapers.seamwords import log_odds
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

Role = Callable[[Line], str | None]
Block = Sequence[Line]

# lines that a caption is set in at most, characters of one without a photographer, and of running text at least
_MOST_LINES, _LONGEST_SENTENCE, _RUNNING = 4, 60, 40
# characters of a noun alone and of a harvest
_LONGEST_NOUN, _LONGEST_YIELD = 22, 26
# cells that the first line of a paragraph is indented by at least
_INDENT = 2
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# log-odds of the words across the seam from which on they may be one sentence
_ONE_SENTENCE = 2.0
# breaks between paragraphs inside blocks from which on an empty line sets off
_ENOUGH = 2
# what nobody sees: sayings, judgements, what was before and will be; figures other than the day
_UNSEEN = re.compile(
    r"[“”？！：；\d％%]|说|介绍|告诉|表示|坦言|感慨|[了是让使已也就都还不将更]|成为|因为|为了|越来越|通过|坚持|推进|推动|实现|征程"
)
# 近日， | 10月12日，
_DAY = re.compile(r"(?:近日|日前|连日来|眼下|时下|(?:\d{1,2}月)?\d{1,2}日)，")
# 产业园一角。 | 俯瞰龙王乡集镇。
_VIEW = re.compile(r"(?:一[角隅瞥景]|[全远外夜美]景|鸟瞰图?|俯瞰图?|航拍图?|风光|风貌|新[貌颜])。?$|^(?:俯瞰|鸟瞰|航拍|远眺)")
# 黄金村… | 城东街道…
_PLACE = re.compile(r"[^，。]{1,10}?(?:[县市区旗镇乡村]|街道|社区|农场|林场)")


@cache
def _doing() -> re.Pattern[str]:
    """Return who is seen doing what: 菇农在采收, not 村民种植的."""
    said = vocabulary("pictures")
    return re.compile(rf"{alternation(*said['people']['words'])}[^，。]{{0,14}}?{alternation(*said['seen']['words'])}(?!的)")


@cache
def _yield() -> re.Pattern[str]:
    return re.compile(alternation(*vocabulary("pictures")["yields"]["words"]))


@cache
def _things() -> tuple[str, ...]:
    return tuple(vocabulary("pictures")["things"]["words"])


def shows(text: str) -> bool:
    """Tell whether a short sentence, or words without a stop, say what is seen on a picture: people doing something, a view, a thing of a place."""
    day = _DAY.match(text)
    words = (text[day.end() :] if day else text).removesuffix("。")
    if not words or "。" in words or words.count("，") > 2 or _UNSEEN.search(words):
        return False
    if _doing().search(words) or _VIEW.search(words):
        return True
    return _is_thing(words) or (len(words) <= _LONGEST_YIELD and bool(_yield().search(words)))


def _is_thing(words: str) -> bool:
    place = _PLACE.match(words)
    return bool(
        place
        and "，" not in words
        and place.end() < len(words) <= _LONGEST_NOUN
        and words.endswith(_things())
        and words[-2:] not in place[0]
    )


def listed(lines: Sequence[Line]) -> frozenset[int]:
    """Return where lines with circled numbers begin that count under 1、 or （一） right above them: a list of the text, no pictures."""
    found: set[int] = set()
    for upper, line in pairwise(lines):
        mark = heading_mark(line.text) if line.text[0] in _CIRCLED else None
        above = heading_mark(upper.text) if mark else None
        if mark and above and not line.gap and (above.rank < mark.rank if mark.ordinal == 1 else upper.span.start in found):
            found.add(line.span.start)
    return frozenset(found)


def with_pictures(lines: Sequence[Line], role_of: Role) -> Role:
    """Return `role_of` that also knows the captions which only their place among the lines tells, and the items of lists that are none."""
    told = frozenset(line.span.start for line in _captions(lines, role_of))
    items = listed(lines)

    def role(line: Line) -> str | None:
        at = line.span.start
        return None if at in items else "caption" if at in told else role_of(line)

    return role if told or items else role_of


def _captions(lines: Sequence[Line], role_of: Role) -> Iterator[Line]:
    blocks = list(_blocks(lines))
    set_off = False if all(len(block) > _MOST_LINES for block in blocks) else _sets_off(blocks)
    running = False
    for upper, block in pairwise([(), *blocks]):
        if len(block) > _MOST_LINES or len(text := _text(block)) > LONGEST or block[0].hashes or block[0].role:
            running = running or len(_text(block)) > _RUNNING
            continue
        roles = [role_of(line) for line in block]
        plain = not any(roles)
        if _is_credited(block, roles) or _is_shot_below(block, roles) or (running and plain and _is_picture(block, text, upper, set_off)):
            yield from block
        running = running or (plain and len(text) > _RUNNING)


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    run: list[Line] = []
    for line in lines:
        if run and (line.gap or line.new_page or line.ruled):
            yield tuple(run)
            run = []
        run.append(line)
    if run:
        yield tuple(run)


def _text(block: Block) -> str:
    return "".join(line.text for line in block)


def _is_credited(block: Block, roles: Sequence[str | None]) -> bool:
    """Tell whether a block is one caption over several lines, who took the picture at its end."""
    last = block[-1].text
    if len(block) < 2 or roles[-1] != "caption" or any(roles[:-1]) or any(line.ended or line.indent for line in block[1:-1]):
        return False
    return not (block[0].ended or LABEL.match(last) or OPENS.match(last)) and "，" in _text(block)[:_LONGEST_SENTENCE]


def _is_shot_below(block: Block, roles: Sequence[str | None]) -> bool:
    """Tell whether a block is one sentence, or words without a stop, with a line under it that says which reporter took the picture."""
    words = _text(block[:-1])
    alone = 0 < len(words) <= _LONGEST_SENTENCE and "。" not in words[:-1] and all(role in (None, "caption") for role in roles[:-1])
    return alone and names_who_shot(block[-1].text)


def _is_picture(block: Block, text: str, upper: Block, set_off: bool) -> bool:
    """Tell whether a block of plain lines is a caption: between the halves of a sentence, or set off; or several, one a line."""
    if len(text) > _LONGEST_SENTENCE or heading_mark(text):
        return False
    interrupts = bool(upper) and _is_open(upper) and log_odds(upper[-1].text, text, "") < _ONE_SENTENCE
    if "。" not in text:
        return interrupts and "，" not in text and 2 * sum(shows(line.text) for line in block) > len(block)
    if not (interrupts or set_off):
        return False
    return shows(text) or all(line.ended and shows(line.text) for line in block)


def _is_open(block: Block) -> bool:
    """Tell whether a block of running text ends in the midst of a sentence."""
    last = block[-1]
    cut = last.text.endswith(("，", "、")) or last.width + SLACK >= max(line.width for line in block)
    return cut and not last.ended and len(_text(block)) > _RUNNING


def _sets_off(blocks: Sequence[Block]) -> bool:
    """Tell whether an empty line sets off: paragraphs follow each other without one, most of them."""
    inner = sum(_breaks(block) for block in blocks)
    gapped = sum(a[-1].ended and min(len(_text(a)), len(_text(b))) > _RUNNING for a, b in pairwise(blocks))
    return inner >= _ENOUGH and inner > gapped


def _breaks(block: Block) -> int:
    """Return how often a paragraph begins inside a block: at indents, behind lines that end short, or with every line that is a paragraph."""
    widest = max(line.width for line in block) - 2 * SLACK
    indents = sum(upper.indent < _INDENT <= lower.indent for upper, lower in pairwise(block))
    return indents or sum(line.ended and (line.width < widest or len(line.text) > _RUNNING) for line in block[:-1])
