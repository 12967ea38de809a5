"""The vault that the settings name: a folder, or a place that fsspec speaks to."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

from sqlalchemy import Engine

from flows.borrowed import Borrowed
from flows.settings import Settings
from flows.steps import VAULT_AWAY, VAULT_DAMAGED, Verdict
from flows.vaultfolder import folder_of
from storage.errors import VaultDamaged, VaultUnreachable
from storage.mark import Mark
from storage.tables import Delivery
from storage.vault import AnyVault, Vault

T = TypeVar("T")


def open_vault(settings: Settings, engine: Engine | None = None) -> AnyVault:
    """Return the vault that the settings name, where it is a folder that which `engine` knows, if given.

    VaultRefused where there is no way to a URL of that kind.
    """
    if root := folder_of(settings):
        return Vault(root, Mark(engine, root).require if engine else None)
    from storage.object_vault import ObjectVault

    return ObjectVault(settings.vault, settings.data / "incoming")


def lent(vault: AnyVault, delivery: Delivery, step: Callable[[Borrowed], T]) -> T | Verdict:
    """Have a step work on the bytes of a delivery, wherever they are kept; OSError where the vault cannot give them now."""
    with ExitStack() as held:
        work = borrowed(vault, delivery, held)
        done = work if isinstance(work, Verdict) else step(work)
    if isinstance(done, Verdict) and done.code == VAULT_AWAY:
        raise VaultUnreachable(done.message)
    return done


def borrowed(vault: AnyVault, delivery: Delivery, held: ExitStack) -> Borrowed | Verdict:
    """Return the bytes of a delivery to work on for as long as they are held; OSError where the vault cannot give them now."""
    assert delivery.sha256 is not None
    try:
        return Borrowed(held.enter_context(vault.local(delivery.sha256)), delivery.sha256, delivery.display_name, vault.marked)
    except VaultDamaged as error:
        return Verdict(VAULT_DAMAGED, str(error))
