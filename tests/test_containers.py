"""Archives and mails: what is in them comes out by its path, in the name that was meant, and each once."""

import struct
from contextlib import suppress

import pytest

from parsers.containers import Member, Refused, is_container, members
from parsers.errors import HoldsOthers, KuaibaoError, NoContent, PasswordNeeded
from parsers.media import read_source
from parsers.source import Source
from tests.packed import locked, mail, outlook, zipped

A, B = "这里是第一篇，说的是范县的事。".encode(), "这里是第二篇，说的是王楼镇的事。".encode()


def inside(data: bytes, name: str = "x.zip") -> dict[str, bytes | str]:
    """Return what is in a container: bytes, or the code of a refusal."""
    return {found.path: found.data if isinstance(found, Member) else found.code for found in members(Source(data, name))}


def test_members_in_order_with_their_paths() -> None:
    found = inside(zipped({"一/甲.txt": A, "乙.txt": B}))
    assert list(found.items()) == [("一/甲.txt", A), ("乙.txt", B)]


@pytest.mark.parametrize(
    ("name", "meant", "evidence"),
    [
        ("快报.txt", "快报.txt", "marked as UTF-8"),
        ("快报.txt".encode("gb18030"), "快报.txt", "not marked, strict gb18030"),
        ("快报.txt".encode(), "快报.txt", "not marked, strict utf-8"),
        ("夾/報.txt".encode("big5"), None, None),
        (b"\xff\xfe\xff.txt", "\xa0■\xa0.txt", "in no encoding that is known"),
        (b"plain.txt", "plain.txt", "ASCII"),
        ("夹\\内.txt".encode("gbk"), "夹/内.txt", "not marked, strict gb18030"),
        ("两\n行.txt", "两\n行.txt", "marked as UTF-8"),
        ("长" * 85, "长" * 85, "marked as UTF-8"),
    ],
)
def test_names_as_they_were_meant(name: str | bytes, meant: str | None, evidence: str | None) -> None:
    (found,) = members(Source(zipped({name: A}), "x.zip"))
    assert isinstance(found, Member)
    assert found.data == A
    if meant:
        assert (found.path, found.evidence) == (meant, evidence)


def test_two_of_one_name_are_two() -> None:
    assert inside(zipped({"a.txt": A, b"a.txt": B})) == {"a.txt": A, "a.txt (2)": B}


def test_litter_and_folders_are_left_out() -> None:
    files: dict[str | bytes, bytes] = {
        "夹/": b"",
        "__MACOSX/._甲.txt": b"x",
        "夹/.DS_Store": b"x",
        "Thumbs.db": b"x",
        "夹/~$甲.docx": b"x",
        "夹/甲.txt": A,
    }
    assert inside(zipped(files)) == {"夹/甲.txt": A}


def test_containers_in_containers_are_opened() -> None:
    letter = mail("请看附件里的两篇稿子。", attached={"稿.zip": zipped({"甲.txt": A}), "乙.txt": B})
    found = inside(zipped({"信.eml": letter}))
    assert set(found) == {"信.eml/body.txt", "信.eml/稿.zip/甲.txt", "信.eml/乙.txt"}
    assert found["信.eml/稿.zip/甲.txt"] == A


def nested(levels: int) -> bytes:
    data = zipped({"甲.txt": A})
    for _ in range(levels):
        data = zipped({"in.zip": data})
    return data


def test_not_opened_without_end() -> None:
    assert inside(nested(3)) == {"in.zip/in.zip/in.zip/甲.txt": A}
    assert inside(nested(4)) == {"in.zip/in.zip/in.zip/in.zip": "resource_limit"}


def test_empty_members_and_empty_archives() -> None:
    assert inside(zipped({"空.txt": b"", "甲.txt": A})) == {"空.txt": "empty", "甲.txt": A}
    for nothing in (zipped({}), zipped({"夹/": b""})):
        with pytest.raises(NoContent):
            list(members(Source(nothing, "x.zip")))
    assert inside(zipped({"空.zip": zipped({}), "甲.txt": A})) == {"空.zip": "no_content", "甲.txt": A}


