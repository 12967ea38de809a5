"""Taking in files that are already there: through the same door as the inbox, and then on to the end, with or without `kuaibao up`."""

import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.claim import Door
from flows.drain import Drainer
from flows.settle import is_temporary
from flows.system import System, now
from flows.urgency import BACK_FILE, USUAL
from storage.members import members_of
from storage.queries import deliveries
from storage.states import CLAIMED
from storage.tables import Delivery

# How many deliveries are asked after at a time, and how long to wait where none of them has come to an end.
_ASKED_AFTER = 200
_POLL_SECONDS = 0.1


def files_below(paths: Iterable[Path], unlisted: Callable[[OSError], None]) -> list[Path]:
    """Return the files named and those below folders named, without temporary and hidden ones, in order of name.

    `unlisted` hears of each folder that could not be listed; the others' files are returned.
    """
    found: list[Path] = []
    for path in paths:
        found += sorted(_walk(path, unlisted)) if path.is_dir() and not path.is_symlink() else [path]
    return found


def _walk(folder: Path, unlisted: Callable[[OSError], None]) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=unlisted):
        folders[:] = [name for name in folders if not _is_left_out(name)]
        yield from (Path(here, name) for name in names if not _is_left_out(name))


def _is_left_out(name: str) -> bool:
    return is_temporary(os.fsencode(name))


def rank(files: Sequence[Path]) -> int:
    """Return the priority of files that are taken in together: many of them do not hold up what is dropped meanwhile."""
    return BACK_FILE if len(files) > 1 else USUAL


def door(system: System) -> Door:
    """Return the door into an open system."""
    return Door(system.engine, system.vault, now, system.settings.max_file_mb << 20)


def follow(
    system: System, ids: Iterable[int], is_running: Callable[[], bool], others: Callable[[], None] | None = None
) -> Iterator[Delivery]:
    """Yield deliveries as they come to an end; the running system works on them, or this process while there is none.

    Bytes that were known already are followed too, where the delivery that carries them is still to be worked on. If this
    process did the work, the system is stopped at the end. `others`, if given, do what they can before this process works itself.
    """
    with helped(system, is_running, others) as ended:
        yield from ended(ids)


@contextmanager
def helped(
    system: System, is_running: Callable[[], bool], others: Callable[[], None] | None = None
) -> Iterator[Callable[[Iterable[int]], Iterator[Delivery]]]:
    """Give what `follow` does for one lot of deliveries after the other."""

    def work() -> None:
        try:
            if others:
                others()
        finally:  # whatever has become of them
            Drainer(system).run()

    worker = threading.Thread(target=work, name="back-files")

    def ended(ids: Iterable[int]) -> Iterator[Delivery]:
        for delivery in _ended(system, ids):
            if delivery:
                yield delivery
            elif not (worker.is_alive() or is_running()):
                worker.start()

    try:
        yield ended
    finally:
        if worker.is_alive():
            system.stop()
            worker.join()


def _ended(system: System, ids: Iterable[int]) -> Iterator[Delivery | None]:
    """Yield each delivery once it is no longer claimed, and None after each look that found none of them ended."""
    left = list(dict.fromkeys(ids))
    known = set(left)
    while left:
        ended = {d.id: d for d in deliveries(system.engine, left[:_ASKED_AFTER]) if d.state != CLAIMED}
        yield from ended.values()
        more = _at_work(system, {d.duplicate_of for d in ended.values() if d.duplicate_of} - known)
        more += [inside.id for inside in members_of(system.engine, list(ended)) if inside.id not in known]
        known.update(more)
        left = [id_ for id_ in left if id_ not in ended] + more
        if not ended:
            yield None
            system.stopping.wait(_POLL_SECONDS)


def _at_work(system: System, ids: Collection[int]) -> list[int]:
    return [delivery.id for delivery in deliveries(system.engine, sorted(ids)) if delivery.state == CLAIMED]
