"""What each rule of structure says of a text, as plain lists and numbers, under the names that tests/rules/*.yaml call it by."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from parsers.document import Contributor, Text
from parsers.grammar.bulletins.distribution import is_distribution, is_printed, recipients
from parsers.grammar.bulletins.mastheads import masthead_line
from parsers.grammar.dates import DATE, iso_date, iso_datetime
from parsers.grammar.layout.captions import captions, is_caption, shot_by
from parsers.grammar.layout.headline import headline, is_column, is_subtitle
from parsers.grammar.layout.lines import lines_of
from parsers.grammar.layout.measures import measures
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.authors import (
    AUTHOR_IS,
    apparatus,
    author_in_brackets,
    bare_author,
    bare_authors,
    group_author,
    is_post,
    post_in,
    post_told,
    signed_author,
)
from parsers.grammar.makers.bylines import bracketed, byline, labelled_makers
from parsers.grammar.makers.senders import contributors, trailing_unit
from parsers.grammar.marks import END_MARK, MEASURE_MARK, continues, heading_mark, is_terminated, measure_ordinal, number_line
from parsers.grammar.newspapers.paperlines import role_of
from parsers.grammar.web.sourcelines import crumbs, is_furniture, is_meta, labelled, site, source_names
from parsers.mapped import Mapped
from parsers.reading import Span
from tests.structure import mapped, reading_of

Said = Callable[[str], Any]


def _place(spans: tuple[Span, ...]) -> list[int]:
    return [spans[0].start, spans[-1].end]


def _text(text: Text | None) -> str | None:
    return text.text if text else None


def _maker(made: Contributor | None) -> list[Any] | None:
    return [made.name, made.role, *_place(made.spans)] if made else None


def _makers(made: Iterable[Contributor]) -> list[Any]:
    return [_maker(m) for m in made]


def _byline(text: str) -> Any:
    found = byline(text)
    if not found:
        return None
    made = [[m.name, m.role, m.start, m.end] for m in found.made]
    return {"made": made} | ({"credit": text[slice(*found.credit)]} if found.credit else {})


def _masthead(text: str) -> dict[str, Any]:
    said = masthead_line(mapped(text))
    fields = {name: getattr(said, name) for name in ("publication", "issue_number", "total_issue_number", "issuing_body", "issue_date")}
    shown = {name: _text(value) if isinstance(value, Text) else value for name, value in fields.items() if value is not None}
    return shown | ({"secrecy": True} if said.is_secrecy else {}) | ({"extra": True} if said.is_extra else {})


def _signed(text: str) -> Any:
    found = signed_author(mapped(text))
    return [found.name, found.post, *_place(found.spans)] if found else None


def _in_brackets(text: str) -> Any:
    found = author_in_brackets(mapped(text))
    return [found.name, found.post, *_place(found.spans)] if found else None


def _bares(text: str) -> Any:
    return [[a.name, *_place(a.spans)] for a in bare_authors(mapped(text))]


def _post_behind(text: str) -> str | None:
    found = AUTHOR_IS.search(text)
    return post_told(found) if found else None


def _date(text: str) -> Any:
    found = DATE.search(text)
    return [iso_date(found), *found.span()] if found else None


def _mark(text: str) -> Any:
    found = heading_mark(text)
    return [found.rank, found.ordinal, found.written, found.end] if found else None


def _end_mark(text: str) -> Any:
    found = END_MARK.search(text)
    return [found["mark"], *found.span("mark")] if found else None


def _measure_marks(text: str) -> Any:
    return [[m[0].strip(), measure_ordinal(m)] for m in MEASURE_MARK.finditer(text)]


def paragraphs(text: str) -> list[Mapped]:
    return [line.mapped for line in lines_of(reading_of(text))]


def _measures(text: str) -> Any:
    found, gaps = measures(paragraphs(text))
    said = {"found": [[m.ordinal, m.marker, m.lead.text, m.text.text] for m in found]}
    return said | ({"gaps": len(gaps)} if gaps else {})


def _captions(text: str) -> Any:
    return [[c.label, c.text, *_place(c.spans)] for c in captions(mapped(text))]


def _shot_by(text: str) -> Any:
    found = shot_by(text)
    return [found["by"], *found.span("by")] if found else None


def _recipients(text: str) -> Any:
    return [[r.kind, r.recipient, *_place(r.spans)] for r in recipients(paragraphs(text))]


def _unit(text: str) -> Any:
    found = trailing_unit(text)
    if not found:
        return None
    return _makers(contributors(mapped(text).part(*found.span("inside"))))


def _headline(text: str) -> Any:
    found = headline([Piece((line,), display=True) for line in lines_of(reading_of(text))])
    return [_text(found.kicker), _text(found.title), _text(found.subtitle)]


def _labelled(text: str) -> Any:
    return [[p.label, p.sort, text[p.start : p.end].strip()] for p in labelled(text)]


def _crumbs(text: str) -> Any:
    found = crumbs(mapped(text))
    return [step.text for step in found[0]] if found else None


def _site(text: str) -> Any:
    found = crumbs(mapped(text))
    return _text(site(mapped(text), found[1])) if found else None


RULES: dict[str, dict[str, Said]] = {
    "bylines": {
        "byline": _byline,
        "bracketed": lambda text: [_makers(found.contributors(inside)) for found, inside, _ in bracketed(mapped(text))],
        "labelled": lambda text: _makers(labelled_makers(mapped(text))),
    },
    "authors": {
        "signed": _signed,
        "group": lambda text: _maker(group_author(mapped(text))),
        "bare": lambda text: _maker(bare_author(mapped(text))),
        "in_brackets": _in_brackets,
        "post_behind": _post_behind,
        "bares": _bares,
        "apparatus": apparatus,
        "is_post": is_post,
        "post_in": post_in,
    },
    "mastheads": {"line": _masthead},
    "dates": {"date": _date, "moment": iso_datetime},
    "marks": {
        "heading": _mark,
        "end": _end_mark,
        "terminated": is_terminated,
        "continues": continues,
        "number_line": number_line,
        "measure": _measure_marks,
    },
    "measures": {"paragraphs": _measures},
    "captions": {"is_caption": is_caption, "captions": _captions, "shot_by": _shot_by},
    "distribution": {"recipients": _recipients, "is_distribution": is_distribution, "is_printed": is_printed},
    "units": {"trailing": _unit},
    "headline": {"lines": _headline, "is_subtitle": is_subtitle, "is_column": is_column},
    "web": {
        "labelled": _labelled,
        "is_meta": is_meta,
        "is_furniture": is_furniture,
        "crumbs": _crumbs,
        "site": _site,
        "sources": lambda text: [found.text for found in source_names(mapped(text))],
        "role": lambda text: role_of(lines_of(reading_of(text))[0]),
    },
}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
