"""One document for a person to read: headline, fields, section tree, findings with the characters they are about."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import set_cell_size
from rich.console import Group, RenderableType
from rich.text import Text

from flows.counted import counted
from flows.show import safe

Json = Mapping[str, Any]
_AROUND = 16
_LABEL_WIDTH = 14
_SEVERITY_STYLE = {"info": "blue", "warning": "yellow", "error": "red"}
# field of the document → how a person calls it
_PLAIN_FIELDS = {
    "publication": "publication",
    "issue_number": "issue",
    "total_issue_number": "issue in total",
    "issuing_body": "issued by",
    "issue_date": "date",
    "source_name": "source",
    "site": "site",
    "published_at": "published at",
    "column": "column",
    "credit": "credit",
    "end_mark": "end mark",
}
# fields of which only the number is shown → what one of them is called
_COUNTED = {
    "measures": "measure",
    "captions": "caption",
    "distribution": "recipient",
    "indicators": "figure",
    "references": "reference",
    "people": "name",
    "organisations": "organisation",
    "initiatives": "initiative",
    "places": "place",
    "projects": "project",
    "quotations": "quotation",
}


def document_view(document: Json, reading: str) -> RenderableType:
    """Return what to print of a document (contract JSON); `reading` is the text that its spans point into."""
    document, reading = _safe(document), safe(reading)
    parts = [*_headline(document), *_fields(document), *_sections(document["sections"], 1)]
    parts += [*map(correction, document.get("corrections", ())), *_findings(document["findings"], reading)]
    return Group(*parts, Text())


def _safe(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _safe(held) for name, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_safe(held) for held in value]
    return safe(value) if isinstance(value, str) else value


def correction(told: Json) -> Text:
    """Return one line about what a person has put in the place of a parser's value, as the document has it."""
    at, value, parser = told["path"] or "(not found any more)", plain(told["value"]), plain(told["parser_value"])
    later = ", but a later correction holds" if told["superseded_by"] else ""
    return Text.assemble(
        ("corrected", "green"),
        f" {at}: {value} by {told['by']}, {told['at'][:10]}, {told['why']}{later}",
        (f"; the parser says {parser}", "dim"),
    )


def plain(value: Any) -> str:
    """Return a corrected value in one line."""
    return "nothing" if value is None else safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def wording(value: Any) -> str:
    """Return a field as one string: a Text's wording, a number or date as it is, nothing for None."""
    return safe(str(value["text"] if isinstance(value, Mapping) else "" if value is None else value))


def _headline(document: Json) -> Iterator[Text]:
    sure = f"{document['classification']['confidence']:.0%} sure"
    yield Text(f"{document['doc_type']}  {sure}  {document['document_id']}  {document['provenance']['source']['name']}", "dim")
    if document["kicker"]:
        yield Text(wording(document["kicker"]))
    yield Text(wording(document["title"]) or "(no title)", "bold")
    if document["subtitle"]:
        yield Text(f"——{wording(document['subtitle'])}")


def _fields(document: Json) -> Iterator[Text]:
    for name, label in _PLAIN_FIELDS.items():
        if wording(document[name]):
            yield _field(label, wording(document[name]))
    if document["breadcrumb"]:
        yield _field("breadcrumb", " › ".join(map(wording, document["breadcrumb"])))
    for person in document["contributors"]:
        yield _field(person["role"], " ".join(filter(None, (person["name"], person["post"]))))
    if document["region"]:
        yield _field("about", " ".join(document["region"]["path"]))
    if document["lead"]:
        yield _field("lead", counted(len(document["lead"]), "paragraph"))
    counts = [counted(len(document[name]), one) for name, one in _COUNTED.items() if document[name]]
    if counts:
        yield _field("also", ", ".join(counts))


def _field(label: str, value: str) -> Text:
    return Text.assemble((set_cell_size(label, _LABEL_WIDTH), "dim"), " ", value)


def _sections(sections: Sequence[Json], depth: int) -> Iterator[Text]:
    for section in sections:
        counts = ", ".join(counted(len(section[f"{one}s"]), one) for one in ("paragraph", "measure") if section[f"{one}s"])
        yield Text.assemble("  " * depth, section["marker"] or "", wording(section["heading"]), (f"  {counts}", "dim"))
        yield from _sections(section["sections"], depth + 1)


def _findings(findings: Sequence[Json], reading: str) -> Iterator[Text]:
    for finding in findings:
        yield Text.assemble((finding["severity"], _SEVERITY_STYLE[finding["severity"]]), f" {finding['code']}: {finding['message']}")
        if finding["spans"] and reading:
            yield Text.assemble("    ", excerpt(reading, *finding["spans"][0]))


def excerpt(reading: str, start: int, end: int) -> Text:
    """Return the characters `[start, end)` of the reading, marked, with some of what stands around them."""
    return marked(reading[max(0, start - _AROUND) : start], reading[start:end], reading[end : end + _AROUND])


def marked(before: str, inside: str, after: str) -> Text:
    """Return three pieces of a reading as one line with the middle one marked."""
    return Text.assemble((_flat(before), "dim"), ("【" + _flat(inside) + "】", "bold"), (_flat(after), "dim"))


def _flat(text: str) -> str:
    return safe(text).replace("\r", "").replace("\n", "⏎")
