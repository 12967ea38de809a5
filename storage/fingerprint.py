"""What a document's own words look like: a sketch by which the same article is known whatever it comes in.

Pure, so that it runs in the process that parsed the document. Title, headings and paragraphs count; furniture, other
articles of the page, by-lines, white space, punctuation and widths of characters do not.
"""

import hashlib
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import eq
from typing import NamedTuple

from rensa import RMinHash

from parsers.document import Document
from storage.sections import every

# A sketch is 128 MinHash values of runs of four characters: what two share is their texts' share of common runs, ±4 points
# (Broder 1997). Twelve bands of four: two texts that share 80 % have a band in common in 998 of 1,000 cases, 20 % in 2 of 100.
_VALUES = 128
_RUN = 4
BANDS = 12
_ROWS = 4
# below this length a text says too little to be known again
SHORTEST = 60

# full-width stops, which end up as nothing: with them in it a text takes ten times as long to normalise
_STOPS = "，；：！？（）"
# all that is not a letter, digit or per cent, but keeping the point in 1.5
_POINT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_BESIDE_WORDS = re.compile(r"[^\w.%‰]+")
# 1.3亿元 3500人 97.96%
_FIGURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<scale>[%‰百千万亿]*)(?P<unit>[^\W\d]?)")


class Fingerprint(NamedTuple):
    """A document's words in short: `bands` are signed 64-bit numbers, the first of them the words' hash, `figures` as written, in order."""

    sketch: bytes
    bands: tuple[int, ...]
    figures: tuple[str, ...]


def fingerprint(document: Document) -> Fingerprint | None:
    """Return what a document's words look like, None where these are too few to be known again."""
    words = squeezed("".join(_wording(document)))
    if len(words) < SHORTEST:
        return None
    sketch = _sketch(words)
    spelled = (squeezed(indicator.quote) for indicator in document.indicators if not _FIGURE.search(indicator.quote))
    return Fingerprint(sketch, (number_of(words.encode("utf-8", "surrogatepass")), *_bands(sketch)), (*figures_in(words), *spelled))


def figures_in(words: str) -> list[str]:
    """Return the figures in squeezed words: digits with what scales them and a character of their unit."""
    return [match[0] for match in _FIGURE.finditer(words)]


def squeezed(text: str) -> str:
    """Return a text's words in one width, without white space and punctuation."""
    for stop in _STOPS:
        text = text.replace(stop, " ")
    return _BESIDE_WORDS.sub("", _POINT.sub("", unicodedata.normalize("NFKC", text)).replace("_", ""))


def _wording(document: Document) -> Iterator[str]:
    yield document.title.text if document.title else ""
    yield from (text.text for text in document.lead)
    for section in every(document.sections):
        yield section.heading.text
        yield from (text.text for text in section.paragraphs)


def _sketch(words: str) -> bytes:
    sketch = RMinHash(num_perm=_VALUES, seed=1)
    sketch.update([words[i : i + _RUN] for i in range(len(words) - _RUN + 1)])
    return struct.pack(f"<{_VALUES}I", *sketch.digest())


def _bands(sketch: bytes) -> Iterator[int]:
    size = _ROWS * 4
    yield from (number_of(bytes([n]) + sketch[n * size : (n + 1) * size]) for n in range(BANDS))


def number_of(data: bytes) -> int:
    """Return a signed 64-bit number that stands for bytes."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def similarity(sketch: bytes, other: bytes) -> float:
    """Return the share, 0 to 1, of the two texts' runs of characters that both have."""
    one, two = (struct.unpack(f"<{_VALUES}I", values) for values in (sketch, other))
    alike: int = sum(map(eq, one, two))
    return alike / _VALUES


def differing(figures: Sequence[str], others: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the figures that only the first has and those that only the second has, each in order."""
    return _left(figures, others), _left(others, figures)


def _left(figures: Sequence[str], others: Sequence[str]) -> list[str]:
    spare = Counter(others)
    spare.subtract(figures)
    left = []
    for figure in reversed(figures):  # of several alike, the last are those too many
        if spare[figure] < 0:
            spare[figure] += 1
            left.append(figure)
    return left[::-1]
