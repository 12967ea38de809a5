"""Where the vault's folder is, if it is one, and what is wrong with it; apart, so that who only asks loads no parser."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine

from flows.settings import Settings
from storage.mark import Mark

# s3://bucket/folder | file:///srv/vault
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://.+")


def folder_of(settings: Settings) -> Path | None:
    """Return the folder that the settings name as the vault; None where it is a place that fsspec speaks to."""
    url = _URL.fullmatch(settings.vault)
    if not url:
        return Path(settings.vault).expanduser().absolute() if settings.vault else settings.data / "vault"
    return Path(unquote(urlsplit(settings.vault).path)) if url["scheme"] == "file" else None


def trouble(settings: Settings, engine: Engine) -> str | None:
    """Return why the vault's folder cannot be used as it stands, None where it can, or where it is no folder."""
    root = folder_of(settings)
    return Mark(engine, root).trouble() if root else None
