"""How two revisions of a document differ, fact by fact: what was gained and lost, what says something else, what only moved."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from storage.alignment import Alignment
from storage.database import reading
from storage.matching import Pair, pairs
from storage.tables import CurrentRevision, DocumentRow, ReadingRow, Revision
from storage.units import Pairs, Unit, units

Change = Literal["gained", "lost", "changed", "moved"]
GAINED: Change = "gained"
LOST: Change = "lost"
CHANGED: Change = "changed"
MOVED: Change = "moved"
CHANGES = (GAINED, LOST, CHANGED, MOVED)
NEW: Literal["new"] = "new"
GONE: Literal["gone"] = "gone"
FIGURES_DISAGREE = "figures_disagree"
# what only the other documents in a database can say: no difference between two readings of this one
_ABOUT_OTHERS = ("near_duplicate", "issue_repeated")


@dataclass(frozen=True)
class FactChange:
    """One fact that differs; `before` and `after` have those of its fields that do, all of them where only one side has it.

    `older_path` and `path` are None on the side that has no such fact; spans point into the reading of their own revision.
    """

    change: Change
    kind: str
    wording: str
    older_path: str | None
    path: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    spans_before: Pairs
    spans_after: Pairs


@dataclass(frozen=True)
class FindingChange:
    """A finding that only one revision has: `new` in the newer, or `gone` from it."""

    change: Literal["new", "gone"]
    code: str
    severity: str
    message: str
    spans: Pairs


@dataclass(frozen=True)
class Difference:
    """How a document's newer revision differs from an older one; a number is None where there is no such revision."""

    document_id: str
    title: str | None
    older: int | None
    newer: int | None
    facts: tuple[FactChange, ...]
    findings: tuple[FindingChange, ...]

    def count(self, change: str) -> int:
        """Return how many facts were gained, lost, changed or moved, or how many findings are new or gone."""
        return sum(found == change for found in (*(f.change for f in self.facts), *(f.change for f in self.findings)))


@dataclass
class Sum:
    """What a number of differences come to; `facts` counts by kind and change, `findings` by code and change."""

    documents: int = 0
    facts: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, difference: Difference) -> None:
        """Count one more document."""
        self.documents += 1
        self.facts.update((fact.kind, fact.change) for fact in difference.facts)
        self.findings.update((finding.code, finding.change) for finding in difference.findings)

    def of(self, change: str) -> int:
        """Return how many facts of any kind had this change."""
        return sum(number for (_, made), number in self.facts.items() if made == change)

    def as_json(self) -> dict[str, Any]:
        """Return all counts by name."""
        kinds = sorted({kind for kind, _ in self.facts})
        codes = sorted({code for code, _ in self.findings} | {FIGURES_DISAGREE})
        return {
            "documents": self.documents,
            "facts": {change: self.of(change) for change in CHANGES},
            "by_kind": {kind: {change: self.facts[kind, change] for change in CHANGES} for kind in kinds},
            "findings": {code: {change: self.findings[code, change] for change in (NEW, GONE)} for code in codes},
        }


@dataclass(frozen=True)
class Version:
    """One side of a comparison: a revision's number (None before it is stored), the document as JSON, the text it points into."""

    number: int | None
    content: Mapping[str, Any]
    text: str


def compare(document_id: str, older: Version | None, newer: Version | None) -> Difference:
    """Return how two versions of a document differ; one side may be missing, and all facts of the other are lost or gained then."""
    before, after = (side.content if side else {} for side in (older, newer))
    way = Alignment(older.text if older else "", newer.text if newer else "")
    found = (_fact_change(pair, way) for pair in pairs(units(before), units(after), way))
    title = after.get("title") or before.get("title")
    return Difference(
        document_id=document_id,
        title=title and title["text"],
        older=older.number if older else None,
        newer=newer.number if newer else None,
        facts=tuple(change for change in found if change),
        findings=tuple(_finding_changes(before.get("findings", ()), after.get("findings", ()), way)),
    )


