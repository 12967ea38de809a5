"""Imported by the server that the children are forked from: what parsers need is then in memory once, for all of them."""

from contextlib import suppress
from importlib.resources import files

from flows import steps
from flows.collector import leave_what_is_loaded
from parsers.parse import parse_source
from parsers.source import Source

__all__ = ["steps"]

# One sample of each kind is parsed, so that patterns are compiled and vocabularies and gazetteer loaded before the first fork.
# A kind that fails must not keep the server from starting: each document will say so.
for sample in (files("seeds") / "documents").iterdir():
    with suppress(Exception):
        parse_source(Source(sample.read_bytes(), sample.name))

leave_what_is_loaded()  # once, for all children
