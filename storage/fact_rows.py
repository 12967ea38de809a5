"""The facts of current revisions as flat rows, one per fact: what a list, a table or a data frame holds."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Engine, Row, Select, exists, or_, select
from sqlalchemy.orm import Session

from parsers.reading import Place, Reading, Span
from storage.current import as_they_came, current, narrowed
from storage.database import reading
from storage.facts import own_spans
from storage.places import unpack
from storage.tables import DocumentRow, Fact, ReadingRow, Revision
from storage.versions import CORRECTED

# what one is called → the document's field
KINDS = {
    "indicator": "indicators",
    "person": "people",
    "place": "places",
    "reference": "references",
    "organisation": "organisations",
    "project": "projects",
    "initiative": "initiatives",
    "quotation": "quotations",
}
# a record's wording and further fields, kind by kind: column of a row → field of the record
_PLAIN = {
    "indicator": {"quote": "quote", "unit": "unit", "modality": "modality", "bound": "bound"},
    "person": {"quote": "name", "subject": "organisation"},
    "place": {"quote": "name", "detail": "canonical", "code": "adcode"},
    "reference": {"quote": "title", "detail": "kind", "code": "number"},
    "organisation": {"quote": "name"},
    "project": {"quote": "name", "detail": "status"},
    "initiative": {"quote": "name"},
    "quotation": {"quote": "text", "subject": "speaker"},
}


@dataclass(frozen=True)
class Wanted:
    """Which facts: all conditions hold together; ISO dates `since` and `until` are the document's, `period` is an indicator's.

    `metric` and `place` are parts of a name. A place keeps the documents that name it, and of their places only itself.
    """

    kind: str | None = None
    metric: str | None = None
    period: tuple[str, str] | None = None
    doc_type: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    document_id: str | None = None


@dataclass(frozen=True)
class FactRow:
    """One fact; `quote` as written, `value` as a number in `unit`, `path` for `trace`, `spans` in the document's reading.

    `detail` is a person's posts, a place's full name, a reference's kind or a project's status, `code` a place's administrative
    code or a reference's number, `subject` also a person's organisation or who is quoted. `boxes` is empty for unpaged media.
    `corrected_by` names who has put right what the parser said.
    """

    document_id: str
    title: str | None
    doc_type: str
    date: str | None
    kind: str
    quote: str
    value: int | float | None = None
    value_max: int | float | None = None
    unit: str | None = None
    modality: str | None = None
    bound: str | None = None
    metric: str | None = None
    subject: str | None = None
    change: str | None = None
    change_basis: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    detail: str | None = None
    code: str | None = None
    path: str = ""
    spans: tuple[Span, ...] = ()
    boxes: tuple[Place, ...] = ()
    source: str = ""
    source_sha256: str = ""
    corrected_by: str | None = None


def fact_rows(engine: Engine, wanted: Wanted | None = None) -> Iterator[FactRow]:
    """Yield the facts asked for (all where nothing is), document by document in the order in which these came."""
    wanted = wanted or Wanted()
    with reading(engine) as session:
        for found in as_they_came(session, _asked(wanted), _SHOWN):
            yield from _with_boxes(session, found.reading_id if found.paged else None, _rows(found, wanted))


_COLUMNS = (Revision.document_id, Revision.title, Revision.doc_type, Revision.dated, Revision.json, Revision.reading_id)
_SHOWN = (
    select(*_COLUMNS, DocumentRow.source_sha256, ReadingRow.places.is_not(None).label("paged"))
    .join(DocumentRow, DocumentRow.document_id == Revision.document_id)
    .join(ReadingRow, ReadingRow.id == Revision.reading_id)
)


def _asked(wanted: Wanted) -> Select[Any]:
    """Select the revisions that can have what is asked for: most need not be taken apart for a metric that they do not name."""
    about = {name: getattr(wanted, name) for name in ("doc_type", "document_id", "since", "until", "place")}
    query = narrowed(current(Revision.id), **about)
    if wanted.metric is None:
        return query
    names = exists().where(
        Fact.revision_id == Revision.id, Fact.path.like("indicators[%].metric"), Fact.value.contains(wanted.metric, autoescape=True)
    )
    # what a person has put there stands at no characters, so it is no fact of its own
    return query.where(or_(names, Revision.parser_version.contains(CORRECTED, autoescape=True)))


def _rows(found: Row[Any], wanted: Wanted) -> Iterator[FactRow]:
    """Yield the facts of a document that are asked for, without their boxes."""
    content = json.loads(found.json)
    about = {
        "document_id": found.document_id,
        "title": found.title,
        "doc_type": found.doc_type,
        "date": found.dated,
        "source": content["provenance"]["source"]["name"],
        "source_sha256": found.source_sha256,
    }
    corrected = [(told["path"] or "", told["by"]) for told in content.get("corrections", ()) if not told["superseded_by"]]
    for name in KINDS if wanted.kind is None else [wanted.kind]:
        for index, record in enumerate(content[KINDS[name]]):
            spans = tuple(Span(start, end) for start, end in own_spans(record))
            path = f"{KINDS[name]}[{index}]"
            people = [by for at, by in corrected if at.startswith(f"{path}.")]
            by = "、".join(dict.fromkeys(people)) or None
            row = FactRow(**about, **_said(name, record), kind=name, path=path, spans=spans, corrected_by=by)
            if _is_wanted(row, wanted):
                yield row


def _with_boxes(session: Session, reading_id: int | None, rows: Iterator[FactRow]) -> Iterator[FactRow]:
    """Yield rows with their boxes on paper where the reading has pages; its places are fetched only when there is a row."""
    if reading_id is None:
        yield from rows
    elif first := next(rows, None):
        paged = _paged(session.scalar(select(ReadingRow.places).where(ReadingRow.id == reading_id)))
        for row in (first, *rows):
            yield replace(row, boxes=tuple(paged.boxes(row.spans)))


def _paged(packed: bytes | None) -> Reading:
    """Return a reading that knows where its characters stand but not which they are."""
    places = unpack(packed) or ()
    return Reading(" " * len(places), "", "", "", places=places)


def _said(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    said = {column: record.get(field) for column, field in _PLAIN[kind].items()}
    if kind == "indicator":
        return said | _figure(record)
    if kind == "person":
        return said | {"detail": "、".join(record["posts"]) or None}
    if kind == "project" and record["investment"]:
        return said | {"value": _number(record["investment"]), "unit": "元"}
    return said


def _figure(record: dict[str, Any]) -> dict[str, Any]:
    change, period = record["change"] or {}, record["period"] or {}
    return {
        "value": _number(record["value"]),
        "value_max": _number(record["value_max"]),
        "metric": record["metric"] and record["metric"]["text"],
        "subject": record["subject"] and record["subject"]["text"],
        "change": change.get("direction"),
        "change_basis": change.get("basis"),
        "period_start": period.get("start"),
        "period_end": period.get("end"),
    }


def _number(decimal: str | None) -> int | float | None:
    if decimal is None:
        return None
    return float(decimal) if "." in decimal else int(decimal)


def _is_wanted(row: FactRow, wanted: Wanted) -> bool:
    return (
        (wanted.metric is None or wanted.metric in (row.metric or ""))
        and (wanted.period is None or _touches(row, *wanted.period))
        and (wanted.place is None or row.kind != "place" or wanted.place in row.quote or wanted.place in (row.detail or ""))
    )


def _touches(row: FactRow, first: str, last: str) -> bool:
    """Tell whether a figure's period has a day in `first` to `last`; a period with one known end is that day."""
    start, end = row.period_start or row.period_end, row.period_end or row.period_start
    return start is not None and end is not None and start <= last and end >= first


def as_json(row: FactRow) -> dict[str, Any]:
    """Return a row as JSON values: spans as pairs, boxes as objects with their page."""
    plain = {name: getattr(row, name) for name in _FIELDS}
    return plain | {"spans": _pairs(row.spans), "boxes": [box._asdict() for box in row.boxes]}


def as_cells(row: FactRow) -> dict[str, Any]:
    """Return a row as plain cells, by COLUMNS: spans and boxes (page, x0, top, x1, bottom, in points) as text."""
    boxes = json.dumps([[box.page, *(round(edge, 2) for edge in box[1:])] for box in row.boxes]) if row.boxes else None
    page = row.boxes[0].page if row.boxes else None
    evidence = {"spans": json.dumps(_pairs(row.spans)), "page": page, "boxes": boxes}
    return {name: evidence[name] if name in evidence else getattr(row, name) for name in COLUMNS}


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


_FIELDS = tuple(field.name for field in fields(FactRow))
# a row as plain cells: its fields, and the page of the first box before the boxes
COLUMNS = (*_FIELDS[: _FIELDS.index("boxes")], "page", *_FIELDS[_FIELDS.index("boxes") :])
