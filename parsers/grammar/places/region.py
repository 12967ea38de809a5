"""What a document as a whole is about: the lowest unit of its home that its headline, or most of its prose, is about."""

import re
from collections import Counter
from collections.abc import Sequence

from parsers.document import Document, Person, Place, Region, Spans
from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import TOWNSHIP, Unit
from parsers.grammar.places.locality import Locality, frame_texts
from parsers.grammar.places.located import Found, Located, located
from parsers.grammar.places.mentions import mentions
from parsers.passages import Passage

_BELOW = re.compile(r"[镇乡村]|街道|苏木|社区|团场")
_HEADLINE = ("kicker", "title", "subtitle")
# what is told of a county as a whole
_COUNTY_WIDE = re.compile(r"[全该我][县市区州旗]|[县市区州旗](?:委|政府)")
_OFTEN, _FEW = 4, 2


def find_places_and_region(
    prose: Sequence[Passage], document: Document, people: Sequence[Person] = ()
) -> tuple[tuple[Place, ...], Region | None]:
    """Return the places named in the prose of a document, none inside the name of one of its people, and what the document as a whole is about."""
    geography = located(prose, document, people)
    return geography.places(), find_region(geography, document)


def find_region(geography: Located, document: Document) -> Region | None:
    """Return the region of a document, down to a township at most; nothing where no county or higher unit is known."""
    home = geography.home
    if not home.home:
        return None
    local = [f for f in geography.found if f.basis != "ambiguous" and home.contains(f.units[0])]
    unit = _township(geography.passages, local, document) or home.home[-1]
    return _region(unit, geography.passages, local, document, home)


def _township(prose: Sequence[Passage], found: Sequence[Found], document: Document) -> Unit | None:
    """Return the township of the headline, else of who sent the item in, else the one that most mentions of townships mean."""
    townships = [f for f in found if f.units[0].level == TOWNSHIP and not f.is_village]
    in_headline = {f.units[0] for f in townships if prose[f.passage].kind in _HEADLINE and not _is_by_the_way(f, prose, found)}
    if len(in_headline) == 1:
        return in_headline.pop()
    counts = Counter(f.units[0] for f in townships)
    if in_headline or not counts or _is_from_above(document):
        return None
    senders = {f.units[0] for f in townships if f.name in _senders(document)}
    if len(senders) == 1 and not (_headline_names_more(prose, found) and "，" in _senders(document)):
        return senders.pop()
    if _headline_names_more(prose, found):
        return None
    (unit, most), total = counts.most_common(1)[0], counts.total()
    return unit if (most > 2 and most / total > 0.7) or _is_about_its_villages(unit, prose, found) else None


def _is_about_its_villages(township: Unit, prose: Sequence[Passage], found: Sequence[Found]) -> bool:
    """Tell whether a township is named a few times, its villages often, and neither others nor the county as a whole."""
    below = [f for f in found if f.units[0].level >= TOWNSHIP]
    if any(not f.units[0].within(township) for f in below):
        return False
    starts = {(f.passage, f.start) for f in below}
    county = [f for f in found if f.units[0].level < TOWNSHIP and (f.passage, f.end) not in starts]
    wide = sum(len(_COUNTY_WIDE.findall(passage.text)) for passage in prose)
    return len(below) >= _OFTEN and len(below) > _FEW * (len(county) + wide)


def _is_by_the_way(township: Found, prose: Sequence[Passage], found: Sequence[Found]) -> bool:
    """Tell whether a headline has a township by its bare name (淮源新篇) and its county apart from it: the name is then that of a river or a play on words."""
    larger = [f for f in found if prose[f.passage].kind in _HEADLINE and f.units[0].level < TOWNSHIP]
    leads = any(f.passage == township.passage and f.end == township.start for f in larger)
    return bool(larger) and not leads and not _BELOW.search(township.name)


def _is_from_above(document: Document) -> bool:
    """Tell whether the author holds a post over townships: 中共祁门县委书记, not 祁红乡党委书记."""
    posts = [maker.post for maker in document.contributors if maker.role_kind == "author" and maker.post]
    return bool(posts) and not any(_BELOW.search(post) for post in posts)


def _senders(document: Document) -> str:
    """Return the units that an item came from, joined: 归义镇."""
    return "，".join(maker.name for maker in document.contributors if maker.role_kind == "contributing_unit")


def _headline_names_more(prose: Sequence[Passage], found: Sequence[Found]) -> bool:
    """Tell whether the headline is about something larger: the county itself, or a zone."""
    return any(prose[f.passage].kind in _HEADLINE and f.units[0].level < TOWNSHIP for f in found)


def _region(unit: Unit, prose: Sequence[Passage], found: Sequence[Found], document: Document, home: Locality) -> Region:
    spans = next((prose[f.passage].mapped.spans_of(f.start, f.end) for f in found if f.units[0] == unit), None)
    return Region(
        path=tuple(u.name for u in gazetteer.path(unit)),
        adcode=unit.code,
        authority=unit.authority,
        as_of=unit.as_of,
        basis="stated" if spans else "inferred",
        spans=spans or _frame_spans(document, home),
    )


def _frame_spans(document: Document, home: Locality) -> Spans:
    """Return where the mast-head or a maker names the home."""
    for _, text, spans in frame_texts(document):
        if any(unit in home.home for mention in mentions(text) for unit in mention.units):
            return spans
    return ()
