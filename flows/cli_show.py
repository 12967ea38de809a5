"""The commands that look at one document: show, trace."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.cli_data import Data, Json, fail, questions
from flows.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from storage.tables import Run
    from storage.trace import Trace

Id = Annotated[str, typer.Argument(metavar="ID", help="A document's id, or how it begins.", show_default=False)]
Number = Annotated[int | None, typer.Option(min=1, help="An earlier revision, by its number.")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("show", epilog="Example: kuaibao show 5f7635df")(show)
    app.command("trace", epilog="Example: kuaibao trace 5f7635df 'sections[0].heading'")(trace)


def show(
    document_id: Id,
    data: Data = None,
    revision: Number = None,
    reading: Annotated[bool, typer.Option("--reading", help="Add the text that was read.")] = False,
    as_json: Json = False,
) -> None:
    """Show one document, its revisions, and the files it came in."""
    from flows.plain import print_json
    from flows.show import console, safe
    from flows.view import document_view
    from storage import queries
    from storage.texts import reading_of

    with questions(data) as engine:
        document_id = queries.resolve(engine, document_id)
        document = queries.document(engine, document_id, revision)
        text = reading_of(engine, document_id, revision).text
        past = [] if as_json else _past(engine, document)
    if as_json:
        print_json(document | {"reading": {"text": text}} if reading else document)
        return
    out = console()
    out.print(document_view(document, text))
    typer.echo("\n".join(past + (["", safe(text) if out.is_terminal else text] if reading else [])))


def _past(engine: "Engine", document: dict[str, Any]) -> list[str]:
    from storage import queries
    from storage.versions import CORRECTED, own

    revisions = queries.revisions(engine, document["document_id"])
    tools = [
        (r.number, run.finished_at, f"{r.parser} {own(r.parser_version)}{', corrected' if CORRECTED in r.parser_version else ''}")
        for r, run in revisions
    ]
    files = queries.deliveries_of(engine, document["provenance"]["source"]["sha256"])
    return [
        *(f"revision {number}  {at:%Y-%m-%d %H:%M:%S} UTC by {tool}" for number, at, tool in tools),
        *(f"came as {file.display_name}  {file.seen_at:%Y-%m-%d %H:%M:%S} UTC, {file.state}" for file in files),
        *(f"{link.document_id} {link.kind} {link.earlier_id}" for link in queries.links(engine, document["document_id"])),
    ]


def trace(
    document_id: Id,
    path: Annotated[str, typer.Argument(metavar="PATH", help="A value's path: title, sections[0].heading.", show_default=False)],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Show where a value comes from: its characters, page and run."""
    from flows.plain import print_json
    from storage.queries import resolve
    from storage.trace import trace as traced

    with questions(data) as engine:
        try:
            found = traced(engine, resolve(engine, document_id), path)
        except ValueError as error:
            fail(Exit.USAGE, str(error))
    if as_json:
        print_json(_as_json(found))
    else:
        _print_trace(found)


def _as_json(found: "Trace") -> dict[str, Any]:
    return {
        "document_id": found.document_id,
        "path": found.path,
        "value": found.value,
        "basis": found.basis,
        "cleaned": found.cleaned,
        "spans": [excerpt.span for excerpt in found.excerpts],
        "excerpts": [{"before": e.before, "text": e.text, "after": e.after} for e in found.excerpts],
        "boxes": [box._asdict() for box in found.boxes],
        "corrections": list(found.corrections),
        "source_sha256": found.source_sha256,
        "revision": found.revision.number,
        "run": _run(found.run),
    }


def _run(run: "Run") -> dict[str, Any]:
    fields = ("id", "delivery_id", "host", "reader", "reader_version", "flow_run_id", "task_run_id", "settings_digest", "software")
    times = {"started_at": run.started_at.isoformat(), "finished_at": run.finished_at.isoformat()}
    return {field: getattr(run, field) for field in fields} | times


def _print_trace(found: "Trace") -> None:
    from flows.show import console
    from flows.view import correction, marked, wording

    out = console()
    out.print(f"{found.path} = {wording(found.value)}")
    for told in found.corrections:
        out.print(correction(told))
    if found.basis != found.path:
        out.print(f"worked out from {found.basis}: {found.cleaned}")
    for excerpt in found.excerpts:
        out.print(f"  [{excerpt.span.start}, {excerpt.span.end})  ", marked(excerpt.before, excerpt.text, excerpt.after), sep="")
    for box in found.boxes:
        out.print(f"  page {box.page}, from ({box.x0:.1f}, {box.top:.1f}) to ({box.x1:.1f}, {box.bottom:.1f}) pt")
    run = found.run
    out.print(f"source {found.source_sha256}, revision {found.revision.number}")
    out.print(f"run {run.id} on {run.host}, {run.finished_at:%Y-%m-%d %H:%M:%S} UTC, by {run.reader} {run.reader_version}")
    if run.flow_run_id:
        out.print(f"Prefect flow run {run.flow_run_id}")
