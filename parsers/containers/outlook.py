"""Outlook messages (MS-OXMSG): the body and what is attached, read from the properties of a compound file."""

import struct
from collections.abc import Iterator
from functools import cached_property

import olefile

from parsers.containers.member import Member, Refused
from parsers.decoding import decode_said
from parsers.errors import NoContent, ResourceLimit, UnreadableSource, UnsupportedMedia
from parsers.ole import opened
from parsers.source import Source

# property tags of MS-OXPROPS: number and type; 001F is Unicode, 001E bytes in the sender's code page, 0102 bytes
_BODY, _PAGE, _RICH, _SUBJECT = "1000", "1013", "1009", "0037"
_DATA, _EMBEDDED, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "37010102", "3701000D", "3707", "3704", "3712"
_ATTACHMENT = "__attach_version1.0_"
_STREAM = "__substg1.0_"
_DEEPEST = 8
# the properties of fixed length stand in one stream behind a head (MS-OXMSG 2.4): the code page of the message's texts is one of them
_FIXED, _CODE_PAGE = "__properties_version1.0", 0x3FFD0003
_ROOT_HEAD, _ATTACHED_HEAD, _PROPERTY = 32, 24, struct.Struct("<L4xL4x")
_UTF8_PAGE = 65001
# what a text is taken for that neither its bytes nor the message tell the code page of
_NARROW = ("utf-8", "gb18030", "big5")


def entries(source: Source) -> Iterator[Member | Refused]:
    """Yield the body and the attachments of a message, and those of messages attached to it; raises BrokenFile or NoContent."""
    with opened(source, "an Outlook message", "save its text and its attachments") as file:
        found = list(_Message(file, [], source.name).members("", 0))
    if not found:
        raise NoContent(f"{source.name} has neither text nor attachments: ask for it again")
    yield from found


class _Message:
    """A message in a compound file: the root, or one that is attached and stands in a storage of its own."""

    def __init__(self, file: olefile.OleFileIO, place: list[str], name: str) -> None:
        self._file, self._place, self._name = file, place, name

    def members(self, prefix: str, depth: int) -> Iterator[Member | Refused]:
        if depth > _DEEPEST:
            raise ResourceLimit(f"{self._name} has messages within messages without end: save its text and its attachments")
        yield from self._body(prefix)
        for number, storage in enumerate(self._attachments(), 1):
            yield from self._attached(prefix, storage, number, depth)

    def _body(self, prefix: str) -> Iterator[Member | Refused]:
        text, page = self._text(self._place, _BODY), self._bytes(self._place, f"{_PAGE}0102")
        if text.strip():
            yield Member(f"{prefix}body.txt", text.encode())
        elif page.strip():
            yield Member(f"{prefix}body.html", page)
        elif self._bytes(self._place, f"{_RICH}0102"):
            why = UnsupportedMedia("its text is there as RTF only, which is not read: save the message's text and drop it")
            yield Refused.by(f"{prefix}body.rtf", why)

    def _attachments(self) -> list[str]:
        here = len(self._place)
        names = {path[here] for path in self._file.listdir(storages=True) if path[:here] == self._place and len(path) > here}
        return sorted(name for name in names if name.startswith(_ATTACHMENT))

    def _attached(self, prefix: str, storage: str, number: int, depth: int) -> Iterator[Member | Refused]:
        place = [*self._place, storage]
        name = self._text(place, _LONG_NAME) or self._text(place, _SHORT_NAME)
        name = name.replace("\\", "/").rpartition("/")[2].strip("\x00") or f"attachment-{number}"
        inner = [*place, f"{_STREAM}{_EMBEDDED}"]
        data = self._bytes(place, _DATA)
        if data and not (self._text(place, _CONTENT_ID) and name.lower().endswith((".png", ".jpg", ".gif", ".bmp"))):
            yield Member(prefix + name, data)
        elif not data and self._file.exists("/".join(inner)):
            subject = self._text(inner, _SUBJECT).replace("/", "／") or f"message-{number}"
            yield from _Message(self._file, inner, self._name).members(f"{prefix}{subject}.msg/", depth + 1)

    def _text(self, place: list[str], number: str) -> str:
        wide = self._bytes(place, f"{number}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self._bytes(place, f"{number}001E").rstrip(b"\x00")
        try:
            return decode_said(narrow, self._code_page)[0]
        except UnreadableSource:
            fitting = (text for encoding in _NARROW if (text := _strict(narrow, encoding)) is not None)
            return next(fitting, narrow.decode("utf-8", "replace"))

    @cached_property
    def _code_page(self) -> str:
        """Return the name of the code page that the message says; nothing where it does not."""
        data = self._stream([*self._place, _FIXED])[_ATTACHED_HEAD if self._place else _ROOT_HEAD :]
        rows = _PROPERTY.iter_unpack(data[: len(data) // _PROPERTY.size * _PROPERTY.size])
        page = next((value for tag, value in rows if tag == _CODE_PAGE), 0)
        return "utf-8" if page == _UTF8_PAGE else f"cp{page}"

    def _bytes(self, place: list[str], tag: str) -> bytes:
        return self._stream([*place, f"{_STREAM}{tag}"])

    def _stream(self, path: list[str]) -> bytes:
        stream = "/".join(path)
        if not self._file.exists(stream) or self._file.get_type(stream) != olefile.STGTY_STREAM:
            return b""
        data: bytes = self._file.openstream(stream).read()
        return data


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
