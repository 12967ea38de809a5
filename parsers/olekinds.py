"""What an old Office file is, by the names of the streams in it: DOC or WPS, Outlook message, spreadsheet, or one locked by a password."""

from parsers import medium as media
from parsers.errors import BrokenFile
from parsers.medium import Medium
from parsers.ole import opened
from parsers.source import Source

_STREAMS = (
    ("EncryptedPackage", media.LOCKED),
    ("__properties_version1.0", media.MSG),
    ("WordDocument", media.DOC),
    ("Workbook", media.XLS),
    ("Book", media.XLS),
    ("PowerPoint Document", media.PPT),
)


def medium(source: Source) -> Medium:
    """Return what kind of old Office file a source is."""
    try:
        with opened(source, media.OLE.what, media.OLE.instead) as file:
            return next((kind for stream, kind in _STREAMS if file.exists(stream)), media.OLE)
    except BrokenFile:
        return media.OLE
