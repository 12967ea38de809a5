"""What a ZIP file is, by the names of what is in it: DOCX, OFD, spreadsheet, slide show, or an archive."""

import struct
import zipfile

from parsers import medium as media
from parsers.errors import BrokenFile, PasswordNeeded, ResourceLimit
from parsers.medium import Medium
from parsers.source import Source
from parsers.zipped import open_zip, part_name, read_member

# one part that only this kind has
_PARTS = {
    "word/document.xml": media.DOCX,
    "ofd.xml": media.OFD,
    "xl/workbook.xml": media.XLSX,
    "xl/workbook.bin": media.XLSX,
    "ppt/presentation.xml": media.PPTX,
}
_MIMETYPES = ((b"application/vnd.oasis.opendocument", media.ODF), (b"application/epub+zip", media.EPUB))
_TYPES = "[content_types].xml"
# the main part may have any name; the list of types says which it is
_MAIN_PARTS = (
    (b"wordprocessingml.document.main+xml", media.DOCX),
    (b"ms-word.document.macroEnabled.main+xml", media.DOCX),
    (b"spreadsheetml.sheet.main+xml", media.XLSX),
    (b"presentationml.presentation.main+xml", media.PPTX),
)
_LOCAL_NAME = struct.Struct("<26xHH")
_MOST_TYPES = 1 << 20


def medium(source: Source) -> Medium:
    """Return what kind of ZIP file a source is; a plain archive where nothing in it says more, or where it is broken."""
    try:
        archive = open_zip(source)
    except (ResourceLimit, BrokenFile):
        return media.ZIP
    names = {part_name(name): name for name in archive.namelist()}
    for part, kind in _PARTS.items():
        if part in names:
            return kind
    return _by_mimetype(source.data) or (_by_types(archive, names[_TYPES]) if _TYPES in names else None) or media.ZIP


def _by_mimetype(data: bytes) -> Medium | None:
    """Return the kind that the first member, named mimetype and not packed, says."""
    length, extra = _LOCAL_NAME.unpack_from(data) if len(data) > 30 else (0, 0)
    if data[30 : 30 + length] != b"mimetype":
        return None
    said = data[30 + length + extra :][:100]
    return next((kind for begins, kind in _MIMETYPES if said.startswith(begins)), None)


def _by_types(archive: zipfile.ZipFile, name: str) -> Medium | None:
    info = archive.getinfo(name)
    if info.file_size > _MOST_TYPES:
        return None
    try:
        types = read_member(archive, info)
    except (PasswordNeeded, ResourceLimit, BrokenFile):
        return None
    return next((kind for said, kind in _MAIN_PARTS if said in types), None)
