"""Damage in the text itself: repaired glyphs, rare hanzi that no repair knows, foreign words, replacement characters."""

import re
from collections.abc import Iterator

from parsers.checks.own import begins_in, own_spans
from parsers.document import Document, Finding
from parsers.glyphs import COMPOSED_NUMBER, restored
from parsers.reading import Reading, Span

_WORDS = "and|or|of|the|with|for|to|in|on|by|as|is|are|but|from|at"
_FUNCTION_WORDS = frozenset(_WORDS.split("|"))
# “区位优势 and 人才优势”: an English function word between Chinese characters, left by a translator or an input method
_FOREIGN = re.compile(rf"(?<=[\u4e00-\u9fff”）])\s*\b(?P<word>(?i:{_WORDS}))\b\s*(?=[\u4e00-\u9fff“（])")
# most texts have no such word at all
_LATIN = re.compile(r"[A-Za-z]+")
_REPLACEMENT = re.compile("\ufffd+")


def damage(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield what is damaged in the parts of the reading that are this document's."""
    found = list(_all(reading.text))
    own = own_spans(document) if found else ()
    yield from (finding for finding in found if begins_in(own, finding.spans[0]))


def _all(text: str) -> Iterator[Finding]:
    for match in COMPOSED_NUMBER.finditer(text):
        message = f"“{match[0]}” stands for {restored(match)}: the page maker's font gave three characters for one."
        yield Finding(code="glyph_repaired", severity="info", message=message, spans=(Span(*match.span()),))
    has_word = not _FUNCTION_WORDS.isdisjoint(map(str.lower, _LATIN.findall(text)))
    for match in _FOREIGN.finditer(text) if has_word else ():
        message = f"The English word “{match['word']}” stands inside Chinese text."
        yield Finding(code="foreign_word_in_chinese_text", severity="warning", message=message, spans=(Span(*match.span("word")),))
    for match in _REPLACEMENT.finditer(text):
        message = "Characters were lost before the file reached us (�)."
        yield Finding(code="replacement_character", severity="error", message=message, spans=(Span(*match.span()),))
