"""Breadcrumb, source, author and time of a web copy, entered into a draft."""

from collections.abc import Sequence

from parsers.document import Contributor
from parsers.draft import Draft
from parsers.grammar.authors import signed_author
from parsers.grammar.bylines import role_kind
from parsers.grammar.dates import DATE_TIME, iso_datetime
from parsers.grammar.names import names_in
from parsers.grammar.pieces import Piece
from parsers.grammar.web import Labelled, crumbs, labelled, site, source_names
from parsers.mapped import Mapped


def enter_web_head(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter the pieces whose role is breadcrumb, meta or furniture: their blocks, and what they say."""
    for piece in pieces:
        draft.block(piece.role or "furniture", piece.spans)
        if piece.role == "breadcrumb":
            _enter_crumbs(draft, piece.mapped)
        elif piece.role == "meta":
            _enter_meta(draft, piece.mapped)


def _value(mapped: Mapped, pair: Labelled) -> Mapped:
    """Return what stands behind a label, less the strokes that part it from the next."""
    words = mapped.text[pair.start : pair.end]
    start = pair.start + len(words) - len(words.lstrip())
    return mapped.part(start, max(start, pair.start + len(words.rstrip(" |｜"))))


def _enter_crumbs(draft: Draft, mapped: Mapped) -> None:
    found = crumbs(mapped)
    if found and "breadcrumb" not in draft.fields:
        steps, end = found
        draft.set(breadcrumb=tuple(steps), site=site(mapped, end))


def _enter_meta(draft: Draft, mapped: Mapped) -> None:
    if "published_at" not in draft.fields and (when := DATE_TIME.search(mapped.text)) and (said := iso_datetime(mapped.text)):
        draft.set(published_at=said, published_at_spans=mapped.spans_of(*when.span()))
    if "source_name" not in draft.fields:
        draft.set(source_name=next(source_names(mapped), None))
    for pair in labelled(mapped.text):
        role = "作者" if pair.sort == "author" and pair.label != "记者" else pair.label
        kind = role_kind(role)
        signed = signed_author(_value(mapped, pair)) if kind == "author" else None
        if signed:
            draft.add_contributors([signed])
        elif kind:
            names = names_in(mapped.text, pair.start, pair.end) or ()
            draft.add_contributors(
                Contributor(name=name, role=role, role_kind=kind, spans=mapped.spans_of(start, end)) for name, start, end in names
            )
