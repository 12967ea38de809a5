"""The command that draws how a page was read: page."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import typer

from flows.cli_data import Data, fail, questions, settings_of
from flows.exits import Exit

if TYPE_CHECKING:
    from flows.steps import Done, Verdict
    from parsers.reading import Page, Reading
    from parsers.source import Source

T = TypeVar("T")


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("page", epilog="Example: kuaibao page 5f7635df --page 2 --out page.png")(page)


class Read(NamedTuple):
    """A source, what was read from it, and what is said about it (contract JSON), with a name for its pictures."""

    name: str
    source: "Source"
    reading: "Reading"
    documents: Sequence[dict[str, Any]]


def page(
    document: Annotated[str, typer.Argument(metavar="ID|FILE", help="A document's id or how it begins, or a file.", show_default=False)],
    data: Data = None,
    number: Annotated[int | None, typer.Option("--page", min=1, help="Only this page; else all that the document stands on.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="PNG to write; more pages get -2, -3 … [default: named after the document]")
    ] = None,
) -> None:
    """Draw how pages were read: blocks in colour, reading order, doubts.

    Works for what has pages: PDF, OFD, scans. A FILE is read for this and not stored.
    """
    read = _file(Path(document)) if Path(document).is_file() else _stored(document, data)
    if read.reading.places is None:
        fail(Exit.UNKNOWN, f"{read.source.name} has no pages: its text is shown by `kuaibao parse FILE --reading` or `show ID --reading`")
    pages = [p for p in read.reading.pages if p.number == number] if number else _touched(read)
    if not pages:
        fail(Exit.UNKNOWN, f"{read.source.name} has no page {number}: it has {len(read.reading.pages)}")
    for path, one in zip(_names(out or Path(f"{read.name}.png"), pages), pages, strict=True):
        _draw(read, one, path)
        typer.echo(str(path))


def _file(path: Path) -> Read:
    from flows.steps import Verdict
    from parsers.errors import KuaibaoError
    from parsers.source import Source

    try:
        source = Source.from_path(path)
    except KuaibaoError as error:
        fail(Exit.FAILED, f"{path}: {error.code}: {error}")
    outcome = _apart(_read_and_said, source)
    if isinstance(outcome, Verdict):
        fail(Exit.FAILED, f"{path}: {outcome.code}: {outcome.message}")
    return Read(path.stem, source, *outcome.value)


def _apart(step: Callable[..., T], *arguments: object) -> "Done[T] | Verdict":
    """Do a step in a child process of its own, within limits: reading and drawing meet other people's bytes."""
    from flows.isolate import Limits
    from flows.once import once

    return once(step, *arguments, limits=Limits.of(settings_of(None)))


def _read_and_said(source: "Source") -> "tuple[Reading, list[dict[str, Any]]]":
    from parsers.parse import parse_source

    reading, documents = parse_source(source)
    return reading, [document.to_json_dict() for document in documents]


def _stored(prefix: str, data: Path | None) -> Read:
    from flows.vaults import open_vault
    from parsers.source import Source
    from storage import queries
    from storage.errors import VaultDamaged
    from storage.texts import reading_of

    with questions(data) as engine:
        document_id = queries.resolve(engine, prefix)
        asked = queries.document(engine, document_id)
        reading = reading_of(engine, document_id)
        origin = asked["provenance"]["source"]
        documents = queries.of_source(engine, origin["sha256"])
        try:
            source = Source(open_vault(settings_of(data), engine).read(origin["sha256"]), origin["name"])
        except VaultDamaged as error:
            fail(Exit.FAILED, str(error))
    return Read(document_id, source, reading, documents)


def _touched(read: Read) -> list["Page"]:
    """Return the pages that any character stands on."""
    numbers = {place.page for place in read.reading.places or () if place}
    return [p for p in read.reading.pages if p.number in numbers]


def _names(out: Path, pages: Sequence["Page"]) -> Iterator[Path]:
    for i, one in enumerate(pages):
        yield out if i == 0 else out.with_stem(f"{out.stem}-{one.number}")


def _draw(read: Read, one: "Page", path: Path) -> None:
    from flows.steps import Verdict

    outcome = _apart(_png, read, one)
    if isinstance(outcome, Verdict):
        fail(Exit.FAILED, f"{outcome.code}: {outcome.message}")
    try:
        path.write_bytes(outcome.value)
    except OSError as error:
        fail(Exit.FAILED, f"{path} cannot be written: {error.strerror or error}")


def _png(read: Read, one: "Page") -> bytes:
    from flows.background import background
    from flows.picture import doubts, drawn, regions

    shown = regions(read.reading, read.documents, one.number)
    doubtful = doubts(read.reading, read.documents, one.number)
    types = ", ".join(sorted({d["doc_type"] for d in read.documents}))
    told = f"{read.source.name}  page {one.number} of {len(read.reading.pages)}  {types}  {read.reading.reader} {read.reading.version}"
    png = BytesIO()
    drawn(background(read.source, read.reading, one), one, shown, doubtful, told).save(png, "PNG")
    return png.getvalue()
