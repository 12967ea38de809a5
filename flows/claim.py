"""The one way in: a file's bytes are put into the vault and claimed in the ledger; only then may the file leave the inbox."""

import errno
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from flows.files import bounded, digest, inbox_key, is_being_written, opened, put_back
from flows.settle import Look
from flows.urgency import USUAL
from storage import ledger
from storage.errors import SourceChanged
from storage.states import QUARANTINED, SEEN, SETTLED
from storage.vault import AnyVault, VaultObject

EMPTY = "empty"
UNREADABLE = "unreadable"
NOT_A_FILE = "not_a_file"
TOO_LARGE = "too_large"
# Names that we give to files on their way out start with this; they are temporary names to everybody, us included.
ASIDE = b".kuaibao-"
_TRIES = 3
_PERMANENT = {errno.EACCES, errno.EPERM}

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Copied:
    """The vault has the bytes of a file that has not changed meanwhile: it is to be claimed."""

    delivery_id: int
    path: Path
    put: VaultObject
    priority: int


@dataclass(frozen=True)
class Taken:
    """The ledger has the bytes: work for the drainer, unless `duplicate`. `removed`: the path is free for another file."""

    delivery_id: int
    sha256: str
    duplicate: bool
    removed: bool


@dataclass(frozen=True)
class Refused:
    """The file was set aside in the ledger and stays where it is, until it changes."""

    delivery_id: int
    code: str
    message: str


@dataclass(frozen=True)
class Later:
    """The file moved under our hands, or could not be read just now: look again. Nothing was claimed."""

    delivery_id: int
    why: str


@dataclass(frozen=True)
class Gone:
    """The file is not there any more; the delivery is withdrawn."""

    delivery_id: int


Outcome = Taken | Refused | Later | Gone


@dataclass(frozen=True)
class Door:
    """What a file passes through on its way in: ledger, vault, clock and the largest size that is taken."""

    engine: Engine
    vault: AnyVault
    clock: Clock
    max_bytes: int = 256 << 20


def intake(path: Path, door: Door, *, remove: bool = False, priority: int = USUAL) -> Outcome:
    """Take one file in at once, as `kuaibao ingest` does: the user's own file stays unless `remove`; OSError where it is not there."""
    path = path.absolute()
    delivery_id = see(path, Look.of(os.lstat(path)), door)
    for _ in range(_TRIES):
        outcome = take(delivery_id, path, door, remove=remove, priority=priority)
        if not isinstance(outcome, Later):
            break
    return outcome


def see(path: Path, look: Look, door: Door) -> int:
    """Enter a path in the ledger; return its open delivery."""
    return ledger.see_all(door.engine, [sighting(path, look)], door.clock())[0]


def sighting(path: Path, look: Look, *, missed: bool = False) -> ledger.Sighting:
    """Return what the ledger is told of a file."""
    return ledger.Sighting(inbox_key(path), os.fsencode(path.name), look.device, look.inode, missed)


def take(delivery_id: int, path: Path, door: Door, *, remove: bool, priority: int = USUAL) -> Outcome:
    """Hash, copy, verify and claim a settled file, then remove it if asked; OSError where the vault cannot take it (disk full)."""
    made = copy(delivery_id, path, door, priority)
    return claim([made], door, remove=remove)[0] if isinstance(made, Copied) else made


def copy(delivery_id: int, path: Path, door: Door, priority: int = USUAL) -> Copied | Outcome:
    """Hash a settled file, copy it into the vault and verify both; OSError where the vault cannot take it (disk full)."""
    try:
        look = Look.of(os.lstat(path))
        if look.is_folder:
            return _folder(delivery_id, path, door)
        if refusal := _refusal(path, look, door.max_bytes):
            return _refuse(delivery_id, look, *refusal, door)
        with opened(path) as descriptor:
            sha256 = digest(descriptor)
    except FileNotFoundError:
        ledger.withdraw(door.engine, delivery_id, door.clock(), "the file was taken away")
        return Gone(delivery_id)
    except OSError as error:
        if error.errno in _PERMANENT:
            return _refuse(delivery_id, look, UNREADABLE, f"{error.strerror}: give kuaibao the right to read it", door)
        return Later(delivery_id, str(error))
    return _copied(delivery_id, path, look, sha256, door, priority)