def _fact_change(pair: Pair, way: Alignment) -> FactChange | None:
    old, new = pair
    if old and new:
        differ = [name for name in {**old.fields, **new.fields} if old.fields.get(name) != new.fields.get(name)]
        if not differ and not _has_moved(old, new, way):
            return None
        sides = [{name: unit.fields.get(name) for name in differ} for unit in (old, new)]
        return _told(CHANGED if differ else MOVED, old, new, *sides)
    return _told(GAINED, None, new, {}, new.fields) if new else _told(LOST, old, None, old.fields if old else {}, {})


def _told(change: Change, old: Unit | None, new: Unit | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> FactChange:
    shown = new or old
    assert shown is not None
    return FactChange(
        change=change,
        kind=shown.kind,
        wording=shown.wording,
        older_path=old.path if old else None,
        path=new.path if new else None,
        before=before,
        after=after,
        spans_before=old.spans if old else (),
        spans_after=new.spans if new else (),
    )


def _has_moved(old: Unit, new: Unit, way: Alignment) -> bool:
    """Tell whether a fact that says the same is taken from other characters: not whether the text around them moved."""
    if way.is_same and (old.spans, old.inner) == (new.spans, new.inner):
        return False
    sides = [(old.spans, new.spans), *((old.inner.get(name, ()), new.inner.get(name, ())) for name in {**old.inner, **new.inner})]
    return any(way.mapped(before) != way.stand(after) for before, after in sides)


def _finding_changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], way: Alignment) -> Iterable[FindingChange]:
    here = Counter(_sense(finding, way.mapped) for finding in before)
    there = Counter(_sense(finding, way.stand) for finding in after)
    for change, found, others, place in ((NEW, after, here, way.stand), (GONE, before, there, way.mapped)):
        left = Counter(others)
        for finding in found:
            sense = _sense(finding, place)
            if left[sense] > 0:
                left[sense] -= 1
            elif finding["code"] not in _ABOUT_OTHERS:
                spans = tuple((start, end) for start, end in finding["spans"])
                yield FindingChange(change, finding["code"], finding["severity"], finding["message"], spans)


def _sense(finding: Mapping[str, Any], place: Any) -> tuple[object, ...]:
    """Return what two findings have in common that say the same: the message may be worded anew."""
    return finding["code"], frozenset(place(finding["spans"])), finding["expected"], finding["actual"]


def current_revisions(engine: Engine, sources: Collection[str]) -> dict[str, dict[str, int]]:
    """Return, by sha256, the number of the current revision of each document of these sources."""
    query = select(DocumentRow.source_sha256, Revision.document_id, Revision.number)
    query = query.join(CurrentRevision, CurrentRevision.document_id == DocumentRow.document_id)
    query = query.join(Revision, Revision.id == CurrentRevision.revision_id).where(DocumentRow.source_sha256.in_(sources))
    found: dict[str, dict[str, int]] = {}
    with reading(engine) as session:
        for sha256, document_id, number in session.execute(query.order_by(DocumentRow.source_sha256, DocumentRow.position)):
            found.setdefault(sha256, {})[document_id] = number
    return found


def difference(engine: Engine, document_id: str, older: int | None, newer: int | None) -> Difference:
    """Compare two revisions by their numbers; None, or a number that there is not, stands for a revision without facts."""
    with reading(engine) as session:
        return compare(document_id, *(stored_version(session, document_id, number) for number in (older, newer)))


def stored_version(session: Session, document_id: str, number: int | None) -> Version | None:
    """Return the revision of that number as one side of a comparison; None where there is none."""
    query = select(Revision.json, ReadingRow.text).join(ReadingRow, ReadingRow.id == Revision.reading_id)
    row = session.execute(query.where(Revision.document_id == document_id, Revision.number == number)).one_or_none()
    return Version(number, json.loads(row.json), row.text) if row else None
