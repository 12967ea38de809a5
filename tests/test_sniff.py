"""What a file is, by its content alone, and what is said where its name says otherwise."""

import io
import struct
import zipfile

import pytest

from parsers import medium as media
from parsers.errors import PasswordNeeded, UnsupportedMedia
from parsers.media import read_source
from parsers.medium import Medium
from parsers.sniff import mismatch, sniff
from parsers.source import Source
from tests.compound import compound

PAGE = "<html><head><title>濮阳网</title></head><body><p>五月十日，范县召开会议。</p></body></html>"
MAIL = (
    "Return-Path: <a@b.cn>\r\nReceived: from b.cn by c.cn\r\n\twith SMTP\r\nFrom: a@b.cn\r\nSubject: =?gb2312?B?sai45g==?=\r\n\r\n正文\r\n"
)


def zipped(*names: str, mimetype: str = "", types: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        if types:
            archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


WORD_TYPES = '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
CASES: list[tuple[bytes, Medium]] = [
    (b"%PDF-1.4\n1 0 obj", media.PDF),
    (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 900 + b"\n%PDF-1.4\n1 0 obj", media.PDF),
    (b"x" * 1100 + b"\n%PDF-1.4\n1 0 obj", media.TEXT),
    ("如何识别：文件以\n%PDF-1.4\n开头。".encode(), media.TEXT),
    (zipped("word/document.xml"), media.DOCX),
    (zipped("Word\\Document.xml"), media.DOCX),
    (zipped("part/main.xml", types=WORD_TYPES), media.DOCX),
    (zipped("OFD.xml", "Doc_0/Document.xml"), media.OFD),
    (zipped("xl/workbook.xml"), media.XLSX),
    (zipped("ppt/presentation.xml"), media.PPTX),
    (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), media.ODF),
    (zipped("快报.docx"), media.ZIP),
    (zipped(), media.ZIP),
    (b"PK\x03\x04 and then nothing that is an archive", media.ZIP),
    (compound({"WordDocument": b"x" * 5000, "1Table": b"y"}), media.DOC),
    (compound({"__properties_version1.0": b"x"}), media.MSG),
    (compound({"Workbook": b"x"}), media.XLS),
    (compound({"PowerPoint Document": b"x"}), media.PPT),
    (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), media.LOCKED),
    (compound({"Else": b"x"}), media.OLE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, media.OLE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", media.OLE),
    (PAGE.encode(), media.HTML),
    (PAGE.encode("gb18030"), media.HTML),
    (PAGE.encode("utf-16"), media.HTML),
    (b"\xef\xbb\xbf<!-- saved from url=(0022)http://www.pyyjw.com/ -->\r\n<!DOCTYPE html>", media.HTML),
    (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', media.HTML),
    ("<div class='article'>正文</div>".encode(), media.HTML),
    ("<p>这一行不是网页".encode(), media.TEXT),
    ("正文里有 <html> 和 <body> 两个词。".encode(), media.TEXT),
    (MAIL.encode(), media.EML),
    (b"From a@b.cn Mon Jan 6 2025\n" + MAIL.encode(), media.EML),
    ("From: 县政府\nTo: 各乡镇\nSubject: 通知\n\n正文".encode(), media.TEXT),
    ("时间：2025年\n地点：范县\n\n正文".encode(), media.TEXT),
    (b"\x89PNG\r\n\x1a\n", media.PNG),
    (b"\xff\xd8\xff\xe0", media.JPEG),
    (b"II*\x00", media.TIFF),
    (b"MM\x00*", media.TIFF),
    (b"BM" + struct.pack("<LLL", 100, 0, 54), media.BMP),
    ("BMW 汽车项目落户范县。".encode(), media.TEXT),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", media.WEBP),
    (b"{\\rtf1\\ansi", media.RTF),
    (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>', media.WORD_XML),
    (b"Rar!\x1a\x07\x01\x00", media.RAR),
    (b"7z\xbc\xaf\x27\x1c", media.SEVEN_ZIP),
    (b"\x1f\x8b\x08\x00", media.GZIP),
    (b"", media.TEXT),
]


@pytest.mark.parametrize(("data", "medium"), CASES, ids=[f"{i}-{case[1].media_type}" for i, case in enumerate(CASES)])
@pytest.mark.parametrize("name", ["a", "a.pdf", "a.doc"])
def test_by_content_whatever_its_name(data: bytes, medium: Medium, name: str) -> None:
    assert sniff(Source(data, name)) is medium


def test_a_name_decides_between_kinds_of_plain_text_only() -> None:
    assert sniff(Source(b"# a", "a.MD")) is media.MARKDOWN
    assert sniff(Source(PAGE.encode(), "a.md")) is media.HTML


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (PAGE.encode(), "通知.doc", ".doc"),
        (b"%PDF-1.4", "a.txt", ".txt"),
        (zipped("word/document.xml"), "报告.zip", ".zip"),
        (b"{\\rtf1", "a.doc", ".doc"),
    ],
)
def test_a_name_that_says_otherwise_is_recorded(data: bytes, name: str, says: str) -> None:
    source = Source(data, name)
    note = mismatch(source, sniff(source))
    assert note
    assert (note.code, note.severity) == ("name_mismatch", "info")
    assert says in note.message
    assert sniff(source).what in note.message


@pytest.mark.parametrize("name", ["a", "a.txt", "报告.第二版", "a.TXT", "x.zip/a.txt"])
def test_a_name_that_agrees_or_says_nothing_is_no_mismatch(name: str) -> None:
    source = Source("这里是正文。".encode(), name)
    assert mismatch(source, sniff(source)) is None


def test_the_note_comes_with_the_reading() -> None:
    text = "这里是濮阳经开区的一段正文，说的是园区的建设。".encode()
    assert [n.code for n in read_source(Source(text, "报告.pdf")).notes] == ["name_mismatch"]
    assert not read_source(Source(text, "报告.txt")).notes


def test_what_is_not_read_says_what_to_do() -> None:
    with pytest.raises(UnsupportedMedia, match=r"spreadsheet .* print it to PDF"):
        read_source(Source(zipped("xl/workbook.xml"), "表.xlsx"))
    with pytest.raises(PasswordNeeded, match="without the password"):
        read_source(Source(compound({"EncryptedPackage": b"x"}), "密.docx"))


def test_each_kind_is_named_once() -> None:
    assert len({medium.media_type for medium in media.KNOWN}) == len(media.KNOWN)
