"""In which encoding a text is: by the evidence of its bytes, without loss; what it says of itself counts where they leave it open.

BOM first, then strict UTF-8, then UTF-16 without a BOM, then GB18030 against Big5 by the share of common characters: in running
text the two hundred commonest make half of all Chinese characters; read in a wrong encoding they all but vanish.
"""

import codecs
import re
from functools import cache

from parsers.errors import UndecidableEncoding, UnsupportedMedia
from seeds import vocabulary

# what Chinese mail programs and pages say, and what they mean: the later standard holds all of the earlier ones
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs", "iso8859-1": "cp1252", "ascii": "utf-8"}
# names that Python does not know
_ALSO = {"x-gbk": "gbk", "gb_2312-80": "gb2312", "x-x-big5": "big5", "utf8mb4": "utf-8"}
# those whose bytes look like ASCII: nothing but their name tells them
_SEVEN_BIT = frozenset({"hz", "utf-7", "iso2022_jp", "iso2022_jp_2", "iso2022_kr"})
# Python also calls encodings what turns texts into other texts (unicode_escape, idna, undefined)
_ENCODINGS = _SEVEN_BIT | frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 gb18030 big5hkscs shift_jis cp932 euc_jp euc_kr cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 "
    "cp1256 cp1257 cp1258 iso8859-2 iso8859-5 iso8859-7 iso8859-9 iso8859-15 koi8-r koi8-u".split()
)
# the share of damaged characters that a page may have and still be what it says
_FEW_DAMAGED = 0.005
# of a French or Vietnamese text a tenth; of this many characters at the beginning
_ACCENTED = 0.3
_SAMPLE = 2000
_SEVERAL = 20
_ACCENTS = re.compile("[\x80-\xff]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# share of common characters among Chinese ones: right readings of short texts were above the first, wrong ones under the second
_SOUND = 0.12
_LEAD = 0.08


def decode(data: bytes) -> tuple[str, str, str]:
    """Return text, encoding and the evidence for it; raises UndecidableEncoding or UnsupportedMedia."""
    text, encoding, why = _decided(data)
    if encoding == "utf-8" and _is_encoded_twice(text):
        raise UndecidableEncoding(
            "the text was saved in an encoding that it is not in (å¿« for 快): save it anew from where it came and drop that"
        )
    return text, encoding, why


def _decided(data: bytes) -> tuple[str, str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding)
            if text is None:
                raise UndecidableEncoding(f"the file is marked as {encoding} but is not: save it as UTF-8 and drop it again")
            return text, encoding, "byte order mark"
    for decide in (_utf8, _utf16, _legacy):
        if decided := decide(data):
            return decided
    raise UndecidableEncoding("the text's encoding cannot be told without loss: save the file as UTF-8 and drop it again")


def _is_encoded_twice(text: str) -> bool:
    """Tell whether the bytes of Chinese characters were taken for accented Latin, which is then most of the text."""
    start = text[:_SAMPLE]
    accented = len(_ACCENTS.findall(start))
    return accented > max(_SEVERAL, _ACCENTED * len(start)) and common_share(start) == 0


def decode_said(data: bytes, said: str) -> tuple[str, str, str]:
    """Return text, encoding and evidence of bytes that come with the name of an encoding, which decides where they do not; raises as `decode`."""
    declared = meant(said)
    if declared in _SEVEN_BIT and (text := _strict(data, declared)) is not None:
        return text, declared, "declared, and without loss"
    try:
        return decode(data)
    except UndecidableEncoding:
        text = _strict(data, declared) if declared else None
        if text is None:
            raise
        return text, declared, "declared, and without loss"


def decode_damaged(data: bytes, said: str) -> tuple[str, str, str] | None:
    """Return text, encoding and evidence of bytes of which a few are damaged, in the encoding that they say, U+FFFD for each of these.

    None where more are damaged than happens (a summary cut within a character), or nothing is said.
    """
    encoding = meant(said)
    text = data.decode(encoding, "replace") if encoding else ""
    damaged = text.count("\ufffd")
    return (text, encoding, f"declared, {damaged} places are damaged") if text and damaged <= _FEW_DAMAGED * len(text) else None


def meant(said: str) -> str:
    """Return the encoding that holds what is meant by a name; nothing for a name that no encoding of text has."""
    name = said.strip().lower()
    try:
        name = codecs.lookup(_ALSO.get(name, name)).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ""
    name = _MEANT.get(name, name)
    return name if name in _ENCODINGS else ""


def _strict(data: bytes, encoding: str) -> str | None:
    """Return the text where decoding and encoding again gives the same bytes."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _utf8(data: bytes) -> tuple[str, str, str] | None:
    text = _strict(data, "utf-8")
    if text is None:
        return None
    if "\x00" in text:
        wide = _utf16(data)
        if not wide:
            raise UnsupportedMedia("the file is not text, and no reader knows its format: convert it to text and drop it again")
        return wide
    return text, "utf-8", "strict UTF-8"


def _utf16(data: bytes) -> tuple[str, str, str] | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding) if len(data) % 2 == 0 else None
        if text and "\x00" not in text and common_share(text) >= 0.3 and _plain_share(text) > 0.95:
            return text, encoding, f"{common_share(text):.0%} of the Chinese characters are common ones"
    return None


def _legacy(data: bytes) -> tuple[str, str, str] | None:
    shares = {e: common_share(t) for e in ("gb18030", "big5", "big5hkscs") if (t := _strict(data, e)) is not None and _is_text(t)}
    if not shares:
        return None
    best = max(shares, key=lambda e: shares[e])
    others = [share for e, share in shares.items() if not (e.startswith("big5") and best.startswith("big5")) and e != best]
    if shares[best] < _SOUND or any(shares[best] - share < _LEAD for share in others):
        return None
    return data.decode(best), best, f"{shares[best]:.0%} of the Chinese characters are common ones"


def _is_text(text: str) -> bool:
    return not any((ord(c) < 32 and c not in "\t\n\r\f\v") or "\ue000" <= c <= "\uf8ff" for c in text)


def common_share(text: str) -> float:
    """Return the share of the commonest characters, simplified or traditional, among the Chinese ones; 0 where there are none."""
    chinese = [c for c in text if "\u3400" <= c <= "\u9fff"]
    return sum(c in _common() for c in chinese) / len(chinese) if chinese else 0.0


@cache
def _common() -> frozenset[str]:
    lists = vocabulary("common_han")
    return frozenset(lists["simplified"] + lists["traditional"])


def _plain_share(text: str) -> float:
    return sum(c.isascii() or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" or "\u2010" <= c <= "\u2040" for c in text) / len(text)
