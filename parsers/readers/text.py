"""Plain text, Markdown and copied web pages: the encoding is decided by evidence and must round-trip without loss.

BOM first, then strict UTF-8, then UTF-16 without a BOM, then GB18030 against Big5 by the share of common characters: in running
text the two hundred commonest make half of all Chinese characters; read in a wrong encoding they all but vanish.
"""

import codecs
from functools import cache

from parsers.errors import EmptySource, NoContent, UndecidableEncoding, UnsupportedMedia
from parsers.reading import Reading
from parsers.source import Source
from seeds import vocabulary

NAME = "text"
VERSION = "1"

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


def read(source: Source, media_type: str) -> Reading:
    """Return the decoded text; raises EmptySource, NoContent, UndecidableEncoding or UnsupportedMedia."""
    if not source.data:
        raise EmptySource(f"{source.name} is empty: drop it again when it has been written")
    text, encoding, why = decode(source.data)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0") or text.isspace():
        raise NoContent(f"{source.name} has nothing but white space in it")
    return Reading(text, media_type, NAME, VERSION, evidence={"encoding": encoding, "encoding_evidence": why})


def decode(data: bytes) -> tuple[str, str, str]:
    """Return text, encoding and the evidence for it; raises UndecidableEncoding or UnsupportedMedia."""
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
