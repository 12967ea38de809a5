"""The facts of the contract: figures, references, people, organisations, projects, places, quotations."""

from typing import Literal

from pydantic import JsonValue

from parsers.model import Model, Scored, Spans, Text


class Change(Model):
    """What a percentage says about another figure."""

    direction: Literal["up", "down", "flat"]
    basis: str | None
    of: int | None


class Period(Model):
    """The time that a figure is about, worked out from the text."""

    start: str | None
    end: str | None
    spans: Spans


class Indicator(Scored):
    """A figure that the text reports."""

    quote: str
    spans: Spans
    metric: Text | None
    subject: Text | None
    value: str
    value_max: str | None = None
    unit: str
    value_as_written: str
    unit_as_written: str
    modality: Literal["achieved", "target"]
    bound: Literal["exact", "about", "at_least", "more_than", "less_than"]
    change: Change | None
    period: Period | None


class Reference(Scored):
    """A work or policy that the text cites."""

    title: str
    number: str | None
    kind: str
    spans: Spans


class Person(Scored):
    """Somebody named."""

    name: str
    posts: tuple[str, ...]
    organisation: str | None
    mentions: tuple[Spans, ...]


class Named(Scored):
    """An organisation or initiative by its name."""

    name: str
    mentions: tuple[Spans, ...]


class Project(Named):
    """A project; `investment` in 元 as a decimal string."""

    investment: str | None
    status: str | None
    investment_spans: Spans = ()
    status_spans: Spans = ()


class PlaceCandidate(Model):
    """One administrative unit that a name could mean."""

    path: tuple[str, ...]
    adcode: str | None
    authority: str | None
    as_of: str | None


class Place(PlaceCandidate, Scored):
    """A place named; `basis` says how its path is known, `canonical` is the path in one string, as lists of places write it."""

    name: str
    canonical: str | None = None
    candidates: tuple[PlaceCandidate, ...]
    mentions: tuple[Spans, ...]
    basis: Literal["stated", "inferred", "ambiguous"]


class Region(Model):
    """What the document as a whole is about."""

    path: tuple[str, ...]
    adcode: str | None
    authority: str | None = None
    as_of: str | None = None
    basis: str
    spans: Spans


class Quotation(Scored):
    """Words in somebody's mouth."""

    text: str
    speaker: str | None
    spans: Spans


class Correction(Model):
    """What a person put in the place of a parser's value; `path` is None where the parser no longer finds what it is about.

    `superseded_by` is the id of a later correction of the same value, which holds instead.
    """

    id: int
    path: str | None
    value: JsonValue
    parser_value: JsonValue
    by: str
    why: str
    at: str
    spans: Spans
    superseded_by: int | None = None
