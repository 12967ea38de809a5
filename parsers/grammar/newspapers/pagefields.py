"""The head of a newspaper page read field by field: paper, day, number and name of the page, who edited it, telephone, in any order.

Seen: 05 吉林日报 特别报道 | 责任编辑：陈志民 美术编辑：林晓敏 仙游视窗 湄洲日报 B2 | 04 | 特刊 2025年1月22日 责任编辑 张璐 校对 赵菲 Tel:(0391)8797.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.grammar.dates import ANY_DATE
from parsers.grammar.makers.bylines import byline
from parsers.grammar.makers.houses import PAPER
from parsers.grammar.makers.made import Made, role_kind

_LONGEST = 90
_OF_SENTENCES = frozenset("，。；！？“”《》")
# what tells of a page without naming it; the day may have its weekday and its day of the farmers' calendar behind it
_FIELD = re.compile(
    rf"(?P<day>{ANY_DATE}(?:\s*(?:星期|周)[一二三四五六日天])?"
    r"(?:\s*(?:农历|[甲乙丙丁戊己庚辛壬癸][^\W\da-zA-Z_]年)[^\W\da-zA-Z_]{2,10})?|星期[一二三四五六日天](?![^\W\da-zA-Z_]))"
    r"|(?P<number>第\s*[A-Z]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*版|(?<![\dA-Za-z])(?:[A-Z]0?\d{1,2}|\d{1,2})\s*版|(?<![\dA-Za-z])(?:[A-DT]\d{1,2}|0\d)(?![\d.年月-]))"
    rf"|(?P<paper>(?<![^\W\da-zA-Z_])[^\W\da-zA-Z_]{{2,8}}?(?:{PAPER}|(?<![快简公通专汇月周])报))(?:数字报|电子版|社)?(?![^\W\da-zA-Z_])"
    r"|(?P<call>(?:(?:新闻|编辑部?|投稿|联系|广告|发行|报料|爆料|电子|值班)?(?:电话|热线|传真|邮箱|信箱|投稿)|Tel|TEL|tel|E-?mail|QQ)\s*[:：]\s*[\w.@()（）+×*＊✕-]+)"
)
_WORD = re.compile(r"[^\s|｜]+")
# 专版 and its like name a page only behind the colon of its number (第6版：专题)
_NAME = re.compile(
    r"(?:[：:](?P<called>专版|专题|专刊)|[：:·]?(?:专版|专题|专刊|广告|公益广告|(?P<name>[^\W\da-zA-Z_]{2,8}(?:·[^\W\da-zA-Z_]{2,6})?)))[：:]?"
)


@dataclass(frozen=True)
class PageFields:
    """What a page's head says: where the page's name stands (None where it has none), and who edited the page."""

    name: tuple[int, int] | None
    made: tuple[Made, ...]


@lru_cache(maxsize=512)
def page_fields(text: str) -> PageFields | None:
    """Return the fields of a line that has two sorts of them at least and nothing else but one name, or only calls; None for any other line.

    A second name may be joined to the paper's by a dot (学思践悟　福建日报·理论周刊): the page of which the first is a column.
    """
    if len(text) > _LONGEST or not _OF_SENTENCES.isdisjoint(text):
        return None
    fields = list(_FIELD.finditer(text))
    if not fields:
        return None
    bounds = [0, *(b for m in fields for b in m.span()), len(text)]
    made: list[Made] = []
    names: list[tuple[int, int]] = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        said = _between(text, start, end)
        if said is None:
            return None
        made += said.made
        names += [said.name] if said.name else []
    sorts = {m.lastgroup for m in fields} | ({"made"} if made else set())
    of_paper = len(names) > 1 and text[names[1][0] - 1] == "·"
    tells = len(sorts) > 1 or (sorts == {"call"} and not names)
    return PageFields(names[0] if names else None, tuple(made)) if tells and len(names) < 2 + of_paper else None


def paper_in(text: str) -> tuple[int, int] | None:
    """Return where the head of a page names the paper, less the word for its edition (东川日报数字报)."""
    match = next((m for m in _FIELD.finditer(text) if m.lastgroup == "paper"), None)
    return match.span("paper") if match else None


def _between(text: str, start: int, end: int) -> PageFields | None:
    """Return what stands between two fields: editors, then or before them a name; None where anything else does."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, start, end) if m[0] not in ("：", ":", "/", "／")]
    for first, last in ((0, 0), (1, 0), (0, 1)):
        of_editors = words[first : len(words) - last]
        made = _editors(text, of_editors[0][0], of_editors[-1][1]) if of_editors else ()
        if made and _opens_with_role(text[of_editors[0][0] : made[0].start], made[0].role):
            return _named(text, [*words[:first], *words[len(words) - last :]], made)
    return _named(text, words, ()) if len(words) < 2 else None


def _opens_with_role(before: str, role: str) -> bool:
    """Tell whether nothing stands before the first editor but his role: a page's name there (州县新闻 责编：周海涛) is none of it."""
    return "".join(before.split()).rstrip("：:|｜/／") == role


def _named(text: str, words: list[tuple[int, int]], made: tuple[Made, ...]) -> PageFields | None:
    found = [_NAME.fullmatch(text, *word) for word in words]
    if not all(found):
        return None
    return PageFields(next((m.span(m.lastgroup) for m in found if m and m.lastgroup), None), made)


def _editors(text: str, start: int, end: int) -> tuple[Made, ...]:
    """Return the names of a wording that names nothing but editors in their roles."""
    found = byline(text[start:end])
    if not found or not found.made or any(role_kind(m.role) not in ("editor", "reviewer", "approver") for m in found.made):
        return ()
    return tuple(Made(m.name, m.role, m.start + start, m.end + start) for m in found.made)
