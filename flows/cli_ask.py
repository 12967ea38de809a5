"""The commands that ask: status, list, findings."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from flows.cli_data import Data, Json, questions, settings_of
from flows.days import day
from flows.doctypes import DocType
from flows.exits import Exit

if TYPE_CHECKING:
    from storage.counts import Counts
    from storage.current import Conditions
    from storage.tables import Delivery

Severity = Literal["info", "warning", "error"]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many.")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("status", epilog="Example: kuaibao status --json")(status)
    app.command("list", epilog="Example: kuaibao list --type bulletin --since 2025-01-01 --place 延津县")(list_)
    app.command("findings", epilog="Example: kuaibao findings --code figures_disagree")(findings)


def status(data: Data = None, as_json: Json = False) -> None:
    """Show the ledger at a glance, and what is in quarantine.

    Exit status 1 where something is in quarantine.
    """
    from flows import lock
    from flows.plain import print_json
    from flows.vaultfolder import trouble
    from storage.counts import counts
    from storage.queries import quarantined

    settings = settings_of(data)
    lock_file = settings.lock_file
    with questions(data) as engine:
        found, sick, away = counts(engine, datetime.now(UTC)), quarantined(engine), trouble(settings, engine)
    running = lock_file.read_text(encoding="utf-8") if lock.is_held(lock_file) else None
    if as_json:
        print_json({"running": running, "vault": away, **asdict(found), "in_quarantine": [_patient(delivery) for delivery in sick]})
    else:
        _print_status(running, found, sick)
        if away:
            typer.echo(f"\n{away}")
    if sick:
        raise typer.Exit(Exit.FAILED)


def _patient(delivery: "Delivery") -> dict[str, Any]:
    fields = ("id", "display_name", "code", "message", "attempts", "sha256", "inbox_key")
    return {field: getattr(delivery, field) for field in fields} | {"changed_at": delivery.changed_at.isoformat()}


def _print_status(running: str | None, found: "Counts", sick: Any) -> None:
    from flows.show import print_table

    oldest = "" if found.oldest_claimed_seconds is None else f"oldest {found.oldest_claimed_seconds:.0f} s, {found.leased} being worked on"
    remarks = {"claimed": oldest, "seen": f"{found.missed_by_watcher} found by listing only" if found.missed_by_watcher else ""}
    rows: list[tuple[object, ...]] = [(state, number, remarks.get(state, "")) for state, number in found.states.items()]
    rows += [("documents", found.documents, f"{found.revisions} revisions"), ("late reports", found.unreported_runs, "")]
    rows += [("up", "yes" if running else "no", running or "")]
    print_table(("state", "number", ""), rows)
    if sick:
        typer.echo("")
        print_table(("delivery", "file", "code", "tries", "reason"), [(d.id, d.display_name, d.code, d.attempts, d.message) for d in sick])


def list_(  # noqa: PLR0913, PLR0917  one parameter per option
    data: Data = None,
    doc_type: DocType = None,
    publication: Annotated[str | None, typer.Option(help="As printed: 延津政务快报.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Dated on that day or later (2025-01-31).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Dated on that day or earlier.")] = None,
    place: Annotated[str | None, typer.Option(help="Names a place whose name has this in it.")] = None,
    text: Annotated[str | None, typer.Option(help="Has this in its text.")] = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List the documents, last come first."""
    from flows.plain import print_json
    from flows.show import print_table
    from storage.queries import list_documents

    wanted: Conditions = {"doc_type": doc_type, "publication": publication, "since": day(since), "until": day(until), "place": place}
    with questions(data) as engine:
        found = list_documents(engine, **wanted, text=text, limit=limit)
    if as_json:
        print_json([asdict(document) for document in found])
        return
    columns = ("id", "type", "title", "publication", "issue", "date", "sections", "findings", "file")
    rows = [(d.document_id, d.doc_type, d.title, d.publication, d.issue_number, d.dated, d.sections, d.findings, d.name) for d in found]
    print_table(columns, rows)


def findings(
    data: Data = None,
    code: Annotated[str | None, typer.Option(help="Only this kind: figures_disagree, missing_title …")] = None,
    severity: Annotated[Severity | None, typer.Option(help="Only this one.")] = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document, by its id or how that begins.")] = None,
    limit: Limit = None,
    as_json: Json = False,
) -> None:
    """List what a person should look at.

    What belongs to no document alone stands first: holes in the series of a publication's issue numbers, and figures of the same
    measure, place and period that differ between documents.
    """
    from flows.plain import print_json
    from flows.show import print_table
    from storage.queries import resolve
    from storage.series import findings_and_gaps

    with questions(data) as engine:
        one = document and resolve(engine, document)
        found = findings_and_gaps(engine, code=code, severity=severity, document_id=one, limit=limit)
    if as_json:
        print_json([{"document_id": r.document_id, "title": r.title} | f._asdict() for f, r in found])
        return
    print_table(("severity", "code", "message", "id", "title"), [(f.severity, f.code, f.message, r.document_id, r.title) for f, r in found])
