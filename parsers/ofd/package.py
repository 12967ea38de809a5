"""The package of an OFD: its parts by the names that other parts use for them, which are not always the names they have."""

import posixpath
import zipfile

from parsers.ofd.markup import Element, parse_xml
from parsers.source import Source
from parsers.zipped import member_name, open_zip, part_name, read_member


class Package:
    """The parts of one OFD file."""

    def __init__(self, source: Source) -> None:
        """Open the package; raises BrokenFile and ResourceLimit."""
        self._archive = open_zip(source)
        self._name = source.name
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._parsed: dict[str, Element] = {}
        for info in self._archive.infolist():
            self._parts.setdefault(part_name(member_name(info)[0]), info)

    def find(self, location: str, beside: str = "") -> str | None:
        """Return the part that a location names, written in the part `beside`: relative to that, else to the root; None for none.

        GB/T 33190 7.3: a location that begins with / is from the root. Makers differ, in the case of letters too.
        """
        location = location.strip().replace("\\", "/")
        if not location:
            return None
        near = [] if location.startswith("/") else [posixpath.join(posixpath.dirname(beside), location)]
        places = (part_name(posixpath.normpath(place)) for place in (*near, location))
        return next((place for place in places if place in self._parts), None)

    def xml(self, part: str, *, keep: bool = True) -> Element:
        """Return the root of a part, kept for the next who asks; raises BrokenFile, PasswordNeeded or ResourceLimit."""
        root = self._parsed.get(part)
        if root is None:
            root = parse_xml(read_member(self._archive, self._parts[part]), f"{part} in {self._name}")
        if keep:
            self._parsed[part] = root
        return root

    def bytes_of(self, part: str) -> bytes:
        """Return a part's bytes; raises BrokenFile, PasswordNeeded or ResourceLimit."""
        return read_member(self._archive, self._parts[part])
