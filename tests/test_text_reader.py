"""Texts in every encoding that reaches us: the same words are read alike, nothing is guessed, and what cannot be read says what to do."""

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.cleaning import clean
from parsers.decoding import common_share, decode
from parsers.errors import EmptySource, KuaibaoError, NoContent, UndecidableEncoding, UnreadableSource, UnsupportedMedia
from parsers.media import read_source
from parsers.sniff import sniff
from parsers.source import Source

SIMPLIFIED = "延津政务快报\n第52期\n\n今年以来，全县经济在省委、市委的领导下稳中有进，人民生活不断改善，发展质量和效益得到了新的提升。\n"
TRADITIONAL = "今年以來，全縣經濟在各級的領導下穩中有進，人民生活不斷改善，發展質量和效益得到了新的提升，這是大家共同努力的結果。\n"
ALL = [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")]
UNICODE = [
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-16-le", b""),
    ("utf-16-be", b""),
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
]


def read(data: bytes, name: str = "a.txt") -> str:
    return read_source(Source(data, name)).text


@pytest.mark.parametrize(("encoding", "bom"), UNICODE)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_unicode_is_read_alike_with_and_without_a_mark(text: str, encoding: str, bom: bytes) -> None:
    assert decode(bom + text.encode(encoding))[:2] == (text, encoding)
    assert read(bom + text.encode(encoding)) == text


@pytest.mark.parametrize(("text", "encoding"), [*ALL, (SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb2312"), (TRADITIONAL, "gbk")])
def test_older_encodings_are_told_apart(text: str, encoding: str) -> None:
    said = {"gbk": "gb18030", "gb2312": "gb18030"}.get(encoding, encoding)
    assert decode(text.encode(encoding))[:2] == (text, said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_line_ends_are_kept_as_they_are(encoding: str) -> None:
    text = SIMPLIFIED.replace("\n", "\r\n")
    assert read(text.encode(encoding)) == text
    assert clean(read(text.encode(encoding))) == clean(SIMPLIFIED)


def test_the_reading_says_how_the_encoding_was_decided() -> None:
    reading = read_source(Source(SIMPLIFIED.encode("gb18030"), "a.txt"))
    assert reading.evidence["encoding"] == "gb18030"
    assert "common" in reading.evidence["encoding_evidence"]
    assert (reading.reader, reading.places, reading.pages) == ("text", None, ())


def test_rare_characters_survive_gb18030() -> None:
    text = SIMPLIFIED + "㐀𠀀①⑫〇€"
    assert read(text.encode("gb18030")) == text


def test_markdown_is_known_by_its_name_only() -> None:
    assert sniff(Source(b"# a", "a.MD")).media_type == "text/markdown"
    assert sniff(Source(b"# a", "a.txt")).media_type == "text/plain"
    assert sniff(Source(b"# a", "md")).media_type == "text/plain"


REFUSED: list[tuple[str, bytes, type[KuaibaoError], str]] = [
    ("no bytes", b"", EmptySource, "drop it again"),
    ("white space", " \n\t　\r\n".encode(), NoContent, "nothing but white space"),
    ("a mark alone", codecs.BOM_UTF8, NoContent, "nothing but white space"),
    ("invisible characters", "\u200b\n\ufeff".encode(), NoContent, "nothing but white space"),
    ("noise", bytes(range(128, 256)) * 3, UndecidableEncoding, "save the file as UTF-8"),
    ("cut in mid-character", SIMPLIFIED.encode()[:-2], UndecidableEncoding, "save the file as UTF-8"),
    ("a mark that lies", codecs.BOM_UTF8 + SIMPLIFIED.encode("gb18030"), UndecidableEncoding, "save it as UTF-8"),
    ("an odd byte of UTF-16", codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le") + b"a", UndecidableEncoding, "save it as UTF-8"),
    ("two encodings", SIMPLIFIED.encode() + SIMPLIFIED.encode("gb18030"), UndecidableEncoding, "save the file as UTF-8"),
    ("Western letters", "Café à la crème déjà vu".encode("latin-1"), UndecidableEncoding, "save the file as UTF-8"),
    ("Chinese taken for accented Latin", SIMPLIFIED.encode().decode("latin-1").encode(), UndecidableEncoding, "save it anew"),
    ("NUL bytes", b"\x00\x01\x02binary\x00", UnsupportedMedia, "convert it to text"),
    ("only NUL bytes", b"\x00" * 64, UnsupportedMedia, "convert it to text"),
    ("a NUL in a text", SIMPLIFIED.encode() + b"\x00", UnsupportedMedia, "convert it to text"),
    ("a RAR archive", b"Rar!\x1a\x07\x01\x00", UnsupportedMedia, "unpack it"),
    ("an old Office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), UnsupportedMedia, "save it as DOCX or PDF"),
]


@pytest.mark.parametrize(("data", "error", "advice"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_cannot_be_read_says_what_to_do(data: bytes, error: type[KuaibaoError], advice: str) -> None:
    with pytest.raises(error, match=advice) as caught:
        read(data)
    assert type(caught.value) is error
    assert isinstance(caught.value, UnreadableSource)


@given(st.binary(max_size=120))
def test_any_bytes_are_read_without_loss_or_refused(data: bytes) -> None:
    try:
        text, encoding, _ = decode(data)
    except (UndecidableEncoding, UnsupportedMedia):
        return
    bare = next((data[len(bom) :] for name, bom in UNICODE if bom and name == encoding and data.startswith(bom)), data)
    assert text.encode(encoding) == bare


@given(st.text(alphabet=SIMPLIFIED + "Az09％①", min_size=1), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_a_longer_text_is_read_as_it_was_written(text: str, encoding: str) -> None:
    assert decode((SIMPLIFIED * 2 + text).encode(encoding))[0] == SIMPLIFIED * 2 + text


@given(st.integers(1, len(SIMPLIFIED.encode("gb18030"))), st.binary(min_size=1, max_size=3))
def test_damage_is_never_papered_over(at: int, noise: bytes) -> None:
    whole = SIMPLIFIED.encode("gb18030")
    with contextlib.suppress(UndecidableEncoding, UnsupportedMedia):
        assert "\ufffd" not in decode(whole[:at] + noise + whole[at:])[0]


def test_a_replacement_character_that_was_there_is_kept() -> None:
    assert read((SIMPLIFIED + "\ufffd").encode()).endswith("\ufffd")


@pytest.mark.parametrize(("text", "share"), [("", 0.0), ("abc", 0.0), ("的一是在", 1.0), ("的鼉", 0.5)])
def test_the_share_of_common_characters(text: str, share: float) -> None:
    assert common_share(text) == share
