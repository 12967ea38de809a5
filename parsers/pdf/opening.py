"""Opening a PDF within limits: what it is, how many pages it has and whether it may be read, asked of the quick engine first.

pdfium counts 300,000 pages in a moment where pdfminer would take minutes and gigabytes; each engine's own words about a file
that it cannot open stand in the error, since they are what a search finds.
"""

import logging
from collections.abc import Iterator
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import PDFObjRef, resolve1
from pypdfium2 import PdfDocument, PdfiumError

from parsers.errors import BrokenFile, PasswordNeeded, ResourceLimit
from parsers.pdf.second import SecondEngine
from parsers.source import Source

# a county's yearbook has some 400; a day's newspaper 40
MAX_PAGES = 500
# where the end of a file says so
_TAIL = 4096
# pdfminer tells its log, and so standard error, of every oddity; what matters to a reader of ours is in findings and errors
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def opened(source: Source) -> SecondEngine | None:
    """Return the file as pdfium opens it; None where only pdfium cannot.

    Raises PasswordNeeded, BrokenFile where the end is missing, and ResourceLimit above MAX_PAGES.
    """
    tail = source.data[-_TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise BrokenFile(f"{source.name} ends in the middle (it has no %%EOF): copy it again, completely, and drop it")
    try:
        pdf = PdfDocument(source.data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise _locked(source) from error
        return None
    if len(pdf) > MAX_PAGES:
        raise _too_long(source, f"{len(pdf):,}")
    return SecondEngine(pdf)


def _too_long(source: Source, pages: str) -> ResourceLimit:
    return ResourceLimit(f"{source.name} has {pages} pages, and {MAX_PAGES} are read: split it and drop the parts")


def _locked(source: Source) -> PasswordNeeded:
    return PasswordNeeded(f"{source.name} is locked with a password: save it without one and drop it again")


class _Document(PDFDocument):
    """A file as pdfminer opens it, which follows references without asking whether they lead back to where they began."""

    def getobj(self, objid: int) -> object:
        """Return an object; raises PDFSyntaxError where it is nothing but references in a circle."""
        found, seen = super().getobj(objid), {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise PDFSyntaxError(f"object {objid} refers to itself")
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found


def pages(source: Source) -> Iterator[PDFPage]:
    """Yield the pages; raises PasswordNeeded, ResourceLimit for more than MAX_PAGES, and whatever pdfminer raises on a damaged file."""
    _follow(source)
    with pdfplumber.open(BytesIO(source.data)) as pdf:
        pdf.doc.__class__ = _Document
        for number, page in enumerate(PDFPage.create_pages(pdf.doc), 1):
            if number > MAX_PAGES:
                raise _too_long(source, f"more than {MAX_PAGES}")
            yield page


def _follow(source: Source) -> None:
    """Follow the references that pdfplumber follows when it opens a file, where a circle is an error and no end to wait for."""
    try:
        document = _Document(PDFParser(BytesIO(source.data)))
    except PDFPasswordIncorrect as error:
        raise _locked(source) from error
    if not document.is_extractable:
        raise PasswordNeeded(f"{source.name} does not allow its text to be taken out: ask for a copy without that lock and drop it")
    for value in (value for info in document.info for value in info.values()):
        resolve1(value)
