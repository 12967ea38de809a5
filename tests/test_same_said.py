"""The same document from another source says the same: white space of mails, web pages and PDF files, signs, lines broken by a column."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parsers.document import Document, Section
from parsers.grammar.layout.lines import cells
from parsers.parse import parse_source
from parsers.source import Source
from tests.structure import decoded

GOLDEN = Path(__file__).parent / "golden"
# a text that was wrapped or has line ends of its own is another one after the change
CASES = [path for path in sorted(GOLDEN.glob("*/*/source.txt")) if "\r" not in decoded(path)]


def of_a_mail(text: str) -> str:
    return "\r\n".join(f"{line}  " for line in text.split("\n"))


def of_a_web_page(text: str) -> str:
    return re.sub(r"\n(?=\S)", "\n\u200b", text.replace("　　", "\u00a0" * 4))


def of_a_pdf(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])|(?<=[0-9])(?=%)", " ", text)


def of_another_typist(text: str) -> str:
    return text.translate(str.maketrans("—（）", "―()"))


def documents(text: str) -> list[Document]:
    return parse_source(Source(text.encode(), "case.txt"))[1]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(str.maketrans("―()", "—（）"))


def every(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from every(section.sections)


def said(document: Document) -> dict[str, Any]:
    headline = {name: getattr(document, name) for name in ("kicker", "title", "subtitle", "publication", "issuing_body", "column")}
    return {
        "type": document.doc_type,
        **{name: squeezed(value.text) if value else None for name, value in headline.items()},
        "issue": (document.issue_number, document.total_issue_number, document.issue_date),
        "makers": [(c.role, c.name) for c in document.contributors],
        "headings": [(s.level, s.ordinal, squeezed(s.heading.text)) for s in every(document.sections)],
        "figures": [(squeezed(i.quote), i.value, i.modality) for i in document.indicators],
        "people": [p.name for p in document.people],
        "places": [(p.name, p.path) for p in document.places],
        "contradictions": sum(f.code == "figures_disagree" for f in document.findings),
    }


@pytest.mark.parametrize("change", [of_a_mail, of_a_web_page, of_a_pdf, of_another_typist], ids=lambda change: change.__name__)
def test_white_space_and_signs_of_another_source_change_nothing(change: Callable[[str], str]) -> None:
    differ = {}
    for path in CASES:
        text = decoded(path)
        before, after = [[said(d) for d in documents(t)] for t in (text, change(text))]
        if before != after:
            differ[path.parent.name] = [(a[k], b[k]) for a, b in zip(before, after, strict=False) for k in a if a[k] != b[k]]
    assert differ == {}


def column(text: str, width: int) -> list[str]:
    """A paragraph in a column of so many Chinese characters, its indent lost: numbers whole, no stop at a line's beginning."""
    lines, line, room = [], "", 2 * width - 4
    for word in re.findall(r"[A-Za-z0-9.%]+|.", text):
        if line and cells(line + word) > room and word not in "，。；：、！？”）》":
            lines.append(line)
            line, room = "", 2 * width
        line += word
    return [*lines, line]


def page(document: Document, width: int, chance: random.Random) -> str:
    """A feature as it is copied out of a paper: headline, byline, lead, then parts; the column's lines, an empty one here and there."""
    lines = [document.title.text if document.title else "", "", "本报记者 林青", ""]
    for heading, paragraphs in [("", document.lead), *((s.heading.text, s.paragraphs) for s in document.sections)]:
        lines += [heading] if heading else []
        for paragraph in paragraphs:
            for line in column(paragraph.text, width):
                lines += ["", line] if chance.random() < 0.02 else [line]
    return "\n".join(lines)


def plain_features() -> Iterator[Document]:
    """The golden features of parts without parts, in reading order."""
    for path in CASES:
        if path.parent.parent.name == "newspaper_feature":
            [document] = documents(decoded(path))[:1]
            is_plain = document.title and document.lead and len(document.sections) > 1
            if is_plain and all(s.paragraphs and not (s.sections or s.run_in or s.marker) for s in document.sections):
                yield document


@pytest.mark.parametrize("width", [14, 18, 24])
def test_columns_keep_headings_and_paragraphs(width: int) -> None:
    chance = random.Random(width)
    wanted, right, paragraphs, whole, titles = 0, 0, 0, 0, []
    for document in plain_features():
        [again, *_] = documents(page(document, width, chance))
        titles.append(tuple(squeezed(d.title.text) if d.title else "" for d in (document, again)))
        headings = {squeezed(s.heading.text) for s in document.sections}
        wanted, right = wanted + len(headings), right + len(headings & {squeezed(s.heading.text) for s in again.sections})
        texts = [squeezed(p.text) for p in (*document.lead, *(p for s in document.sections for p in s.paragraphs))]
        found = {squeezed(p.text) for p in (*again.lead, *(p for s in again.sections for p in s.paragraphs))}
        paragraphs, whole = paragraphs + len(texts), whole + sum(text in found for text in texts)
    assert wanted > 50
    assert (right / wanted, whole / paragraphs) >= (0.9, 0.85), (right, wanted, whole, paragraphs)
    assert sum(a == b for a, b in titles) >= 0.95 * len(titles)


COUNTED = 38


def counted(text: str, characters: int) -> str:
    """Each paragraph broken after so many characters, wide or narrow, as a program does; numbers whole, no stop at a line's beginning."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"[A-Za-z0-9.%]+|.", paragraph):
            if line and len(line + word) > characters and word not in "，。；：、！？”）》":
                lines.append(line)
                line = ""
            line += word
        lines.append(line)
    return "\n".join(lines)


def test_lines_of_so_many_characters_keep_headings() -> None:
    wanted: set[tuple[int, int | None, str]] = set()
    found, false = set(wanted), set(wanted)
    for path in CASES:
        text = decoded(path)
        if sum(len(line) > 2 * COUNTED for line in text.split("\n")) > 4:
            before, after = [{h for d in documents(t) for h in said(d)["headings"]} for t in (text, counted(text, COUNTED))]
            wanted, found, false = wanted | before, found | before & after, false | after - before
    assert (len(wanted) > 150, wanted - found) == (True, set())
    assert len(false) <= 1, false
