"""Writes Word files as offices and papers do: styles, red heads in text boxes, pictures with captions, page numbers, tables."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

_PICTURE = io.BytesIO()
Image.new("RGB", (2, 2)).save(_PICTURE, "PNG")
PNG = _PICTURE.getvalue()
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def paragraph(text: str) -> str:
    """A plain paragraph as XML."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def text_box(*lines: str) -> str:
    """A run with a floating text box as Word writes it: once for itself, once for older programs."""
    inside = "".join(paragraph(line) for line in lines)
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f'<w:r {_NS}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData uri="w"><wps:wsp>'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def package(body: str, parts: dict[str, str] | None = None, *, main: str = "word/document.xml", strict: bool = False) -> bytes:
    """A Word file by hand: the XML inside w:body, and further parts of word/ (styles, numbering, footnotes, header1 …) by name."""
    parts = parts or {}
    office = "http://purl.oclc.org/ooxml/officeDocument" if strict else "http://schemas.openxmlformats.org/officeDocument/2006"
    names = _NS.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    names = names if strict else _NS
    rels = "".join(
        f'<Relationship Id="r{name}" Type="{office}/relationships/{re.sub(r"[0-9]", "", name)}" Target="{name}.xml"/>' for name in parts
    )
    open_rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/'
        f'{main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'{open_rels}<Relationship Id="r" Type="{office}/relationships/officeDocument" Target="{main}"/></Relationships>',
        main: f"<w:document {names}><w:body>{body}</w:body></w:document>",
        f"word/_rels/{main.rpartition('/')[2]}.rels": f"{open_rels}{rels}</Relationships>",
        **{
            f"word/{name}.xml": f"<w:{_ROOTS[re.sub(r'[0-9]', '', name)]} {names}>{inside}</w:{_ROOTS[re.sub(r'[0-9]', '', name)]}>"
            for name, inside in parts.items()
        },
    }
    return archive({name: text.encode() for name, text in files.items()})


_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}


def archive(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files; the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def line_by_line(text: str) -> bytes:
    """A text pasted into Word as it stands: each line a paragraph, empty lines too."""
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return _saved(document)


def typeset(blocks: Iterable[tuple[str, str]], *, header: str = "", wps: bool = False) -> bytes:
    """Set a document's blocks as (kind, wording): with Word's heading styles, or as WPS users do, by type alone and a red head in a text box."""
    document = Document()
    _furnish(document, header)
    for kind, words in blocks:
        _SETTERS.get(kind, _body)(document, words, wps)
    return _saved(document)


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _furnish(document: Any, header: str) -> None:
    section = document.sections[0]
    if header:
        section.header.paragraphs[0].text = header
    page = section.footer.paragraphs[0]
    page.add_run("— ")
    for kind, code in (("begin", ""), ("", "PAGE"), ("separate", ""), ("", ""), ("end", "")):
        char = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>' if kind else ""
        text = f"<w:instrText {nsdecls('w')}>{code}</w:instrText>" if code else f"<w:t {nsdecls('w')}>1</w:t>"
        page._p.append(parse_xml(f"<w:r {nsdecls('w')}>{char or text}</w:r>"))
    page.add_run(" —")


def _body(document: Any, words: str, _: bool) -> None:
    document.add_paragraph(words).paragraph_format.first_line_indent = Pt(32)


def _centred(document: Any, words: str, _: bool) -> None:
    document.add_paragraph(words).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _masthead(document: Any, words: str, wps: bool) -> None:
    if wps:
        anchor = document.add_paragraph()
        anchor._p.append(parse_xml(text_box(words)))
    else:
        _centred(document, words, wps)


def _title(document: Any, words: str, wps: bool) -> None:
    if wps:
        _centred(document, words, wps)
        document.paragraphs[-1].runs[0].font.size = Pt(22)
    else:
        document.add_heading(words, 1)


def _heading(document: Any, words: str, wps: bool) -> None:
    if wps:
        document.add_paragraph().add_run(words).bold = True
    else:
        document.add_heading(words, 2)


def _caption(document: Any, words: str, wps: bool) -> None:
    document.add_paragraph().add_run().add_picture(io.BytesIO(PNG))
    if wps:
        _centred(document, words, wps)
    else:
        document.add_paragraph(words, style="Caption")


_SETTERS: dict[str, Callable[[Any, str, bool], None]] = {
    "masthead": _masthead,
    "kicker": _centred,
    "title": _title,
    "subtitle": _centred,
    "byline": _centred,
    "author": _centred,
    "heading": _heading,
    "caption": _caption,
}
