"""Repairs of what a page's glyphs say and where they stand; each keeps in the glyph's `raw` what the file had.

In this order: text that cannot be stored, bytes taken for Latin-1, Latin as rare Han, radicals, characters printed twice for
boldness, punctuation of a font of its own that hangs below its line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from parsers.glyphs import UNTOLD, from_gbk, italic_latin, radicals
from parsers.pages.model import Glyph, Sheet
from seeds import vocabulary

# what no database stores and no line holds: control characters, halves of surrogate pairs
_UNSTORABLE = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
_RADICAL = re.compile(f"[{''.join(radicals())}]")
# 犐犆犛
_ITALIC = re.compile(f"[{''.join(italic_latin())}]{{2,}}")
_HANGING = frozenset("，。、；：！？“”‘’（）《》〈〉…—·,.;:!?")
# in ems: how near a character is to its double, and how far off punctuation of another font may hang to be of the same line
_DOUBLE = 0.2
_HANGS = (0.05, 0.6)
_BESIDE = 0.7


def repaired(sheet: Sheet) -> Sheet:
    """Return the page with its glyphs repaired; the same sheet where nothing was to be done."""
    glyphs: Sequence[Glyph] = sheet.glyphs
    for repair in (_storable, _decoded, _latin, _whole, _single, _level):
        glyphs = repair(glyphs)
    return sheet if glyphs is sheet.glyphs else replace(sheet, glyphs=tuple(glyphs))


def _storable(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    if not _UNSTORABLE.search("".join(g.text for g in glyphs)) and all(g.text for g in glyphs):
        return glyphs
    texts = (_UNSTORABLE.sub(lambda c: "\ufffd" if c[0] >= "\ud800" else " ", g.text) for g in glyphs)
    return [g if g.text == t else g._replace(text=t, raw=g.text) for g, t in zip(glyphs, texts, strict=True) if t]


def _decoded(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    codes = [_byte(g.text) for g in glyphs]
    if codes.count(None) == len(codes):
        return glyphs
    out: list[Glyph] = []
    done = 0
    for start, end in _runs(glyphs, codes):
        text = from_gbk(bytes(c for c in codes[start:end] if c is not None))
        if text:
            out += [*glyphs[done:start], *map(_pair, text, glyphs[start:end:2], glyphs[start + 1 : end : 2])]
            done = end
    return [*out, *glyphs[done:]] if out else glyphs


def _byte(text: str) -> int | None:
    """Return the byte that a reader took for this text, if it is one of a pair of GB 2312."""
    untold = UNTOLD.fullmatch(text)
    code = int(untold["code"]) if untold else ord(text) if len(text) == 1 else 0
    return code if 0xA1 <= code <= 0xFE else None


def _runs(glyphs: Sequence[Glyph], codes: Sequence[int | None]) -> Iterator[tuple[int, int]]:
    """Yield the runs of even length, of one font and line, in which every glyph is such a byte."""
    start = 0
    while start < len(glyphs):
        end = start
        while end < len(glyphs) and codes[end] is not None and _continues(glyphs[start], glyphs[end]):
            end += 1
        if end - start >= 2 and (end - start) % 2 == 0:
            yield start, end
        start = max(end, start + 1)


def _continues(first: Glyph, later: Glyph) -> bool:
    return first.font == later.font and abs(first.baseline - later.baseline) < 0.1 * first.size


def _pair(text: str, left: Glyph, right: Glyph) -> Glyph:
    return left._replace(text=text, x1=max(left.x1, right.x1), raw=left.text + right.text)


def _latin(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    words = vocabulary("glyph_repairs")["italic_latin"]["words"]
    return _rewritten(glyphs, _ITALIC, lambda run: run if run in words else "".join(map(italic_latin().__getitem__, run)))


def _whole(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    return _rewritten(glyphs, _RADICAL, lambda radical: radicals()[radical])


def _rewritten(glyphs: Sequence[Glyph], pattern: re.Pattern[str], change: Callable[[str], str]) -> Sequence[Glyph]:
    """Return the glyphs with each match of the pattern rewritten, character by character, where each glyph has one."""
    text = "".join(g.text if len(g.text) == 1 else "\ufffd" for g in glyphs)
    out = list(glyphs)
    for match in pattern.finditer(text):
        for i, char in enumerate(change(match[0]), match.start()):
            if char != text[i]:
                out[i] = out[i]._replace(text=char, raw=text[i])
    return out if pattern.search(text) else glyphs


def _single(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return the glyphs without those that were printed a second time, a little aside, to look bold."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    kept = [g for g in glyphs if not _is_double(g, seen)]
    return kept if len(kept) < len(glyphs) else glyphs


def _is_double(glyph: Glyph, seen: dict[tuple[str, int, int], Glyph]) -> bool:
    cell = max(glyph.size, 1.0)
    column, row = int(glyph.x0 / cell), int(glyph.baseline / cell)
    if glyph.text == " ":
        return False
    for key in ((glyph.text, column + i, row + j) for i in (0, -1, 1) for j in (0, -1, 1)):
        other = seen.get(key)
        if other and _overlap(glyph, other):
            return True
    seen[glyph.text, column, row] = glyph
    return False


def _overlap(glyph: Glyph, other: Glyph) -> bool:
    near = _DOUBLE * min(glyph.size, 2 * (glyph.x1 - glyph.x0) or glyph.size)
    return abs(glyph.x0 - other.x0) < near and abs(glyph.baseline - other.baseline) < near and abs(glyph.size - other.size) < near


def _level(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return the glyphs with punctuation of a font of its own lifted to the line that it follows."""
    out = list(glyphs)
    lifted = False
    for i in range(1, len(out)):
        before, glyph = out[i - 1], out[i]
        if glyph.text in _HANGING and glyph.font != before.font and _hangs(before, glyph):
            out[i] = glyph._replace(baseline=before.baseline)
            lifted = True
    return out if lifted else glyphs


def _hangs(before: Glyph, glyph: Glyph) -> bool:
    em = before.size
    beside = abs(glyph.x0 - before.x1) < _BESIDE * em
    return beside and _HANGS[0] * em < abs(glyph.baseline - before.baseline) < _HANGS[1] * em
