"""Running heads, page numbers and page headers: what stands on a page but belongs to none of its texts."""

import re
from collections import Counter
from collections.abc import Sequence

from parsers.grammar.layout.pieces import PAGE_NUMBER
from parsers.grammar.makers.bylines import byline
from parsers.grammar.makers.made import role_kind
from parsers.grammar.newspapers.paperlines import is_page_name
from parsers.pages.blocks import is_under
from parsers.pages.lines import TypeLine, by_baseline
from parsers.pages.model import Sheet

# share of the page's height at its top and foot where such lines stand
_EDGE = 0.13
_ROWS = 2
# share of a newspaper page's height where its header stands, and its foot; and of its width that the rule under a header runs
_HEADER, _FOOT, _RULED = 0.16, 0.08, 0.6
_HEADER_ROWS, _FOOT_ROWS = 4, 2
# 2025年3月19日 星期三 | 第3版 综合新闻 | A04 要闻 | 责任编辑：刘燕 | 国内统一连续出版物号 CN 41-0029 | 今日4版
_PAGE_HEADER = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日.{0,4}(?:星期|农历|$)|星期[一二三四五六日天]|^第?\s*[A-D0-9〇零一二三四五六七八九十]{1,3}\s*版|第\s*[A-D]?\d{1,2}\s*版$"
    r"|^[A-D]?\d{1,2}(?:$|[\s·|／/])|(?:责任?编辑?|责编|值班|校对|审核|美编|版式|组版|电话|邮箱|热线|投稿|Email|E-mail)\s*[:：|/]"
    r"|国内统一|邮发代号|总第\s*\d+\s*期|今日\s*\d+\s*版|^\W*\d{1,3}\W*$"
)
_LONGEST, _LONGEST_NAME = 60, 20
# type larger than this many times the body is no header's but for names and numbers of page and paper; larger than the second no page's
_LARGEST, _LARGEST_NAME = 2.0, 4.0
# 濮阳日报 in the largest type: the paper's own name
_PAPER = re.compile(r"[^\W\da-zA-Z_]{2,7}报")
# A04 | 02: the number of a page
_NUMBER = re.compile(r"第?\s*[A-D]?\d{1,2}\s*版?")
# who makes a page, not its texts
_MAKERS = frozenset({"editor", "reviewer", "approver"})
_DIGITS = re.compile(r"[\d０-９〇一二三四五六七八九十]+")


def running_lines(sheets: Sequence[Sheet], pages: Sequence[Sequence[TypeLine]]) -> set[TypeLine]:
    """Return the page numbers of pages, and the lines at their edges that come back on another page at the same height."""
    found: set[TypeLine] = set()
    for _ in range(_ROWS):
        outer = [line for sheet, lines in zip(sheets, pages, strict=True) for line in _outermost(sheet, lines, found)]
        seen = Counter(key for key, _ in {(_key(line), line.page) for line in outer})
        comes_back = {key for key, n in seen.items() if n > 1 and 3 * n > len(pages)}
        found |= {line for line in outer if PAGE_NUMBER.fullmatch(line.text.strip()) or _key(line) in comes_back}
    return found


def header_lines(sheet: Sheet, lines: Sequence[TypeLine], size: float) -> set[TypeLine]:
    """Return the lines of a newspaper page's header and foot: rows at its edges that say date, page or makers, or that a rule sets off.

    The names of paper and page in large type are among them, with what stands beside or over them. `size` is the body's, in points.
    """
    found: set[TypeLine] = set()
    rows = list(by_baseline(line for line in lines if not line.vertical))
    heads = [_is_header(row, sheet, size) and not _is_text(row, lines) for row in rows[:_HEADER_ROWS]]
    last = max((i for i, is_head in enumerate(heads) if is_head and all(_may_be_over(row, size) for row in rows[:i])), default=-1)
    for row in rows[: last + 1]:
        found |= {line for line in row if line.size <= _LARGEST * size or _is_name(line)}
    for row in reversed(rows[-_FOOT_ROWS:]):
        if not _is_foot(row, sheet) or (_is_text(row, lines) and not _is_makers(row, least=2)):
            break
        found |= set(row)
    return found


def _may_be_over(row: Sequence[TypeLine], size: float) -> bool:
    """Tell whether a row may stand over a page's header: short, and not in a headline's type."""
    return all(len(line.text) <= _LONGEST_NAME and (line.size <= _LARGEST * size or _is_name(line)) for line in row)


def _is_foot(row: Sequence[TypeLine], sheet: Sheet) -> bool:
    is_low = row[0].top > (1 - _FOOT) * sheet.height
    return is_low and len(row[0].text) <= _LONGEST and (any(_PAGE_HEADER.search(line.text) for line in row) or _is_makers(row))


def _is_makers(row: Sequence[TypeLine], least: int = 1) -> bool:
    """Tell whether a row says who made the page, so many at least: 本版编辑 刘燕 美编 周敏."""
    made = [m for line in row if (found := byline(line.text.removeprefix("本版"))) for m in found.made]
    return len(made) >= least and all(role_kind(m.role) in _MAKERS for m in made)


def _is_text(row: Sequence[TypeLine], lines: Sequence[TypeLine]) -> bool:
    """Tell whether a line of a row is one of several under each other, as running text is set."""
    return any(
        is_under(a, b) or is_under(b, a) for a in row for b in lines if a.font == b.font and abs(a.baseline - b.baseline) < 3 * a.size
    )


def _is_header(row: Sequence[TypeLine], sheet: Sheet, size: float) -> bool:
    if row[0].bottom > _HEADER * sheet.height or any(len(line.text) > _LONGEST for line in row):
        return False
    if any(line.size > _LARGEST * size and not _is_name(line) for line in row):
        return any(_is_paper_name(line) and line.size > _LARGEST * size for line in row)
    if any(_PAGE_HEADER.search(line.text) or _is_name(line) for line in row) or _is_makers(row):
        return max(line.size for line in row) <= _LARGEST_NAME * size or any(_is_paper_name(line) for line in row)
    return _is_set_off(row, sheet)


def _is_name(line: TypeLine) -> bool:
    """Tell whether a line is the name or the number of a page or paper and nothing else."""
    text = "".join(line.text.split())
    return _is_paper_name(line) or is_page_name(text) or bool(_NUMBER.fullmatch(text))


def _is_paper_name(line: TypeLine) -> bool:
    return bool(_PAPER.fullmatch("".join(line.text.split())))


def _is_set_off(row: Sequence[TypeLine], sheet: Sheet) -> bool:
    """Tell whether a rule across the page runs right under a row."""
    foot, em = max(line.bottom for line in row), row[0].size
    return any(r.width > _RULED * sheet.width and -1 <= r.top - foot < 2 * em for r in sheet.rules)


def _outermost(sheet: Sheet, lines: Sequence[TypeLine], taken: set[TypeLine]) -> list[TypeLine]:
    left = [line for line in lines if line not in taken]
    if not left:
        return []
    top, foot = min(left, key=lambda x: x.baseline), max(left, key=lambda x: x.baseline)
    above = [x for x in left if abs(x.baseline - top.baseline) < 2 and x.bottom < _EDGE * sheet.height]
    return above + [x for x in left if abs(x.baseline - foot.baseline) < 2 and x.top > (1 - _EDGE) * sheet.height]


def _key(line: TypeLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text.replace(" ", "")), round(line.baseline / 6)
