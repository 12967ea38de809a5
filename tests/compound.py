"""A small writer of compound files (MS-CFB, version 3): streams and storages, all in sectors of 512 bytes, none in the mini stream."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_HEADER = struct.Struct("<8s16sHHHHH6xLLLLLLLLLL")
_ENTRY = struct.Struct("<64sHBBLLL16sLQQLQ")
_MINI_CUTOFF = 4096

Tree = Mapping[str, "bytes | Tree"]


@dataclass
class _Node:
    name: str
    kind: int
    data: bytes = b""
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = END
    size: int = 0


@dataclass
class _File:
    nodes: list[_Node] = field(default_factory=list)
    sectors: list[bytes] = field(default_factory=list)
    fat: list[int] = field(default_factory=list)

    def chain(self, data: bytes) -> int:
        """Append data as a chain of sectors; return the first."""
        if not data:
            return END
        first = len(self.sectors)
        pieces = [data[i : i + SECTOR].ljust(SECTOR, b"\x00") for i in range(0, len(data), SECTOR)]
        self.sectors += pieces
        self.fat += [*range(first + 1, first + len(pieces)), END]
        return first

    def add(self, tree: Tree) -> int:
        """Add what stands in a storage as a chain of siblings, each to the right of the one before; return the first."""
        ordered = sorted(tree, key=lambda name: (len(name), name.upper()))
        first, previous = FREE, None
        for name in ordered:
            content, number = tree[name], len(self.nodes)
            if isinstance(content, bytes):
                self.nodes.append(_Node(name, 2, content))
            else:
                self.nodes.append(_Node(name, 1))
                self.nodes[number].child = self.add(content)
            if previous is None:
                first = number
            else:
                self.nodes[previous].right = number
            previous = number
        return first


def compound(tree: Tree) -> bytes:
    """Return a compound file with these streams; small ones are padded to the size from which streams have sectors of their own."""
    file = _File([_Node("Root Entry", 5)])
    file.nodes[0].child = file.add(tree)
    for node in file.nodes:
        if node.kind == 2:
            padded = node.data.ljust(_MINI_CUTOFF, b"\x00")
            node.start, node.size = file.chain(padded), len(padded)
    directory = file.chain(b"".join(map(_entry, file.nodes)))
    return _whole(file, directory)


def _entry(node: _Node) -> bytes:
    name = node.name.encode("utf-16-le") + b"\x00\x00"
    links = (node.left, node.right, node.child)
    return _ENTRY.pack(name, len(name), node.kind, 1, *links, bytes(16), 0, 0, 0, node.start if node.size else 0, node.size)


def _whole(file: _File, directory: int) -> bytes:
    per = SECTOR // 4
    count = 1
    while count * per < len(file.fat) + count:
        count += 1
    first = len(file.sectors)
    fat = file.fat + [FAT] * count
    fat += [FREE] * (count * per - len(fat))
    table = struct.pack(f"<{len(fat)}L", *fat)
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header = _HEADER.pack(magic, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, _MINI_CUTOFF, END, 0, END, 0, 0)[:76]
    difat = [*range(first, first + count), *[FREE] * (109 - count)]
    return header + struct.pack("<109L", *difat) + b"".join(file.sectors) + table
