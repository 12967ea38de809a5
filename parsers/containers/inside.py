"""All that a container holds, containers in it opened too, within limits that hold for all of it together."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from parsers import medium as media
from parsers.containers.member import Member, Refused
from parsers.errors import EmptySource, KuaibaoError, ResourceLimit
from parsers.sniff import sniff
from parsers.source import Source

# medium → the module that opens it, with `entries(source)`: what stands at the first level of one container
_OPENED_BY = {media.ZIP: "archive", media.EML: "mail", media.MSG: "outlook"}
MOST_MEMBERS = 2_000
MOST_BYTES = 256 << 20
# containers in containers in containers: an archive of mails with archives attached
_DEEPEST = 3
# what operating systems and editors leave behind: nobody sent these
_LITTER_FOLDERS = {"__MACOSX"}
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
_LITTER_BEGINS = ("._", "~$")


class _TooMuch(ResourceLimit):
    """The limits of the whole container are reached: no part of it is to blame alone."""


def is_container(source: Source) -> bool:
    """Tell whether a source holds others."""
    return sniff(source) in _OPENED_BY


def members(source: Source) -> Iterator[Member | Refused]:
    """Yield every file in a container, in its order, each path once; litter of operating systems is left out.

    Raises BrokenFile, NoContent, PasswordNeeded or ResourceLimit where that is so of the container as a whole; what ails one member
    is its refusal.
    """
    yield from _Walk(source.name).inside(source, _OPENED_BY[sniff(source)], "", 0)


@dataclass
class _Walk:
    """One way through a container and what is in it; counts what was found."""

    name: str
    count: int = 0
    size: int = 0
    seen: set[str] = field(default_factory=set)

    def inside(self, source: Source, opener: str, prefix: str, depth: int) -> Iterator[Member | Refused]:
        entries = importlib.import_module(f"parsers.containers.{opener}").entries
        for found in entries(source):
            if is_litter(found.path):
                continue
            path = self._once(prefix + found.path)
            self._weigh(found)
            if isinstance(found, Refused):
                yield Refused(path, found.code, found.reason)
            else:
                yield from self._member(Member(path, found.data, found.evidence), depth)

    def _member(self, member: Member, depth: int) -> Iterator[Member | Refused]:
        try:
            if not member.data:
                raise EmptySource("it has no bytes: ask for it again")
            inner = Source(member.data, member.path)
            opener = _OPENED_BY.get(sniff(inner))
            if opener is None:
                yield member
            elif depth >= _DEEPEST:
                raise ResourceLimit(f"it is packed more than {_DEEPEST} times over: unpack it and drop what is in it")
            else:
                yield from self.inside(inner, opener, f"{member.path}/", depth + 1)
        except _TooMuch:
            raise
        except KuaibaoError as error:
            yield Refused.by(member.path, error)

    def _once(self, path: str) -> str:
        """Return the path, or with a number where another member has it: archives may name two alike."""
        number, free = 1, path
        while free in self.seen:
            number += 1
            free = f"{path} ({number})"
        self.seen.add(free)
        return free

    def _weigh(self, found: Member | Refused) -> None:
        self.count += 1
        self.size += len(found.data) if isinstance(found, Member) else 0
        if self.count > MOST_MEMBERS or self.size > MOST_BYTES:
            what = f"more than {MOST_MEMBERS:,} files" if self.count > MOST_MEMBERS else f"more than {MOST_BYTES >> 20} MB"
            raise _TooMuch(f"{self.name}, with what is packed in it, holds {what}: unpack it and drop what is to be read")


def is_litter(path: str) -> bool:
    """Tell whether a member is what a system or an editor leaves behind."""
    parts = PurePosixPath(path).parts or ("",)
    return parts[0] in _LITTER_FOLDERS or parts[-1] in _LITTER or parts[-1].startswith(_LITTER_BEGINS)
