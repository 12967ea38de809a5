"""The vault that the settings name: a folder, or a place that fsspec speaks to."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from flows.settings import Settings
from flows.steps import VAULT_DAMAGED, Verdict, Work
from storage.errors import VaultDamaged
from storage.tables import Delivery
from storage.vault import AnyVault, Vault

T = TypeVar("T")
# s3://bucket/folder | file:///srv/vault
_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://.+")


def open_vault(settings: Settings) -> AnyVault:
    """Return the vault that the settings name; VaultRefused where there is no way to a URL of that kind."""
    url = _URL.fullmatch(settings.vault)
    if not url:
        return Vault(Path(settings.vault).expanduser().absolute() if settings.vault else settings.data / "vault")
    if url["scheme"] == "file":
        return Vault(Path(unquote(urlsplit(settings.vault).path)))
    from storage.object_vault import ObjectVault

    return ObjectVault(settings.vault, settings.data / "incoming")


def lent(vault: AnyVault, delivery: Delivery, step: Callable[[Work], T]) -> T | Verdict:
    """Have a step work on the bytes of a delivery, wherever they are kept; OSError where the vault cannot give them now."""
    with ExitStack() as held:
        work = borrowed(vault, delivery, held)
        return work if isinstance(work, Verdict) else step(work)


def borrowed(vault: AnyVault, delivery: Delivery, held: ExitStack) -> Work | Verdict:
    """Return the bytes of a delivery to work on for as long as they are held; OSError where the vault cannot give them now."""
    assert delivery.sha256 is not None
    try:
        return Work(held.enter_context(vault.local(delivery.sha256)), delivery.sha256, delivery.display_name)
    except VaultDamaged as error:
        return Verdict(VAULT_DAMAGED, str(error))
