"""The commands that give facts away: facts on the screen, export into files."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, TypeVar

import typer

from flows.cli_data import Data, Json, questions
from flows.days import day
from flows.doctypes import DocType

if TYPE_CHECKING:
    from storage.fact_rows import FactRow

T = TypeVar("T")
_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")
_SAID = ("kind", "quote", "value", "unit", "modality", "bound", "metric", "subject", "period", "detail")
_COLUMNS = (*_SAID, "id", "title", "date", "path", "spans", "page", "box")
# what fits beside each other on a terminal; a pipe and JSON have all
_NARROW = ("kind", "quote", "metric", "subject", "modality", "period", "detail", "date", "id", "path")


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("facts", epilog="Example: kuaibao facts --kind indicator --metric 资金 --place 延津县 --period 2022..2023")(facts)
    app.command("export", epilog="Example: kuaibao export --facts --format csv --output facts.csv")(export)


def facts(  # noqa: PLR0913, PLR0917  one parameter per option
    data: Data = None,
    kind: Annotated[
        str | None, typer.Option(help="indicator, person, place, reference, organisation, project, initiative, quotation.")
    ] = None,
    metric: Annotated[str | None, typer.Option(metavar="TEXT", help="Measures something with this in its name: 投资.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Stands in a document that names such a place.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Document dated on that day or later (2025-01-31).")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Document dated on that day or earlier.")] = None,
    period: Annotated[str | None, typer.Option(metavar="YYYY[..YYYY]", help="A figure about that year, or about one of those.")] = None,
    doc_type: DocType = None,
    document: Annotated[str | None, typer.Option(metavar="ID", help="Only this document, by its id or how that begins.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    as_json: Json = False,
) -> None:
    """List figures, people, places and more, each with its evidence.

    What `--place` finds are the documents that name the place; of the places in them, only that one is listed.
    """
    from itertools import islice

    from flows.plain import print_json_array
    from storage import fact_rows
    from storage.queries import resolve

    if kind is not None and kind not in fact_rows.KINDS:
        raise typer.BadParameter(f"{kind} is not a kind of fact: there are {', '.join(fact_rows.KINDS)}")
    first, last, years = day(since), day(until), _years(period)
    with questions(data) as engine:
        one = document and resolve(engine, document)
        wanted = fact_rows.Wanted(kind, metric, years, doc_type, first, last, place, one)
        found = islice(fact_rows.fact_rows(engine, wanted), limit)
        if as_json:
            print_json_array(map(fact_rows.as_json, found))
        else:
            _print(found)


def _print(found: "Iterator[FactRow]") -> None:
    from flows.show import console, print_table

    columns = _NARROW if console().is_terminal else _COLUMNS
    rows = (dict(zip(_COLUMNS, _cells(row), strict=True)) for row in found)
    print_table(columns, ([row[column] for column in columns] for row in rows))


def _years(written: str | None) -> tuple[str, str] | None:
    if written is None:
        return None
    match = _YEARS.fullmatch(written)
    if match is None or match[1] > (match[2] or match[1]):
        raise typer.BadParameter(f"{written} is not a period: write it like 2023 or 2021..2023")
    return f"{match[1]}-01-01", f"{match[2] or match[1]}-12-31"


def _cells(row: "FactRow") -> tuple[object, ...]:
    value = row.value if row.value_max is None else f"{row.value}–{row.value_max}"
    period = " … ".join(dict.fromkeys(filter(None, (row.period_start, row.period_end))))
    spans = " ".join(f"{start}–{end}" for start, end in row.spans)
    page = row.boxes[0].page if row.boxes else None
    box = " ".join(f"{edge:.1f}" for edge in row.boxes[0][1:]) if row.boxes else None
    said = (row.kind, row.quote, value, row.unit, row.modality, row.bound, row.metric, row.subject, period, row.detail)
    return (*said, row.document_id, row.title, row.date, row.path, spans, page, box)


def export(
    data: Data = None,
    form: Annotated[str, typer.Option("--format", help="jsonl; for facts also csv (opens in Excel) or parquet.")] = "jsonl",
    only_facts: Annotated[bool, typer.Option("--facts", help="One row per fact with its evidence, not one per document.")] = False,
    output: Annotated[Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Where to write (else standard output).")] = None,
) -> None:
    """Print every document, or every fact, first come first.

    Documents are JSON, one a line. A file at --output is only replaced when the new one is whole.
    """
    from flows import fact_files
    from storage import queries
    from storage.fact_rows import fact_rows

    _check(form, only_facts, output)
    with questions(data) as engine, _opened(output) as out:
        if only_facts:
            fact_files.WRITERS[form](_watched(fact_rows(engine), "writing facts", output), out)
        else:
            fact_files.write_lines(_watched(queries.export(engine), "writing documents", output), out)


def _watched(items: Iterator[T], what: str, output: Path | None) -> Iterator[T]:
    """Yield the items with a bar on the terminal, unless they go there themselves."""
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        return items
    from flows.show import tracked

    return tracked(items, what, None)


def _check(form: str, only_facts: bool, output: Path | None) -> None:
    from flows.fact_files import WRITERS, parquet_is_there

    if form not in WRITERS:
        raise typer.BadParameter(f"{form} is not a format: there are {', '.join(WRITERS)}")
    if form != "jsonl" and not only_facts:
        raise typer.BadParameter(f"{form} holds facts, one a row: add --facts, or export documents as jsonl")
    if form == "parquet" and output is None:
        raise typer.BadParameter("parquet is not text: say where to write it with --output FILE")
    if form == "parquet" and not parquet_is_there():
        raise typer.BadParameter("parquet needs pyarrow: install it with pip install 'kuaibao[parquet]', or take csv")


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[bytes]]:
    """Give standard output, or a file beside `output` that takes its name at the end."""
    if output is None:
        yield typer.get_binary_stream("stdout")
        return
    unfinished = output.with_name(f"{output.name}.part")
    try:
        with unfinished.open("wb") as out:
            yield out
        unfinished.replace(output)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {output}: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)
