"""The items of a bulletin's issue: where each begins, with its title, and what signs it alone."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.grammar.bulletins.itemtitles import FRAMED_LINE, NUMBERED, Title, titles_of
from parsers.grammar.layout.headline import EDITORS_NOTE, INSTRUCTION, is_column
from parsers.grammar.layout.pieces import ASIDE, Piece
from parsers.grammar.makers.senders import heading_unit, trailing_unit
from parsers.grammar.marks import SIGNS, heading_mark, ornament_end

# 附件：… | （附件：…） | 附表1
ATTACHMENT = re.compile(r"[（(]?附\s*(?:件|表|图)?\s*[\d一二三四五六七八九十]{0,2}\s*[：:]|附[件表]\d?$")
# 附件1 任务清单, on a line of its own
_ATTACHED = re.compile(r"附[件表图]\s*[\d一二三四五六七八九十]{1,2}\s*[、.．]?\s*(?=[^\W\d]|《)")
# （2024年6月10日） | （截至2024年6月10日）: a day under a title
_DAY = re.compile(r"[（(][^（）()]{0,4}20\d\d\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?[^（）()]{0,30}[）)]")
# 金所军 9月21日: who gave it, and when
SIGNATURE = re.compile(r"[\u4e00-\u9fff·\s]{2,12}[（(]?(?:20\d\d年)?\d{1,2}月\d{1,2}日[）)]?")
_LONGEST_COLUMN = 6
# how much longer a title can be set than its entry: its characters apart, dots and a page behind it
_SPREAD, _LONGEST_PAGE = 3, 24
_LONGEST_COUNTED_COLUMN = 12
# the rank of 一、 among heading marks
_FIRST = 1


@dataclass
class Item:
    """One item of an issue: its pieces in order, the names that sign it alone, and what stands beside it (captions).

    `opening` is where the wording of its title begins behind a number that all items have, None where they are not numbered;
    `column` the heading (【工作动态】) under which it stands with others.
    """

    pieces: list[Piece] = field(default_factory=list)
    signed: list[Piece] = field(default_factory=list)
    asides: list[Piece] = field(default_factory=list)
    opening: int | None = None
    column: Piece | None = None


def items_of(pieces: Sequence[Piece], contents: Sequence[str]) -> list[Item]:
    """Return the items: as their own titles part them where these are of one build, else where one is closed and a title follows."""
    if counted := _counted_columns(pieces):
        return [
            item
            for a, b in itertools.pairwise([*counted, len(pieces)])
            for item in _under(pieces[a], items_of(pieces[a + 1 : b], contents))
        ]
    columns = [p for p, after in itertools.pairwise(pieces) if _is_column(p, after, contents)] or _adorned_columns(pieces)
    pieces = [p for p in pieces if p not in columns]
    titles = titles_of(pieces, gathered=len(columns) > 1)
    items = _parted(pieces, titles) if titles else list(_closed(pieces, contents, columns))
    for item in items:
        item.column = next((c for c in reversed(columns) if item.pieces and c.start < item.pieces[0].start), None)
    return items if titles else _numbered(items)


def _counted_columns(pieces: Sequence[Piece]) -> list[int]:
    """Return the indexes of counted columns (一、经济发展 over 1.… sent in by one, 2.… by another), which stand under no title; none else."""
    first = next((i for i, p in enumerate(pieces) if not p.role), -1)
    found = [i for i, p in enumerate(pieces) if p.display and not p.role and (m := heading_mark(p.text)) and m.rank == _FIRST]
    if len(found) < 2 or found[0] != first:
        return []
    parts = [pieces[a + 1 : b] for a, b in itertools.pairwise([*found, len(pieces)])]
    sent = all(
        part and (m := heading_mark(part[0].text)) and m.rank == NUMBERED and m.ordinal == 1 and trailing_unit(part[-1].text)
        for part in parts
    )
    short = all(len(pieces[i].text) <= _LONGEST_COUNTED_COLUMN for i in found)
    return found if sent and short else []


def _under(column: Piece, items: list[Item]) -> list[Item]:
    """Return the items of a counted column; the only one of a column has a number too."""
    for item in items:
        item.column = column
        mark = heading_mark(item.pieces[0].text) if len(items) == 1 and item.pieces else None
        item.opening = mark.end if mark else item.opening
    return items


def _is_column(piece: Piece, after: Piece, contents: Sequence[str]) -> bool:
    """Tell whether a heading gathers items: 【工作动态】 over a title, or a short entry of the contents right over another."""
    if not (piece.display and after.display) or piece.role or after.role or INSTRUCTION.match(piece.text):
        return False
    return is_column(piece.text) or (len(piece.text) <= _LONGEST_COLUMN and all(_is_named(p, contents) for p in (piece, after)))


def _adorned_columns(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the columns behind one ornament where nothing stands over the first and each is over counted titles: ◆部门 over 3、县水务局完成清淤."""
    first = next((p for p in pieces if not p.role), None)
    if not first or not ornament_end(first.text):
        return []
    alike = [(p, after) for p, after in itertools.pairwise(pieces) if p.display and not p.role and p.text[:1] == first.text[:1]]
    counted = all((m := heading_mark(after.text)) and m.rank == NUMBERED and after.display for _, after in alike)
    return [p for p, _ in alike] if counted and all(len(p.text) <= _LONGEST_COLUMN + 1 for p, _ in alike) else []


