"""Who made a document: one name in a role as it is written, and what kind of role that is."""

from dataclasses import dataclass
from functools import cache

from parsers.document import Contributor, Role
from parsers.grammar.people.names import is_town
from parsers.mapped import Mapped
from seeds import vocabulary


@dataclass(frozen=True)
class Made:
    """One name in a role at offsets of the wording, before it is turned into a Contributor; `house` stands right before the role (宜春日报|全媒体记者)."""

    name: str
    role: str
    start: int
    end: int
    house: str = ""


def contributor(mapped: Mapped, made: Made, post: str | None = None) -> Contributor:
    """Return one name as a contributor; a role that is not in the vocabulary counts as author's, and a town does not write but sends in."""
    role = "供稿" if is_town(made.name) and kinds().get(made.role) in ("author", "correspondent") else made.role
    kind = kinds().get(role, "author")
    return Contributor(name=made.name, role=made.house + role, role_kind=kind, post=post, spans=mapped.spans_of(made.start, made.end))


@cache
def kinds() -> dict[str, Role]:
    """Return the roles of the vocabulary with their kinds."""
    return {word: kind for kind, words in vocabulary("roles")["kinds"].items() for word in words}


def role_kind(role: str) -> Role | None:
    """Return the kind of a role as written; None for a word that is no role."""
    return kinds().get(role)
