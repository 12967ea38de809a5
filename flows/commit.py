"""Group commit: what several threads want to persist at the same time goes to the database in one transaction."""

import threading
from concurrent.futures import Future

from sqlalchemy import Engine

from storage.writer import NotPersisted, Persisted, Work, persist_many

_Waiting = tuple[Work, Future[Persisted]]


class Committer:
    """Persists for many threads: whoever comes first writes for all that came meanwhile. SQLite has one writer at a time anyway."""

    def __init__(self, engine: Engine) -> None:
        """Write to `engine`."""
        self._engine = engine
        self._waiting: list[_Waiting] = []
        self._queue = threading.Lock()
        self._writing = threading.Lock()

    def offer(self, work: Work) -> Future[Persisted]:
        """Put one result to those that the next transaction takes; it is written by whoever calls `write` next."""
        done: Future[Persisted] = Future()
        with self._queue:
            self._waiting.append((work, done))
        return done

    def write(self) -> None:
        """Commit all that is offered, in one transaction; how each fared is in its future, and nothing on account of the others."""
        with self._writing:
            self._write()

    def _write(self) -> None:
        with self._queue:
            group, self._waiting = self._waiting, []
        if not group:
            return
        try:
            answers = persist_many(self._engine, [work for work, _ in group])
        except Exception as error:  # noqa: BLE001  whatever it is, each of them must hear of it: they wait
            for _, done in group:
                done.set_exception(error)
            return
        for (_, done), answer in zip(group, answers, strict=True):
            if isinstance(answer, NotPersisted):
                done.set_exception(answer.error)
            else:
                done.set_result(answer)
