"""Everybody named: contributors in their roles, and people of the text with posts as written and organisation, each once with all mentions.

A name is looked for only where its surroundings promise one: behind a post (王助镇镇长王冉), behind what somebody is (种粮大户周光发), in a list
that says whose it is (张学军、靳立众等…党支部书记), where somebody speaks (…。”王锦说), before a place in a picture (王翠刚（右二）).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from parsers.document import Contributor, Document, Person
from parsers.grammar.named.spotted import Spotted, gathered
from parsers.grammar.people.appointed import appointed
from parsers.grammar.people.callings import called, callings, first_parts
from parsers.grammar.people.lists import listed
from parsers.grammar.people.naming import Trust, name_end, past_gap
from parsers.grammar.people.offices import same_office
from parsers.grammar.people.opening import at_work, comrades, described, leaders, speaking, told_what, with_post
from parsers.grammar.people.posts import Held, held, standing_as, told_behind
from parsers.grammar.people.residents import residents
from parsers.grammar.people.rows import further
from parsers.grammar.people.sounding import by_sound, sounded_end, stems
from parsers.grammar.people.titled import post_behind, titled
from parsers.grammar.people.unlabelled import unlabelled
from parsers.grammar.scanning import apart
from parsers.grammar.wordlists import Words, alternation
from parsers.passages import Passage
from seeds import vocabulary


@dataclass
class _Entry:
    """What is known of one person so far."""

    posts: list[str] = field(default_factory=list)
    organisation: str | None = None


@dataclass(frozen=True)
class _Sighting:
    spot: Spotted
    held: Held | None = None


def find_people(prose: Sequence[Passage], document: Document) -> tuple[Person, ...]:
    """Return the people of a document: those of its prose in the order of their first mention, then its contributors."""
    found = [s for passage in prose for s in sorted(_sightings(passage), key=lambda s: s.spot.start)]
    shorter = stems({s.spot.name for s in found})
    found = [_as_far(s, shorter) for s in found] if shorter else found
    firsts = first_parts(s.spot.name for s in found)
    sightings = [s for s in found if s.spot.name not in firsts]
    known: dict[str, _Entry] = {}
    for sighting in sightings:
        _enter(known.setdefault(sighting.spot.name, _Entry()), sighting.held)
    for spot in (spots := list(_mentions(prose, known))):
        _enter(known[spot.name], told_behind(spot.passage.text, spot.end))
    mentions = dict(gathered([*(s.spot for s in sightings), *spots, *_calls(prose, known)]))
    people = {
        name: Person(name=name, posts=tuple(e.posts), organisation=e.organisation, mentions=mentions[name]) for name, e in known.items()
    }
    for contributor in document.contributors:
        if _is_person(contributor):
            people[contributor.name] = _with_role(people.get(contributor.name), contributor)
    return tuple(people.values())


def _as_far(sighting: _Sighting, stems_of: Mapping[str, str]) -> _Sighting:
    spot = sighting.spot
    name = stems_of.get(spot.name, spot.name)
    return replace(sighting, spot=replace(spot, name=name, end=spot.start + len(name)))


def _enter(entry: _Entry, posts: Held | None) -> None:
    if posts:
        entry.posts += [p for p in posts.posts if p not in entry.posts]
        entry.organisation = entry.organisation or posts.organisation


def _with_role(person: Person | None, made: Contributor) -> Person:
    posts = ([made.post] if made.post else []) + ([] if made.role == "作者" else [made.role])
    if not person:
        return Person(name=made.name, posts=tuple(posts), organisation=None, mentions=(made.spans,))
    return person.model_copy(
        update={"posts": tuple(dict.fromkeys([*person.posts, *posts])), "mentions": tuple(dict.fromkeys([*person.mentions, made.spans]))}
    )


def _is_person(made: Contributor) -> bool:
    """Tell a person from a unit: 供稿：张三 from 供稿：归义镇."""
    is_unit = made.name.endswith(tuple(vocabulary("publications")["units"]["endings"]))
    return not is_unit if made.role_kind == "contributing_unit" or len(made.name) > 3 else True


@cache
def _trusts() -> dict[str, Trust]:
    """Return what each word promises behind which a name may stand."""
    lists = vocabulary("people")
    return {
        **dict.fromkeys(lists["suffixes"]["words"], Trust.SUFFIX),
        **dict.fromkeys(lists["labels"]["words"], Trust.LABEL),
        **{f"{word}”": Trust.LABEL for word in lists["nicknames"]["words"]},
        **dict.fromkeys(vocabulary("posts")["words"], Trust.POST),
    }


@cache
def _promises() -> Words:
    return Words(_trusts())


def _sightings(passage: Passage) -> Iterator[_Sighting]:
    text = passage.text
    yield from _labelled(passage, text)
    yield from (_Sighting(Spotted(text[a:b], passage, a, b), told) for a, b, told in listed(text))
    yield from _opening(passage, text)
    yield from _known(passage, text)
    yield from (_Sighting(Spotted(text[a:b], passage, a, b), told_behind(text, b)) for a, b in appointed(text))
    yield from (_Sighting(Spotted(text[a:b], passage, a, b), Held((post,), None, a) if post else None) for a, b, post in unlabelled(text))


def _labelled(passage: Passage, text: str) -> Iterator[_Sighting]:
    """Yield names behind a post or a label, and the names that go on after 、."""
    last, organisation = 0, None
    for at, word in _promises().places(text):
        trust, behind = _trusts()[word], at + len(word)
        start = past_gap(text, behind)
        end = name_end(text, start, trust) or sounded_end(text, start, trust)
        if end is None:
            if trust == Trust.POST and (before := titled(text, at, word)):
                yield _Sighting(Spotted(text[before[0] : before[1]], passage, *before[:2]), Held((before[2],), None, before[0]))
            continue
        posts = held(text, behind) if trust == Trust.POST else standing_as(text, at, word)
        if posts and organisation and not posts.organisation and same_office(text[last : posts.start], organisation, posts.posts):
            posts = replace(posts, organisation=organisation)
        last, organisation = end, posts.organisation if posts else None
        yield _Sighting(Spotted(text[start:end], passage, start, end), posts)
        for sighting in _further(passage, text, end, posts):
            last = sighting.spot.end
            yield sighting


def _further(passage: Passage, text: str, end: int, posts: Held | None) -> Iterator[_Sighting]:
    for start, last in further(text, end):
        own = post_behind(text, last)  # 县委书记张国强、刘伟|县长
        told = Held((own,), None, start) if own else Held(posts.posts, None, start) if posts else None
        yield _Sighting(Spotted(text[start:last], passage, start, last), told)


def _opening(passage: Passage, text: str) -> Iterator[_Sighting]:
    """Yield those whom only what stands behind them tells: that they speak, who they are, which post they hold."""
    places = (
        *speaking(text),
        *described(text),
        *comrades(text),
        *leaders(text),
        *told_what(text),
        *residents(text),
        *by_sound(text),
        *at_work(text),
    )
    yield from (_Sighting(Spotted(text[start:end], passage, start, end)) for start, end in places)
    for start, end, behind in with_post(text):
        yield _Sighting(Spotted(text[start:end], passage, start, end), held(text, behind))


@cache
def _everybody_knows() -> re.Pattern[str]:
    """A name known to all, where not the name of a doctrine but the person is meant."""
    names = alternation(*vocabulary("people")["known"]["words"])
    goes_on = r"[，。、,;；说]|[曾在][^，。,]{0,12}[指提写说强]|曾(?:经|任)|生前|带领|指出|强调|提出"
    return re.compile(rf"(?P<name>{names})(?=(?P<post>总书记|国家主席|主席|同志|先生)|{goes_on})")


def _known(passage: Passage, text: str) -> Iterator[_Sighting]:
    for match in _everybody_knows().finditer(text):
        post = match["post"] if match["post"] not in ("同志", "先生") else None
        yield _Sighting(Spotted(match["name"], passage, *match.span("name")), Held((post,), None, match.start()) if post else None)


# 习近平新时代…思想, “李连成式”, 雷锋精神: a name in another name
_NOT_THE_PERSON = re.compile(r"新时代|[^，。；]{0,6}思想|精神|主义|故里|(?:将军|烈士)?(?:故居|纪念馆|陵园)|理论|式|路|县|村|镇")


def _mentions(prose: Sequence[Passage], names: Iterable[str]) -> Iterator[Spotted]:
    """Yield every place where one of the names stands in the prose; of two that overlap the first and longest."""
    for passage in prose:
        done = 0
        for start, last in sorted((at, -at - len(name)) for name in names for at in _places(passage.text, name)):
            if start >= done and not _NOT_THE_PERSON.match(passage.text, -last):
                done = -last
                yield Spotted(passage.text[start:done], passage, start, done)


def _places(text: str, name: str) -> Iterator[int]:
    at = -1
    while (at := text.find(name, at + 1)) >= 0:
        yield at


def _calls(prose: Sequence[Passage], known: Mapping[str, _Entry]) -> Iterator[Spotted]:
    """Yield every place where the prose calls somebody it has named by surname and title."""
    names = callings({name: entry.posts for name, entry in known.items()}) | first_parts(known)
    for passage in prose:
        for start, word in apart(called(names, passage.text)):
            yield Spotted(names[word], passage, start, start + len(word))
