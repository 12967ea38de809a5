"""Reading newspaper pages, from bytes to reading order, held against what pdfplumber takes for the characters alone.

Bar: at most 1.35 times its processor time, in one run. What pdfium takes for the same characters is told beside it.
"""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from pypdfium2 import PdfDocument

from parsers.parse import parse_source
from parsers.pdf.second import SecondEngine
from parsers.readers.pdf import read
from parsers.source import Source
from tests.as_printed import as_printed
from tests.typeset_pdf import newspaper

SEEDS = sorted((Path(__file__).parents[2] / "seeds" / "documents").glob("00[023]_*.txt"))
BAR, RUNS = 1.35, 3


@pytest.mark.bench
def test_pages_of_newspapers() -> None:
    files = [newspaper(as_printed(document, text)) for text, [document] in map(parse_source, map(Source.from_path, SEEDS))]
    characters = seconds(lambda: [_characters(data) for data in files])
    whole = seconds(lambda: [read(Source(data, "a.pdf"), "application/pdf") for data in files])
    quick = seconds(lambda: [SecondEngine(PdfDocument(data)).text(1) for data in files])
    print(f"\nPDF: {whole / characters:.2f} of pdfplumber's time for the characters of {len(files)} newspaper pages ({characters:.2f} s);")
    print(f"pdfium's text alone takes {quick / characters:.2f} of it")
    assert whole <= BAR * characters


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time that some work takes in a few runs."""
    taken = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def _characters(data: bytes) -> int:
    with pdfplumber.open(BytesIO(data)) as file:
        return sum(len(page.chars) for page in file.pages)
