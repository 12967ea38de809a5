"""Word documents (DOCX, DOCM, WPS's own): the text as people see it, headers and footers as furniture, notes at the end.

Read with our own walk over the document's XML: text boxes and tracked insertions are text, which python-docx's iterators lose.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from parsers.errors import EmptySource, NoContent
from parsers.flowing import Flow
from parsers.reading import Note, Reading, Span
from parsers.source import Source
from parsers.word.numbering import read_numbering
from parsers.word.package import Package, attribute, local
from parsers.word.paragraphs import Paragraph
from parsers.word.story import Story
from parsers.word.styles import read_styles
from parsers.word.symbols import is_private

NAME = "docx"
VERSION = "1"

# a paragraph in a heading's style that is longer, or a sentence, is no heading
_LONGEST_HEADING = 60
_LONGEST_CAPTION = 90
# how far down the only heading of the highest level may stand and still be the document's own
_HEADLINE_WITHIN = 12


def read(source: Source, media_type: str) -> Reading:
    """Return the visible text of a Word file; raises EmptySource, NoContent, BrokenFile, PasswordNeeded or ResourceLimit."""
    if not source.data:
        raise EmptySource(f"{source.name} is empty: drop it again when it has been written")
    file = _File(source)
    if not any(p.text.strip() for p in file.body):
        what = (
            "only pictures in it: print it to PDF, or save the pictures,"
            if any(p.has_picture for p in file.body)
            else "no text in it: write it"
        )
        raise NoContent(f"{source.name} has {what} and drop it again")
    flow = Flow()
    for text in file.headers:
        flow.add(text, "furniture")
    notes = list(add_body(flow, file.body))
    flow.gap()
    for text in file.notes:
        flow.add(text, "note")
    flow.gap()
    for text in file.footers:
        flow.add(text, "furniture")
    return flow.reading(media_type, NAME, VERSION, [*file.doubts(), *notes], {"part": file.part})


class _File:
    """The stories of one Word file, read."""

    def __init__(self, source: Source) -> None:
        package = Package(source)
        self.part = package.main_part()
        kin = {kind: self._kin(package, kind) for kind in ("styles", "numbering", "footnotes", "endnotes")}
        self._story = Story(read_styles(kin["styles"]), read_numbering(kin["numbering"]))
        root = package.xml(self.part)
        elements = [] if root is None else list(root)
        self.body = [p for e in elements if local(e) == "body" for p in self._story.paragraphs(e)]
        self.notes = list(self._referred(kin))
        related = package.related(self.part)
        self.headers, self.footers = (self._edges(package, root, related, name) for name in ("headerReference", "footerReference"))

    def _kin(self, package: Package, kind: str) -> Element | None:
        part = package.kin(self.part, kind)
        return package.xml(part) if part else None

    def _referred(self, kin: dict[str, Element | None]) -> Iterator[str]:
        """Yield the footnotes and endnotes that the text refers to, in that order, each once."""
        for kind, identity in dict.fromkeys(self._story.notes):
            root = kin[f"{kind}s"]
            for note in root if root is not None else ():
                if attribute(note, "id") == identity:
                    yield from (p.text for p in self._story.paragraphs(note) if p.text.strip())

    def _edges(self, package: Package, root: Element | None, related: dict[str, str], name: str) -> list[str]:
        """Return the lines of the headers or footers, each once: they say the same on every page."""
        references = [e for e in (root.iter() if root is not None else ()) if local(e) == name]
        parts = dict.fromkeys(related.get(attribute(e, "id") or "", "") for e in references)
        stories = [story for part in parts if part and (story := package.xml(part)) is not None]
        return list(dict.fromkeys(p.text.strip() for story in stories for p in self._story.paragraphs(story) if p.text.strip()))

    def doubts(self) -> Iterator[Note]:
        """Yield what a person should know of what was kept or left out."""
        counts = self._story.counts
        if counts["inserted"] or counts["deleted"]:
            message = f"The file has tracked changes: {counts['inserted']} insertions were kept, {counts['deleted']} deletions left out."
            yield Note("tracked_changes", "warning", message)
        if counts["hidden"]:
            yield Note("hidden_text", "warning", f"{counts['hidden']} stretches of hidden text were left out.")
        if counts["embedded"]:
            yield Note(
                "embedded_document", "warning", f"{counts['embedded']} embedded documents were not read: open and save the file in Word."
            )
        if counts["unknown_list"]:
            yield Note("list_number_missing", "warning", f"{counts['unknown_list']} list numbers are counted in a way that is not known.")


def add_body(flow: Flow, body: Sequence[Paragraph]) -> Iterator[Note]:
    """Add the text; yield the notes that point into it."""
    levels = _heading_levels(body)
    numbers: list[Span] = []
    private: list[Span] = []
    for before, paragraph in pairwise([Paragraph(""), *body]):
        if not paragraph.text.strip() or _stands_apart(before, paragraph, levels):
            flow.gap()
        if not paragraph.text.strip():
            continue
        role = "heading" if id(paragraph) in levels else "caption" if _is_caption(before, paragraph) else ""
        span = flow.add(paragraph.text, role, levels.get(id(paragraph), 0))
        numbers += [Span(span.start, span.start + paragraph.mark)] if paragraph.mark else []
        private += [span] if is_private(paragraph.text) else []
    if numbers:
        message = f"{len(numbers)} list numbers are not typed but counted by Word; they were worked out as Word shows them."
        yield Note("list_numbers_worked_out", "info", message, tuple(numbers))
    if private:
        yield Note(
            "replacement_character", "warning", "Characters of a symbol font are not known: compare them with the file.", tuple(private)
        )


def _stands_apart(before: Paragraph, paragraph: Paragraph, levels: dict[int, int]) -> bool:
    """Tell whether there is a gap between two paragraphs: round headings, tables and text boxes."""
    one_heading = levels.get(id(before)) == levels.get(id(paragraph))
    return not one_heading or before.is_row != paragraph.is_row or before.boxed != paragraph.boxed


def _heading_levels(body: Sequence[Paragraph]) -> dict[int, int]:
    """Return the heading level of each paragraph that is one, by its identity: 1 for the document's own headline, sections below it."""
    text = [p for p in body if p.text.strip()]
    titles = [p for p in text if p.style.is_title and _may_head(p)]
    heads = [p for p in text if p.level and not p.style.is_title and _may_head(p)]
    highest = min((p.level for p in heads), default=1)
    headed = {id(p) for p in heads}
    tops = [i for i, p in enumerate(text) if p.level == highest and id(p) in headed]
    together = tops == list(range(tops[0], tops[0] + len(tops))) if tops else False
    is_headline = not titles and together and text[tops[0]] is heads[0] and tops[0] < _HEADLINE_WITHIN
    shift = 1 - highest if is_headline else 2 - highest
    return {id(p): 1 for p in titles} | {id(p): p.level + shift for p in heads}


def _may_head(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return len(text) <= _LONGEST_HEADING and not text.endswith(("。", "；", ";"))


def _is_caption(before: Paragraph, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is the words to a picture: by its style, or short and centred right under one."""
    if len(paragraph.text) > _LONGEST_CAPTION or paragraph.is_row:
        return False
    under = before.has_picture and not before.text.strip()
    beside = paragraph.has_picture or under
    return paragraph.style.is_caption or (beside and (paragraph.is_centred or (before.boxed and paragraph.boxed)))
