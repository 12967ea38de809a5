"""Compound files (MS-CFB), in which old Office files and Outlook messages keep their streams."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from parsers.errors import BrokenFile
from parsers.source import Source

# what olefile raises where a file is broken; RecursionError: it goes down a directory's tree by calling itself, and a chain is a deep tree
_RAISED = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError)


@contextmanager
def opened(source: Source, what: str, advice: str) -> Iterator[olefile.OleFileIO]:
    """Open a compound file to be read as `what`; whatever its damage raises here or in the block is BrokenFile with the advice."""
    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as file:
            yield file
    except _RAISED as error:
        raise BrokenFile(f"{source.name} cannot be read as {what} ({error}): {advice}") from error
