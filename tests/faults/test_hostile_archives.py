"""Archives made to harm: what is refused, what is read all the same, and that none of it takes much memory."""

import random
import stat
import struct
import tracemalloc
from collections.abc import Callable

import pytest

from parsers import medium as media
from parsers.containers import MOST_MEMBERS, Member, members, outlook
from parsers.errors import BrokenFile, KuaibaoError
from parsers.readers import doc as docs
from parsers.sniff import sniff
from parsers.source import Source
from tests.compound import compound
from tests.packed import many, overlapping, with_mode, zipped

TEXT = "这里是正文，说的是范县的事。".encode()
MB = 1 << 20


def outcome(data: bytes) -> dict[str, str] | str:
    """Return the code that a container ends with, or how each file in it ended."""
    try:
        found = list(members(Source(data, "x.zip")))
    except KuaibaoError as error:
        return error.code if ": " in str(error) else f"{error.code}, and nothing on what to do"
    return {one.path: "read" if isinstance(one, Member) else one.code for one in found}


def nested(data: bytes, levels: int, copies: int = 1) -> bytes:
    """Return archives of `copies` archives each, so many levels over some data."""
    for level in range(levels):
        data = zipped({f"{level}-{copy}.zip" if level else f"{copy}.txt": data for copy in range(copies)})
    return data


