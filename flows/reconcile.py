"""Compares what lies in the inbox with what the ledger says, so that no event and no crash can make either lose the other."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.claim import ASIDE, Door, holds, is_led_astray, move_aside
from flows.files import inbox_key, key_path, put_back
from flows.settle import is_temporary
from storage import ledger
from storage.errors import SourceChanged
from storage.states import QUARANTINED
from storage.tables import Delivery

# .kuaibao-17.1f0c88aa-公告.txt, in older versions .kuaibao-17-公告.txt
_ASIDE_NAME = re.compile(re.escape(ASIDE) + rb"(?P<id>\d+)(?:\.[0-9a-f]{8})?-(?P<name>.*)", re.DOTALL)


@dataclass
class Listing:
    """What lies below a folder: files to take in (and folders that may not be listed), and those that a crash left half removed."""

    files: list[bytes] = field(default_factory=list)
    asides: list[bytes] = field(default_factory=list)


def listing(root: bytes) -> Listing:
    """List a tree without following links; temporary names are left out, a folder that may not be listed stands for its files."""
    found, folders = Listing(), [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                folders += _sorted_in(entries, found)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            found.files.append(folder)
    return found


def _sorted_in(entries: Iterator[os.DirEntry[bytes]], found: Listing) -> list[bytes]:
    folders = []
    for entry in entries:
        if entry.name.startswith(ASIDE):
            found.asides.append(entry.path)
        elif is_temporary(entry.name):
            continue
        elif entry.is_dir(follow_symlinks=False):
            folders.append(entry.path)
        else:
            found.files.append(entry.path)
    return folders


@dataclass(frozen=True)
class Standing:
    """How the ledger's open deliveries stand to the inbox: those whose file is gone, the paths still to be claimed or once refused."""

    gone: list[Delivery]
    waiting: set[bytes]
    refused: set[bytes]


def compare(root: Path, door: Door) -> Standing:
    """Withdraw the open deliveries whose file is gone (claimed ones go on from the vault); say which still wait for their claim."""
    deliveries = ledger.open_deliveries(door.engine, folder_key(root))
    gone = [delivery for delivery in deliveries if is_gone(key_path(delivery.inbox_key), delivery.device, root)]
    for delivery in gone:
        ledger.withdraw(door.engine, delivery.id, door.clock(), "the file was taken away")
    unclaimed = {key_path(delivery.inbox_key): delivery.state for delivery in deliveries if delivery.sha256 is None}
    refused = {path for path, state in unclaimed.items() if state == QUARANTINED}
    return Standing(gone, unclaimed.keys() - refused, refused)


def folder_key(root: Path) -> str:
    """Return what the inbox keys of everything below a folder begin with."""
    return inbox_key(root).rstrip("/") + "/"


def is_gone(path: bytes, device: int, root: Path) -> bool:
    """Tell whether a file that lay on `device` was taken away.

    A root that is missing, or is another device than the file was on (nothing is mounted there), says nothing about its files.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return _device_that_lacks(path, os.fsencode(root)) == device
    except OSError:  # not to be looked at just now: no reason to think it gone
        return False
    return False


def _device_that_lacks(path: bytes, root: bytes) -> int | None:
    """Return the device of the nearest folder above a missing file, or None where the root itself is missing."""
    while len(path) > len(root):
        path = path[: path.rindex(b"/")]
        try:
            return os.lstat(path).st_dev
        except OSError:
            continue
    return None


def finish_removal(aside: bytes, door: Door) -> bool:
    """Finish what a crash interrupted between moving a file aside and removing it; False where it was given back its name, or is not ours."""
    path = Path(os.fsdecode(aside))
    if is_led_astray(path):  # a folder was exchanged for a link: what lies there is somebody else's
        return False
    match = _ASIDE_NAME.fullmatch(os.fsencode(path.name))
    delivery = _open_delivery(int(match["id"]), path.parent, door) if match else None
    name = delivery.name if delivery else match["name"] if match else b"recovered"
    path = move_aside(path, int(match["id"]) if match else 0, name)
    if delivery and delivery.sha256 and _is_kept(path, delivery.sha256, door):
        path.unlink(missing_ok=True)
        ledger.removed(door.engine, [delivery.id], door.clock())
        return True
    put_back(path, path.with_name(os.fsdecode(name)))
    return False


def _is_kept(path: Path, sha256: str, door: Door) -> bool:
    """Tell whether a file has these bytes, nobody is writing to it, and the vault has them whole: put there anew, and looked at after that."""
    if not holds(path, sha256):
        return False
    try:
        door.vault.put(path, sha256)
    except SourceChanged:
        return False
    return holds(path, sha256)


def _open_delivery(delivery_id: int, folder: Path, door: Door) -> Delivery | None:
    here = ledger.open_deliveries(door.engine, folder_key(folder))
    return next((delivery for delivery in here if delivery.id == delivery_id), None)
