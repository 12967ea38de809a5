"""The lines over a newspaper page as fields of what stands on it: the paper, its day, the page's name, who edited it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from parsers.draft import Draft
from parsers.grammar.dates import DATE, iso_date
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.bylines import labelled_makers
from parsers.grammar.makers.made import contributor
from parsers.grammar.newspapers.pagefields import page_fields, paper_in
from parsers.grammar.newspapers.paperlines import is_page_head, page_name
from parsers.mapped import Mapped

# 今日清江: a county's paper, or its page in the prefecture's
_TODAY = re.compile(r"今日[^\W\da-zA-Z_]{2}")
_ROLES = ("furniture", "meta")
_OF_ISSUE = ("issue_date", "issue_date_spans")


def with_paper_named(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with 今日清江 over a page's head as the name of the paper: the head gives another name of the page and no paper."""
    heads = _heads(pieces)
    said = page_head([p.mapped for p in heads])
    is_paper = "publication" not in said and "column" in said
    return [
        replace(p, role="furniture", display=False) if is_paper and under in heads and not p.role and _TODAY.fullmatch(p.text) else p
        for p, under in zip(pieces, [*pieces[1:], None], strict=False)
    ]


def page_head(heads: Sequence[Mapped]) -> dict[str, Any]:
    """Return what the lines of a page's head say of a document on it: its publication, date of issue and column, as far as told.

    A day is that of an issue where the head names the paper that it is an issue of.
    """
    said: dict[str, Any] = {}
    for head in heads:
        for name, value in _fields(head):
            said.setdefault(name, value)
    return {name: value for name, value in said.items() if "publication" in said or name not in _OF_ISSUE}


def enter_page_head(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter what a page's head says into a draft, with who edited the page (责编/林舒婷 美编/陈艺)."""
    heads = [p.mapped for p in pieces if p.role in _ROLES and (is_page_head(p.text) or _TODAY.fullmatch(p.text))]
    draft.set(**page_head(heads))
    for head in heads:
        fields = page_fields(head.text)
        draft.add_contributors([contributor(head, m) for m in fields.made] if fields else labelled_makers(head))


def _heads(pieces: Sequence[Piece]) -> list[Piece]:
    return [p for p in pieces if p.role in _ROLES and is_page_head(p.text)]


def _fields(head: Mapped) -> Iterator[tuple[str, Any]]:
    if _TODAY.fullmatch(head.text):
        yield "publication", head.whole()
        return
    if is_page_head(head.text):
        yield from _issue(head)
    if name := page_name(head):
        yield "column", name


def _issue(head: Mapped) -> Iterator[tuple[str, Any]]:
    if paper := paper_in(head.text):
        yield "publication", head.slice(*paper)
    day = DATE.search(head.text)
    if day and (issued := iso_date(day)):
        yield "issue_date", issued
        yield "issue_date_spans", head.spans_of(*day.span())
