"""The document contract, version 1: what is said about one document, with the characters that it was taken from.

Spans are half-open ranges of code points in the reading; `clean(join of spans) == text` for every Text.
"""

from operator import not_
from typing import Any, Literal

from pydantic import Field

from parsers.factmodels import (
    Change,
    Correction,
    Indicator,
    Named,
    Period,
    Person,
    Place,
    PlaceCandidate,
    Project,
    Quotation,
    Reference,
    Region,
)
from parsers.model import Model, Repair, Role, Scored, Severity, Spans, Text

__all__ = [
    "Block",
    "Caption",
    "Change",
    "Classification",
    "Contributor",
    "Correction",
    "Cue",
    "Document",
    "Finding",
    "Indicator",
    "Measure",
    "Model",
    "Named",
    "PageSize",
    "Period",
    "Person",
    "Place",
    "PlaceCandidate",
    "Project",
    "Provenance",
    "Quotation",
    "ReadingText",
    "Recipient",
    "Reference",
    "Region",
    "Repair",
    "Role",
    "Section",
    "Severity",
    "SourceInfo",
    "Spans",
    "Text",
    "Tool",
]


class Cue(Model):
    """One reason for a document type, with where it was seen."""

    cue: str
    weight: float
    spans: Spans


class Classification(Model):
    """Why this document type: a score per type, and the evidence for the one chosen."""

    confidence: float = Field(ge=0, le=1)
    scores: dict[str, float]
    evidence: tuple[Cue, ...]


class Contributor(Scored):
    """A person or unit that made the document, in the role written."""

    name: str
    role: str
    role_kind: Role
    post: str | None = None
    spans: Spans


class Measure(Model):
    """One counted measure (一是 …): `lead` is its phrase up to the first stop, `text` all of it after the marker."""

    ordinal: int | None
    marker: str
    lead: Text
    text: Text


class Section(Model):
    """One headed part; `run_in` says that the heading opens its paragraph."""

    level: int = Field(ge=1)
    ordinal: int | None = None
    marker: str | None = None
    heading: Text
    run_in: bool = False
    paragraphs: tuple[Text, ...] = ()
    measures: tuple[Measure, ...] = ()
    sections: tuple["Section", ...] = ()


class Caption(Scored):
    """The words to a picture; `label` as written (图①)."""

    label: str | None
    text: str
    spans: Spans


class Recipient(Scored):
    """One entry of the distribution list; `kind` as written (报, 送, 发, 抄送, 本期发)."""

    kind: str
    recipient: str
    spans: Spans


class Block(Model):
    """One part of the partition: every visible character of the reading stands in exactly one."""

    kind: str
    spans: Spans


class Finding(Model):
    """What a person should look at; `expected` and `actual` where two things are compared."""

    code: str
    severity: Severity
    message: str
    spans: Spans
    expected: str | None = None
    actual: str | None = None


class SourceInfo(Model):
    """The bytes that the document came from; `size` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


class Tool(Model):
    """A reader or parser by name and version."""

    name: str
    version: str


class Provenance(Model):
    """Which bytes, which code and which run gave this document; times and run ids are filled in where it is persisted."""

    source: SourceInfo
    reader: Tool
    parser: Tool
    vocabularies: str
    software: dict[str, str]
    started_at: str | None = None
    finished_at: str | None = None
    flow_run_id: str | None = None
    task_run_id: str | None = None
    supersedes: str | None = None


class PageSize(Model):
    """One page of the reading, in PDF points."""

    number: int
    width: float
    height: float


class ReadingText(Model):
    """The reading as shown by `--reading`."""

    text: str
    pages: tuple[PageSize, ...] = ()


class Document(Model):
    """Everything said about one document; a document type may subclass it to add fields.

    A value that was worked out (`issue_date`) has the characters it was worked out from beside it (`issue_date_spans`).
    """

    schema_: Literal["kuaibao.document/1"] = Field(default="kuaibao.document/1", alias="schema")
    document_id: str
    doc_type: str
    classification: Classification
    kicker: Text | None = None
    title: Text | None = None
    subtitle: Text | None = None
    publication: Text | None = None
    issue_number: int | None = None
    issue_number_spans: Spans = Field(default=(), exclude_if=not_)
    total_issue_number: int | None = None
    total_issue_number_spans: Spans = Field(default=(), exclude_if=not_)
    issuing_body: Text | None = None
    issue_date: str | None = None
    issue_date_spans: Spans = Field(default=(), exclude_if=not_)
    source_name: Text | None = None
    site: Text | None = None
    breadcrumb: tuple[Text, ...] = ()
    published_at: str | None = None
    published_at_spans: Spans = Field(default=(), exclude_if=not_)
    column: Text | None = None
    contributors: tuple[Contributor, ...] = ()
    credit: Text | None = None
    lead: tuple[Text, ...] = ()
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    captions: tuple[Caption, ...] = ()
    distribution: tuple[Recipient, ...] = ()
    end_mark: Text | None = None
    indicators: tuple[Indicator, ...] = ()
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Named, ...] = ()
    initiatives: tuple[Named, ...] = ()
    projects: tuple[Project, ...] = ()
    places: tuple[Place, ...] = ()
    region: Region | None = None
    quotations: tuple[Quotation, ...] = ()
    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = Field(default=(), exclude_if=not_)
    provenance: Provenance
    reading: ReadingText | None = Field(default=None, exclude_if=not_)

    def to_json_dict(self) -> dict[str, Any]:
        """Return the document as plain JSON values, in the contract's order of fields."""
        return self.model_dump(mode="json")
