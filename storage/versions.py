"""Versions of readers and parsers in order, and which of them the installed ones have left behind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# 0.1.0 | 1.10
_NUMBER = re.compile(r"\d+")
# 1+person.7: what the parser of version 1 said, with what persons have corrected
CORRECTED = "+person."


def version_key(version: str) -> tuple[tuple[int, ...], str]:
    """Return what versions are ordered by: their numbers (1.10 comes after 1.9), then their wording; corrections do not count."""
    plain = own(version)
    return tuple(int(number) for number in _NUMBER.findall(plain)), plain


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
        """Tell whether these versions are older; what a newer installation made is not, nor is what nobody here knows."""
        pairs = [(reader_version, self.readers.get(reader, reader_version)), (parser_version, self.parsers.get(parser, parser_version))]
        made, now = ([version_key(pair[side]) for pair in pairs] for side in (0, 1))
        if any(old > new for old, new in zip(made, now, strict=True)):
            return False
        return made != now or vocabularies != self.vocabularies