def test_locked_members() -> None:
    both = zipped({"a.txt": A, "b.txt": B})
    assert inside(locked(both, "a.txt")) == {"a.txt": "password_needed", "b.txt": B}
    with pytest.raises(PasswordNeeded, match="unpack it with the password"):
        list(members(Source(locked(both), "x.zip")))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "big5"])
def test_a_mails_body_is_text_whatever_its_charset(charset: str) -> None:
    assert inside(mail("范文：一篇。", charset=charset))["body.txt"] == "范文：一篇。\n".encode()


def test_of_alternatives_the_plain_text_unless_it_is_empty() -> None:
    page = "<html><body><p>网页正文</p></body></html>"
    assert list(inside(mail("正文", page=page))) == ["body.txt"]
    found = inside(mail(" ", page=page, charset="gb2312"))
    assert str(found["body.html"], "utf-8-sig").strip() == page  # type: ignore[arg-type]


HEAD = b"Message-ID: <1@a>\r\nFrom: a@b.cn\r\n"


def attachment(disposition: bytes, more: bytes = b"") -> bytes:
    mixed = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=="\r\n\r\n--==\r\n'
    return HEAD + mixed + b"Content-Type: image/png" + more + b"\r\n" + disposition + b"\r\n\r\nDATA\r\n--==--\r\n"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'Content-Disposition: attachment; filename="=?gb2312?B?v+yxqC5kb2N4?="', "快报.docx"),
        (b"Content-Disposition: attachment; filename*=UTF-8''%E5%BF%AB%E6%8A%A5.docx", "快报.docx"),
        (b"Content-Disposition: attachment; filename*0*=gb2312''%BF%EC; filename*1*=%B1%A8.docx", "快报.docx"),
        (b'Content-Disposition: attachment; filename="' + "快报.docx".encode("gbk") + b'"', "快报.docx"),
        (b'Content-Disposition: attachment; filename="../../etc/passwd"', "passwd"),
        (b"Content-Disposition: attachment; filename*=undefined''%E5%BF%AB%E6%8A%A5.docx", "快报.docx"),
        (b'Content-Disposition: attachment; filename="=?unicode_escape?Q?\\u5feb.docx?="', "u5feb.docx"),
        (b"Content-Disposition: attachment", "attachment-1"),
    ],
)
def test_names_of_attachments(disposition: bytes, name: str) -> None:
    assert inside(attachment(disposition), "x.eml") == {name: b"DATA"}


def test_pictures_of_a_mails_page_are_no_documents() -> None:
    with pytest.raises(NoContent):
        list(members(Source(attachment(b"Content-ID: <logo@a>"), "x.eml")))


def test_a_mail_attached_to_a_mail_has_its_subject_as_name() -> None:
    inner = mail("里面的信，说的是范县的事。").replace(b"\n", b"\r\n")
    data = HEAD + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=="\r\n\r\n--==\r\n'
    found = inside(data + b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--==--\r\n", "x.eml")
    assert list(found) == ["范县快报.eml/body.txt"]


def test_a_body_in_another_encoding_than_it_says_comes_as_it_is() -> None:
    data = HEAD + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + A.decode().encode("gb18030")
    assert inside(data, "x.eml") == {"body.txt": A.decode().encode("gb18030")}


BIG5 = "這裡是縣政府的公報，說的是各鄉鎮的工作和人民的生活。"


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "rot13", "no-such", "gb2312", "utf-16", "x" * 300])
def test_a_charset_that_is_none_or_not_the_bytes_loses_no_body(charset: str) -> None:
    data = HEAD + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + A + b"\\u8303"
    assert inside(data, "x.eml") == {"body.txt": A + b"\\u8303"}


