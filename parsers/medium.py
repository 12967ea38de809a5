"""What a file is: its media type, what a person calls it, what to do where no reader knows it, and the names it usually has."""

from typing import NamedTuple


class Medium(NamedTuple):
    """A media type, what a person would call it, what to save it as where it is not read, and the endings that such files have."""

    media_type: str
    what: str
    instead: str = "save it as PDF or text"
    endings: tuple[str, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument"

TEXT = Medium("text/plain", "a text", "", (".txt", ".text", ".md", ".markdown", ".log"))
MARKDOWN = Medium("text/markdown", "a Markdown text", "", (".md", ".markdown", ".txt"))
HTML = Medium("text/html", "a web page", "save it as text", (".html", ".htm", ".shtml", ".xhtml"))
MHTML = Medium("multipart/related", "a web page saved in one file (MHT)", "save it as HTML", (".mht", ".mhtml"))
PDF = Medium("application/pdf", "a PDF", "save it as text", (".pdf",))
DOCX = Medium(
    f"{_OFFICE}.wordprocessingml.document", "a Word document (DOCX)", "save it as PDF or text", (".docx", ".docm", ".dotx", ".wps")
)
OFD = Medium("application/ofd", "an OFD", "save it as PDF", (".ofd",))
DOC = Medium("application/msword", "an old Word document (DOC, WPS)", "save it as DOCX or PDF", (".doc", ".wps", ".dot", ".wpt"))
ZIP = Medium("application/zip", "a ZIP archive", "unpack it", (".zip",))
EML = Medium("message/rfc822", "a mail", "save its text and its attachments", (".eml",))
MSG = Medium("application/vnd.ms-outlook", "an Outlook message", "save its text and its attachments", (".msg",))
LOCKED = Medium("application/x-encrypted-office", "an Office file locked by a password", "", ())

XLSX = Medium(f"{_OFFICE}.spreadsheetml.sheet", "a spreadsheet (XLSX)", "print it to PDF", (".xlsx", ".xlsm", ".et"))
PPTX = Medium(f"{_OFFICE}.presentationml.presentation", "a slide show (PPTX)", "print it to PDF", (".pptx", ".pptm", ".ppsx", ".dps"))
XLS = Medium("application/vnd.ms-excel", "a spreadsheet (XLS)", "print it to PDF", (".xls", ".et"))
PPT = Medium("application/vnd.ms-powerpoint", "a slide show (PPT)", "print it to PDF", (".ppt", ".pps", ".dps"))
ODF = Medium("application/vnd.oasis.opendocument", "an OpenDocument file", "save it as DOCX or PDF", (".odt", ".ods", ".odp"))
EPUB = Medium("application/epub+zip", "an EPUB book", "save its text", (".epub",))
OLE = Medium("application/x-ole-storage", "an old Office file that is no DOC", "save it as DOCX or PDF", ())

PNG = Medium("image/png", "a PNG picture", "save it as PDF", (".png",))
JPEG = Medium("image/jpeg", "a JPEG picture", "save it as PDF", (".jpg", ".jpeg", ".jpe"))
TIFF = Medium("image/tiff", "a TIFF picture", "save it as PDF", (".tif", ".tiff"))
GIF = Medium("image/gif", "a GIF picture", "save it as PNG", (".gif",))
BMP = Medium("image/bmp", "a BMP picture", "save it as PNG", (".bmp",))
WEBP = Medium("image/webp", "a WebP picture", "save it as PNG", (".webp",))
RTF = Medium("application/rtf", "an RTF file", "save it as DOCX or PDF", (".rtf",))
WORD_XML = Medium("application/vnd.ms-word.document+xml", "a Word document of 2003 (XML)", "save it as DOCX or PDF", (".xml",))
RAR = Medium("application/vnd.rar", "a RAR archive", "unpack it", (".rar",))
SEVEN_ZIP = Medium("application/x-7z-compressed", "a 7z archive", "unpack it", (".7z",))
GZIP = Medium("application/gzip", "a gzip archive", "unpack it", (".gz", ".tgz"))
CAJ = Medium("application/x-caj", "a CAJ file", "save it as PDF", (".caj", ".kdh", ".nh"))

# what holds documents and is none
CONTAINERS = (ZIP, EML, MSG)
KNOWN = (
    *(TEXT, MARKDOWN, HTML, MHTML, PDF, DOCX, OFD, DOC, ZIP, EML, MSG, XLSX, PPTX, XLS, PPT, ODF, EPUB),
    *(PNG, JPEG, TIFF, GIF, BMP, WEBP, RTF, WORD_XML, RAR, SEVEN_ZIP, GZIP, CAJ),
)
ENDINGS = frozenset(ending for medium in KNOWN for ending in medium.endings)
