"""Small documents made by hand, for tests that need a result without parsing."""

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from parsers.cleaning import clean
from parsers.document import Block, Classification, Document, Finding, Person, Provenance, Section, SourceInfo, Text, Tool
from parsers.reading import Reading, Span
from storage import ledger, queries
from storage.prepared import prepare
from storage.runs import RunInfo
from storage.writer import Persisted, persist

NOW = datetime(2025, 3, 1, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TITLE = "盛源科技项目获专项资金"


def sha(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()


def read(text: str = f"{TITLE}\n一、加强领导\n县委书记王明到现\n场调研。\n") -> Reading:
    return Reading(text=text, media_type="text/plain", reader="text", version="1")


def found(reading: Reading, wording: str) -> Text:
    """The first place where `wording` stands, across line breaks."""
    spread = [n for n, char in enumerate(reading.text) if char != "\n"]
    start = "".join(reading.text[n] for n in spread).index(wording)
    spans = (Span(spread[start], spread[start + len(wording) - 1] + 1),)
    return Text(text=clean(reading.raw(spans)), spans=spans)


def document(sha256: str, reading: Reading, position: int = 0, parser_version: str = "1", **fields: object) -> Document:
    """A document of `reading` with a title, a section, a person and a finding; `fields` replace or add."""
    title = found(reading, TITLE)
    person = Person(name="王明", posts=("县委书记",), organisation=None, mentions=(found(reading, "王明").spans,))
    section = Section(level=1, ordinal=1, marker="一、", heading=found(reading, "加强领导"), paragraphs=(found(reading, "到现场调研。"),))
    finding = Finding(code="missing_issue_date", severity="warning", message="no date", spans=())
    origin = Provenance(
        source=SourceInfo(sha256=sha256, name="a.txt", media_type="text/plain", size=len(reading.text.encode())),
        reader=Tool(name=reading.reader, version=reading.version),
        parser=Tool(name="bulletin", version=parser_version),
        vocabularies="v1",
        software={"kuaibao": "0.1.0"},
    )
    given = {
        "document_id": f"{sha256[:16]}-{position}",
        "doc_type": "bulletin",
        "classification": Classification(confidence=1, scores={"bulletin": 3.0}, evidence=()),
        "title": title,
        "sections": (section,),
        "people": (person,),
        "blocks": (Block(kind="title", spans=title.spans),),
        "findings": (finding,),
        "provenance": origin,
    }
    return Document.model_validate(given | fields)


def run(at: datetime = NOW, *, reported: bool = False) -> RunInfo:
    return RunInfo(
        flow_run_id="flow-1",
        task_run_id="task-1",
        started_at=at,
        finished_at=at,
        host="here",
        settings_digest="s" * 8,
        software={"python": "3.11"},
        reported=reported,
    )


def claimed(engine: Engine, content: str, name: str = "a.txt", at: datetime = NOW) -> int:
    """A delivery of `content`, taken in from a path of its own."""
    delivery_id = ledger.see(engine, f"inbox/{name}/{content}", name.encode(), 1, 2, at)
    ledger.claim(engine, delivery_id, sha(content), len(content), at)
    ledger.removed(engine, [delivery_id], at)
    return delivery_id


def ingest(engine: Engine, content: str, reading: Reading | None = None, *documents: Document, at: datetime = NOW) -> Persisted:
    """Take `content` in and persist what was read from it: one document of the sample text where nothing else is given."""
    delivery_id = claimed(engine, content, at=at)
    ledger.lease(engine, "me", 1, at, 60)
    reading = reading or read()
    return persist(engine, delivery_id, "me", run(at), prepare(reading, documents or (document(sha(content), reading),)))


def again(engine: Engine, content: str, *documents: Document, reading: Reading | None = None) -> Persisted:
    """Process a source that was ingested before once more."""
    delivery = queries.deliveries_of(engine, sha(content))[0]
    ledger.reprocess(engine, [delivery.id], LATER)
    ledger.lease(engine, "me", 1, LATER, 60)
    return persist(engine, delivery.id, "me", run(LATER), prepare(reading or read(), documents))
