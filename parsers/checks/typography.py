"""Slips of the keyboard: words typed twice, and half-width punctuation in a text that is set full width."""

import re
from collections.abc import Iterator

from parsers.document import Document, Finding
from parsers.reading import Reading, Span

_HAN = r"[^\W\da-zA-Z_]"
# 目的的, 为了了解, 和和美美 and 有的的确 are no slips
_PARTICLES = rf"(?:的的(?!确|士)|和和(?<!{_HAN}为和和)(?!美|气|睦|平)|与与|及及|被被|、、|，，|。。|；；)(?<![目标有是]..)"
_WORDS = "推进|落实|加强|建设|发展|实施|开展|提升|完善|推动|工作|项目|深入|组织|强化|坚持|进一步|全面|积极|以及|进行|我们|他们"
# one by one, since together they would be tried at every character
_DOUBLED = (
    re.compile(_PARTICLES),
    re.compile(rf"(?P<word>{_WORDS})(?P=word)"),
    re.compile(rf"(?P<long>({_HAN})(?!\2){_HAN}{{3,9}})(?P=long)"),
)
_NARROW = re.compile(rf"[,;:!?](?<={_HAN}.)(?={_HAN})")
_WIDE = re.compile(rf"[，；：！？](?<={_HAN}.)(?={_HAN})")
_FEW = 0.2


def typography(reading: Reading, document: Document) -> Iterator[Finding]:
    """Yield doubled words, each by itself, and mixed punctuation once per document (info)."""
    prose = [s for b in document.blocks if b.kind in ("paragraph", "title", "subtitle", "heading") for s in b.spans]
    narrow: list[Span] = []
    for start, end in prose:
        for match in _doubled(reading.text, start, end):
            message = f"“{match[0]}” looks like something typed twice."
            yield Finding(code="doubled_word", severity="info", message=message, spans=(Span(*match.span()),))
        narrow += [Span(*m.span()) for m in _NARROW.finditer(reading.text, start, end)]
    wide = sum(len(_WIDE.findall(reading.text, start, end)) for start, end in prose) if narrow else 0
    if 0 < len(narrow) <= wide * _FEW:
        message = f"{len(narrow)} half-width punctuation marks stand among {wide} full-width ones."
        yield Finding(code="mixed_punctuation", severity="info", message=message, spans=tuple(narrow))


def _doubled(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what is doubled in `text[start:end]`, the first where two overlap."""
    found = [match for pattern in _DOUBLED for match in pattern.finditer(text, start, end)]
    for match in sorted(found, key=re.Match.start):
        if match.start() >= start:
            start = match.end()
            yield match
