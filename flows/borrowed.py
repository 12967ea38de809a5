"""The bytes of a delivery as a child process finds them: where they lie, and what is said when they cannot be read there."""

from dataclasses import dataclass
from pathlib import Path

from parsers.source import Source
from storage.errors import ObjectUnreadable, VaultDamaged, VaultUnreachable


@dataclass(frozen=True)
class Borrowed:
    """One document to work on: where its bytes lie, the sha256 they must have, and the name they came under.

    Where the file `marked` is gone too, the whole vault is.
    """

    path: Path
    sha256: str
    name: str
    marked: Path | None = None


def source_of(lent: Borrowed) -> Source:
    """Return the bytes to work on.

    VaultDamaged where they are not those that were put there, ObjectUnreadable where they alone cannot be read, VaultUnreachable
    where nothing of the vault can.
    """
    try:
        source = Source(lent.path.read_bytes(), lent.name)
    except FileNotFoundError as error:
        if lent.marked and not lent.marked.is_file():
            raise VaultUnreachable(f"the vault of {lent.name} is not there: {lent.path}") from error
        raise VaultDamaged(f"the vault's copy of {lent.name} is gone: restore {lent.sha256} from a backup") from error
    except OSError as error:
        kind = ObjectUnreadable if lent.marked and _can_be_read(lent.marked) else VaultUnreachable
        raise kind(f"the vault's copy of {lent.name} cannot be read ({error.strerror}): {lent.path}") from error
    if source.sha256 != lent.sha256:
        raise VaultDamaged(f"the vault's copy of {lent.name} is not what was put there: restore {lent.sha256} from a backup")
    return source


def _can_be_read(path: Path) -> bool:
    try:
        return bool(path.read_bytes())
    except OSError:
        return False
