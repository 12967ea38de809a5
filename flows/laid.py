"""What a child process does with an archive or a mail: lays its files out where the vault can take them from."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.borrowed import Borrowed, source_of
from parsers.containers import Member, Refused, members


@dataclass(frozen=True)
class Laid:
    """A file of a container, laid out: its path inside, how its name was decoded, where it lies, its digest and size."""

    path: str
    evidence: str
    file: Path
    sha256: str
    size: int


@dataclass(frozen=True)
class NoRoom:
    """The disk did not take what is in a container; the container is not to blame."""

    why: str


def lay_out(work: Borrowed, folder: Path, mark: str) -> Sequence[Laid | Refused] | NoRoom:
    """Write each file of a container into a folder, as `mark-number`: so no more than one of them is in memory, and none in a pipe."""
    laid: list[Laid | Refused] = []
    try:
        for found in members(source_of(work)):
            laid.append(_laid(found, folder / f"{mark}-{len(laid)}") if isinstance(found, Member) else found)
    except OSError as error:
        return NoRoom(str(error))
    return laid


def _laid(member: Member, file: Path) -> Laid:
    file.write_bytes(member.data)
    return Laid(member.path, member.evidence, file, hashlib.sha256(member.data).hexdigest(), len(member.data))
