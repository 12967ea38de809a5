"""From bytes to checked documents: read, detect, parse, validate. No database, no Prefect, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from parsers.checks import check
from parsers.detect import Detection, classify
from parsers.document import Document, Finding, PageSize, Provenance, ReadingText, SourceInfo, Tool
from parsers.errors import UnrecognisedDocument
from parsers.facts import with_facts
from parsers.frame import Frame
from parsers.grammar.newspapers.pageheads import page_head
from parsers.mapped import Mapped
from parsers.media import read_source
from parsers.passages import passages
from parsers.reading import COLUMNS, Part, Reading, Span, subtract, touching, trim
from parsers.registry import Parser, kinds
from parsers.source import Source
from seeds import vocabulary_digest

VERSION = "0.1.0"
# an article whose weakest cut was surer than this is not doubted
SURE_ORDER = 0.6
# blocks that are no part of the document
_OUTSIDE = frozenset({"furniture", "other_document"})


def parse_file(path: Path) -> list[Document]:
    """Return the documents in one file, checked; raises KuaibaoError where the file cannot be processed."""
    return parse_source(Source.from_path(path))[1]


def parse_source(source: Source) -> tuple[Reading, list[Document]]:
    """Return what was read of a source and the documents in it, checked; raises KuaibaoError where it cannot be processed."""
    reading = read(source)
    return reading, validate(reading, parse(source, reading, detect(reading)))


def read(source: Source) -> Reading:
    """Return the text of a source by the reader for its medium; raises UnreadableSource."""
    return read_source(source)


def detect(reading: Reading) -> Detection:
    """Return the document type of a reading, with scores and evidence, `other` where none is sure; of several articles, that of the longest."""
    parts = [classify(piece) for piece in pieces(reading)]
    if len(parts) == 1:
        return parts[0]
    longest = max(range(len(parts)), key=lambda i: reading.parts[i].span.end - reading.parts[i].span.start)
    return replace(parts[longest], parts=tuple(parts))


def pieces(reading: Reading) -> list[Reading]:
    """Return the articles of a reading, each alone and without furniture; the reading itself where it is one plain text."""
    if reading.parts:
        return [reading.alone(part.span) for part in reading.parts]
    return [reading.alone(Span(0, len(reading)))] if reading.furniture else [reading]


def parse(source: Source, reading: Reading, detection: Detection) -> list[Document]:
    """Return the documents of a reading by the parser of the detected type; raises UnrecognisedDocument for an unknown one."""
    documents: list[Document] = []
    articles = [tuple(_visible(reading, part.span)) for part in reading.parts]
    furniture = tuple(t for span in reading.furniture if (t := trim(reading.text, span)).start < t.end)
    for i, piece in enumerate(pieces(reading)):
        found = detection.parts[i] if detection.parts else detection
        parser = _parser(found.doc_type)
        elsewhere = tuple(chain.from_iterable([*articles[:i], *articles[i + 1 :]]))
        frame = Frame(piece, found.classification, _provenance(source, reading, parser), len(documents), elsewhere, furniture)
        made = parser.parse(frame)
        documents += [_doubted(d, reading.parts[i]) for d in made] if reading.parts else made
    return [_on_its_page(document, reading) for document in documents] if reading.evidence.get("layout") == COLUMNS else documents


def _parser(doc_type: str) -> Parser:
    parser = kinds().get(doc_type)
    if not parser:
        raise UnrecognisedDocument(f"there is no parser for the type {doc_type!r}: use one of {', '.join(kinds())}")
    return parser


def _provenance(source: Source, reading: Reading, parser: Parser) -> Provenance:
    return Provenance(
        source=SourceInfo(sha256=source.sha256, name=source.name, media_type=reading.media_type, size=len(source.data)),
        reader=Tool(name=reading.reader, version=reading.version),
        parser=Tool(name=parser.name, version=parser.version),
        vocabularies=vocabulary_digest(),
        software={"kuaibao": VERSION},
    )


def _visible(reading: Reading, span: Span) -> Iterator[Span]:
    """Yield the visible stretches of an article, furniture left out."""
    for free in subtract(span, touching(reading.furniture, span)):
        shown = trim(reading.text, free)
        if shown.start < shown.end:
            yield shown


def _doubted(document: Document, part: Part) -> Document:
    if part.confidence >= SURE_ORDER:
        return document
    message = f"It is not sure ({part.confidence:.0%}) that this article is whole and in the right order: compare it with the page."
    doubt = Finding(code="reading_order_uncertain", severity="warning", message=message, spans=(part.span,))
    return document.model_copy(update={"findings": (*document.findings, doubt)})


def _on_its_page(document: Document, reading: Reading) -> Document:
    """Return the document with what the head of the page that it begins on says (paper, day, the page's name), where it has none of its own."""
    begins = next((place.page for b in document.blocks if b.kind not in _OUTSIDE for place in reading.boxes(b.spans[:1])), None)
    heads = (span for span in reading.furniture if (boxes := reading.boxes([span])) and boxes[0].page == begins)
    said = page_head([Mapped(reading, (span,)) for span in heads])
    wanted = {name: value for name, value in said.items() if not getattr(document, name)}
    return document.model_copy(update=wanted) if wanted else document


def validate(reading: Reading, documents: Sequence[Document]) -> list[Document]:
    """Return the documents with their facts and the findings of all checks; raises EvidenceBroken where a value has lost its characters."""
    return [_validated(reading, document) for document in documents]


def _validated(reading: Reading, document: Document) -> Document:
    prose = passages(reading, document)
    return check(reading, with_facts(document, prose), prose)


def with_reading(document: Document, reading: Reading) -> Document:
    """Return the document with the text it was read from, as `--reading` shows it."""
    pages = tuple(PageSize(number=p.number, width=p.width, height=p.height) for p in reading.pages)
    return document.model_copy(update={"reading": ReadingText(text=reading.text, pages=pages)})
