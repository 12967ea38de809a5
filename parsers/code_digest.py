"""Which code a result comes from: a digest over the source of modules and of all that they import, part of every version.

A change anywhere in that code gives another version, and what the older code made is found; a change elsewhere gives none. The files
are searched for the names of modules and not parsed, since every `kuaibao parse` waits for it: a name in a docstring counts as well.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_ROOT = files("parsers")
# import parsers.odes | from parsers.odes import lines, rhymes as ends | import_module("parsers.odes.rhymes")
_MENTION = re.compile(rb"parsers(?P<module>(?:\.\w+)*)(?: import (?P<names>\([^)]*\)|[^\n]*))?")
# lines | rhymes as ends
_NAME = re.compile(rb"(?P<name>\w+)(?: as \w+)?")
_DIGITS = 8


def versioned(version: str, *modules: str) -> str:
    """Return a version that names its code as well, in the form of PEP 440: 1+5f0c2e9a."""
    return f"{version}+{code_digest(*modules)}"


@cache
def code_digest(*modules: str) -> str:
    """Return a hex digest over the source of some modules and of all in this package that they import; ImportError where one is not there."""
    sources = closure(*modules)
    digest = hashlib.sha256()
    for name in sorted(sources):
        digest.update(name.encode() + b"\0" + hashlib.sha256(sources[name]).digest())
    return digest.hexdigest()[:_DIGITS]


def closure(*modules: str) -> dict[str, bytes]:
    """Return the source, by full name, of some modules and of all in this package that they import, at once or later."""
    missing = [name for name in modules if _source(name) is None]
    if missing:
        raise ImportError(f"the source of {', '.join(missing)} is not installed")
    found: dict[str, bytes] = {}
    passed, due = set[str](), list(modules)
    while due:
        name = due.pop()
        if name in passed:
            continue
        passed.add(name)
        source = _source(name)
        if source is not None:
            found[name] = source
            due += [name.rpartition(".")[0] or name, *_mentioned(source)]
    return found


def _mentioned(source: bytes) -> Iterator[str]:
    for mention in _MENTION.finditer(source):
        module = f"parsers{mention['module'].decode()}"
        yield module
        if mention["names"] and _is_package(module):
            yield from (f"{module}.{name.decode()}" for name in _NAME.findall(mention["names"]))


@cache
def _is_package(module: str) -> bool:
    return _ROOT.joinpath(*module.split(".")[1:]).is_dir()


@cache
def _source(module: str) -> bytes | None:
    """Return the source of a module or a package; None where the name is that of something else."""
    *folders, name = module.split(".")[1:] or [""]
    for file in ([*folders, f"{name}.py"], [*folders, name, "__init__.py"]):
        try:
            return _ROOT.joinpath(*file).read_bytes()
        except (FileNotFoundError, NotADirectoryError, KeyError):  # KeyError: in a zip file
            continue
    return None
