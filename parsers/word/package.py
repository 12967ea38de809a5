"""The ZIP package of a Word file: its parts as XML, without document types or entities, and how they refer to each other."""

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from parsers.errors import BrokenFile, PasswordNeeded, ResourceLimit
from parsers.source import Source
from parsers.zipped import open_zip, part_name, read_member

# elements within elements: text boxes in tables in text boxes stay under half of this
_DEEPEST = 200
_LONGEST_NUMBER = 10
_AGAIN = "open it in Word or WPS, save it as DOCX and drop it again"


def local(element: Element) -> str:
    """Return an element's name without its namespace: transitional and strict files differ in nothing else that matters here."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace; None where the element or the attribute is missing."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def number(element: Element | None, name: str) -> int | None:
    """Return an attribute that is a whole number from 0; None where it is missing or anything else."""
    said = attribute(element, name) or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < _LONGEST_NUMBER else None


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child of that name, then of that the next, and so on; None where one is missing."""
    for name in names:
        element = next((e for e in element if local(e) == name), None) if element is not None else None
    return element


class _Builder(TreeBuilder):
    """Builds a tree, and refuses document types (entities begin there) and nesting without end."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._depth = 0

    def doctype(self, *_: str | None) -> None:
        raise BrokenFile(f"{self._name} declares a document type, which no Word file does: {_AGAIN}")

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ResourceLimit(f"{self._name} nests elements more than {_DEEPEST} deep: {_AGAIN}")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


class Package:
    """The parts of one Word file."""

    def __init__(self, source: Source) -> None:
        """Open the package; raises BrokenFile or ResourceLimit."""
        self._name = source.name
        self._archive = open_zip(source)
        self._members = {part_name(info.filename): info for info in self._archive.infolist()}

    def xml(self, part: str) -> Element | None:
        """Return a part's root element, None where there is no such part; raises BrokenFile, ResourceLimit or PasswordNeeded."""
        info = self._members.get(part_name(part))
        return self._parsed(self._read(info), part) if info else None

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return read_member(self._archive, info)
        except PasswordNeeded as error:
            raise PasswordNeeded(f"{self._name} is locked by a password: save it without one and drop it again") from error
        except (ResourceLimit, BrokenFile) as error:
            raise type(error)(f"{self._name}: in its part {info.filename} {error}") from error

    def _parsed(self, data: bytes, part: str) -> Element:
        parser = XMLParser(target=_Builder(f"the part {part} of {self._name}"))
        try:
            parser.feed(data)
            root: Element = parser.close()
        except (ParseError, ValueError, LookupError) as error:  # LookupError: it declares an encoding that nobody knows
            raise BrokenFile(f"the part {part} of {self._name} is broken ({error}): {_AGAIN}") from error
        return root

    def main_part(self) -> str:
        """Return the name of the part that holds the text; raises BrokenFile where there is none."""
        named = [target for kind, _, target in self._relations("_rels/.rels", "") if kind == "officeDocument"]
        for part in (*named, "word/document.xml"):
            if part_name(part) in self._members:
                return part
        raise BrokenFile(f"{self._name} has no text in it (its word/document.xml is missing): {_AGAIN}")

    def related(self, part: str) -> dict[str, str]:
        """Return the parts that a part refers to, by the id of the reference."""
        return {rid: target for _, rid, target in self._relations(*_rels_of(part))}

    def kin(self, part: str, kind: str) -> str | None:
        """Return the part of a kind (styles, numbering, footnotes) that a part refers to, or None."""
        return next((target for said, _, target in self._relations(*_rels_of(part)) if said == kind), None)

    def _relations(self, rels: str, folder: str) -> Iterator[tuple[str, str, str]]:
        root = self.xml(rels)
        for relation in root if root is not None else ():
            target = attribute(relation, "Target")
            if target and attribute(relation, "TargetMode") != "External":
                kind = (attribute(relation, "Type") or "").rpartition("/")[2]
                path = target if target.startswith("/") else posixpath.join(folder, target)
                yield kind, attribute(relation, "Id") or "", posixpath.normpath(path).lstrip("/")


def _rels_of(part: str) -> tuple[str, str]:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels"), folder
