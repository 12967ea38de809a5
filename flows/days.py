"""Days as they are written in options."""

from datetime import datetime

import typer


def day(written: str | None) -> str | None:
    """Return an ISO day as it was written, None for none; a mistake of usage where it is not one."""
    try:
        return written and datetime.strptime(written, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007  a day has no zone
    except ValueError as error:
        raise typer.BadParameter(f"{written} is not a day: write it like 2025-01-31") from error
