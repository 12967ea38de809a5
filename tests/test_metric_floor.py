"""How well the words that the grammar gives for a figure cover those that a reader wrote down; the floors only rise."""

import json
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

from parsers.cleaning import clean
from parsers.document import Indicator
from parsers.parse import parse_file
from seeds import VOCABULARIES

MEASURED = Path(__file__).parent / "measured" / "metrics.jsonl"
SEEDS = Path(str(VOCABULARIES)).parent / "documents"
# shares of the reader's words that are covered: on average, and how often at least half of them
MEAN_FLOOR = 0.88
HALF_FLOOR = 0.93


def covered(reader: str, said: str) -> float:
    blocks = SequenceMatcher(None, reader, said, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size > 1) / len(reader)


def shares() -> list[float]:
    """Return for each figure that a reader described the share of those words that metric and subject hold."""
    rows = [json.loads(line) for line in MEASURED.read_text(encoding="utf-8").splitlines()]
    by_document: dict[str, list[Indicator]] = defaultdict(list)
    for name in {row["document"] for row in rows}:
        by_document[name] = [i for document in parse_file(SEEDS / name) for i in document.indicators]
    found = []
    for row in rows:
        same = [i for i in by_document[row["document"]] if i.quote == clean(row["quote"])]
        if same:
            nearest = min(same, key=lambda i: abs(i.spans[0].start - row["start"]))
            words = (nearest.metric.text if nearest.metric else "") + (nearest.subject.text if nearest.subject else "")
            found.append(covered(row["metric"], words))
    return found


def test_metrics_cover_what_a_reader_wrote_down() -> None:
    found = shares()
    assert len(found) >= 267
    assert sum(found) / len(found) >= MEAN_FLOOR
    assert sum(share >= 0.5 for share in found) / len(found) >= HALF_FLOOR
