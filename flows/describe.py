"""What people are shown of a run: its name, its tags, its table, the page about a single document. Pure: from outcomes to words."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flows.counted import counted
from flows.markdown import plain
from flows.outcome import RELEASED, Outcome
from storage.states import QUARANTINED

_LONGEST_NAME = 120


def opening_name(files: Sequence[str]) -> str:
    """Return the name of a run that has only just taken these files."""
    return _short(files[0]) if len(files) == 1 else f"{len(files)} files: {_short(files[0], 60)} …"


def run_name(outcomes: Sequence[Outcome]) -> str:
    """Return what a run carried: the title of a single document, else how many files gave what."""
    if len(outcomes) == 1:
        return _short(outcomes[0].headline)
    types = Counter(document["doc_type"] for outcome in outcomes for document in outcome.documents)
    told = ", ".join(f"{number} {name}" for name, number in sorted(types.items()))
    return f"{len(outcomes)} files: {told or 'nothing ingested'}"


def task_name(step: str, outcome_or_file: str) -> str:
    """Return the name of one step's task."""
    return f"{step} {_short(outcome_or_file)}"


def tags(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the document types and the outcomes that a run had."""
    types = {document["doc_type"] for outcome in outcomes for document in outcome.documents}
    return sorted(types) + sorted({outcome.state for outcome in outcomes})


def verdict(outcomes: Sequence[Outcome]) -> str:
    """Return one sentence on how the run ended, naming what a person must look at."""
    failed = [outcome for outcome in outcomes if outcome.failed]
    left = sum(outcome.state == RELEASED for outcome in outcomes)
    documents = sum(len(outcome.documents) for outcome in outcomes)
    told = f"{counted(documents, 'document')} from {counted(len(outcomes), 'file')}"
    told += f", {counted(left, 'file')} left to a later run" if left else ""
    reasons = "; ".join(f"{outcome.name}: {outcome.code}, {outcome.message}" for outcome in failed[:5])
    more = f"; and {len(failed) - 5} more" if len(failed) > 5 else ""
    return f"{told}, {len(failed)} in quarantine: {reasons}{more}" if failed else told


def table(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    """Return one row per document, and one per file that gave none."""
    return [row for outcome in outcomes for row in _rows(outcome)]


def _rows(outcome: Outcome) -> list[dict[str, str]]:
    if not outcome.documents:
        reason = f"{outcome.code}: {outcome.message}" if outcome.code else outcome.message or "no documents"
        return [_row(outcome, title="", doc_type="", findings=reason)]
    return [_row(outcome, _title(document), document["doc_type"], _codes(document)) for document in outcome.documents]


def _row(outcome: Outcome, title: str, doc_type: str, findings: str) -> dict[str, str]:
    return {"title": title, "type": doc_type, "findings": findings, "outcome": outcome.state, "file": outcome.name}


def _title(document: dict[str, Any]) -> str:
    return document["title"]["text"] if document["title"] else ""


def _codes(document: dict[str, Any]) -> str:
    times = Counter(finding["code"] for finding in document["findings"])
    return ", ".join(code if number == 1 else f"{code} ×{number}" for code, number in sorted(times.items()))


def page(outcome: Outcome) -> str:
    """Return a page of Markdown about one file: its headlines, why it is of its type, and its findings; or why it is in quarantine."""
    if outcome.state == QUARANTINED:
        return (
            f"# {plain(outcome.name)}\n\n**In quarantine: `{outcome.code}`**\n\n{plain(outcome.message or '')}\n\n"
            f"When the cause is gone: `kuaibao retry {outcome.delivery_id}`, or drop the file again.\n"
        )
    if not outcome.documents:
        return f"# {plain(outcome.name)}\n\n{plain(outcome.message or 'No document in it.')}\n"
    return "\n\n".join(_about(outcome, document) for document in outcome.documents) + "\n"


def _about(outcome: Outcome, document: dict[str, Any]) -> str:
    kicker, subtitle = (document[deck] and plain(document[deck]["text"]) for deck in ("kicker", "subtitle"))
    parts = [
        kicker,
        f"# {plain(_title(document) or outcome.name)}",
        subtitle and f"— {subtitle}",
        f"**{document['doc_type']}**, confidence {document['classification']['confidence']:.0%}",
        f"File {plain(outcome.name)}, document `{document['document_id']}`",
        "## Why this type",
        _list(f"{plain(cue['cue'])} ({cue['weight']:+g})" for cue in document["classification"]["evidence"]),
        "## Findings",
        _list(f"**{found['severity']}** `{found['code']}`: {plain(found['message'])}" for found in document["findings"]),
    ]
    return "\n\n".join(filter(None, parts))


def _list(items: Any) -> str:
    return "\n".join(f"- {item}" for item in items) or "None."


def _short(name: str, length: int = _LONGEST_NAME) -> str:
    return name if len(name) <= length else f"{name[: length - 1]}…"
