"""From a value back to the characters, the place on the page and the run that it came from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from parsers.cleaning import clean
from parsers.reading import Place, Reading, Span
from storage.database import reading
from storage.errors import NotFound
from storage.facts import own_spans, steps, written
from storage.readings import as_reading
from storage.tables import CurrentRevision, ReadingRow, Revision, Run

CONTEXT = 30


@dataclass(frozen=True)
class Excerpt:
    """One span's characters, untouched, with up to 30 characters on either side."""

    span: Span
    before: str
    text: str
    after: str


@dataclass(frozen=True)
class Trace:
    """Where a value comes from; `basis` is the path of the record whose characters are given, `boxes` empty for unpaged media.

    `corrections` are those of the value, or of what is in it, as the document has them: who, when, why, and what the parser says.
    """

    document_id: str
    path: str
    value: Any
    basis: str
    cleaned: str
    excerpts: tuple[Excerpt, ...]
    boxes: tuple[Place, ...]
    source_sha256: str
    revision: Revision
    run: Run
    corrections: tuple[dict[str, Any], ...] = ()


def trace(engine: Engine, document_id: str, path: str) -> Trace:
    """Return value, characters in context, boxes and run of a path (`sections[0].heading`) in a document's current revision.

    A value that was worked out (`issue_date`, `indicators[0].value`) is traced to the record or block it stands beside. NotFound
    where there is no such document or path; ValueError where the path is not one.
    """
    with reading(engine) as session:
        revision, row, run = _current(session, document_id)
    content = json.loads(revision.json)
    value, basis, spans = _evidence(content, path)
    read = as_reading(row)
    return Trace(
        document_id=document_id,
        path=path,
        value=value,
        basis=basis,
        cleaned=clean(read.raw(spans)),
        excerpts=tuple(_excerpt(read, span) for span in spans),
        boxes=tuple(read.boxes(spans)),
        source_sha256=row.source_sha256,
        revision=revision,
        run=run,
        corrections=tuple(_corrections(content, written(steps(path)))),
    )


def _corrections(content: dict[str, Any], path: str) -> Iterator[dict[str, Any]]:
    for told in content.get("corrections", ()):
        at = told["path"] or ""
        if at and (at == path.removesuffix(".text") or at.startswith((f"{path}.", f"{path}["))):
            yield told


def _current(session: Session, document_id: str) -> tuple[Revision, ReadingRow, Run]:
    query = select(Revision, ReadingRow, Run).join(CurrentRevision, CurrentRevision.revision_id == Revision.id)
    query = query.join(ReadingRow, ReadingRow.id == Revision.reading_id).join(Run, Run.id == Revision.run_id)
    found = session.execute(query.where(Revision.document_id == document_id)).one_or_none()
    if found is None:
        raise NotFound(f"there is no current revision of a document {document_id}")
    return found[0], found[1], found[2]


def _evidence(content: dict[str, Any], path: str) -> tuple[Any, str, list[Span]]:
    names = steps(path)
    trail: list[Any] = [content]
    for name in names:
        trail.append(_step(trail[-1], name, path))
    beside = trail[-2].get(f"{names[-1]}_spans") if isinstance(trail[-2], dict) else None
    if beside:
        return trail[-1], written(names), _spans(beside)
    for depth in range(len(names), 0, -1):
        spans = _own(trail[depth]) or list(_inside(trail[depth]))
        if spans:
            return trail[-1], written(names[:depth]), spans
    return trail[-1], f"blocks of kind {names[0]}", [span for b in content["blocks"] if b["kind"] == names[0] for span in _own(b)]


def _step(value: Any, name: str | int, path: str) -> Any:
    try:
        return value[name]
    except (KeyError, IndexError, TypeError) as error:
        raise NotFound(f"{path} is not in the document: {name!r} leads nowhere") from error


def _own(value: Any) -> list[Span]:
    return _spans(own_spans(value)) if isinstance(value, dict) else []


def _inside(value: Any) -> Iterator[Span]:
    own = _own(value)
    if own:
        yield from own
    elif isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        yield Span(*value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _inside(inner)


def _spans(pairs: list[list[int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]


def _excerpt(read: Reading, span: Span) -> Excerpt:
    before, after = read.text[max(0, span.start - CONTEXT) : span.start], read.text[span.end : span.end + CONTEXT]
    return Excerpt(span, before, read.text[span.start : span.end], after)
