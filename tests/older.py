"""Documents as an older parser would have made them: what is installed today reads them differently, in ways that are known."""

from collections.abc import Callable, Sequence
from importlib.resources import files

from flows.backfile import door
from flows.claim import intake
from flows.system import System, now
from parsers.document import Document, Indicator
from parsers.parse import parse_source
from parsers.reading import Reading, Span
from parsers.source import Source
from storage import ledger
from storage.prepared import prepare
from storage.writer import persist
from tests.sample import run

BULLETIN = "001_cb7469b198ac22b7.txt"


def sample(name: str = BULLETIN) -> bytes:
    return (files("seeds") / "documents" / name).read_bytes()


def parsed(data: bytes, name: str = BULLETIN) -> tuple[Reading, list[Document]]:
    """What the installed parsers say."""
    return parse_source(Source(data, name))


def taken_in(system: System, data: bytes, change: Callable[[Document], Document], name: str = BULLETIN) -> str:
    """Take bytes in and store what `change` makes of what the installed parsers say; return the (first) document's id."""
    path = system.settings.inbox / name
    path.write_bytes(data)
    delivery = intake(path, door(system)).delivery_id
    path.unlink()
    reading, documents = parsed(data, name)
    ledger.lease(system.engine, system.owner, 1, now(), 60)
    prepared = prepare(reading, [change(document) for document in documents])
    return persist(system.engine, delivery, system.owner, run(now()), prepared).document_ids[0]


def older(document: Document, version: str = "0", **fields: object) -> Document:
    """The document with another parser's version, and other fields."""
    tool = document.provenance.parser.model_copy(update={"version": version})
    return document.model_copy(update=fields | {"provenance": document.provenance.model_copy(update={"parser": tool})})


def planted(document: Document) -> Document:
    """The bulletin as an older parser said it: by today's, one figure is gained, one lost, one changed, one moved, and a finding gone."""
    first, second, third, *rest = document.indicators
    wrong = second.model_copy(update={"value": "77"})
    moved = third.model_copy(update={"spans": (Span(third.spans[0].start, third.spans[-1].end - 1),)})
    invented = first.model_copy(
        update={"quote": "52", "spans": document.issue_number_spans, "metric": None, "subject": None, "period": None}
    )
    finding = document.findings[0].model_copy(update={"code": "figures_disagree"})
    return older(document, indicators=pointing_on((wrong, moved, *rest, invented)), findings=(*document.findings, finding))


def pointing_on(figures: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The figures after one before them was left out: the indexes that lead from one to another are one less."""
    return tuple(
        f.model_copy(update={"change": f.change.model_copy(update={"of": f.change.of - 1})}) if f.change and f.change.of else f
        for f in figures
    )
