"""Documents straight from files, for `kuaibao parse`: read and parsed here or in a child process, and printed."""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import typer

from flows import fault
from parsers import parse as parsing
from parsers.containers import Member, Refused, is_container, members
from parsers.document import Document
from parsers.errors import KuaibaoError, ParserCrashed
from parsers.reading import Reading
from parsers.sniff import sniff
from parsers.source import Source

Parsed = tuple[Reading, list[Document]]
# what is read at once, in this process: text needs no library that a bad file could lead astray
_PLAIN = {"text/plain", "text/markdown"}

T = TypeVar("T")


class _Ended(Exception):
    """The child process had no result; `code` and the message say why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parsed_files(files: Iterable[Path]) -> Iterator[Parsed | None]:
    """Yield what stands in each file, or in each file of an archive or a mail; None after saying on standard error why it cannot be known."""
    return (outcome for path in files for outcome in _outcomes(path))


def _outcomes(path: Path) -> Iterator[Parsed | None]:
    try:
        source = Source.from_path(path)
        held = _apart(_opened, source) if is_container(source) else None
    except (KuaibaoError, _Ended) as error:
        _say(str(path), error.code, error)
        yield None
        return
    if held is None:
        yield _outcome(str(path), source)
        return
    for found in held:
        if isinstance(found, Refused):
            _say(f"{path}/{found.path}", found.code, found.reason)
            yield None
        else:
            yield _outcome(f"{path}/{found.path}", Source(found.data, f"{source.name}/{found.path}"))


def _outcome(where: str, source: Source) -> Parsed | None:
    try:
        return parsing.parse_source(source) if sniff(source).media_type in _PLAIN else _apart(parsing.parse_source, source)
    except (KuaibaoError, _Ended) as error:
        _say(where, error.code, error)
    except Exception as error:  # noqa: BLE001  our fault: said aloud with the exit status, the other files go on
        _say(where, ParserCrashed.code, fault.told(error))
    return None


def _say(where: str, code: str, why: object) -> None:
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in where)
    typer.echo(f"{shown}: {code}: {why}", err=True)


def _apart(step: Callable[[Source], T], source: Source) -> T:
    """Do a step in a child process of its own, within limits; raises _Ended."""
    from flows.cli_data import settings_of  # all this not for a text, which must not wait for it
    from flows.isolate import Limits
    from flows.once import once
    from flows.steps import Verdict

    outcome = once(step, source, limits=Limits.of(settings_of(None)))
    if isinstance(outcome, Verdict):
        raise _Ended(outcome.code, outcome.message)
    return outcome.value


def _opened(container: Source) -> list[Member | Refused]:
    return list(members(container))


def print_documents(outcomes: Iterator[Parsed | None], total: int, with_reading: bool) -> bool:
    """Print one JSON array of all documents; tell whether every file could be read."""
    from flows.plain import print_json

    parsed = list(_tracked(outcomes, total))
    print_json([d.to_json_dict() for p in parsed if p for d in _shown(p, with_reading)])
    return None not in parsed


def _tracked(outcomes: Iterator[Parsed | None], total: int) -> Iterator[Parsed | None]:
    if total == 1 or not sys.stderr.isatty():
        return outcomes  # nobody to show a bar to, so nobody waits for rich
    from flows.show import tracked

    return tracked(outcomes, "reading", total)


def _shown(parsed: Parsed, with_reading: bool) -> list[Document]:
    reading, documents = parsed
    return [parsing.with_reading(d, reading) for d in documents] if with_reading else documents


def print_views(outcomes: Iterator[Parsed | None], with_reading: bool) -> bool:
    """Print each document as it is shown to a person; tell whether every file could be read."""
    from flows.show import console
    from flows.view import document_view

    done = True
    out = console()
    for parsed in outcomes:
        if parsed is None:
            done = False
            continue
        reading, documents = parsed
        for document in documents:
            out.print(document_view(document.to_json_dict(), reading.text))
        if with_reading:
            out.print(reading.text, markup=False)
    return done
