"""Which medium a file is, by its content and never by its name, and the reader for it."""

import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import cast

from parsers.code_digest import versioned
from parsers.errors import HoldsOthers, PasswordNeeded, UnsupportedMedia
from parsers.medium import CONTAINERS, LOCKED
from parsers.reading import Reading
from parsers.sniff import mismatch, sniff
from parsers.source import Source

# the reader of each medium: a module under parsers.readers with NAME, VERSION and `read(source, media_type)`; imported when needed,
# since `kuaibao parse` of a text must not wait for the libraries of the others
_READERS = {
    "text/plain": "text",
    "text/markdown": "text",
    "text/html": "html",
    "multipart/related": "html",
    "application/msword": "doc",
    "application/ofd": "ofd",
    "application/pdf": "pdf",
    "image/jpeg": "ocr",
    "image/png": "ocr",
    "image/tiff": "ocr",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_Read = Callable[[Source, str], Reading]


def read_source(source: Source) -> Reading:
    """Return the reading of a source; raises UnsupportedMedia, PasswordNeeded, HoldsOthers for an archive or a mail, and what the reader raises."""
    medium = sniff(source)
    if medium is LOCKED:
        raise PasswordNeeded(f"{source.name} is {medium.what}: save it without the password and drop it again")
    if medium in CONTAINERS:
        raise HoldsOthers(f"{source.name} is {medium.what}: each file in it is a document of its own")
    if medium.media_type not in _READERS:
        raise UnsupportedMedia(f"{source.name} is {medium.what}, which is not read: {medium.instead} and drop it again")
    reading = reader(medium.media_type)(source, medium.media_type)
    note = mismatch(source, medium)
    version = _version(reading.version, _READERS[medium.media_type])
    return replace(reading, version=version, notes=(note, *reading.notes) if note else reading.notes)


def reader(media_type: str) -> _Read:
    """Return the `read` of the reader for a media type that has one."""
    return cast(_Read, importlib.import_module(f"parsers.readers.{_READERS[media_type]}").read)


def reader_versions() -> dict[str, str]:
    """Return the version of each reader, which names its code too, by its name."""
    readers = {module: importlib.import_module(f"parsers.readers.{module}") for module in sorted(set(_READERS.values()))}
    return {reader.NAME: _version(reader.VERSION, module) for module, reader in readers.items()}


def _version(version: str, module: str) -> str:
    return versioned(version, f"parsers.readers.{module}", "parsers.media")
