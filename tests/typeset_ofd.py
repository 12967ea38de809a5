"""A small writer of OFD files (GB/T 33190-2016), and text set with it as offices do: one column, justified, headings in another font."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from parsers.pages.model import Box

NS = "http://www.ofdspec.org/2016"
MM = 25.4 / 72
PAGE = (210.0, 297.0)
LEFT, TOP, COLUMN, PITCH = 28.0, 37.0, 156.0, 9.9
BODY = COLUMN / 28
FONTS = {1: "仿宋_GB2312", 2: "方正小标宋简体", 3: "黑体"}
_NO_START = set("，。、；：！？”’）》〉】…%")


def text_object(text: str, x: float, baseline: float, size: float, *, font: int = 1, step: str = "", down: str = "", more: str = "") -> str:
    """Return a text object whose first character begins at (x, baseline), in millimetres; `step` and `down` are DeltaX and DeltaY."""
    deltas = (f' DeltaX="{step}"' if step else "") + (f' DeltaY="{down}"' if down else "")
    return (
        f'<ofd:TextObject ID="1" Boundary="{x:.4f} {baseline - size:.4f} 200 {size * 1.3:.4f}" Font="{font}" Size="{size:.4f}"{more}>'
        f'<ofd:TextCode X="0" Y="{size:.4f}"{deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float, *, fill: bool = False) -> str:
    """Return a drawn line, or the filled box with these corners."""
    path = f"M 0 0 L {x1 - x0} 0 L {x1 - x0} {y1 - y0} L 0 {y1 - y0} C" if fill else f"M 0 0 L {x1 - x0} {y1 - y0}"
    how = 'Stroke="false" Fill="true"' if fill else 'LineWidth="0.35"'
    box = f"{x0} {y0} {x1 - x0} {y1 - y0}"
    return f'<ofd:PathObject ID="1" Boundary="{box}" {how}><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>'


def image(box: Box) -> str:
    """Return a picture at a place in millimetres."""
    across, down = box.x1 - box.x0, box.bottom - box.top
    return f'<ofd:ImageObject ID="1" Boundary="{box.x0} {box.top} {across} {down}" CTM="{across} 0 0 {down} 0 0" ResourceID="9"></ofd:ImageObject>'


def page(objects: Iterable[str], *, template: str = "", size: tuple[float, float] | None = None) -> str:
    """Return a page's Content.xml."""
    area = f"<ofd:Area><ofd:PhysicalBox>0 0 {size[0]} {size[1]}</ofd:PhysicalBox></ofd:Area>" if size else ""
    used = f'<ofd:Template TemplateID="{template}" ZOrder="Background"/>' if template else ""
    return _xml("Page", f'{used}{area}<ofd:Content><ofd:Layer ID="2" Type="Body">{"".join(objects)}</ofd:Layer></ofd:Content>')


def package(pages: Sequence[str], *, template: str = "", units: str = "", picture: bytes = b"") -> bytes:
    """Return an OFD with these pages (Content.xml each), a template page with id 70, composite objects, and a picture with id 9."""
    named = "".join(f'<ofd:Page ID="{i + 100}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    template_page = '<ofd:TemplatePage ID="70" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    box = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {PAGE[0]} {PAGE[1]}</ofd:PhysicalBox></ofd:PageArea>"
    common = f"<ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID>{box}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{template_page}</ofd:CommonData>"
    fonts = "".join(f'<ofd:Font ID="{i}" FontName="{name}" FamilyName="{name}"/>' for i, name in FONTS.items())
    composite = f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>" if units else ""
    media = '<ofd:MultiMedias><ofd:MultiMedia ID="9" Type="Image"><ofd:MediaFile>a.img</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    resources = f"<ofd:Fonts>{fonts}</ofd:Fonts>{composite}{media if picture else ''}"
    parts = {
        "OFD.xml": _xml("OFD", "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "Doc_0/Document.xml": _xml("Document", f"{common}<ofd:Pages>{named}</ofd:Pages>"),
        "Doc_0/PublicRes.xml": _xml("Res", resources).replace("<ofd:Res ", '<ofd:Res BaseLoc="Res" '),
        **{f"Doc_0/Pages/Page_{i}/Content.xml": content for i, content in enumerate(pages)},
        **({"Doc_0/Tpls/Tpl_0/Content.xml": template} if template else {}),
    }
    return archive({name: text.encode() for name, text in parts.items()} | ({"Doc_0/Res/a.img": picture} if picture else {}))


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP of these parts; the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


def _xml(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{root} xmlns:ofd="{NS}">{inside}</ofd:{root}>'


def typeset(blocks: Iterable[tuple[str, str]]) -> bytes:
    """Return blocks (kind, wording) set one below the other on as many pages as they need, with page numbers."""
    pages: list[list[str]] = [[]]
    y = TOP
    for kind, wording in blocks:
        if kind == "caption":
            y = y + _PICTURE + 6 if y + _PICTURE + 16 < PAGE[1] - 30 else TOP + _PICTURE
            pages += [[]] if y == TOP + _PICTURE else []
            pages[-1].append(image(Box(70, y - _PICTURE, 140, y)))
        for objects, gap in _lines(kind, wording):
            y += gap
            if y > PAGE[1] - 30:
                pages.append([])
                y = TOP
            pages[-1].append(objects.replace("@Y", f"{y:.4f}"))
    numbered = [[*objects, text_object(f"— {i} —", 100, 280, 4.9, step="g 6 3")] for i, objects in enumerate(pages, 1)]
    return package([page(objects) for objects in numbered])


_STYLES = {"title": (2, 7.8), "publication": (2, 12.0), "kicker": (1, 6.5), "subtitle": (1, 6.5), "heading": (3, BODY), "caption": (1, 4.2)}
_CENTRED = {"title", "publication", "kicker", "subtitle", "caption"}
_PICTURE = 40.0


def _lines(kind: str, wording: str) -> Iterable[tuple[str, float]]:
    font, size = _STYLES.get(kind, (1, BODY))
    per = int(COLUMN / size + 0.01)
    indent = 0 if kind in _CENTRED or (len(wording) < per - 4 and kind not in {"paragraph", "heading"}) else 2
    for number, line in enumerate(_wrapped(wording, per, indent)):
        begins = LEFT + (indent * size if number == 0 else 0)
        if kind in _CENTRED:
            begins = LEFT + (COLUMN - _width(line) * size) / 2
        step = " ".join(f"{_em(c) * size:.4f}" for c in line[:-1])
        text = text_object(line, begins, 1000, size, font=font, step=step)
        yield (
            text.replace(f"{1000 - size:.4f}", "@Y"),
            (max(PITCH * 0.7, size * 1.6) if number or kind not in _CENTRED or kind == "caption" else size * 2.4),
        )


def _em(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _width(line: str) -> float:
    return sum(map(_em, line))


def _wrapped(wording: str, per: int, indent: int) -> Iterable[str]:
    line, room = "", per - indent
    for character in wording:
        if _width(line) + _em(character) > room and character not in _NO_START:
            yield line
            line, room = "", per
        line += character
    if line:
        yield line
