"""What is said of characters and paragraphs: lists of single properties (sprm, MS-DOC 2.6), kept in pages of 512 bytes."""

import struct
from bisect import bisect_right
from collections.abc import Iterator

from parsers.doc.binary import File

# single properties that matter here, by their codes
DELETED, HIDDEN, SYMBOL = 0x0800, 0x083C, 0x6A09
IN_TABLE, ROW_END, OUTLINE, LIST, LIST_LEVEL = 0x2416, 0x2417, 0x2640, 0x460B, 0x260A
ALIGNED = (0x2403, 0x2461)
# how many bytes an operand has, by the top three bits of the code; None: its first byte says it
_OPERAND = (1, 1, 2, 4, 2, 2, None, 3)
_LONG = 0xD608  # a table's definition: two bytes say its length
_PAGE = 512
Properties = dict[int, bytes]


def properties(data: bytes) -> Properties:
    """Return the properties in a list by their codes; a later one takes the place of an earlier one."""
    return dict(_singles(data))


def _singles(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 3 <= len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        length = _OPERAND[code >> 13]
        if length is None:
            wide = code == _LONG and at + 2 <= len(data)
            length = struct.unpack_from("<H", data, at)[0] - 1 if wide else data[at]
            at += 2 if wide else 1
        yield code, data[at : at + length]
        at += max(0, length)


def number(found: Properties, code: int) -> int | None:
    """Return a property as a number; None where it is not said."""
    data = found.get(code)
    return int.from_bytes(data, "little", signed=len(data) == 2) if data else None


class Runs:
    """Stretches of the file with the properties of what stands there."""

    def __init__(self, file: File, table: int, *, of_paragraphs: bool) -> None:
        """Read the pages that a table of the head points to."""
        data = file.part(table)
        count = max(0, min((len(data) - 4) // 8, len(file.word) // _PAGE))
        self._starts: list[int] = []
        self._runs: list[tuple[int, int, bytes]] = []
        for page in struct.unpack_from(f"<{count}L", data, 4 * ((len(data) - 4) // 8 + 1)) if count else ():
            at = (page & 0x3FFFFF) * _PAGE
            self._read(file.word[at : at + _PAGE], of_paragraphs)
        self._runs.sort()
        self._starts = [run[0] for run in self._runs]

    def _read(self, page: bytes, of_paragraphs: bool) -> None:
        count = page[-1] if len(page) == _PAGE else 0
        step = 13 if of_paragraphs else 1
        if 4 * (count + 1) + count * step >= _PAGE:
            return
        limits = struct.unpack_from(f"<{count + 1}L", page)
        for i in range(count):
            at = page[4 * (count + 1) + i * step] * 2
            said = _listed(page, at, of_paragraphs) if at else b""
            self._runs.append((limits[i], limits[i + 1], said))

    def at(self, offset: int) -> tuple[int, bytes]:
        """Return where the stretch ends that holds an offset, and the list of properties that is said of it."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self._runs[i][1]:
            return self._runs[i][1:]
        return (self._starts[i + 1] if i + 1 < len(self._starts) else offset + (1 << 30)), b""


def _listed(page: bytes, at: int, of_paragraphs: bool) -> bytes:
    length = page[at]
    if not of_paragraphs:
        return page[at + 1 : at + 1 + length]
    if length:
        return page[at + 1 : at + 2 * length]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
