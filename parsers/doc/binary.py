"""One file of the binary Word format: its streams, the tables that its head points to, and its text put together from pieces."""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

import olefile

from parsers.errors import BrokenFile, PasswordNeeded, UnsupportedMedia
from parsers.ole import opened
from parsers.source import Source

# MS-DOC 2.5: the head (FIB) begins with this; Word 97 is the first whose text is Unicode
_WORD, _WORD_97 = 0xA5EC, 0xC1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS, _PLACES = 0x4C, 0x9A
# pairs of offset and length in the table stream, by their number (MS-DOC 2.5.6)
STYLES, FOOTERS, CHARACTERS, PARAGRAPHS, PIECES, ANCHORS, BOXES, LISTS, LISTS_USED = 1, 11, 12, 13, 33, 40, 56, 73, 74
_PROPERTIES, _PIECE_TABLE = 1, 2
_NARROW = 0x40000000
_PIECE = struct.Struct("<2xLH")


@dataclass(frozen=True)
class Piece:
    """A stretch of text: its first character and the one behind its last, where it stands in the file, bytes a character."""

    start: int
    end: int
    offset: int
    width: int


class File:
    """The streams of a Word file; offsets in it are called fc, numbers of characters cp, as in the specification."""

    def __init__(self, source: Source) -> None:
        """Open a file; raises PasswordNeeded, UnsupportedMedia for what is older than Word 97, BrokenFile."""
        with opened(source, "a Word document", "save it as DOCX or PDF") as streams:
            self.word = _stream(streams, "WordDocument")
            self._check(source.name)
            self.table = _stream(streams, f"{int(bool(self._flags & _TABLE_1))}Table")
            # how many characters each part of the text has, in the order in which they follow each other
            self.counts: tuple[int, ...] = struct.unpack_from("<8l", self.word, _COUNTS)

    @property
    def _flags(self) -> int:
        flags: int = struct.unpack_from("<H", self.word, 10)[0]
        return flags

    def _check(self, name: str) -> None:
        mark, version = struct.unpack_from("<2H", self.word)
        if mark != _WORD or version < _WORD_97:
            raise UnsupportedMedia(f"{name} was made by a Word older than 97, which is not read: save it as DOCX or PDF and drop it again")
        if self._flags & _ENCRYPTED:
            raise PasswordNeeded(f"{name} is locked by a password: save it without the password and drop it again")

    def part(self, number: int) -> bytes:
        """Return one of the tables that the head points to; nothing where there is none."""
        start, length = struct.unpack_from("<2L", self.word, _PLACES + 8 * number)
        return self.table[start : start + length]

    @cached_property
    def pieces(self) -> list[Piece]:
        """Return the pieces of the text in order; raises BrokenFile where the list of them is broken."""
        data, at = self.part(PIECES), 0
        while at < len(data) and data[at] == _PROPERTIES:
            at += 3 + struct.unpack_from("<H", data, at + 1)[0]
        if at + 5 > len(data) or data[at] != _PIECE_TABLE:
            raise BrokenFile("the list of the document's text is not there: save it as DOCX or PDF")
        count = (struct.unpack_from("<L", data, at + 1)[0] - 4) // 12
        limits = struct.unpack_from(f"<{count + 1}L", data, at + 5)
        if list(limits) != sorted(limits) or limits[-1] > len(self.word):
            raise BrokenFile("the list of the document's text does not fit the file: save it as DOCX or PDF")
        places = [_PIECE.unpack_from(data, at + 9 + 4 * count + 8 * i)[0] for i in range(count)]
        return [_piece(*row) for row in zip(limits, limits[1:], places, strict=False) if row[0] < row[1]]

    @cached_property
    def text(self) -> str:
        """Return all of the text, each part behind the other, one code unit to a character."""
        found = []
        for piece in self.pieces:
            data = self.word[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
            words = _units(data) if piece.width == 2 else data.decode("cp1252", "replace")
            found.append(words.ljust(piece.end - piece.start, "\x00"))
        return "".join(found)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def piece_of(self, cp: int) -> Piece:
        """Return the piece that a character stands in."""
        return self.pieces[max(0, bisect_right(self._starts, cp) - 1)]

    def offset_of(self, cp: int) -> int:
        """Return where a character stands in the file."""
        piece = self.piece_of(cp)
        return piece.offset + (cp - piece.start) * piece.width


def _piece(start: int, end: int, place: int) -> Piece:
    return Piece(start, end, (place & ~_NARROW) // 2, 1) if place & _NARROW else Piece(start, end, place, 2)


def _units(data: bytes) -> str:
    """Return UTF-16 as one character per code unit: pairs are joined when a paragraph is told."""
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))


def _stream(streams: olefile.OleFileIO, name: str) -> bytes:
    data: bytes = streams.openstream(name).read()
    return data
