"""The document types there are, found by walking `parsers.kinds`: each module has one `PARSER`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import parsers.kinds
from parsers.code_digest import versioned
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
    """Return the parsers by name, in order of name; their versions name the code too.

    It is the same code for all of them: each has a say in what type any document is, and how sure that is.
    """
    modules = sorted(f"parsers.kinds.{m.name}" for m in pkgutil.iter_modules(parsers.kinds.__path__))
    found = [importlib.import_module(module).PARSER for module in modules]
    return {parser.name: replace(parser, version=versioned(parser.version, *modules, "parsers.parse")) for parser in found}
