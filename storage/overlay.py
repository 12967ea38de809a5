"""What persons have corrected, laid over what a parser says: found again by its characters and wording, never by its index alone."""

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.alignment import Alignment
from storage.changes import Version
from storage.correctable import put, target
from storage.errors import NotFound
from storage.matching import pairs
from storage.units import Pairs, units

DISAGREES = "correction_disagrees"
CONFLICT = "corrections_conflict"
# indicators[3].value is the field `value` of the record indicators[3]; title stands in no list
_PATH = re.compile(r"(?P<record>.*\]|)(?P<field>.*)")


@dataclass(frozen=True)
class Word:
    """A person's word, in force: about the revision `revision_id` and the path in it, what its parser said, what is right and why."""

    id: int
    revision_id: int
    path: str
    wording: str
    spans: Pairs
    old: Any
    value: Any
    by: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Laid:
    """A word where it belongs now: `path` and the new parser's value `now`, or None where that no longer has the fact."""

    word: Word
    path: str | None
    now: Any
    spans: Pairs


def lay(base: Version, words: Sequence[Word], revision_of: Callable[[int], Version], parser: str) -> dict[str, Any]:
    """Return a document (JSON) with the words of persons in the place of its parser's values, and findings where these go apart.

    The later word about a value holds. `revision_of` gives the revision that a word was about; `parser` names the new one.
    """
    content = copy.deepcopy(dict(base.content))
    paths = _Paths(base, revision_of)
    laid = [_laid(word, paths.now(word), base) for word in words]
    last = {each.path: each.word for each in laid if each.path}
    for path, word in last.items():
        put(content, path, target(content, path).annotation, word.value)
    content["corrections"] = [_told(each, last) for each in laid]
    content["findings"] = [*content["findings"], *_disagreements(laid, last, parser), *_conflicts(laid)]
    return content


class _Paths:
    """Where the records of older revisions are now."""

    def __init__(self, base: Version, revision_of: Callable[[int], Version]) -> None:
        self._base, self._revision_of = base, revision_of
        self._known: dict[int, dict[str, tuple[str, Pairs]]] = {}

    def now(self, word: Word) -> tuple[str, Pairs] | None:
        """Return the path of a word in the new document, and the record's spans; None where that has no such record."""
        match = _PATH.fullmatch(word.path)
        assert match
        if not match["record"]:
            return word.path, word.spans
        found = self._of(word.revision_id).get(match["record"])
        return found and (found[0] + match["field"], found[1])

    def _of(self, revision_id: int) -> dict[str, tuple[str, Pairs]]:
        if revision_id not in self._known:
            older = self._revision_of(revision_id)
            found = pairs(units(older.content), units(self._base.content), Alignment(older.text, self._base.text))
            self._known[revision_id] = {old.path: (new.path, new.spans) for old, new in found if old and new}
        return self._known[revision_id]


def _laid(word: Word, place: tuple[str, Pairs] | None, base: Version) -> Laid:
    try:
        if place:
            return Laid(word, place[0], target(base.content, place[0]).said, place[1])
    except (NotFound, ValueError):
        pass  # the record is there and has no such field any more
    return Laid(word, None, None, ())


def _told(each: Laid, last: Mapping[str, Word]) -> dict[str, Any]:
    holds = last.get(each.path or "", each.word)
    return {
        "id": each.word.id,
        "path": each.path,
        "value": each.word.value,
        "parser_value": each.now if each.path else each.word.old,
        "by": each.word.by,
        "why": each.word.why,
        "at": each.word.at.isoformat(),
        "spans": [list(span) for span in each.spans],
        "superseded_by": None if holds.id == each.word.id else holds.id,
    }


def _disagreements(laid: Sequence[Laid], last: Mapping[str, Word], parser: str) -> Iterator[dict[str, Any]]:
    for each in laid:
        word = each.word
        said = (
            f"{word.by} corrected {each.path or word.path} from {shown(word.old)} to {shown(word.value)} on {word.at:%Y-%m-%d} ({word.why})"
        )
        if each.path is None:
            message = f"{said}; {parser} does not find it any more ({word.wording}), so the correction changes nothing"
            yield _finding(DISAGREES, message, (), word.value, None)
        elif last[each.path].id == word.id and each.now not in (word.old, word.value):
            message = f"{said}; {parser} says {shown(each.now)}: correct it again, or take the correction back"
            yield _finding(DISAGREES, message, each.spans, word.value, each.now)


def _conflicts(laid: Sequence[Laid]) -> Iterator[dict[str, Any]]:
    """Yield a finding for each value that one person corrected, and then another to something else."""
    earlier: dict[str, Laid] = {}
    for each in laid:
        before = earlier.get(each.path or "")
        if before and each.path and before.word.by != each.word.by and before.word.value != each.word.value:
            message = (
                f"{each.path}: {before.word.by} corrected it to {shown(before.word.value)} ({before.word.why}), later {each.word.by} to "
            )
            message += f"{shown(each.word.value)} ({each.word.why}): the later holds"
            yield _finding(CONFLICT, message, each.spans, before.word.value, each.word.value)
        if each.path:
            earlier[each.path] = each


def _finding(code: str, message: str, spans: Pairs, expected: Any, actual: Any) -> dict[str, Any]:
    sides = {"expected": None if expected is None else shown(expected), "actual": None if actual is None else shown(actual)}
    return {"code": code, "severity": "warning", "message": message, "spans": [list(span) for span in spans]} | sides


def shown(value: Any) -> str:
    """Return a value as a person reads it in a sentence."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
