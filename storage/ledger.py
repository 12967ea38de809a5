"""The ledger, whole: every question that can be put to it, from one import. Each call is one short transaction; `now` is aware UTC."""

from storage.arrivals import (
    Claimed,
    Copy,
    Duplicate,
    Sighting,
    claim,
    claim_all,
    open_deliveries,
    removed,
    see,
    see_all,
    settle,
    unsettle,
    withdraw,
)
from storage.counts import Counts, counts, history
from storage.leases import give_up, is_waiting, lease, release, renew
from storage.quarantine import quarantine, reprocess, retry
from storage.tables import Delivery, Transition

__all__ = [
    "Claimed",
    "Copy",
    "Counts",
    "Delivery",
    "Duplicate",
    "Sighting",
    "Transition",
    "claim",
    "claim_all",
    "counts",
    "give_up",
    "history",
    "is_waiting",
    "lease",
    "open_deliveries",
    "quarantine",
    "release",
    "removed",
    "renew",
    "reprocess",
    "retry",
    "see",
    "see_all",
    "settle",
    "unsettle",
    "withdraw",
]
