"""The document types there are, found by walking `parsers.kinds`: each module has one `PARSER`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import parsers.kinds
from parsers.document import Cue, Document
from parsers.frame import Frame
from parsers.reading import Reading


@dataclass(frozen=True)
class Parser:
    """One document type: what speaks for it in a reading, and how its documents are taken from one."""

    name: str
    version: str
    cues: Callable[[Reading], Iterable[Cue]]
    parse: Callable[[Frame], Iterable[Document]]


@cache
def kinds() -> dict[str, Parser]:
    """Return the parsers by name, in order of name."""
    names = sorted(m.name for m in pkgutil.iter_modules(parsers.kinds.__path__))
    found = [importlib.import_module(f"parsers.kinds.{name}").PARSER for name in names]
    return {parser.name: parser for parser in found}
