"""Files of an inbox as they are on the disk: opened so that nothing blocks, hashed, listed, named for the ledger."""

import fcntl
import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote_to_bytes

from flows.settle import HEAD_BYTES, TAIL_BYTES, ends_whole

_LONGEST_NAME = 255


def inbox_key(path: Path) -> str:
    """Return an absolute path as the ledger keeps it: a file URI, in which every byte of a name survives."""
    return path.as_uri()


def key_path(key: str) -> bytes:
    """Return the path of an inbox key."""
    return unquote_to_bytes(key.removeprefix("file://"))


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a file to read without following a link and without waiting for a pipe's writer; OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def digest(descriptor: int) -> str:
    """Return the sha256 of all of an open file."""
    with open(descriptor, "rb", closefd=False) as file:
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_whole(path: Path) -> bool:
    """Tell whether a file ends as its format asks; True where it cannot be read, as waiting would not help."""
    try:
        with opened(path) as descriptor:
            size = os.fstat(descriptor).st_size
            head = os.pread(descriptor, HEAD_BYTES, 0)
            return ends_whole(size, head, os.pread(descriptor, TAIL_BYTES, max(0, size - TAIL_BYTES)))
    except OSError:
        return True


def is_being_written(path: Path) -> bool:
    """Tell whether some process has the file open for writing; False where the system cannot say (other owners, network mounts)."""
    try:
        with opened(path) as descriptor:
            return _refuses_lease(descriptor)
    except OSError:
        return False


def _refuses_lease(descriptor: int) -> bool:
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    # Linux grants a read lease only on a file that nobody has open for writing. Should somebody open it in the instant in
    # which we hold the lease, the kernel tells us by this signal, which is ignored; by default it would end the process.
    fcntl.fcntl(descriptor, getattr(fcntl, "F_SETSIG", 10), signal.SIGURG)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def bounded(name: bytes) -> str:
    """Return a name cut to the bytes that file systems allow."""
    return os.fsdecode(name[:_LONGEST_NAME])


def put_back(aside: Path, path: Path) -> Path:
    """Give a file its name back without overwriting another one that has it by now; return the name it got."""
    for number in range(1, 1000):
        target = path if number == 1 else path.with_name(bounded(b"%d-" % number + os.fsencode(path.name)))
        try:
            os.link(aside, target, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            if os.path.lexists(target):
                continue
            aside.rename(target)
            return target
        aside.unlink()
        return target
    raise FileExistsError(f"no free name for {path.name}")
