"""Imported by the server that the children are forked from: what parsers need is then in memory once, for all of them."""

from contextlib import suppress

from flows import steps
from parsers.registry import kinds

__all__ = ["steps"]

# A kind that cannot be imported must not keep the server from starting: each document will say so.
with suppress(Exception):
    kinds()
