"""From a Word file's stories, of either format, to a reading: headings, captions, list marks; headers and footers as furniture, notes at the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.flowing import Flow
from parsers.reading import Note, Reading, Span
from parsers.word.paragraphs import Paragraph
from parsers.word.symbols import is_private

# a paragraph in a heading's style that is longer, or a sentence, is no heading
_LONGEST_HEADING = 60
_LONGEST_CAPTION = 90
# how far down the only heading of the highest level may stand and still be the document's own
_HEADLINE_WITHIN = 12


@dataclass(frozen=True)
class Stories:
    """What is in a Word file: its text; the lines of headers, notes and footers, each once; how much of what was left out or kept.

    `lost` are sentences on parts of the file that are broken.
    """

    body: Sequence[Paragraph]
    headers: Sequence[str]
    notes: Sequence[str]
    footers: Sequence[str]
    counts: Counter[str]
    lost: Sequence[str] = ()


def told(stories: Stories, media_type: str, reader: str, version: str, evidence: dict[str, str]) -> Reading:
    """Return the reading of a Word file."""
    flow = Flow()
    for text in stories.headers:
        flow.add(text, "furniture")
    lost = [Note("truncated", "warning", sentence) for sentence in stories.lost]
    notes = list(_add_body(flow, stories.body))
    flow.gap()
    for text in stories.notes:
        flow.add(text, "note")
    flow.gap()
    for text in stories.footers:
        flow.add(text, "furniture")
    return flow.reading(media_type, reader, version, [*lost, *_doubts(stories.counts), *notes], evidence)


def _doubts(counts: Counter[str]) -> Iterator[Note]:
    """Yield what a person should know of what was kept or left out."""
    if counts["inserted"] or counts["deleted"]:
        kept = f"{counts['inserted']} insertions were kept, " if counts["inserted"] else ""
        yield Note("tracked_changes", "warning", f"The file has tracked changes: {kept}{counts['deleted']} deletions were left out.")
    if counts["hidden"]:
        yield Note("hidden_text", "warning", f"{counts['hidden']} stretches of hidden text were left out.")
    if counts["embedded"]:
        yield Note(
            "embedded_document", "warning", f"{counts['embedded']} embedded documents were not read: open and save the file in Word."
        )
    if counts["diagrams"]:
        message = f"{counts['diagrams']} diagrams or charts were not read: print the file to PDF if their words matter."
        yield Note("embedded_document", "warning", message)
    if counts["unknown_list"]:
        yield Note("list_number_missing", "warning", f"{counts['unknown_list']} list numbers are counted in a way that is not known.")


def _add_body(flow: Flow, body: Sequence[Paragraph]) -> Iterator[Note]:
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
    return paragraph.is_caption or paragraph.style.is_caption or (beside and (paragraph.is_centred or (before.boxed and paragraph.boxed)))
