"""ZIP archives opened with their limits: how many entries, how much they unpack to; and the names in them, whatever their encoding."""

import io
import struct
import zipfile
import zlib

from parsers.errors import BrokenFile, PasswordNeeded, ResourceLimit
from parsers.source import Source

MOST_ENTRIES = 2_000
MOST_BYTES = 256 << 20
# a stretch of zeros packs a thousandfold, a page of text five; small members may do what they like
HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 1 << 20

_END = b"PK\x05\x06"
_LARGE_END = b"PK\x06\x06"
_LARGE_END_LENGTH = 56
_ENTRY = b"PK\x01\x02"
_END_LENGTH = 22
_LONGEST_COMMENT = 0xFFFF
_ENTRY_LENGTH = 46
_ENCRYPTED = 0x1
_UTF8 = 0x800


def open_zip(source: Source) -> zipfile.ZipFile:
    """Return an archive whose declared sizes are within the limits; raises ResourceLimit where they are not, BrokenFile where broken."""
    if count_entries(source.data) > MOST_ENTRIES:
        raise ResourceLimit(f"{source.name} holds more than {MOST_ENTRIES:,} files: unpack it and drop what is to be read")
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, struct.error) as error:
        raise BrokenFile(f"{source.name} is broken ({error}): get it again, or unpack it and drop what is in it") from error
    total = sum(info.file_size for info in archive.infolist())
    if total > MOST_BYTES:
        raise ResourceLimit(f"{source.name} unpacks to {total:,} bytes, more than the {MOST_BYTES:,} allowed: unpack it and drop its files")
    return archive


def count_entries(data: bytes) -> int:
    """Return how many entries the archive's directory lists, counted no further than just past the limit; 0 where it has none."""
    position, end = _directory(data)
    count = 0
    while position >= 0 and data.startswith(_ENTRY, position) and position + _ENTRY_LENGTH <= end and count <= MOST_ENTRIES:
        position += _ENTRY_LENGTH + sum(struct.unpack_from("<3H", data, position + 28))
        count += 1
    return count


def _directory(data: bytes) -> tuple[int, int]:
    """Return where the directory's first entry stands, -1 for nowhere, and where the directory ends; whatever stands before it."""
    end = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if end < 0 or end + _END_LENGTH > len(data):
        return -1, 0
    size = struct.unpack_from("<L", data, end + 12)[0]
    large = data.rfind(_LARGE_END, 0, end)
    if size == 0xFFFFFFFF and large >= 0 and large + _LARGE_END_LENGTH <= end:
        size, end = struct.unpack_from("<Q", data, large + 40)[0], large
    return data.find(_ENTRY, max(0, end - size)), end


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return one member's bytes, never more than it declares; raises PasswordNeeded, ResourceLimit or BrokenFile."""
    if info.flag_bits & _ENCRYPTED:
        raise PasswordNeeded("it is locked by a password: unpack it with the password and drop what is in it")
    if info.file_size > _RATIO_COUNTS_FROM and info.file_size > HIGHEST_RATIO * max(1, info.compress_size):
        raise ResourceLimit(f"it unpacks to {info.file_size:,} bytes from {info.compress_size:,}: no document does, it is not unpacked")
    try:
        with archive.open(info) as member:
            data = member.read(info.file_size)  # bounded: without a number as much as it likes comes out of a lying header
            member.read(1)  # the end is where the checksum is compared
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError, struct.error) as error:
        raise BrokenFile(f"it cannot be unpacked ({error}): get the archive again") from error
    if len(data) != info.file_size:
        raise BrokenFile(f"it has {len(data):,} bytes, not the {info.file_size:,} that the archive says: get the archive again")
    return data


def part_name(name: str) -> str:
    """Return a name in an Office package as it is compared: makers differ in slashes, in what a name begins with, and in case."""
    return name.replace("\\", "/").lstrip("/").removeprefix("./").lower()


def member_name(info: zipfile.ZipInfo) -> tuple[str, str]:
    """Return a member's name as its writer meant it, and the evidence for its encoding."""
    if info.flag_bits & _UTF8 or info.orig_filename.isascii():
        return info.orig_filename, "marked as UTF-8" if info.flag_bits & _UTF8 else "ASCII"
    raw = info.orig_filename.encode("cp437")  # what zipfile takes unmarked names for; it loses nothing
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding), f"not marked, strict {encoding}"
        except UnicodeDecodeError:
            continue
    return info.orig_filename, "in no encoding that is known"
