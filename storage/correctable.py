"""Which values of a document a person may correct, and what may be written in their place: by the contract's own types."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from parsers.document import Document, Text
from parsers.registry import kinds
from storage.errors import NotFound
from storage.facts import NOT_FACTS, steps, written
from storage.units import shape

# they say which document it is and why, or where things stand: nothing that a text can have wrong
_FIXED = ("schema", "schema_", "document_id", "classification", *NOT_FACTS)
_EVIDENCE = re.compile(r"(?:^|\.)(?:spans|mentions|score|repairs|of)$|_spans$")
_Day = Annotated[date, "a day like 2025-01-31"]
_Number = Annotated[Decimal, Field(allow_inf_nan=False), "a number like 19470000"]
# what the contract writes as text, but not as any text: by shape of path
_FORMS: dict[str, Any] = {
    "issue_date": _Day,
    "published_at": _Day | Annotated[datetime, "or a time like 2025-01-31T10:30:00"],
    "indicators[].period.start": _Day,
    "indicators[].period.end": _Day,
    "indicators[].value": _Number,
    "indicators[].value_max": _Number,
    "projects[].investment": _Number,
    "places[].adcode": Annotated[str, Field(pattern=r"^\d{6}(\d{3}){0,2}$"), "a code of 6, 9 or 12 digits"],
    "region.adcode": Annotated[str, Field(pattern=r"^\d{6}(\d{3}){0,2}$"), "a code of 6, 9 or 12 digits"],
}


@dataclass(frozen=True)
class Target:
    """A value that may be corrected: its path as it is stored, its type (None allowed where `optional`), what it says now."""

    path: str
    annotation: Any
    optional: bool
    value: Any

    @property
    def said(self) -> Any:
        """Return what it says as a plain value: of a Text, its wording."""
        return self.value["text"] if self.annotation is Text and self.value else self.value


def model_of(content: Mapping[str, Any]) -> type[Document]:
    """Return the contract's model that has all the fields of a document: a type may add some."""
    kinds()  # whose modules define them
    models: list[type[Document]] = [Document, *Document.__subclasses__()]
    return next((model for model in models if set(content) <= {f.alias or name for name, f in model.model_fields.items()}), Document)


def target(content: Mapping[str, Any], path: str) -> Target:
    """Return what a path (`title`, `indicators[0].value`) leads to in a document.

    NotFound where it leads nowhere; ValueError, with what may be corrected instead, where it is no path or not for persons to correct.
    """
    names = steps(path.removesuffix(".text"))
    at = written(names)
    if names[0] in _FIXED or _EVIDENCE.search(at):
        raise ValueError(f"{at} is not corrected: only what a document says is, not where it stands or why that is thought")
    annotation, optional, value = _walk(content, names, at)
    if annotation is not Text and (inner := sorted(_inside(annotation, value, at))):
        raise ValueError(f"{at} is more than one value: correct one of {', '.join(inner)}")
    return Target(at, annotation, optional, value)


def _walk(content: Mapping[str, Any], names: list[str | int], at: str) -> tuple[Any, bool, Any]:
    annotation: Any = model_of(content)
    value: Any = content
    optional = False
    for n, name in enumerate(names):
        try:
            inner = annotation.model_fields[name].annotation if isinstance(name, str) else _element(annotation)
            value = value.get(name) if isinstance(name, str) else value[name]
        except (KeyError, IndexError, AttributeError, TypeError):
            raise NotFound(f"{at} is not in the document: {written(names[: n + 1])} leads nowhere{_known(annotation)}") from None
        annotation, optional = _plain(inner)
    return annotation, optional, value


def _known(annotation: Any) -> str:
    if not _is_record(annotation):
        return ""
    return f" (there are {', '.join(name for name in annotation.model_fields if name not in _FIXED and not _EVIDENCE.search(name))})"


def _plain(annotation: Any) -> tuple[Any, bool]:
    """Return a type without `| None`, and whether that was there."""
    others = [inner for inner in get_args(annotation) if inner is not NoneType]
    optional = len(others) < len(get_args(annotation))
    return (others[0] if optional and len(others) == 1 else annotation), optional


def _element(annotation: Any) -> Any:
    if get_origin(annotation) is not tuple or not _is_record(get_args(annotation)[0]):
        raise KeyError
    return get_args(annotation)[0]


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inside(annotation: Any, value: Any, at: str) -> Iterator[str]:
    """Yield what in a record, or in the records of a list, may be corrected."""
    if _is_record(annotation):
        yield from (f"{at}.{name}" for name in annotation.model_fields if not _EVIDENCE.search(name))
    elif get_origin(annotation) is tuple and _is_record(get_args(annotation)[0]):
        yield from (f"{at}[{n}]" for n in range(len(value or ())))
        if not value:
            raise ValueError(f"{at} has nothing that could be corrected: facts that no parser found cannot be added")


def typed(wanted: Target, raw: str) -> Any:
    """Return a written value as the contract has it (JSON values); `null` is none, a list is written as JSON.

    ValueError, saying what is expected, where it is not of the value's type.
    """
    if raw == "null" and wanted.optional:
        return None
    if not raw.strip():
        raise ValueError(f"{wanted.path} cannot be empty{': write null for none' if wanted.optional else ''}")
    if wanted.annotation is Text:
        return raw
    form = _FORMS.get(shape(wanted.path))
    if wanted.path == "doc_type" and raw not in kinds():
        raise ValueError(f"{raw!r} is no document type: there are {', '.join(kinds())}")
    try:
        if form:
            TypeAdapter(form).validate_strings(raw, strict=True)
        return _validated(wanted.annotation, raw)
    except ValidationError as error:
        raise ValueError(f"{wanted.path} cannot be {raw!r}: {_expected(form, error)}") from None


def _validated(annotation: Any, raw: str) -> Any:
    kind = TypeAdapter(annotation)
    value = kind.validate_json(raw) if get_origin(annotation) is tuple else kind.validate_strings(raw)
    return kind.dump_python(value, mode="json")


def _expected(form: Any, error: ValidationError) -> str:
    words = [
        word
        for part in (get_args(form) if get_origin(form) is not Annotated else [form])
        for word in get_args(part)
        if isinstance(word, str)
    ]
    return f"it is {' '.join(words)}" if words else "; ".join(found["msg"] for found in error.errors())


def put(content: dict[str, Any], path: str, annotation: Any, value: Any) -> None:
    """Put a value in its place, in a document of one's own; NotFound where the record that it belongs to is not there."""
    *way, last = steps(path)
    record: Any = content
    for name in way:
        try:
            record = record[name]
        except (KeyError, IndexError, TypeError):
            raise NotFound(f"{path} is not in the document") from None
    if record is None:
        raise NotFound(f"{path} is not in the document")
    if annotation is Text and value is not None:
        value = {"text": value, "spans": (record[last] or {"spans": []})["spans"]}
    record[last] = value
