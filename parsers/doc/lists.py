"""The lists of a binary Word file, counted as those of a DOCX are (MS-DOC 2.9.147, 2.9.150, 2.9.131)."""

import struct

from parsers.doc.binary import LISTS, LISTS_USED, File
from parsers.word.numbering import Level, Numbering

# formats of numbers (MSONFC) → as DOCX calls them; what is not here gives no mark
_FORMATS = {
    **dict(enumerate(("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"))),
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    33: "taiwaneseCounting",
    255: "none",
    35: "taiwaneseCountingThousand",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
}
_SIMPLE, _DEFINED, _USED, _LEVEL = 0x01, 28, 16, 28
_MOST = 2000
_STARTS, _FORMATTED = 0x10, 0x20


def read_lists(file: File) -> Numbering:
    """Return the lists that a file defines and uses; their ids are the numbers that paragraphs have."""
    data = file.part(LISTS)
    numbering = Numbering()
    count = min(int.from_bytes(data[:2], "little", signed=False), _MOST) if len(data) > 2 else 0
    start = struct.unpack_from("<2L", file.word, 0x9A + 8 * LISTS)
    # the levels stand behind the table, outside of its length
    at, rest = start[0] + len(data), file.table
    for i in range(count):
        entry = data[2 + i * _DEFINED : 2 + (i + 1) * _DEFINED]
        if len(entry) < _DEFINED:
            break
        levels: dict[int, Level] = {}
        for level in range(1 if entry[26] & _SIMPLE else 9):
            levels[level], at = _level(rest, at)
        numbering.levels[_identity(entry)] = levels
    _add_used(file.part(LISTS_USED), numbering)
    return numbering


def _identity(entry: bytes) -> str:
    return str(struct.unpack_from("<l", entry)[0])


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return a level, and where the next begins."""
    if at + _LEVEL + 2 > len(data):
        return Level("none", "", 1, None), at
    first, style = struct.unpack_from("<lB", data, at)
    at += _LEVEL + data[at + 24] + data[at + 25]
    length = int.from_bytes(data[at : at + 2], "little")
    raw = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in raw)
    return Level(_FORMATS.get(style, f"format {style}"), text, max(0, first), None), at + 2 + 2 * length


def _add_used(data: bytes, numbering: Numbering) -> None:
    """Add which list each number of a paragraph means, and where it is told to begin anew."""
    count = min(int.from_bytes(data[:4], "little"), _MOST)
    at = 4 + count * _USED
    for i in range(count):
        entry = data[4 + i * _USED : 4 + (i + 1) * _USED]
        if len(entry) < _USED:
            return
        numbering.abstract[str(i + 1)] = _identity(entry)
        at += 4
        for _ in range(entry[12]):
            if at + 8 > len(data):
                return
            first, flags = struct.unpack_from("<lL", data, at)
            at += 8
            if flags & _STARTS:
                numbering.restarts[str(i + 1), flags & 0xF] = first
            if flags & _FORMATTED:
                numbering.levels[_identity(entry)][flags & 0xF], at = _level(data, at)
