"""Series: the holes in the issue numbers of a publication, seen over all that has come."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from sqlalchemy import Engine, and_
from sqlalchemy.orm import aliased, defer

from storage import queries
from storage.between import FIGURES_DIFFER, differences
from storage.database import reading
from storage.tables import Fact, FindingRow, Revision

ISSUE_GAP = "issue_gap"
SEVERITY = "warning"
Found = tuple[FindingRow, Revision]


class Issue(NamedTuple):
    """One issue of a series (publication, issuing body and year); `spans` of its number."""

    publication: str
    body: str
    year: str
    number: int
    revision: Revision
    spans: list[list[int]]


def findings_and_gaps(
    engine: Engine, *, code: str | None = None, severity: str | None = None, document_id: str | None = None
) -> Sequence[Found]:
    """Return the holes in series, the figures that documents contradict each other in, then the findings of current revisions."""
    found = queries.findings(engine, code=code, severity=severity, document_id=document_id)
    if severity not in (None, SEVERITY):
        return found
    gaps = issue_gaps(engine) if code in (None, ISSUE_GAP) else []
    between = figures_that_differ(engine, document_id) if code in (None, FIGURES_DIFFER) else []
    return [*(gap for gap in gaps if document_id in (None, gap[1].document_id)), *between, *found]


def figures_that_differ(engine: Engine, document_id: str | None = None) -> list[Found]:
    """Return what documents say differently of the same measure, place and period, each with the later document."""
    with reading(engine) as session:
        return list(differences(session, document_id))


def issue_gaps(engine: Engine) -> list[Found]:
    """Return one finding per run of numbers missing between two issues of a year, with the issue after it.

    What is missing before the first or after the last issue of a year is unknown, and no finding.
    """
    found = sorted(_issues(engine), key=lambda issue: (issue.publication, issue.year, issue.number, issue.revision.document_id))
    gaps: list[Found] = []
    for _, namesakes in groupby(found, key=lambda issue: (issue.publication, issue.year)):
        for series in _series(list(namesakes)):
            gaps += [(_gap(before, after), after.revision) for before, after in pairwise(series) if after.number > before.number + 1]
    return gaps


def _series(namesakes: list[Issue]) -> list[list[Issue]]:
    """Part issues of one name by their issuing bodies; one that names none fills a hole in any of them."""
    bodies = sorted({issue.body for issue in namesakes} - {""})
    return [[issue for issue in namesakes if issue.body in (body, "")] for body in bodies or [""]]


def _issues(engine: Engine) -> Iterator[Issue]:
    number, body = aliased(Fact), aliased(Fact)
    query: Any = queries.current(Revision, number.spans, body.value).options(defer(Revision.json))
    query = query.outerjoin(number, and_(number.revision_id == Revision.id, number.path == "issue_number"))
    query = query.outerjoin(body, and_(body.revision_id == Revision.id, body.path == "issuing_body"))
    with reading(engine) as session:
        for revision, spans, issuer in session.execute(query.where(Revision.series.is_not(None))):
            yield Issue(revision.publication, issuer or "", revision.dated[:4], revision.issue_number, revision, spans or [])


def _gap(before: Issue, after: Issue) -> FindingRow:
    first, last = before.number + 1, after.number - 1
    missing = f"issue {first} has" if first == last else f"issues {first} to {last} have"
    return FindingRow(
        revision_id=after.revision.id,
        position=-1,
        code=ISSUE_GAP,
        severity=SEVERITY,
        message=f"{missing} not come: {after.publication} of {after.year} goes from issue {before.number} to issue {after.number}",
        spans=after.spans,
        expected=str(first),
        actual=str(after.number),
    )
