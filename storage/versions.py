"""Versions of readers and parsers in order, and which of them the installed ones have left behind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# 0.1.0 | 1.10
_NUMBER = re.compile(r"\d+")
# 1+5f0c2e9a: version 1, and the digest of its code
_CODE = "+"
# 1+5f0c2e9a+person.7: what the parser of version 1 said, with what persons have corrected
CORRECTED = "+person."


def version_key(version: str) -> tuple[tuple[int, ...], str, bool]:
    """Return what versions are ordered by: their numbers (1.10 comes after 1.9), then their wording; corrections do not count.

    One that does not name its code is older than one that does (1, 1+5f0c2e9a); of two codes neither is.
    """
    plain, _, code = own(version).partition(_CODE)
    return tuple(int(number) for number in _NUMBER.findall(plain)), plain, bool(code)


def own(version: str) -> str:
    """Return a parser's version without the mark of corrections."""
    return version.split(CORRECTED, maxsplit=1)[0]


@dataclass(frozen=True)
class Installed:
    """What a document read now would be made by: versions of readers and parsers by name, and the vocabularies' digest."""

    readers: Mapping[str, str]
    parsers: Mapping[str, str]
    vocabularies: str

    def has_left_behind(self, reader: str, reader_version: str, parser: str, parser_version: str, vocabularies: str) -> bool:
        """Tell whether these versions are older, or of other code; what a newer installation made is not, nor is what nobody here knows."""
        made = [own(reader_version), own(parser_version)]
        here = [self.readers.get(reader, made[0]), self.parsers.get(parser, made[1])]
        if any(version_key(old) > version_key(new) for old, new in zip(made, here, strict=True)):
            return False
        return made != here or vocabularies != self.vocabularies
