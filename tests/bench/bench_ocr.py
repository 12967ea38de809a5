"""Recognition of the sample bulletin, typeset, printed at 200 dpi, turned by 0.7° and with noise.

Bars: at most 0.5 % of its characters wrong, and a structure as from its text.
"""

import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from parsers.cleaning import clean
from parsers.document import Document, Section
from parsers.pages.askew import as_came
from parsers.pages.compose import compose
from parsers.parse import detect, parse, parse_source, validate
from parsers.readers.ocr import recognise
from parsers.reading import Reading
from parsers.source import Source
from tests.as_printed import as_printed
from tests.scanned import askew
from tests.typeset_pdf import office

BULLETIN = next((Path(__file__).parents[2] / "seeds" / "documents").glob("001_*.txt"))
DPI, SKEW = 200, 0.7
BAR_CER, BAR_STRUCTURE = 0.005, 0.95


@pytest.mark.bench
def test_the_bulletin_as_a_scan() -> None:
    text, [document] = parse_source(Source.from_path(BULLETIN))
    printed = as_printed(document, text)
    started = time.process_time()
    scanned, pages = recognised(office(printed))
    seconds = (time.process_time() - started) / pages
    wrong = distance(plain("".join(words for _, words in printed)), plain(body(scanned)))
    total = len(plain("".join(words for _, words in printed)))
    source = Source(b"", "scan.tif")
    [read] = validate(scanned, parse(source, scanned, detect(scanned)))
    same, parts = agreeing(structure(document), structure(read))
    print(f"\nOCR: {wrong} of {total} characters wrong ({wrong / total:.2%}), {same} of {parts} parts of its structure the same,")
    print(f"{seconds:.1f} s of processor time a page, {sum(f.code == 'ocr_low_confidence' for f in read.findings)} doubts told")
    assert wrong / total <= BAR_CER
    assert same / parts >= BAR_STRUCTURE


def recognised(pdf: bytes) -> tuple[Reading, int]:
    """Return what is read of the pages of a PDF, printed and scanned, and how many they are."""
    opened = pypdfium2.PdfDocument(pdf)
    sheets = []
    for number in range(1, len(opened) + 1):
        page = opened[number - 1]
        picture: Image.Image = page.render(scale=DPI / 72).to_pil().convert("L")
        sheets.append(recognise(askew(picture, -SKEW, seed=number), number, *page.get_size()))
    return as_came(compose(sheets, "image/tiff", "ocr", "1"), sheets), len(sheets)


def body(reading: Reading) -> str:
    inside = list(reading.text)
    for span in reading.furniture:
        inside[span.start : span.end] = " " * (span.end - span.start)
    return "".join(inside)


def plain(text: str) -> str:
    """Return a text without white space and differences of width, as wording is compared everywhere."""
    return "".join(unicodedata.normalize("NFKC", clean(text)).split())


def distance(a: str, b: str) -> int:
    """Return how many characters must be changed, added or taken away to make one text of the other."""
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
        before = row
    return before[-1]


def structure(document: Document) -> list[str]:
    """Return title, issue, date, headings, measures, recipients and figures, each as one string."""
    fields = ("doc_type", "publication", "issue_number", "issue_date", "issuing_body", "title")
    said = [f"{name} {getattr(value := getattr(document, name), 'text', value)}" for name in fields]
    said += [line for section in document.sections for line in _section(section)]
    said += [f"{c.role} {c.name}" for c in document.contributors] + [f"{r.kind} {r.recipient}" for r in document.distribution]
    return [plain(line) for line in (*said, *(f"figure {i.quote} {i.modality}" for i in document.indicators))]


def _section(section: Section) -> Iterator[str]:
    yield f"{section.marker} {section.heading.text}"
    yield from (f"{section.marker} {m.marker} {m.lead.text}" for m in section.measures)
    for inner in section.sections:
        yield from _section(inner)


def agreeing(one: list[str], other: list[str]) -> tuple[int, int]:
    """Return how many parts both have, and how many there are in the one that has more."""
    left = list(other)
    same = 0
    for part in one:
        if part in left:
            left.remove(part)
            same += 1
    return same, max(len(one), len(other))
