"""Make ordinary_words.toml from the dictionary of jieba: `python deploy/build_ordinary_words.py jieba/dict.txt`.

The dictionary (`pip download jieba==0.42.1`, MIT, file jieba/dict.txt) gives a word, its count and its kind a line; kind nr is a person's name.
"""

import hashlib
import sys
from collections import defaultdict
from pathlib import Path

from seeds import VOCABULARIES, vocabulary

_RARE = 8  # words counted less often are mostly names that the dictionary took for something else
_HEAD = """# Words of two characters that begin with a surname and are no names (安居, 高度, 文化), as first character = second characters.
source = "jieba 0.42.1, jieba/dict.txt, sha256 {digest}; made by deploy/build_ordinary_words.py"
licence = "MIT, Copyright (c) 2013 Sun Junyi"
as_of = "2020-01-20"

[words]
"""


def ordinary(lines: list[str], surnames: frozenset[str]) -> dict[str, str]:
    """Return, for each surname, the second characters of the words that begin with it."""
    words: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        word, count, kind = line.split()
        if len(word) == len("安居") and word[0] in surnames and int(count) >= _RARE and not kind.startswith("nr"):
            words[word[0]].append(word[1])
    return {first: "".join(sorted(seconds)) for first, seconds in sorted(words.items())}


def write(dictionary: Path, target: Path) -> None:
    """Write the vocabulary made from `dictionary` to `target`."""
    data = dictionary.read_bytes()
    surnames = frozenset("".join(vocabulary("surnames")["single"].split()))
    words = ordinary(data.decode("utf-8").splitlines(), surnames)
    body = "".join(f'{first} = "{seconds}"\n' for first, seconds in ((f'"{f}"', s) for f, s in words.items()))
    target.write_text(_HEAD.format(digest=hashlib.sha256(data).hexdigest()) + body, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(str(VOCABULARIES)) / "ordinary_words.toml")
