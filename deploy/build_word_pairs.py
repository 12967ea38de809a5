"""Make word_pairs.toml from the dictionary of jieba: `python deploy/build_word_pairs.py jieba/dict.txt`.

The dictionary (`pip download jieba==0.42.1`, MIT, file jieba/dict.txt) gives a word, its count and its kind a line.
"""

import hashlib
import re
import sys
from collections import Counter, defaultdict
from itertools import pairwise
from math import log
from pathlib import Path

from seeds import VOCABULARIES

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_RARE, _RARE_PAIR = 3, 20  # words and pairs counted less often say nothing
_LEVELS = range(6)
_HEAD = """# Pairs of characters that stand side by side inside words, by how much oftener than by chance: 0 for up to e times, 1 for up to e², … 5 for more than e⁵.
source = "jieba 0.42.1, jieba/dict.txt, sha256 {digest}; made by deploy/build_word_pairs.py"
licence = "MIT, Copyright (c) 2013 Sun Junyi"
as_of = "2020-01-20"

[levels]
"""


def levels(lines: list[str]) -> dict[int, list[str]]:
    """Return the pairs of each level: the logarithm of how often they stand in words over how often by chance, cut off."""
    pairs: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for line in lines:
        word, written, _ = line.split()
        count = int(written)
        if count < _RARE or not _HAN.fullmatch(word):
            continue
        for char in word:
            single[char] += count
        for first, second in pairwise(word):
            pairs[first + second] += count
    whole = single.total()
    found: dict[int, list[str]] = defaultdict(list)
    for pair, times in sorted(pairs.items()):
        odds = log(times * whole / (single[pair[0]] * single[pair[1]]))
        if times >= _RARE_PAIR and odds >= 0:
            found[min(int(odds), _LEVELS[-1])].append(pair)
    return found


def write(dictionary: Path, target: Path) -> None:
    """Write the vocabulary made from `dictionary` to `target`."""
    data = dictionary.read_bytes()
    found = levels(data.decode("utf-8").splitlines())
    body = "".join(f'{level} = "{"".join(found[level])}"\n' for level in _LEVELS)
    target.write_text(_HEAD.format(digest=hashlib.sha256(data).hexdigest()) + body, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(str(VOCABULARIES)) / "word_pairs.toml")
