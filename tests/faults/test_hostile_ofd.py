"""OFD files that are broken, locked, empty or made to harm: each ends in an error that says why."""

import pytest

from parsers.errors import BrokenFile, KuaibaoError, NoContent, OcrMissing, PasswordNeeded, ResourceLimit
from parsers.media import read_source
from parsers.pages.model import Box
from parsers.source import Source
from tests.test_ofd_reader import unpacked
from tests.typeset_ofd import archive, image, package, page, text_object

SCAN = page([image(Box(0, 0, 210, 297))])


def bomb() -> str:
    inside = '<ofd:CompositeObject ID="6" ResourceID="80" Boundary="0 0 9 9"/>' * 10
    return f'<ofd:CompositeGraphicUnit ID="80"><ofd:Content>{inside}</ofd:Content></ofd:CompositeGraphicUnit>'


def without(name: str) -> bytes:
    parts = unpacked(package([page([text_object("字", 30, 50, 5)])]))
    del parts[name]
    return archive({**parts, "OFD.xml": parts.get("OFD.xml", b"<OFD/>")})


def of_pages(count: int) -> bytes:
    """Return an OFD that names its only page so many times."""
    parts = unpacked(package([page([])]))
    named = b'<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(b"</ofd:Pages>", named * (count - 1) + b"</ofd:Pages>")
    return archive(parts)


ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
HOSTILE: list[tuple[str, bytes, type[KuaibaoError]]] = [
    ("nothing on the page", package([page([])]), NoContent),
    ("white space alone", package([page([text_object("　 ", 30, 50, 5)])]), NoContent),
    ("a scan", package([SCAN]), OcrMissing),
    ("no document", without("Doc_0/Document.xml"), BrokenFile),
    ("no documents named", without("OFD.xml"), BrokenFile),
    ("no XML", archive({"OFD.xml": b"\x00\x01\x02"}), BrokenFile),
    ("entities", archive({"OFD.xml": ENTITIES}), ResourceLimit),
    ("entities in UTF-16", archive({"OFD.xml": ENTITIES.decode().encode("utf-16")}), ResourceLimit),
    (
        "composites of composites",
        package([page(['<ofd:CompositeObject ID="6" ResourceID="80" Boundary="0 0 9 9"/>'])], units=bomb()),
        ResourceLimit,
    ),
    ("too many characters", package([page([text_object("字" * 60_001, 30, 50, 5)])]), ResourceLimit),
    ("too many pages", of_pages(2_001), ResourceLimit),
]


@pytest.mark.parametrize(("data", "error"), [pytest.param(*case[1:], id=case[0]) for case in HOSTILE])
def test_what_cannot_be_read_says_why(data: bytes, error: type[KuaibaoError]) -> None:
    with pytest.raises(error) as caught:
        read_source(Source(data, "a.ofd"))
    assert type(caught.value) is error


def test_a_locked_part_asks_for_the_password() -> None:
    data = bytearray(archive({"OFD.xml": b"<OFD/>"}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(PasswordNeeded):
        read_source(Source(bytes(data), "a.ofd"))
