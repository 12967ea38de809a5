"""From bytes to checked documents: read, detect, parse, validate. No database, no Prefect, no clock."""

from collections.abc import Sequence
from pathlib import Path

from parsers.checks import check
from parsers.detect import Detection, classify
from parsers.document import Document, PageSize, Provenance, ReadingText, SourceInfo, Tool
from parsers.errors import UnrecognisedDocument
from parsers.facts import with_facts
from parsers.frame import Frame
from parsers.media import read_source
from parsers.reading import Reading
from parsers.registry import kinds
from parsers.source import Source
from seeds import vocabulary_digest

VERSION = "0.1.0"


def parse_file(path: Path) -> list[Document]:
    """Return the documents in one file, checked; raises KuaibaoError where the file cannot be processed."""
    source = Source.from_path(path)
    reading = read(source)
    detection = detect(reading)
    documents = parse(source, reading, detection)
    return validate(reading, documents)


def read(source: Source) -> Reading:
    """Return the text of a source by the reader for its medium; raises UnreadableSource."""
    return read_source(source)


def detect(reading: Reading) -> Detection:
    """Return the document type of a reading, with scores and evidence; `other` where none is sure."""
    return classify(reading)


def parse(source: Source, reading: Reading, detection: Detection) -> list[Document]:
    """Return the documents of a reading by the parser of the detected type; raises UnrecognisedDocument for an unknown one."""
    parser = kinds().get(detection.doc_type)
    if not parser:
        raise UnrecognisedDocument(f"there is no parser for the type {detection.doc_type!r}: use one of {', '.join(kinds())}")
    provenance = Provenance(
        source=SourceInfo(sha256=source.sha256, name=source.name, media_type=reading.media_type, size=len(source.data)),
        reader=Tool(name=reading.reader, version=reading.version),
        parser=Tool(name=parser.name, version=parser.version),
        vocabularies=vocabulary_digest(),
        software={"kuaibao": VERSION},
    )
    return list(parser.parse(Frame(reading, detection.classification, provenance)))


def validate(reading: Reading, documents: Sequence[Document]) -> list[Document]:
    """Return the documents with their facts and the findings of all checks; raises EvidenceBroken where a value has lost its characters."""
    return [check(reading, with_facts(reading, document)) for document in documents]


def with_reading(document: Document, reading: Reading) -> Document:
    """Return the document with the text it was read from, as `--reading` shows it."""
    pages = tuple(PageSize(number=p.number, width=p.width, height=p.height) for p in reading.pages)
    return document.model_copy(update={"reading": ReadingText(text=reading.text, pages=pages)})
