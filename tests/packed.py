"""Archives and mails made for the tests, honest ones and others."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from email.message import EmailMessage

from tests.compound import Tree, compound


def zipped(files: Mapping[str | bytes, bytes]) -> bytes:
    """Return an archive; a name given as bytes is stored as it is, without saying in which encoding."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(_info(name), data)
    return file.getvalue()


class _Raw(zipfile.ZipInfo):
    """An entry whose name is bytes."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile's own name
        return self.raw, self.flag_bits


def _info(name: str | bytes) -> zipfile.ZipInfo:
    if isinstance(name, str):
        info = zipfile.ZipInfo(name)
    else:
        info = _Raw("x")
        info.raw = name
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o100644 << 16
    return info


def with_mode(name: str, mode: int, data: bytes = b"/etc/passwd") -> bytes:
    """Return an archive of one entry that is of another kind than a file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, data)
        archive.writestr(_info("正文.txt"), "这里是正文，说的是范县的事。".encode())
    return file.getvalue()


def locked(data: bytes, *names: str) -> bytes:
    """Return an archive with the entries of these names (all, where none is given) marked as encrypted."""
    out = bytearray(data)
    for mark, flags, at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = out.find(mark)
        while place >= 0:
            if not names or any(out.startswith(name.encode(), place + at) for name in names):
                out[place + flags] |= 1
            place = out.find(mark, place + 4)
    return bytes(out)


def many(count: int) -> bytes:
    """Return an archive of so many empty files, quickly."""
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 0, 0, 6, 0)
    locals_ = b"".join(local + b"%06d" % i for i in range(count))
    central = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, i * 36) + b"%06d" % i for i in range(count)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(central), len(locals_), 0)
    return locals_ + central + end


def overlapping(count: int, size: int) -> bytes:
    """Return an archive whose entries all unpack the same stretch of zeros."""
    packed = zlib.compressobj(9, wbits=-15)
    body = packed.compress(bytes(size)) + packed.flush()
    crc = zlib.crc32(bytes(size))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(body), size, 1, 0) + b"a" + body
    central = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(body), size, 4, 0, 0, 0, 0, 0, 0) + b"%04d" % i
        for i in range(count)
    )
    return local + central + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(central), len(local), 0)


def mail(body: str, *, page: str = "", charset: str = "utf-8", attached: Mapping[str, bytes] | None = None) -> bytes:
    """Return a mail as a program writes it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@puyang.gov.cn", "b@puyang.gov.cn", "范县快报"
    message["Message-ID"] = "<1@puyang.gov.cn>"
    message.set_content(body, charset=charset)
    if page:
        message.add_alternative(page, subtype="html", charset=charset)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def outlook(tree: Tree) -> bytes:
    """Return an Outlook message with these properties and attachments."""
    return compound({"__properties_version1.0": bytes(32), **tree})
