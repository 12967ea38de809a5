"""From bytes to checked documents: read, detect, parse, validate. No database, no Prefect, no clock."""

from collections.abc import Sequence
from pathlib import Path

from parsers.detect import Detection, classify
from parsers.document import Document, PageSize, ReadingText
from parsers.reading import Reading
from parsers.source import Source


def parse_file(path: Path) -> list[Document]:
    """Return the documents in one file, checked; raises KuaibaoError where the file cannot be processed."""
    source = Source.from_path(path)
    reading = read(source)
    detection = detect(reading)
    documents = parse(source, reading, detection)
    return validate(reading, documents)


def read(source: Source) -> Reading:
    """Return the text of a source by the reader for its medium; raises UnreadableSource."""
    raise NotImplementedError


def detect(reading: Reading) -> Detection:
    """Return the document type of a reading, with scores and evidence; `other` where none is sure."""
    return classify(reading)


def parse(source: Source, reading: Reading, detection: Detection) -> list[Document]:
    """Return the documents of a reading by the parser of the detected type."""
    raise NotImplementedError


def validate(reading: Reading, documents: Sequence[Document]) -> list[Document]:
    """Return the documents with the findings of all checks; raises EvidenceBroken where a value has lost its characters."""
    raise NotImplementedError


def with_reading(document: Document, reading: Reading) -> Document:
    """Return the document with the text it was read from, as `--reading` shows it."""
    pages = tuple(PageSize(number=p.number, width=p.width, height=p.height) for p in reading.pages)
    return document.model_copy(update={"reading": ReadingText(text=reading.text, pages=pages)})
