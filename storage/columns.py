"""Column types that mean the same on SQLite and PostgreSQL."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator, text

from storage.exact import escaped, unescaped, written

# SQLite numbers rows by itself only for a plain INTEGER key
RowId = BigInteger().with_variant(Integer, "sqlite")


class ExactText(TypeDecorator[str]):
    """Text that comes back code point for code point, also with NUL and lone surrogates, which databases refuse."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Escape what the database cannot hold."""
        return value if value is None else escaped(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> str | None:
        """Undo the escapes."""
        return value if value is None else unescaped(value)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time; a naive one is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Bring an aware time to UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without its zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Say the zone where the database does not keep it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Unsigned64(TypeDecorator[int]):
    """A device or inode number, 0 to 2**64 - 1, in a signed column."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> int | None:
        """Wrap into the signed range."""
        return value if value is None or value < 1 << 63 else value - (1 << 64)

    def process_result_value(self, value: int | None, _dialect: Dialect) -> int | None:
        """Unwrap."""
        return value if value is None or value >= 0 else value + (1 << 64)


class Spans(TypeDecorator[list[list[int]]]):
    """Spans as `[[start, end], …]`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[Sequence[int]] | None, _dialect: Dialect) -> str | None:
        """Write the spans."""
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> list[list[int]] | None:
        """Read them."""
        return None if value is None else json.loads(value)


def only_where(condition: str) -> dict[str, Any]:
    """Return what makes an index one of the rows that meet a condition, on both databases."""
    return {f"{dialect}_where": text(condition) for dialect in ("sqlite", "postgresql")}
