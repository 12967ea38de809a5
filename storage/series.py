"""Series: the holes in the issue numbers of a publication, seen over all that has come."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import Any, NamedTuple

from sqlalchemy import Engine, and_
from sqlalchemy.orm import aliased

from storage import queries
from storage.between import FIGURES_DIFFER, differences
from storage.current import current
from storage.database import reading
from storage.queries import ABOUT, About, Told
from storage.tables import Fact, Revision

ISSUE_GAP = "issue_gap"
SEVERITY = "warning"
Found = tuple[Told, About]


class Issue(NamedTuple):
    """One issue of a series (publication, issuing body and year); `spans` of its number."""

    publication: str
    body: str
    year: str
    number: int
    spans: list[list[int]]
    about: About


def findings_and_gaps(
    engine: Engine, *, code: str | None = None, severity: str | None = None, document_id: str | None = None, limit: int | None = None
) -> Sequence[Found]:
    """Return the holes in series, the figures that documents contradict each other in, then the findings of current revisions."""
    found: list[Found] = []
    if severity in (None, SEVERITY):
        gaps = issue_gaps(engine) if code in (None, ISSUE_GAP) else []
        found += [gap for gap in gaps if document_id in (None, gap[1].document_id)]
        found += figures_that_differ(engine, document_id, _left(limit, found)) if code in (None, FIGURES_DIFFER) else []
    said = queries.findings(engine, code=code, severity=severity, document_id=document_id, limit=_left(limit, found))
    return [*found[:limit], *said]


def _left(limit: int | None, found: list[Found]) -> int | None:
    return None if limit is None else max(0, limit - len(found))


def figures_that_differ(engine: Engine, document_id: str | None = None, limit: int | None = None) -> list[Found]:
    """Return what documents say differently of the same measure, place and period, each with the later document."""
    with reading(engine) as session:
        return list(islice(differences(session, document_id), limit))


def issue_gaps(engine: Engine) -> list[Found]:
    """Return one finding per run of numbers missing between two issues of a year, with the issue after it.

    What is missing before the first or after the last issue of a year is unknown, and no finding.
    """
    found = sorted(_issues(engine), key=lambda issue: (issue.publication, issue.year, issue.number, issue.about.document_id))
    gaps: list[Found] = []
    for _, namesakes in groupby(found, key=lambda issue: (issue.publication, issue.year)):
        for series in _series(list(namesakes)):
            gaps += [(_gap(before, after), after.about) for before, after in pairwise(series) if after.number > before.number + 1]
    return gaps


def _series(namesakes: list[Issue]) -> list[list[Issue]]:
    """Part issues of one name by their issuing bodies; one that names none fills a hole in any of them."""
    bodies = sorted({issue.body for issue in namesakes} - {""})
    return [[issue for issue in namesakes if issue.body in (body, "")] for body in bodies or [""]]


def _issues(engine: Engine) -> Iterator[Issue]:
    number, body = aliased(Fact), aliased(Fact)
    query: Any = current(Revision.publication, body.value, Revision.dated, Revision.issue_number, number.spans, *ABOUT)
    query = query.outerjoin(number, and_(number.revision_id == Revision.id, number.path == "issue_number"))
    query = query.outerjoin(body, and_(body.revision_id == Revision.id, body.path == "issuing_body"))
    with reading(engine) as session:
        for publication, issuer, dated, issue_number, spans, *about in session.execute(query.where(Revision.series.is_not(None))):
            yield Issue(publication, issuer or "", dated[:4], issue_number, spans or [], About(*about))


def _gap(before: Issue, after: Issue) -> Told:
    first, last = before.number + 1, after.number - 1
    missing = f"issue {first} has" if first == last else f"issues {first} to {last} have"
    return Told(
        code=ISSUE_GAP,
        severity=SEVERITY,
        message=f"{missing} not come: {after.publication} of {after.year} goes from issue {before.number} to issue {after.number}",
        spans=after.spans,
        expected=str(first),
        actual=str(after.number),
    )
