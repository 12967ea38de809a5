"""The ledger, whole: every question that can be put to it, from one import. Each call is one short transaction; `now` is aware UTC."""

from storage.arrivals import Claimed, Duplicate, claim, open_deliveries, removed, see, settle, unsettle, withdraw
from storage.counts import Counts, counts, history
from storage.leases import give_up, lease, release, renew
from storage.quarantine import quarantine, reprocess, retry
from storage.tables import Delivery, Transition

__all__ = [
    "Claimed",
    "Counts",
    "Delivery",
    "Duplicate",
    "Transition",
    "claim",
    "counts",
    "give_up",
    "history",
    "lease",
    "open_deliveries",
    "quarantine",
    "release",
    "removed",
    "renew",
    "reprocess",
    "retry",
    "see",
    "settle",
    "unsettle",
    "withdraw",
]
