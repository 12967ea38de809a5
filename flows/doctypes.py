"""Document types as they are written in options."""

from importlib.resources import files
from typing import Annotated

import typer


def doc_types() -> list[str]:
    """Return the names of the document types, by the files of `parsers.kinds`: who only asks must not wait for these to be imported."""
    names = (file.name for file in (files("parsers") / "kinds").iterdir())
    return sorted(name.removesuffix(".py") for name in names if name.endswith(".py") and not name.startswith("_"))


def doc_type(written: str | None) -> str | None:
    """Return a document type as it was written, None for none; a mistake of usage where there is no such type."""
    if written is not None and written not in doc_types():
        raise typer.BadParameter(f"{written} is no document type: there are {', '.join(doc_types())}")
    return written


DocType = Annotated[str | None, typer.Option("--type", callback=doc_type, help=f"Only {', '.join(doc_types())}.")]
