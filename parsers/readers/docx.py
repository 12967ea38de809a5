"""Word documents (DOCX, DOCM, WPS's own): the text as people see it, headers and footers as furniture, notes at the end.

Read with our own walk over the document's XML: text boxes and tracked insertions are text, which python-docx's iterators lose.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parsers.errors import BrokenFile, EmptySource, NoContent
from parsers.reading import Reading
from parsers.source import Source
from parsers.word.numbering import read_numbering
from parsers.word.package import Package, attribute, local
from parsers.word.paragraphs import Paragraph
from parsers.word.story import Story
from parsers.word.styles import is_on, read_styles
from parsers.word.telling import Stories, told

NAME = "docx"
VERSION = "1"

# — 1 — | 第 1 页 共 3 页
_NUMBERS_PAGE = re.compile(r"[\W\d_]*(?:第?[\W\d_]*页[\W\d_]*(?:共[\W\d_]*页[\W\d_]*)?)?")


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
    return told(file.stories(), media_type, NAME, VERSION, {"part": file.part})


def _edges(root: Element | None, related: dict[str, str]) -> list[tuple[str, Element]]:
    """Return the parts with headers and footers and what refers to them, in order."""
    named = [e for e in (root.iter() if root is not None else ()) if local(e) in ("headerReference", "footerReference")]
    return [(part, e) for e in named if (part := related.get(attribute(e, "id") or "", ""))]


class _File:
    """The stories of one Word file, read."""

    def __init__(self, source: Source) -> None:
        package = Package(source)
        self.part = package.main_part()
        self._lost: list[str] = []
        kin = {kind: self._kin(package, kind) for kind in ("styles", "numbering", "footnotes", "endnotes")}
        self._story = Story(read_styles(kin["styles"]), read_numbering(kin["numbering"]))
        root = package.xml(self.part)
        elements = [] if root is None else list(root)
        self.body = [p for e in elements if local(e) == "body" for p in self._story.paragraphs(e)]
        self.notes = list(self._referred(kin))
        related = package.related(self.part)
        edges = dict.fromkeys(part for part, _ in _edges(root, related))
        self._edge_of = {part: list(self._edge(package, part)) for part in edges}
        self.headers = self._edge_lines(root, related, "headerReference")
        self.headers += dict.fromkeys(p.text.strip() for p in self.body if p.behind and p.text.strip() not in self.headers)
        self.body = [*self._red_head(root, related), *(p for p in self.body if not p.behind)]
        self.footers = self._edge_lines(root, related, "footerReference")

    def _kin(self, package: Package, kind: str) -> Element | None:
        part = package.kin(self.part, kind)
        return self._beside(package, part) if part else None

    def _beside(self, package: Package, part: str) -> Element | None:
        """Return a part beside the text; one that is broken costs what it says, and no text."""
        try:
            return package.xml(part)
        except BrokenFile as error:
            self._lost.append(f"What a part of the file says is missing: {error}.")
            return None

    def _referred(self, kin: dict[str, Element | None]) -> Iterator[str]:
        """Yield the footnotes and endnotes that the text refers to, in that order, each once."""
        for kind, identity in dict.fromkeys(self._story.notes):
            root = kin[f"{kind}s"]
            for note in root if root is not None else ():
                if attribute(note, "id") == identity:
                    yield from (p.text for p in self._story.paragraphs(note) if p.text.strip())

    def _edge(self, package: Package, part: str) -> Iterator[Paragraph]:
        story = self._beside(package, part)
        yield from (p for p in self._story.paragraphs(story) if p.text.strip()) if story is not None else ()

    def _edge_lines(self, root: Element | None, related: dict[str, str], name: str) -> list[str]:
        """Return the lines of the headers or footers, each once: they say the same on every page."""
        parts = dict.fromkeys(part for part, reference in _edges(root, related) if local(reference) == name)
        return list(dict.fromkeys(p.text.strip() for part in parts for p in self._edge_of[part]))

    def _red_head(self, root: Element | None, related: dict[str, str]) -> list[Paragraph]:
        """Return what stands over the first page's text where the first section sets it apart and it is no running head alone: a mast-head.

        Its lines are no headers then, but for those that other pages have too.
        """
        section = next((e for e in (root.iter() if root is not None else ()) if local(e) == "sectPr"), None)
        if not is_on(section, "titlePg"):
            return []
        own, running = list[Paragraph](), set[str]()
        for part, reference in _edges(root, related):
            if local(reference) == "headerReference" and attribute(reference, "type") == "first" and reference in list(section or ()):
                own += self._edge_of[part]
            else:
                running |= {p.text.strip() for p in self._edge_of[part]}
        head = [p for p in own if not (p.behind or _NUMBERS_PAGE.fullmatch(p.text))]
        only = {p.text.strip() for p in head} - running
        self.headers = [line for line in self.headers if line not in only]
        return head if only else []

    def stories(self) -> Stories:
        """Return what was read."""
        return Stories(self.body, self.headers, self.notes, self.footers, self._story.counts, self._lost)
