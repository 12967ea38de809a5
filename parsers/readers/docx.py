"""Word documents (DOCX, DOCM, WPS's own): the text as people see it, headers and footers as furniture, notes at the end.

Read with our own walk over the document's XML: text boxes and tracked insertions are text, which python-docx's iterators lose.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from parsers.errors import BrokenFile, EmptySource, NoContent
from parsers.reading import Reading
from parsers.source import Source
from parsers.word.numbering import read_numbering
from parsers.word.package import Package, attribute, local
from parsers.word.story import Story
from parsers.word.styles import read_styles
from parsers.word.telling import Stories, told

NAME = "docx"
VERSION = "1"


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
        self.headers, self.footers = (self._edges(package, root, related, name) for name in ("headerReference", "footerReference"))

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

    def _edges(self, package: Package, root: Element | None, related: dict[str, str], name: str) -> list[str]:
        """Return the lines of the headers or footers, each once: they say the same on every page."""
        references = [e for e in (root.iter() if root is not None else ()) if local(e) == name]
        parts = dict.fromkeys(related.get(attribute(e, "id") or "", "") for e in references)
        stories = [story for part in parts if part and (story := self._beside(package, part)) is not None]
        return list(dict.fromkeys(p.text.strip() for story in stories for p in self._story.paragraphs(story) if p.text.strip()))

    def stories(self) -> Stories:
        """Return what was read."""
        return Stories(self.body, self.headers, self.notes, self.footers, self._story.counts, self._lost)
