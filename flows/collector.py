"""Python's collector of garbage, for processes that load much once and then work for long."""

import gc

# Python's own numbers are for small programs: a document's objects die by themselves, so little is left to be found.
_THRESHOLDS = (20_000, 20, 50)


def leave_what_is_loaded() -> None:
    """Have the collector look no more at what is in memory now, such as libraries, and seldom at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