def _is_named(piece: Piece, contents: Sequence[str]) -> bool:
    return any(same_title(entry, piece.text) for entry in contents)


def _parted(pieces: Sequence[Piece], titles: dict[int, Title]) -> list[Item]:
    return [_titled(pieces[a:b], titles[a]) for a, b in itertools.pairwise([*sorted(titles), len(pieces)])]


def _numbered(items: list[Item]) -> list[Item]:
    """Return the items, each with its opening set where their titles count from 1 on with marks of one rank."""
    marks = [heading_mark(item.pieces[0].text) if item.pieces else None for item in items]
    counts = [m.ordinal if m else 0 for m in marks] == list(range(1, len(marks) + 1))
    if len(marks) > 1 and counts and len({m.rank for m in marks if m}) == 1:
        for item, mark in zip(items, marks, strict=True):
            item.opening = mark.end if mark else None
    return items


def _titled(pieces: Sequence[Piece], title: Title) -> Item:
    first, rest = pieces[0], pieces[1:]
    head = [replace(first.cut(0, title.end), display=True)]
    if title.end < len(first.text):
        gap = len(first.text[title.end :]) - len(first.text[title.end :].lstrip())
        head.append(replace(first.cut(title.end + gap, len(first.text)), display=False))
    item = Item(head, opening=title.opening)
    for piece in rest:
        _add(item, piece)
    return item


def _add(item: Item, piece: Piece) -> None:
    if piece.role:
        (item.asides if piece.role in ASIDE else item.signed).append(piece)
    else:
        item.pieces.append(piece)


def _closed(pieces: Sequence[Piece], contents: Sequence[str], columns: Sequence[Piece]) -> Iterator[Item]:
    """Yield the items; names between two items sign the one above them, and none begins behind the last sentence."""
    item = Item()
    count = 1
    text = max((i for i, p in enumerate(pieces) if p.ended and not p.role), default=-1)
    for i, piece in enumerate(pieces):
        if not piece.role and i < text and item.pieces and (_opens_item(piece, item, contents, count) or _is_between(columns, item, piece)):
            yield item
            item, count = Item(), count + 1
        _add(item, piece)
    yield item


def _is_between(columns: Sequence[Piece], item: Item, piece: Piece) -> bool:
    """Tell whether a column begins between the last piece of an item and this one."""
    return any(item.pieces[-1].start < column.start < piece.start for column in columns)


def _opens_item(piece: Piece, item: Item, contents: Sequence[str], count: int) -> bool:
    """Tell whether a piece is the next item's title: named in the contents, or set like a title after an item was closed."""
    if contents:
        return _is_named(piece, contents)
    mark = heading_mark(piece.text)
    if not piece.display or all(p.display for p in item.pieces) or ATTACHMENT.match(piece.text):
        return False
    in_titles = heading_unit(piece.text) and heading_unit(item.pieces[0].text)
    closed = bool(in_titles or trailing_unit(item.pieces[-1].text)) or piece.lines[0].ruled or _is_signed(item)
    return closed and (not mark or (mark.rank == NUMBERED and mark.ordinal == count + 1))


