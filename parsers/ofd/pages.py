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
# so many paths that are no rules make an emblem or more: outlines of characters are paths too
_SEVERAL = 20


@dataclass(frozen=True)
class Drawn:
    """A page, its pictures by their places and parts (empty where the file lacks them), and what of it could not be had, in sentences.

    `is_drawn` says that it shows anything but text and rules.
    """

    sheet: Sheet
    pictures: tuple[tuple[Box, str], ...]
    is_drawn: bool
    lost: tuple[str, ...] = ()


@dataclass
class Body:
    """One document of the package: where it stands, its page size in millimetres, and by id its templates, fonts, pictures, composite objects.

    `lost` are sentences on the lists of these that could not be had.
    """

    part: str
    size: tuple[float, ...]
    templates: dict[str, tuple[str, str]] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def drawn(package: Package) -> Iterator[Drawn | str]:
    """Yield each page, or a sentence on why it cannot be read; raises BrokenFile where there are none, ResourceLimit for too many."""
    root = package.find("OFD.xml")
    places = list(_documents(package, root)) if root else []
    bodies = [_body(package, part) for _, part in places if part]
    if not bodies:
        raise BrokenFile("the OFD names no document that is in it: save it again, or print it to PDF")
    yield from (f"One of its documents is not in the file: {place!r}." for place, part in places if not part)
    yield from (sentence for body in bodies for sentence in body.lost)
    wanted = [(body, page) for body in bodies for page in children(child(package.xml(body.part), "Pages"), "Page")]
    if len(wanted) > MAX_PAGES:
        raise ResourceLimit(f"the OFD has {len(wanted):,} pages, more than the {MAX_PAGES:,} allowed: split it")
    for count, (body, page) in enumerate(wanted, 1):
        part = package.find(attribute(page, "BaseLoc"), body.part)
        try:
            yield _Page(package, body, part).drawn(count) if part else f"Page {count} is not in the file: {attribute(page, 'BaseLoc')!r}."
        except BrokenFile as error:
            yield f"Page {count} cannot be read: {error}."


def _documents(package: Package, root: str) -> Iterator[tuple[str, str | None]]:
    """Yield each document as it is named, and its part; None where there is no such part."""
    for body in children(package.xml(root), "DocBody"):
        place = text_of(body, "DocRoot")
        yield place, package.find(place, root)


def _body(package: Package, part: str) -> Body:
    common = child(package.xml(part), "CommonData")
    body = Body(part, numbers(text_of(common, "PageArea", "PhysicalBox"), 4) or A4)
    for page in children(common, "TemplatePage"):
        found = package.find(attribute(page, "BaseLoc"), part)
        if found:
            body.templates[attribute(page, "ID")] = (found, attribute(page, "ZOrder").lower())
    for name in ("PublicRes", "DocumentRes"):
        for resource in children(common, name):
            _add_resources(package, (resource.text or "", part), body)
    return body


def _add_resources(package: Package, named: tuple[str, str], body: Body) -> None:
    """Take fonts, pictures and composite objects from a list of resources, by its name and the part that names it; or note that it is lost."""
    part = package.find(*named)
    try:
        root = package.xml(part) if part else None
    except (BrokenFile, PasswordNeeded) as error:
        body.lost.append(f"A list of what pages share cannot be read, and what is in it is missing: {error}.")
        return
    if part is None or root is None:
        if named[0].strip():
            body.lost.append(f"A list of what pages share is not in the file, and what is in it is missing: {named[0].strip()!r}.")
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
        self._objects = self._paths = 0
        self._lost: list[str] = []

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
        rules, boxes = parted(self._drawn, across, down)
        anything = bool(images or boxes) or self._paths - len(rules) >= _SEVERAL
        lost = tuple(f"Page {count} is not whole: {what}." for what in dict.fromkeys(self._lost))
        return Drawn(Sheet(count, across, down, glyphs, rules, boxes, images), tuple(self._images), anything, lost)

    def _add_page_resources(self, root: Element) -> None:
        own = [resource.text or "" for resource in children(root, "PageRes")]
        if own:
            body = self._body
            self._body = replace(body, fonts=dict(body.fonts), units=dict(body.units), pictures=dict(body.pictures), lost=self._lost)
        for place in own:
            _add_resources(self._package, (place, self._part), self._body)

    def _layers(self, root: Element) -> Iterator[Element]:
        """Yield the layers as they lie over each other: templates below, the page's own, templates above."""
        above: list[Element] = []
        for reference in children(root, "Template"):
            part, order = self._body.templates.get(attribute(reference, "TemplateID"), ("", ""))
            layers = self._template(part)
            if (attribute(reference, "ZOrder").lower() or order or _BACKGROUND) == _BACKGROUND:
                yield from layers
            else:
                above += layers
        yield from children(child(root, "Content"), "Layer")
        yield from above

    def _template(self, part: str) -> list[Element]:
        try:
            if part:
                return list(children(child(self._package.xml(part), "Content"), "Layer"))
        except BrokenFile as error:
            self._lost.append(f"its template cannot be read ({error})")
            return []
        self._lost.append("its template is not in the file")
        return []

    def _draw(self, holder: Element, place: Affine, depth: int) -> None:
        if depth > _DEEPEST:
            self._lost.append(f"objects stand more than {_DEEPEST} deep in each other")
            return
        for element in holder:
            self._count()
            kind = tag(element) if attribute(element, "Visible").lower() != "false" else "hidden"
            if kind == "TextObject":
                self._add_text(element, place)
            elif kind == "PathObject":
                self._paths += 1
                self._drawn += drawn_by(element, place) if len(self._drawn) < _MAX_SHAPES else ()
            elif kind == "ImageObject":
                self._add_image(element, place)
            elif kind == "PageBlock":
                self._draw(element, place, depth + 1)
            elif kind == "CompositeObject":
                self._draw_unit(element, place, depth)

    def _draw_unit(self, element: Element, place: Affine, depth: int) -> None:
        identity = attribute(element, "ResourceID")
        unit = self._body.units.get(identity)
        if unit is None:
            self._lost.append(f"a part of its text or drawing, {identity!r}, is not in the file")
        for content in children(unit, "Content"):
            self._draw(content, place.of(inner(element)), depth + 1)

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
