"""Newspaper pages from PDF: time of the whole reader against `pdfplumber.open(...).pages[i].chars` alone. Bar: at most 1.35 times."""

import io
import statistics
import time
from collections.abc import Callable

import pdfplumber
import pytest

from parsers.pages.compose import compose
from parsers.parse import read
from parsers.readers import pdf
from parsers.source import Source
from tests.pages.grid import random_page
from tests.pages.press import printed

SEEDS = range(5000, 5012)
TIMES = 5
BAR = 1.35


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _characters(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.chars) for page in document.pages)


@pytest.mark.bench
def test_newspaper_pages_against_pdfplumber_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(printed(random_page(seed, seed % 2 == 0) for seed in SEEDS), "pages.pdf")
    composing: list[float] = []

    def timed(*arguments: object, **named: object) -> object:
        started = time.process_time()
        reading = compose(*arguments, **named)  # type: ignore[arg-type]
        composing.append(time.process_time() - started)
        return reading

    monkeypatch.setattr(pdf, "compose", timed)
    # turn about, so that a busy machine slows both
    pairs = [(_seconds(lambda: read(source)), _seconds(lambda: _characters(source.data))) for _ in range(TIMES)]
    ratios = [whole / alone for whole, alone in pairs]
    shares = [part / alone for part, (_, alone) in zip(composing, pairs, strict=True)]
    alone = statistics.median(alone for _, alone in pairs)
    print(f"\npages: {len(SEEDS)}, {_characters(source.data):,} characters; pdfplumber's characters alone {len(SEEDS) / alone:.1f} pages/s")
    print(f"whole reader {statistics.median(ratios):.2f} times that (layout {statistics.median(shares):.2f})")
    assert statistics.median(ratios) <= BAR