def beside_text(item: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield an item's pieces with what they are beside its text: a leader's instruction (领导批示) before its title, or its attachments (附件).

    These stand behind the text, only over who sent it in, or as a table within it: then headings count on from before (二、 … 附：… 三、).
    """
    kind, counted = "", 0
    for i, piece in enumerate(item):
        mark = heading_mark(piece.text) if piece.display else None
        counts_on = mark is not None and mark.rank == _FIRST and mark.ordinal == counted + 1
        if i == 0 and INSTRUCTION.match(piece.text):
            kind = "instruction"
        elif kind == "instruction" and i > 0 and piece.display and not SIGNATURE.fullmatch(piece.text):
            kind = ""
        elif i > 0 and (ATTACHMENT.match(piece.text) or (piece.display and _ATTACHED.match(piece.text))):
            kind = "attachment"
        elif kind == "attachment" and ((counts_on and counted) or (i == len(item) - 1 and _is_sender(piece))):
            kind = ""
        counted += counts_on and not kind
        yield piece, kind


def _is_sender(piece: Piece) -> bool:
    """Tell whether a piece is nothing but the bracket that signs an item."""
    signed = trailing_unit(piece.text)
    return signed is not None and not signed.start("all")


def title_pieces(item: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Return the display pieces that head an item, and the rest of it, with an editor's note (编者按) that stands over them."""
    start = end = _note_end(item)
    while end < len(item) and item[end].display and not (end > start and _is_heading(item[end])):
        end += 1
    return list(item[start:end]), [*item[:start], *item[end:]]


def _is_heading(piece: Piece) -> bool:
    return bool(heading_mark(piece.text) or FRAMED_LINE.fullmatch(piece.text))


def bare_titles(titles: Sequence[Piece], opening: int | None) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return the titles without number, ornament, closing stop and sender; then these signs; then the brackets with the sender."""
    bare: list[Piece] = []
    signs: list[Piece] = []
    signed: list[Piece] = []
    for piece in titles:
        text = piece.text
        found = heading_unit(text) or (under if (under := trailing_unit(text)) and not under.start() else None)
        start = (opening or ornament_end(text)) if not bare else len(text) if _DAY.fullmatch(text) else 0
        end = found.start("all") if found else len(text) - text.endswith(("。", "："))
        signed += [piece.cut(*found.span("all"))] if found else []
        signs += [piece.cut(*cut) for cut in ((0, start), (max(start, end), found.start("all") if found else len(text))) if cut[0] < cut[1]]
        bare += [piece.cut(start, end)] if start < end else []
    return bare, signs, signed


def _note_end(item: Sequence[Piece]) -> int:
    """Return where the title begins behind an editor's note; 0 where there is no note, or no title behind it."""
    if not item or not EDITORS_NOTE.match(item[0].text):
        return 0
    return next((i for i in range(1, len(item)) if item[i].display and not heading_mark(item[i].text)), 0)


def _is_signed(item: Item) -> bool:
    """Tell whether names stand behind the last piece of an item; those under its title do not close it."""
    return any(p.role != "furniture" and p.start > item.pieces[-1].start for p in item.signed)


def same_title(entry: str, title: str) -> bool:
    """Tell whether a line is the title that an entry of the contents names; numbers, dots and pages do not count."""
    framed = FRAMED_LINE.match(title)
    if not framed and len(title) > _SPREAD * len(entry) + _LONGEST_PAGE:  # a paragraph is none
        return False
    a, b = _bare(entry), _bare(framed[0].strip("【】〖〗") if framed else title)
    return len(b) >= 2 and (a == b or (len(b) >= 8 and a.startswith(b)))


def _bare(text: str) -> str:
    mark = heading_mark(text)
    words = re.sub(r"[.…·⋯\s]*[（(]?\d*[)）]?$", "", text[mark.end if mark else 0 :])
    return re.sub(rf"[\s{SIGNS}\-*]", "", words)
