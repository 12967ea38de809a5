"""How documents differ after they were read again, in words and rows: for the terminal, for Prefect's UI, for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flows.counted import counted
from flows.markdown import plain
from storage.changes import CHANGED, CHANGES, FIGURES_DISAGREE, GAINED, GONE, LOST, MOVED, NEW, Difference, FactChange, FindingChange, Sum

COLUMNS = ("change", "what", "wording", "before", "after")
_LONGEST = 60


def rows(difference: Difference) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield one row per fact and finding that differs, by COLUMNS."""
    for fact in difference.facts:
        yield fact.change, _where(fact), _short(fact.wording), *_sides(fact)
    for finding in difference.findings:
        yield f"{finding.change} finding", finding.code, _short(finding.message), *_where_it_stands(finding)


def _where(fact: FactChange) -> str:
    """Return a fact's path, both where they differ."""
    return " → ".join(dict.fromkeys(filter(None, (fact.older_path, fact.path))))


def _sides(fact: FactChange) -> tuple[str, str]:
    if fact.change == MOVED:
        return _spans(fact.spans_before), _spans(fact.spans_after)
    return _said(fact.before), _said(fact.after)


def _where_it_stands(finding: FindingChange) -> tuple[str, str]:
    return ("", _spans(finding.spans)) if finding.change == NEW else (_spans(finding.spans), "")


def _said(fields: Mapping[str, Any]) -> str:
    """Return fields in a line: `value 1947, unit 元`; a field without a name is the fact itself."""
    told = (f"{name} {_short(_plain(value))}" if name else _short(_plain(value)) for name, value in fields.items())
    return ", ".join(told)


def _plain(value: object) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _spans(spans: Iterable[Sequence[int]]) -> str:
    return " ".join(f"{start}–{end}" for start, end in spans)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def headline(difference: Difference) -> str:
    """Return one line about a document: which it is, which revisions are compared, and how many facts differ how."""
    numbers = " → ".join("none" if number is None else str(number) for number in (difference.older, difference.newer))
    counts = [f"{difference.count(change)} {change}" for change in CHANGES if difference.count(change)]
    findings = [f"{difference.count(change)} findings {change}" for change in (NEW, GONE) if difference.count(change)]
    told = ", ".join(counts + findings) or "says the same"
    return f"{difference.document_id}  {difference.title or '(no title)'}  revision {numbers}: {told}"


def summed(total: Sum) -> Iterator[tuple[str, ...]]:
    """Yield rows of a table that sums documents up: kind, gained, lost, changed, moved."""
    for kind in sorted({kind for kind, _ in total.facts}):
        yield kind, *(str(total.facts[kind, change]) for change in CHANGES)


def sentence(total: Sum, verb: str = "has") -> str:
    """Return what a number of differences come to; `verb` is `has`, or `would have` where nothing was stored."""
    if not total.documents:
        return "nothing to read again, or nothing new in it"
    have = f"{counted(total.documents, 'document')} {'have' if verb == 'has' and total.documents > 1 else verb} a new revision"
    facts = f"{counted(total.of(GAINED), 'fact')} gained, {total.of(LOST)} lost, {total.of(CHANGED)} changed, {total.of(MOVED)} moved"
    disagree = {change: total.findings[FIGURES_DISAGREE, change] for change in (NEW, GONE)}
    figures = f"; figures that disagree: {disagree[NEW]} new, {disagree[GONE]} gone" if any(disagree.values()) else ""
    return f"{have}: {facts}{figures}"


def as_json(difference: Difference) -> dict[str, Any]:
    """Return a difference as JSON values, with its counts."""
    counts = {change: difference.count(change) for change in (*CHANGES, NEW, GONE)}
    return asdict(difference) | {"counts": counts}


def cells(difference: Difference) -> Iterator[dict[str, str]]:
    """Yield the rows of a table over several documents."""
    for row in rows(difference):
        yield {"document": difference.document_id, "title": difference.title or ""} | dict(zip(COLUMNS, row, strict=True))


def page(total: Sum, failed: Sequence[str], told: str) -> str:
    """Return a page of Markdown: what documents come to by kind of fact and finding, and what could not be read."""
    lines = [f"# {told}", ""]
    lines += _table(("facts", *CHANGES), summed(total))
    codes = sorted({code for code, _ in total.findings})
    lines += _table(("findings", NEW, GONE), ((code, *(str(total.findings[code, change]) for change in (NEW, GONE))) for code in codes))
    lines += ["Could not be read this time:", "", *(f"- {plain(why)}" for why in failed)] if failed else []
    return "\n".join(lines)


def _table(columns: Sequence[str], rows_: Iterable[Sequence[str]]) -> list[str]:
    body = [f"| {' | '.join(row)} |" for row in rows_]
    return [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}", *body, ""] if body else []
