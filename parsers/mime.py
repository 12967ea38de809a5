"""Mails and what is built like them (RFC 5322, MIME): a tree of parts, each with its headers."""

import email
import email.errors
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from email.policy import Compat32

from parsers.errors import BrokenFile, ResourceLimit
from parsers.source import Source


class _AsItCame(Compat32):
    """Headers with the bytes that they came with: the usual policy puts question marks for GBK."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002  the policy's signature
        return value


@contextmanager
def opened(source: Source, what: str, advice: str) -> Iterator[Message]:
    """Open a tree of parts to be read as `what`.

    Whatever its damage raises here or in the block is BrokenFile with the advice; parts within parts without end are ResourceLimit.
    """
    try:
        yield email.message_from_bytes(source.data, policy=_AsItCame())
    except RecursionError as error:
        raise ResourceLimit(f"{source.name} has parts within parts without end: {advice}") from error
    except (email.errors.MessageError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise BrokenFile(f"{source.name} cannot be read as {what} ({error}): {advice}") from error
