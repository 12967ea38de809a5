"""The facts of a document, from its prose: each family has a grammar of its own, and none edits another's."""

from collections.abc import Sequence

from parsers.document import Document
from parsers.grammar.figures.indicators import find_indicators
from parsers.grammar.named.initiatives import find_initiatives
from parsers.grammar.named.organisations import find_organisations
from parsers.grammar.named.projects import find_projects
from parsers.grammar.named.references import find_references
from parsers.grammar.people.everybody import find_people
from parsers.grammar.people.quotations import find_quotations
from parsers.grammar.places.region import find_places_and_region
from parsers.passages import Passage


def with_facts(document: Document, prose: Sequence[Passage]) -> Document:
    """Return the document with the facts its prose states; what a text says does not hang on whether its type is known."""
    people = find_people(prose, document)
    places, region = find_places_and_region(prose, document, people)
    found = {
        "indicators": find_indicators(prose, document),
        "references": find_references(prose, document),
        "people": people,
        "organisations": find_organisations(prose, document),
        "initiatives": find_initiatives(prose, document),
        "projects": find_projects(prose, document),
        "quotations": find_quotations(prose, document, people),
        "places": places,
        "region": region,
    }
    return document.model_copy(update=found)