def lying(size: int, said: int) -> bytes:
    """Return an archive whose entry unpacks to `size` zeros and says that it has `said`."""
    data = bytearray(zipped({"a.txt": bytes(size), "b.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(mark) + at, said)
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(zipped({"a.txt": random.Random(1).randbytes(2000), "b.txt": TEXT}))
    data[200:260] = b"\xff" * 60
    return bytes(data)


def with_method(method: int) -> bytes:
    """Return an archive whose first entry is packed in a way that nobody knows."""
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(mark) + at, method)
    return bytes(data)


def outside_offset() -> bytes:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 42, 0x7FFFFFFF)
    return bytes(data)


def without_directory() -> bytes:
    data = zipped({"a.txt": TEXT})
    return data[: data.index(b"PK\x01\x02")]


def large_counts() -> bytes:
    """Return an archive whose end says that there are 65,535 entries in 4 GB."""
    data = bytearray(zipped({"a.txt": TEXT}))
    struct.pack_into("<2H2L", data, data.rindex(b"PK\x05\x06") + 8, 0xFFFF, 0xFFFF, 0xFFFFFFFE, 0xFFFFFFFE)
    return bytes(data)


def with_damaged_types() -> bytes:
    """Return an archive whose list of types begins with a block that deflate does not have."""
    data = bytearray(zipped({"[Content_Types].xml": b"<Types/>" * 9, "a.txt": TEXT}))
    data[30 + len("[Content_Types].xml")] = 0xFF
    return bytes(data)


def long_chain() -> bytes:
    """Return an old Office file whose directory is a chain of streams, which a reader that calls itself does not get through."""
    return compound({"WordDocument": TEXT, **{f"{n:04}": b"" for n in range(1300)}})


def deep_mail(levels: int) -> bytes:
    """Return a mail of parts in parts in parts."""
    lines = [b"Message-ID: <1@a>", b"From: a@b.cn", b"MIME-Version: 1.0"]
    for level in range(levels):
        lines += [b'Content-Type: multipart/mixed; boundary="%d"' % level, b"", b"--%d" % level]
    return b"\r\n".join([*lines, b"", b"text", b""])


def wide_mail(parts: int) -> bytes:
    """Return a mail with so many attachments."""
    head = b'Message-ID: <1@a>\r\nFrom: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=="\r\n\r\n'
    return head + b"--==\r\nContent-Disposition: attachment\r\n\r\nx\r\n" * parts


BOMB = zipped({"a.txt": bytes(64 * MB), "b.txt": TEXT})
CASES: list[tuple[str, Callable[[], bytes], dict[str, str] | str]] = [
    ("2 MB of zeros in 2 KB", lambda: zipped({"a.txt": bytes(2 * MB), "b.txt": TEXT}), {"a.txt": "resource_limit", "b.txt": "read"}),
    ("16 MB of zeros in 16 KB", lambda: zipped({"a.txt": bytes(16 * MB), "b.txt": TEXT}), {"a.txt": "resource_limit", "b.txt": "read"}),
    ("64 MB of zeros in 64 KB", lambda: BOMB, {"a.txt": "resource_limit", "b.txt": "read"}),
    ("more than may be in all", lambda: overlapping(10, 30 * MB), "resource_limit"),
    ("overlapping entries", lambda: overlapping(500, MB), "resource_limit"),
    ("a bomb in an archive", lambda: zipped({"in.zip": BOMB}), {"in.zip/a.txt": "resource_limit", "in.zip/b.txt": "read"}),
    ("archives of archives of archives", lambda: nested(TEXT, 3, 13), "resource_limit"),
    ("packed nine times over", lambda: nested(TEXT, 9), {"8-0.zip/7-0.zip/6-0.zip/5-0.zip": "resource_limit"}),
    ("an entry larger than it says", lambda: lying(16 * MB, 100), {"a.txt": "broken_file", "b.txt": "read"}),
    ("an entry smaller than it says", lambda: lying(100, 900 * 1000), {"a.txt": "broken_file", "b.txt": "read"}),
    ("2,001 members", lambda: many(MOST_MEMBERS + 1), "resource_limit"),
    ("100,000 members", lambda: many(100_000), "resource_limit"),
    ("out by its path", lambda: zipped({"../../a.txt": TEXT, "b.txt": TEXT}), {"../../a.txt": "unsafe_member", "b.txt": "read"}),
    ("out from within", lambda: zipped({"x/../../a.txt": TEXT, "b.txt": TEXT}), {"x/../../a.txt": "unsafe_member", "b.txt": "read"}),
    ("out with backslashes", lambda: zipped({"..\\a.txt": TEXT, "b.txt": TEXT}), {"../a.txt": "unsafe_member", "b.txt": "read"}),
    ("from the root", lambda: zipped({"/etc/passwd": TEXT, "b.txt": TEXT}), {"/etc/passwd": "unsafe_member", "b.txt": "read"}),
    ("of a drive", lambda: zipped({"C:\\a.txt": TEXT, "b.txt": TEXT}), {"C:/a.txt": "unsafe_member", "b.txt": "read"}),
    ("of a share", lambda: zipped({"\\\\s\\a.txt": TEXT, "b.txt": TEXT}), {"//s/a.txt": "unsafe_member", "b.txt": "read"}),
    ("dots that stay inside", lambda: zipped({"a..b/..c.txt": TEXT}), {"a..b/..c.txt": "read"}),
    ("a link", lambda: with_mode("a.txt", stat.S_IFLNK | 0o777), {"a.txt": "unsafe_member", "正文.txt": "read"}),
    ("a device", lambda: with_mode("a.txt", stat.S_IFCHR | 0o666), {"a.txt": "unsafe_member", "正文.txt": "read"}),
    ("a pipe", lambda: with_mode("a.txt", stat.S_IFIFO | 0o666), {"a.txt": "unsafe_member", "正文.txt": "read"}),
    ("a socket", lambda: with_mode("a.txt", stat.S_IFSOCK | 0o666), {"a.txt": "unsafe_member", "正文.txt": "read"}),
    ("no directory", without_directory, "broken_file"),
    ("cut off", lambda: zipped({"a.txt": TEXT * 50})[:-40], "broken_file"),
    ("damaged in the middle", damaged, {"a.txt": "broken_file", "b.txt": "read"}),
    ("packed in an unknown way", lambda: with_method(77), {"a.txt": "broken_file", "b.txt": "read"}),
    ("an entry that is nowhere", outside_offset, {"a.txt": "broken_file", "b.txt": "read"}),
    ("counts that lie", large_counts, "broken_file"),
    ("a damaged list of types", with_damaged_types, {"[Content_Types].xml": "broken_file", "a.txt": "read"}),
    (
        "an archive in it with a damaged list of types",
        lambda: zipped({"in.zip": with_damaged_types(), "b.txt": TEXT}),
        {"in.zip/[Content_Types].xml": "broken_file", "in.zip/a.txt": "read", "b.txt": "read"},
    ),
    ("a long chain of streams", lambda: zipped({"a.doc": long_chain(), "b.txt": TEXT}), {"a.doc": "read", "b.txt": "read"}),
    ("nothing in it", lambda: zipped({}), "no_content"),
    ("an encoded name that is none", lambda: zipped({b"\x81": TEXT}), {"ü": "read"}),
    ("a name of 65,535 bytes", lambda: zipped({"n" * 65_535: TEXT}), {"n" * 65_535: "read"}),
    ("parts in parts in parts", lambda: deep_mail(1500), "resource_limit"),
    ("attachments without end", lambda: wide_mail(MOST_MEMBERS + 1), "resource_limit"),
]


@pytest.mark.parametrize(("make", "ends"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_each_ends_as_it_should(make: Callable[[], bytes], ends: dict[str, str] | str) -> None:
    assert outcome(make()) == ends


@pytest.mark.parametrize("make", [lambda: BOMB, lambda: many(100_000), lambda: lying(16 * MB, 100), lambda: overlapping(500, MB)])
def test_no_more_memory_than_they_have_bytes(make: Callable[[], bytes]) -> None:
    data = make()
    tracemalloc.start()
    try:
        outcome(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * MB + 2 * len(data)


def test_a_hostile_archive_is_still_told_for_one() -> None:
    assert sniff(Source(many(100_000), "x.docx")) is media.ZIP


@pytest.mark.parametrize(
    "read",
    [lambda source: docs.read(source, media.DOC.media_type), lambda source: list(outlook.entries(source))],
    ids=["as a Word document", "as an Outlook message"],
)
def test_a_long_chain_of_streams_is_a_broken_file(read: Callable[[Source], object]) -> None:
    source = Source(long_chain(), "a.doc")
    assert sniff(source) is media.OLE
    with pytest.raises(BrokenFile, match=r"cannot be read as an? .*: save it"):
        read(source)


def test_noise_in_an_archive_ends_in_members_or_an_error_of_ours() -> None:
    chance = random.Random(7)
    whole = zipped({f"{n}.txt": TEXT * n for n in range(1, 9)})
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(4, len(data))] = chance.randrange(256)
        if sniff(Source(bytes(data), "x")) is media.ZIP:
            outcome(bytes(data))
