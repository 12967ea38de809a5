"""The styles of a binary Word file, by their numbers: headings, titles, captions, lists (MS-DOC 2.9.271)."""

import struct
from dataclasses import dataclass

from parsers.doc.binary import STYLES, File
from parsers.doc.properties import ALIGNED, LIST, LIST_LEVEL, OUTLINE, Properties, number, properties
from parsers.word.styles import PLAIN, Style, derived

# built-in styles have the same identity in every language version
_HEADINGS, _SORTS = range(1, 10), {34: "caption", 62: "title"}
_PARAGRAPH_STYLE, _NO_BASE = 1, 0xFFF
_CENTRED, _BODY = 1, 9
_DEEPEST = 12


@dataclass(frozen=True)
class _Entry:
    identity: int
    base: int
    said: Properties


def read_styles(file: File) -> dict[int, Style]:
    """Return the paragraph styles by their numbers."""
    entries = _entries(file.part(STYLES))
    return {at: _style(at, entries, 0) for at in entries}


def _entries(data: bytes) -> dict[int, _Entry]:
    if len(data) < 6:
        return {}
    head, count, base_size = struct.unpack_from("<3H", data)
    entries, at = {}, 2 + head
    for index in range(count):
        if at + 2 > len(data):
            break
        length = struct.unpack_from("<H", data, at)[0]
        entry = data[at + 2 : at + 2 + length]
        at += 2 + length
        if len(entry) > base_size >= 10:
            identity, kind = struct.unpack_from("<2H", entry)
            if kind & 0xF == _PARAGRAPH_STYLE:
                entries[index] = _Entry(identity & 0xFFF, kind >> 4, _said(entry, base_size))
    return entries


def _said(entry: bytes, base_size: int) -> Properties:
    """Return the paragraph properties of a style, which follow its name: their length, the style's number, the list."""
    at = base_size + 2 + 2 * int.from_bytes(entry[base_size : base_size + 2], "little") + 2
    at += at % 2
    length = int.from_bytes(entry[at : at + 2], "little")
    return properties(entry[at + 4 : at + 2 + length])


def _style(at: int, entries: dict[int, _Entry], depth: int) -> Style:
    entry = entries[at]
    is_based = entry.base in entries and entry.base != _NO_BASE and depth < _DEEPEST
    base = _style(entry.base, entries, depth + 1) if is_based else PLAIN
    list_id = number(entry.said, LIST)
    return derived(
        base,
        f"{entry.identity}",
        _SORTS.get(entry.identity, ""),
        level=entry.identity if entry.identity in _HEADINGS else level_of(entry.said),
        is_centred=centred_of(entry.said),
        list_id=None if list_id is None else str(list_id),
        list_level=number(entry.said, LIST_LEVEL),
    )


def level_of(said: Properties) -> int | None:
    """Return the heading level (1 highest, 0 for body text) that properties give; None where they do not."""
    level = number(said, OUTLINE)
    return None if level is None else level + 1 if level < _BODY else 0


def centred_of(said: Properties) -> bool | None:
    """Tell whether properties centre a paragraph; None where they do not say."""
    found = [number(said, code) for code in ALIGNED if code in said]
    return found[-1] == _CENTRED if found else None
