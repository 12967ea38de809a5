"""A small writer of binary Word files (MS-DOC): text in pieces, paragraph and character properties, styles, headers, notes, lists."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.compound import compound

PAGE = 512
_STYLES, _FOOTERS, _CHARACTERS, _PARAGRAPHS, _PIECES, _ANCHORS, _BOXES, _LISTS, _USED = 1, 11, 12, 13, 33, 40, 56, 73, 74
_FIB = 0x700


@dataclass(frozen=True)
class Par:
    """A paragraph with the mark that ends it, its style's number, its own properties, and stretches with properties of characters."""

    text: str
    style: int = 0
    said: bytes = b""
    end: str = "\r"
    stretches: tuple[tuple[int, int, bytes], ...] = ()


@dataclass(frozen=True)
class Parts:
    """The parts of a file's text; headers as stories (those of the first section begin at the seventh).

    `anchors` are the paragraphs of the body, by number, that the text boxes hang on, each a paragraph.
    """

    body: Sequence[Par]
    notes: Sequence[Par] = ()
    headers: Sequence[Sequence[Par]] = ()
    boxes: Sequence[Par] = ()
    anchors: Sequence[int] = ()
    header_boxes: Sequence[Par] = ()
    lists: bytes = b""
    levels: bytes = b""
    used: bytes = b""
    styles: Sequence[bytes] = field(default_factory=lambda: [style(0), *(style(n) for n in range(1, 10)), style(62), style(34)])
    narrow: bool = False
    flags: int = 0x0200


def style(identity: int, *, base: int = 0xFFF, said: bytes = b"", name: str = "样式") -> bytes:
    """Return a style's entry: its identity among the built-in ones, what it is based on, its paragraph properties."""
    head = struct.pack("<5H", identity, 1 | base << 4, 1, 0, 0) + bytes(8)
    body = head + struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\x00\x00"
    body += bytes(len(body) % 2) + struct.pack("<2H", 2 + len(said), 0) + said
    return struct.pack("<H", len(body)) + body


def sprm(code: int, value: int) -> bytes:
    """Return one property; its code says how long the operand is."""
    return struct.pack("<H", code) + value.to_bytes((1, 1, 2, 4, 2, 2)[code >> 13], "little")


