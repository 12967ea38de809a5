"""What can go wrong in storage, as a tree that reads from the top. A busy or absent database is `TransientStorageError` instead."""


class StorageError(Exception):
    """Something that storage was asked to do is not possible as things stand."""


class NotFound(StorageError):
    """There is no such delivery, document, revision or path."""


class WrongState(StorageError):
    """The delivery is not in a state from which this step may be taken."""


class LeaseLost(StorageError):
    """The lease has expired or gone to another worker: its result must not be committed."""


class ClocksApart(StorageError):
    """The clock of this machine and the database's differ: its leases would run out at once, or take those of others."""


class VaultDamaged(StorageError):
    """An object of the vault is missing or its bytes no longer give its name."""


class ObjectUnreadable(VaultDamaged):
    """One object of a vault that answers cannot be read: tried again a few times, and no more."""


class VaultUnreachable(OSError):
    """The vault's file system does not answer as it should: whoever asks again later may be answered."""


class VaultRefused(OSError):
    """The vault's file system refuses (no such place, no permission): a person must put that right, no document is to blame."""


class SourceChanged(StorageError):
    """The file changed while it was copied, or is not the file that was hashed before: claim it anew."""
