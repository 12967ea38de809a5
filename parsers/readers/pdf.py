"""PDF: pages as pdfminer draws them, put in reading order by what stands where."""

from collections.abc import Iterator

from pdfminer.pdfinterp import PDFResourceManager

from parsers.errors import BrokenFile, KuaibaoError
from parsers.pages.compose import compose
from parsers.pages.model import Sheet
from parsers.pdf.device import PageDevice
from parsers.pdf.opening import pages, quick
from parsers.reading import Reading
from parsers.source import Source

NAME = "pdf"
VERSION = "1"


def read(source: Source, media_type: str) -> Reading:
    """Return the text of a PDF in reading order, with a place for every character.

    Raises PasswordNeeded, BrokenFile, and ResourceLimit for more pages or characters than any real document has.
    """
    quick(source)
    return compose(list(_sheets(source)), media_type, NAME, VERSION)


def _sheets(source: Source) -> Iterator[Sheet]:
    device = PageDevice(PDFResourceManager())
    try:
        for number, page in enumerate(pages(source), 1):
            yield device.sheet(page, number)
    except (KuaibaoError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises whatever its code trips over; the file is to blame, and its words help
        raise BrokenFile(f"{source.name} cannot be read as PDF ({type(error).__name__}: {error}): save it as PDF again") from error
