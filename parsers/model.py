"""What all records of the contract are made of: frozen models, spans, and wording with its places."""

from operator import not_
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from parsers.reading import Span


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    # built when first made, since many are not needed by one document
    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True, defer_build=True)


Severity = Literal["info", "warning", "error"]
Role = Literal["reporter", "correspondent", "author", "photographer", "editor", "reviewer", "approver", "contributing_unit"]


class _AsItIs:
    """Lets a Span through as it is: taken apart and put together again, the spans of a document cost as much as all else of its validation."""

    @staticmethod
    def __get_pydantic_core_schema__(source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        parsed = handler(source)
        made = core_schema.union_schema([core_schema.is_instance_schema(source), parsed], mode="left_to_right")
        return core_schema.lax_or_strict_schema(made, parsed)


Spans = tuple[Annotated[Span, _AsItIs], ...]


class Repair(Model):
    """One known damage that cleaning undid: `raw` stood in the reading, `repaired` stands in the value."""

    raw: str
    repaired: str
    spans: Spans


class Scored(Model):
    """A value whose characters may have been recognised from a picture: `score` is that of its worst letter or digit (0 to 1)."""

    score: float | None = Field(default=None, exclude_if=not_, repr=False)


class Text(Scored):
    """Wording taken from the reading: `clean` of the joined spans is `text`."""

    text: str
    spans: Spans
    repairs: tuple[Repair, ...] = Field(default=(), exclude_if=not_)