@pytest.mark.parametrize("charset", ["hz-gb-2312", "utf-7"])
def test_a_charset_whose_bytes_look_like_ascii_is_believed(charset: str) -> None:
    data = HEAD + b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n"
    assert inside(data + A.decode().encode(charset), "x.eml") == {"body.txt": A}


def test_what_is_said_of_a_bodys_name_is_not_its_charset() -> None:
    (found,) = members(Source(mail("正文", charset="gb2312"), "x.eml"))
    assert isinstance(found, Member)
    assert found.evidence == "ours, since a body has none"


@pytest.mark.parametrize(("said", "narrow"), [(b"", BIG5), ((0x3FFD0003, 950), "公報"), ((0x3FFD0003, 65001), "公報")])
def test_an_outlook_body_is_read_in_the_code_page_that_it_is_in(said: tuple[int, int] | bytes, narrow: str) -> None:
    fixed = bytes(32) + (struct.pack("<2LQ", said[0], 0, said[1]) if said else b"")
    encoding = "utf-8" if said and said[1] == 65001 else "big5"
    message = outlook({"__properties_version1.0": fixed.ljust(4096, b"\x00"), "__substg1.0_1000001E": narrow.encode(encoding)})
    assert inside(message, "x.msg") == {"body.txt": narrow.encode()}


def test_an_outlook_message_with_what_is_attached() -> None:
    attached = {"__substg1.0_3707001F": "快报.txt".encode("utf-16-le"), "__substg1.0_37010102": A * 200}
    narrow = {"__substg1.0_3704001E": "乙.txt".encode("gbk"), "__substg1.0_37010102": B * 200}
    inner = {"__substg1.0_0037001F": "附信".encode("utf-16-le"), "__substg1.0_1000001F": ("信" * 3000).encode("utf-16-le")}
    message = outlook(
        {
            "__substg1.0_1000001F": ("正文" * 2000).encode("utf-16-le"),
            "__attach_version1.0_#00000000": attached,
            "__attach_version1.0_#00000001": narrow,
            "__attach_version1.0_#00000002": {"__substg1.0_3701000D": inner},
        }
    )
    assert inside(message, "x.msg") == {
        "body.txt": ("正文" * 2000).encode(),
        "快报.txt": A * 200,
        "乙.txt": B * 200,
        "附信.msg/body.txt": ("信" * 3000).encode(),
    }


def test_an_outlook_message_with_rich_text_only_says_so() -> None:
    assert inside(outlook({"__substg1.0_10090102": b"x" * 5000}), "x.msg") == {"body.rtf": "unsupported_media"}
    with pytest.raises(NoContent):
        list(members(Source(outlook({}), "x.msg")))


def test_a_container_is_no_document() -> None:
    source = Source(zipped({"甲.txt": A}), "x.zip")
    assert is_container(source)
    assert not is_container(Source(A, "x.zip"))
    with pytest.raises(HoldsOthers, match="each file in it is a document of its own"):
        read_source(source)


def test_every_refusal_says_what_to_do() -> None:
    found = members(Source(locked(zipped({"a.txt": A, "b.txt": B, "c.txt": b"", "d.zip": nested(4)}), "a.txt"), "x.zip"))
    reasons = [f.reason for f in found if isinstance(f, Refused)]
    assert len(reasons) == 3
    assert all(": " in reason for reason in reasons)


@pytest.mark.parametrize(
    "data", [zipped({"甲.txt": A * 50}), mail("正文"), outlook({"__substg1.0_1000001F": b"x" * 6000})], ids=["zip", "eml", "msg"]
)
def test_a_container_cut_anywhere_ends_in_members_or_an_error_of_ours(data: bytes) -> None:
    for end in range(0, len(data), max(1, len(data) // 60)):
        source = Source(data[:end], "x")
        if is_container(source):
            with suppress(KuaibaoError):
                list(members(source))