def _folder(delivery_id: int, path: Path, door: Door) -> Outcome:
    next(path.iterdir(), None)  # a folder is only delivered where it cannot be listed; once it can, its files speak for themselves
    ledger.withdraw(door.engine, delivery_id, door.clock(), "the folder can be listed now")
    return Gone(delivery_id)


def _refusal(path: Path, look: Look, max_bytes: int) -> tuple[str, str] | None:
    if not look.is_regular:
        kind = "a link, which is not followed" if path.is_symlink() else "not a regular file"
        return NOT_A_FILE, f"this is {kind}: drop the document itself"
    if look.size == 0:
        return EMPTY, "the file has no bytes: drop it again when it is complete"
    if look.size > max_bytes:
        return TOO_LARGE, f"the file has {look.size:,} bytes, more than the {max_bytes:,} allowed: split it, or raise KUAIBAO_MAX_FILE_MB"
    return None


def is_led_astray(path: Path) -> bool:
    """Tell whether a link among the folders of a path leads elsewhere: a folder can be exchanged for one while its file settles."""
    return os.path.realpath(path.parent) != str(path.parent)


def refuse_astray(delivery_id: int, look: Look, door: Door) -> Outcome:
    """Set aside a file that is reached through a link: it is somebody else's, and neither copied nor removed."""
    return _refuse(delivery_id, look, NOT_A_FILE, "its folder is a link, which is not followed: drop the document itself", door)


def _refuse(delivery_id: int, look: Look, code: str, message: str, door: Door) -> Outcome:
    state = ledger.settle(door.engine, delivery_id, look.size, look.mtime_ns, door.clock())
    if state in (SEEN, SETTLED, QUARANTINED):
        ledger.quarantine(door.engine, delivery_id, code, message, door.clock())
        return Refused(delivery_id, code, message)
    return Refused(delivery_id, code, f"{message} (an earlier file of this name is {state})")


def _copied(delivery_id: int, path: Path, look: Look, sha256: str, door: Door, priority: int) -> Copied | Later:
    try:
        put = door.vault.put(path, sha256)
        if Look.of(os.lstat(path)) != look:
            return Later(delivery_id, "changed while it was copied")
    except SourceChanged as error:
        return Later(delivery_id, str(error))
    except OSError as error:
        if error.filename == str(path):
            return Later(delivery_id, str(error))
        raise
    return Copied(delivery_id, path, put, priority)


def claim(copies: Sequence[Copied], door: Door, *, remove: bool) -> list[Taken]:
    """Claim files whose bytes are in the vault, then remove them if asked: two transactions, however many they are."""
    entries = [ledger.Copy(made.delivery_id, made.put.sha256, made.put.size, made.priority) for made in copies]
    claims = ledger.claim_all(door.engine, entries, door.clock())
    taken = [_taken(made, claim, remove) for made, claim in zip(copies, claims, strict=True)]
    ledger.removed(door.engine, [one.delivery_id for one in taken if one.removed], door.clock())
    return taken


def _taken(made: Copied, claim: ledger.Claimed | ledger.Duplicate, remove: bool) -> Taken:
    is_work = isinstance(claim, ledger.Claimed) or claim.revived
    gone = not remove or clear(made.path, claim.delivery_id, made.put.sha256)
    return Taken(claim.delivery_id, made.put.sha256, duplicate=not is_work, removed=gone)


def clear(path: Path, delivery_id: int, sha256: str) -> bool:
    """Remove a file whose claimed bytes have this hash; False, and the file stays, where it is another one or written to by now."""
    if is_led_astray(path):  # what lies there is not what was dropped, whatever its bytes are
        return False
    try:
        aside = move_aside(path, delivery_id, os.fsencode(path.name))
    except FileNotFoundError:
        return True
    except OSError:
        return False
    if holds(aside, sha256):
        aside.unlink(missing_ok=True)
    elif os.path.lexists(aside):
        put_back(aside, path)
        return False
    return True


def move_aside(path: Path, delivery_id: int, name: bytes) -> Path:
    """Give a file a name that nobody else can know: from here on no other can be put in its place under our hands, nor it over another."""
    aside = path.with_name(bounded(ASIDE + b"%d.%s-" % (delivery_id, uuid.uuid4().hex[:8].encode()) + name))
    path.rename(aside)
    return aside


def holds(path: Path, sha256: str) -> bool:
    """Tell whether a file has these very bytes and nobody is writing to it."""
    try:
        with opened(path) as descriptor:
            return digest(descriptor) == sha256 and not is_being_written(path)
    except OSError:
        return False
