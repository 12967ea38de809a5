"""Archives and mails on their way in: opened in a child process, their files put into the vault, to be deliveries of their own."""

import uuid
from contextlib import suppress

from flows.borrowed import Borrowed
from flows.isolate import Isolation
from flows.laid import Laid, NoRoom, lay_out
from flows.steps import Verdict
from parsers.containers import Refused
from storage.members import Held
from storage.vault import AnyVault


def unpack(isolation: Isolation, vault: AnyVault, work: Borrowed) -> list[Held] | Verdict:
    """Open a container in a child and put what is in it into the vault, durably; OSError where there is no room for it."""
    mark = uuid.uuid4().hex
    try:
        outcome = isolation.call(lay_out, work, vault.incoming, mark)
        if isinstance(outcome, Verdict):
            return outcome
        if isinstance(outcome.value, NoRoom):
            raise OSError(outcome.value.why)
        return [_held(found, vault) for found in outcome.value]
    finally:
        for left in vault.incoming.glob(f"{mark}-*"):
            left.unlink(missing_ok=True)


def _held(found: Laid | Refused, vault: AnyVault) -> Held:
    if isinstance(found, Refused):
        return Held(found.path, code=found.code, message=found.reason)
    put = vault.put(found.file, found.sha256)
    with suppress(OSError):
        found.file.unlink()
    return Held(found.path, found.evidence, put.sha256, put.size)
