"""The pages of an OFD as sheets: layers, templates, blocks and composite objects walked in the order in which they are drawn."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from parsers.errors import BrokenFile, PasswordNeeded, ResourceLimit
from parsers.ofd.drawing import drawn_by
from parsers.ofd.geometry import POINTS, Affine, numbers, on_paper
from parsers.ofd.markup import Element, attribute, child, children, tag, text_of
from parsers.ofd.package import Package
from parsers.ofd.text import glyphs_of, inner
from parsers.pages.model import Box, Glyph, Sheet
from parsers.pages.shapes import parted

A4 = (0.0, 0.0, 210.0, 297.0)
MAX_PAGES = 2_000
# the fullest broadsheet pages have some 15,000
MAX_CHARACTERS = 60_000
_MAX_SHAPES = 20_000
# objects of a page, however often composite ones repeat them
_MAX_OBJECTS = 50_000
_DEEPEST = 16
_BACKGROUND = "background"


@dataclass(frozen=True)
class Drawn:
    """A page, and its pictures by their places and parts."""

    sheet: Sheet
    pictures: tuple[tuple[Box, str], ...]


@dataclass
class Body:
    """One document of the package: where it stands, its page size in millimetres, and by id its templates, fonts, pictures, composite objects."""

    part: str
    size: tuple[float, ...]
    templates: dict[str, tuple[str, str]] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


def drawn(package: Package) -> Iterator[Drawn | str]:
    """Yield each page, or a sentence on why it cannot be read; raises BrokenFile where there are none, ResourceLimit for too many."""
    root = package.find("OFD.xml")
    bodies = [_body(package, part) for part in _documents(package, root)] if root else []
    if not bodies:
        raise BrokenFile("the OFD names no document that is in it: save it again, or print it to PDF")
    wanted = [(body, page) for body in bodies for page in children(child(package.xml(body.part), "Pages"), "Page")]
    if len(wanted) > MAX_PAGES:
        raise ResourceLimit(f"the OFD has {len(wanted):,} pages, more than the {MAX_PAGES:,} allowed: split it")
    for count, (body, page) in enumerate(wanted, 1):
        part = package.find(attribute(page, "BaseLoc"), body.part)
        try:
            yield _Page(package, body, part).drawn(count) if part else f"Page {count} is not in the file: {attribute(page, 'BaseLoc')!r}."
        except BrokenFile as error:
            yield f"Page {count} cannot be read: {error}."


def _documents(package: Package, root: str) -> Iterator[str]:
    for body in children(package.xml(root), "DocBody"):
        part = package.find(text_of(body, "DocRoot"), root)
        if part:
            yield part


def _body(package: Package, part: str) -> Body:
    common = child(package.xml(part), "CommonData")
    body = Body(part, numbers(text_of(common, "PageArea", "PhysicalBox"), 4) or A4)
    for page in children(common, "TemplatePage"):
        found = package.find(attribute(page, "BaseLoc"), part)
        if found:
            body.templates[attribute(page, "ID")] = (found, attribute(page, "ZOrder").lower())
    for name in ("PublicRes", "DocumentRes"):
        for resource in children(common, name):
            _add_resources(package, package.find(resource.text or "", part), body)
    return body


def _add_resources(package: Package, part: str | None, body: Body) -> None:
    """Take fonts, pictures and composite objects from a list of resources; one that cannot be read leaves fonts without a name, no more."""
    if not part:
        return
    try:
        root = package.xml(part)
    except (BrokenFile, PasswordNeeded):
        return
    for font in children(child(root, "Fonts"), "Font"):
        bold = ",Bold" if attribute(font, "Bold").lower() == "true" else ""
        body.fonts[attribute(font, "ID")] = (attribute(font, "FontName") or attribute(font, "FamilyName")) + bold
    for unit in children(child(root, "CompositeGraphicUnits"), "CompositeGraphicUnit"):
        body.units[attribute(unit, "ID")] = unit
    for media in children(child(root, "MultiMedias"), "MultiMedia"):
        file = text_of(media, "MediaFile")
        found = package.find(f"{attribute(root, 'BaseLoc')}/{file}", part) or package.find(file, part)
        if found:
            body.pictures[attribute(media, "ID")] = found


class _Page:
    """Collects what one page draws; everything is kept in PDF points from the page's top left."""

    def __init__(self, package: Package, body: Body, part: str) -> None:
        self._package, self._body, self._part = package, body, part
        self._glyphs: list[Glyph] = []
        self._drawn: list[Box] = []
        self._images: list[tuple[Box, str]] = []
        self._objects = 0

    def drawn(self, count: int) -> Drawn:
        root = self._package.xml(self._part, keep=False)
        left, top, width, height = numbers(text_of(root, "Area", "PhysicalBox"), 4) or self._body.size
        self._add_page_resources(root)
        start = Affine(1, 0, 0, 1, -left, -top)
        for layer in self._layers(root):
            self._draw(layer, start, 0)
        across, down = width * POINTS, height * POINTS
        glyphs = tuple(g for g in self._glyphs if g.x1 >= 0 and g.x0 <= across and g.bottom >= 0 and g.top <= down)
        images = tuple(box for box, _ in self._images)
        return Drawn(Sheet(count, across, down, glyphs, *parted(self._drawn, across, down), images), tuple(self._images))

    def _add_page_resources(self, root: Element) -> None:
        places = [place for res in children(root, "PageRes") if (place := self._package.find(res.text or "", self._part))]
        if places:
            body = self._body
            self._body = replace(body, fonts=dict(body.fonts), units=dict(body.units), pictures=dict(body.pictures))
        for place in places:
            _add_resources(self._package, place, self._body)

    def _layers(self, root: Element) -> Iterator[Element]:
        """Yield the layers as they lie over each other: templates below, the page's own, templates above."""
        above: list[Element] = []
        for reference in children(root, "Template"):
            part, order = self._body.templates.get(attribute(reference, "TemplateID"), ("", ""))
            if part:
                layers = list(children(child(self._package.xml(part), "Content"), "Layer"))
                if (attribute(reference, "ZOrder").lower() or order or _BACKGROUND) == _BACKGROUND:
                    yield from layers
                else:
                    above += layers
        yield from children(child(root, "Content"), "Layer")
        yield from above

    def _draw(self, holder: Element, place: Affine, depth: int) -> None:
        for element in holder if depth <= _DEEPEST else ():
            self._count()
            kind = tag(element) if attribute(element, "Visible").lower() != "false" else "hidden"
            if kind == "TextObject":
                self._add_text(element, place)
            elif kind == "PathObject" and len(self._drawn) < _MAX_SHAPES:
                self._drawn += drawn_by(element, place)
            elif kind == "ImageObject":
                self._add_image(element, place)
            elif kind == "PageBlock":
                self._draw(element, place, depth + 1)
            elif kind == "CompositeObject":
                unit = child(self._body.units.get(attribute(element, "ResourceID")), "Content")
                if unit is not None:
                    self._draw(unit, place.of(inner(element)), depth + 1)

    def _count(self) -> None:
        self._objects += 1
        if self._objects > _MAX_OBJECTS:
            raise ResourceLimit(f"a page draws more than {_MAX_OBJECTS:,} objects, more than any printed page: look at it")

    def _add_text(self, element: Element, place: Affine) -> None:
        self._glyphs += glyphs_of(element, place, self._body.fonts, len(self._glyphs))
        if len(self._glyphs) > MAX_CHARACTERS:
            raise ResourceLimit(f"a page has more than {MAX_CHARACTERS:,} characters, more than any printed page: look at it")

    def _add_image(self, element: Element, place: Affine) -> None:
        left, top, width, height = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
        if width > 0 and height > 0:
            box = on_paper(place.over(left, top, left + width, top + height))
            self._images.append((box, self._body.pictures.get(attribute(element, "ResourceID"), "")))
