"""Several deliveries in one go, as under a back-file: in few calls to a child, and in one transaction."""

from collections.abc import Sequence
from contextlib import ExitStack

from flows.job import Job


def together(jobs: Sequence[Job]) -> None:
    """Carry out jobs one after the other and commit them in one transaction; each one's failure is its own."""
    with ExitStack() as held:
        lent = {job: work for job in jobs if (work := job.borrow(held))}
        for (job, _), result in zip(lent.items(), jobs[0].system.isolation.several(list(lent.values())), strict=True):
            job.take(result)
    for job in jobs:
        job.store()