def doc(parts: Parts) -> bytes:
    """Return the file."""
    stories = [
        list(parts.body),
        list(parts.notes),
        [p for story in parts.headers for p in story],
        list(parts.boxes),
        list(parts.header_boxes),
    ]
    paragraphs = [p for story in stories for p in story]
    counts = [sum(len(_units(p.text + p.end)) // 2 for p in story) for story in stories]
    text = b"".join(_units(p.text + p.end) for p in paragraphs)
    word = bytearray(_FIB)
    struct.pack_into("<5H", word, 0, 0xA5EC, 0xC1, 0, 0x0804, 0)
    struct.pack_into("<H", word, 10, parts.flags)
    struct.pack_into("<H", word, 32, 14)
    struct.pack_into("<H", word, 62, 22)
    struct.pack_into("<8l", word, 0x4C, counts[0], counts[1], counts[2], 0, 0, 0, counts[3], counts[4])
    struct.pack_into("<H", word, 0x98, 93)
    places, pieces = _text(word, text, parts.narrow)
    struct.pack_into("<2l", word, 0x18, _FIB, len(word))
    table = bytearray(16)
    _add(word, table, _PIECES, b"\x02" + struct.pack("<L", len(pieces)) + pieces)
    _add(word, table, _STYLES, struct.pack("<10H", 18, len(parts.styles), 18, 1, 91, 15, 0, 0, 0, 0) + b"".join(parts.styles))
    ends = _ends(paragraphs, places)
    _pages(word, table, _PARAGRAPHS, [(a, b, struct.pack("<H", p.style) + p.said) for p, (a, b) in zip(paragraphs, ends, strict=True)])
    _pages(word, table, _CHARACTERS, _runs(paragraphs, places))
    if parts.headers:
        limits = [0]
        for story in parts.headers:
            limits.append(limits[-1] + sum(len(_units(p.text + p.end)) // 2 for p in story))
        _add(word, table, _FOOTERS, struct.pack(f"<{len(limits) + 1}L", *limits, limits[-1] + 1))
    if parts.anchors:
        _anchor(word, table, parts)
    if parts.lists:
        _add(word, table, _LISTS, parts.lists)
        table += parts.levels
        _add(word, table, _USED, parts.used)
    return compound({"WordDocument": bytes(word), "1Table" if parts.flags & 0x0200 else "0Table": bytes(table)})


def _anchor(word: bytearray, table: bytearray, parts: Parts) -> None:
    """Say which shape each text box is of, and where in the text the shapes hang; they are numbered from 1025, as Word does."""
    starts = _starts(parts.body)
    shapes = range(1025, 1025 + len(parts.anchors))
    hung = sorted(zip((starts[i] for i in parts.anchors), shapes, strict=True))
    spa = b"".join(struct.pack("<L22x", shape) for _, shape in hung)
    _add(word, table, _ANCHORS, struct.pack(f"<{len(hung) + 1}L", *(cp for cp, _ in hung), starts[-1]) + spa)
    limits = _starts(parts.boxes)
    boxes = b"".join(struct.pack("<14xL4x", shape) for shape in [*shapes, *[0] * (len(parts.boxes) - len(shapes) + 1)])
    _add(word, table, _BOXES, struct.pack(f"<{len(limits) + 1}L", *limits, limits[-1] + 1) + boxes)


def _starts(paragraphs: Sequence[Par]) -> list[int]:
    starts = [0]
    for p in paragraphs:
        starts.append(starts[-1] + len(_units(p.text + p.end)) // 2)
    return starts


def _units(text: str) -> bytes:
    return text.encode("utf-16-le")


def _text(word: bytearray, text: bytes, narrow: bool) -> tuple[list[tuple[int, int]], bytes]:
    """Append the text, ASCII stretches in narrow pieces if asked for; return where each character begins and ends, and the table of pieces."""
    units = struct.unpack(f"<{len(text) // 2}H", text)
    limits, entries, at = [0], [], 0
    places: list[tuple[int, int]] = []
    while at < len(units):
        small = narrow and 32 <= units[at] < 127
        behind = at
        while behind < len(units) and (narrow and 32 <= units[behind] < 127) == small:
            behind += 1
        if not small and len(word) % 2:
            word += b"\x00"
        offset, width = len(word), 1 if small else 2
        places += [(offset + width * i, offset + width * (i + 1)) for i in range(behind - at)]
        word += bytes(units[at:behind]) if small else text[2 * at : 2 * behind]
        limits.append(behind)
        entries.append(struct.pack("<HLH", 0, offset * 2 | 0x40000000 if small else offset, 0))
        at = behind
    return places, struct.pack(f"<{len(limits)}L", *limits) + b"".join(entries)


def _ends(paragraphs: Sequence[Par], places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found, at = [], 0
    for paragraph in paragraphs:
        length = len(_units(paragraph.text + paragraph.end)) // 2
        found.append((places[at][0], places[at + length - 1][1]))
        at += length
    return found


def _runs(paragraphs: Sequence[Par], places: list[tuple[int, int]]) -> list[tuple[int, int, bytes]]:
    found, at = [], 0
    for paragraph in paragraphs:
        found += [(places[at + a][0], places[at + b - 1][1], said) for a, b, said in paragraph.stretches]
        at += len(_units(paragraph.text + paragraph.end)) // 2
    return sorted(found)


def _pages(word: bytearray, table: bytearray, number: int, runs: list[tuple[int, int, bytes]]) -> None:
    """Append pages of properties, a run to a page: simple, and what any reader must understand."""
    wide = number == _PARAGRAPHS
    firsts, numbers = [], []
    for first, behind, said in runs:
        word += bytes(-len(word) % PAGE)
        numbers.append(len(word) // PAGE)
        firsts.append(first)
        body = bytearray(PAGE)
        struct.pack_into("<2L", body, 0, first, behind)
        even = said + bytes((len(said) + 1) % 2 if wide else 0)
        at = (PAGE - 2 - len(even) - 2) & ~1
        body[8] = at // 2
        body[at] = (len(even) + 1) // 2 if wide else len(said)
        body[at + 1 : at + 1 + len(even)] = even
        body[PAGE - 1] = 1
        word += body
    if runs:
        last = runs[-1][1]
        _add(word, table, number, struct.pack(f"<{len(firsts) + 1}L", *firsts, last) + struct.pack(f"<{len(numbers)}L", *numbers))


def _add(word: bytearray, table: bytearray, number: int, data: bytes) -> None:
    struct.pack_into("<2L", word, 0x9A + 8 * number, len(table), len(data))
    table += data


def list_of(identity: int, *levels: tuple[int, str]) -> tuple[bytes, bytes, bytes]:
    """Return a list with these levels (format, text with {0} for numbers): its definition, its levels, its use as the first one."""
    entry = struct.pack("<lL9HBB", identity, 0, *[0xFFF] * 9, 0, 0)
    told = b""
    for style_of, text in [*levels, *[(0, "{0}")] * (9 - len(levels))]:
        words = text
        for n in range(9):
            words = words.replace(f"{{{n}}}", chr(n))
        places = bytes(i + 1 for i, c in enumerate(words) if ord(c) < 9)
        told += struct.pack("<lBB9sBllBBBB", 1, style_of, 0, places, 0, 0, 0, 0, 0, 0, 0)
        told += struct.pack("<H", len(words)) + words.encode("utf-16-le")
    used = struct.pack("<L", 1) + struct.pack("<lLLBBBB", identity, 0, 0, 0, 0, 0, 0) + struct.pack("<L", 0xFFFFFFFF)
    return struct.pack("<H", 1) + entry, told, used
