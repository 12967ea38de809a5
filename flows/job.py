"""One delivery and the work on it: detect, parse, validate, persist. Plain functions; whoever shows them in Prefect wraps them."""

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError

from flows import fault, log
from flows.borrowed import Borrowed
from flows.counted import counted
from flows.outcome import RELEASED, Outcome
from flows.steps import VAULT_AWAY, Done, Parsed, Verdict
from flows.system import System, now, software
from flows.unpack import unpack
from flows.vaults import borrowed, lent
from parsers.detect import Detection
from parsers.document import Document
from parsers.errors import HoldsOthers, MalformedDocument
from parsers.reading import Reading
from storage import ledger
from storage.database import TransientStorageError
from storage.errors import StorageError
from storage.members import admit
from storage.runs import RunInfo
from storage.states import INGESTED, QUARANTINED
from storage.tables import Delivery
from storage.writer import Persisted, Work

T = TypeVar("T")
# how long a busy or absent database is asked again before the delivery goes back to the queue
STORAGE_WAITS = (0.5, 2.0, 5.0)


class Job:
    """One leased delivery on its way through the steps; each step does nothing once there is an outcome."""

    def __init__(self, system: System, delivery: Delivery) -> None:
        """Take a delivery just leased by `system.owner`."""
        self.delivery = delivery
        self.name = delivery.display_name
        self.outcome: Outcome | None = None
        self.flow_run_id: str | None = None
        self.task_run_id: str | None = None
        self.say = log.for_delivery(delivery.id, self.name)
        self.system = system
        self._started = now()
        self._reading: Reading | None = None
        self._detection: Detection | None = None
        self._documents: list[Document] = []
        self._parsed: Parsed | None = None
        self._offered: Future[Persisted] | None = None

    def detect(self) -> None:
        """Read the source and say its type, with the evidence."""
        found = self._read(self.system.isolation.read)
        if found:
            self._reading, self._detection = found
            self._say_type()

    def parse(self) -> None:
        """Take the documents from the reading."""
        if self.outcome is None and self._reading and self._detection:
            reading, detection = self._reading, self._detection
            self._documents = self._read(lambda source: self.system.isolation.parse(source, reading, detection)) or []
            self.say.info("{}", counted(len(self._documents), "document"))

    def validate(self) -> None:
        """Check the documents; what is doubtful becomes findings, what is broken ends in quarantine."""
        if self.outcome is None and self._reading:
            self._parsed = self._taken(self.system.isolation.validate(self._reading, self._documents))
            self._say_findings()

    @property
    def documents_stored(self) -> bool:
        """Tell whether the database has what was read."""
        return self.outcome is not None and self.outcome.state == INGESTED

    def document(self) -> None:
        """Do all the steps, the first three in one call to a child, so that nothing but their result crosses the pipe."""
        self.whole()
        self.store()

    def whole(self) -> None:
        """Do the first three steps in one call to a child, and offer the result to the next transaction, whoever writes it."""
        self.take(self._asked(lambda: lent(self.system.vault, self.delivery, self.system.isolation.whole)))

    def borrow(self, held: ExitStack) -> Borrowed | None:
        """Return the bytes to work on for as long as they are held; None, and the outcome is known, where the vault does not give them."""
        work = self._asked(lambda: borrowed(self.system.vault, self.delivery, held))
        return self._taken(work) if isinstance(work, Verdict) else work

    def take(self, result: Done[Parsed] | Verdict | None) -> None:
        """Go on with what a child has said of the first three steps, as `whole` does; None where it could not be asked."""
        if isinstance(result, Verdict) and result.code == VAULT_AWAY:  # as one of several: by itself it is asked for again
            self.whole()
            return
        self._parsed = self._taken(result) if result else None
        if self._parsed:
            self._offered = self.system.committer.offer(self._work())

    def store(self) -> None:
        """See to it that what was offered is committed."""
        if self.outcome is None and self._parsed:
            self._asked(self._persist)
            self._say_all()

    def persist(self) -> None:
        """Commit reading, documents and the delivery's state in one transaction, unless a step before has failed."""
        if self.outcome is None:
            self._asked(self._persist)
            if self.outcome and self.documents_stored:
                self.say.info("persisted: {}", counted(len(self.outcome.documents), "document"))

    def abandon(self) -> None:
        """Give the delivery back, for others to take at once, if it has no outcome; for whoever ends early."""
        if self.outcome is None:
            self._release("its run ended without a result", blame=False)

    def leave(self, error: Exception) -> None:
        """Leave what nothing can be done with until its lease has run out: its attempt counts, so that this comes to an end."""
        if self.system.stopping.is_set():  # children and database may be closed under it
            self.abandon()
        elif self.outcome is None:
            self._give_up(f"nothing could be done with it: {error}")

    def _persist(self) -> None:
        assert self._parsed is not None
        offered, self._offered = self._offered or self.system.committer.offer(self._work()), None
        self.system.committer.write()
        offered.result()
        self.outcome = Outcome(self.delivery.id, self.name, INGESTED, documents=self._parsed.shown)
        self._reading, self._documents, self._parsed = None, [], None  # hundreds of jobs stay until their run ends

    def _work(self) -> Work:
        assert self._parsed is not None
        return Work(self.delivery.id, self.system.owner, self._run(), self._parsed.prepared, self.delivery.token)

    def _read(self, step: Callable[[Borrowed], Done[T] | Verdict]) -> T | None:
        """Have a child do a step on the bytes, once the vault gives them."""
        result = self._asked(lambda: lent(self.system.vault, self.delivery, step))
        return None if result is None else self._taken(result)

    def _taken(self, result: Done[T] | Verdict) -> T | None:
        if isinstance(result, Done):
            return result.value
        if result.code == HoldsOthers.code:
            self._asked(self._open)
            return None
        if self.system.stopping.is_set():
            self._release("we are stopping", blame=False)
        elif result.again and self.delivery.attempts < self.system.settings.max_attempts:
            self._release(result.message, blame=True)
        else:
            self._fail(result.code, result.message)
        return None

    def _open(self) -> None:
        """Make each file in an archive or a mail a delivery of its own."""
        held = lent(self.system.vault, self.delivery, lambda source: unpack(self.system.isolation, self.system.vault, source))
        if isinstance(held, Verdict):
            self._taken(held)
            return
        said = admit(self.system.engine, self.delivery.id, self.system.owner, self._run(), held, token=self.delivery.token)
        self.outcome = Outcome(self.delivery.id, self.name, INGESTED, message=said)
        self.say.info("{}", said)

    def _fail(self, code: str, message: str) -> None:
        self._asked(lambda: self._quarantine(code, message), refused=self.leave)

    def _refuse(self, error: Exception) -> None:
        """Set aside what raised an error that no asking again mends: our fault, and with this document alone."""
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error  # without the statement and its values
        self._fail(MalformedDocument.code, fault.told(cause))

    def _quarantine(self, code: str, message: str) -> None:
        at, owner = now(), self.system.owner
        ledger.quarantine(self.system.engine, self.delivery.id, code, message, at, owner, token=self.delivery.token, run=self._run())
        self.outcome = Outcome(self.delivery.id, self.name, QUARANTINED, code, message)
        self.say.error("quarantined, {}: {}", code, message)

    def _asked(self, ask: Callable[[], T], refused: Callable[[Exception], None] | None = None) -> T | None:
        """Ask database or vault: again while it is busy or gone, and leave the delivery to others where it is no longer ours.

        `refused` is told of any other error; by default the delivery goes to quarantine for it.
        """
        for wait in (*STORAGE_WAITS, None):
            try:
                return ask()
            except (TransientStorageError, OSError) as error:
                self.say.warning("database or vault must be asked again: {}", error)
                if wait is None or self.system.stopping.wait(wait):
                    break
            except StorageError as error:
                self._give_up(str(error))
                return None
            except Exception as error:  # noqa: BLE001  whatever it is, it must not reach the others of the batch
                if self.system.stopping.is_set():  # children and database may be closed under it
                    break
                (refused or self._refuse)(error)
                return None
        self._release("database or vault could not be asked", blame=False)
        return None

    def _release(self, why: str, *, blame: bool) -> None:
        self._give_up(why)
        try:
            ledger.release(self.system.engine, [self.delivery.id], self.system.owner, uncount=not blame, token=self.delivery.token)
        except Exception as error:  # noqa: BLE001  whoever asks has others to give back
            self.say.warning("its lease runs out by itself: {}", error)

    def _give_up(self, why: str) -> None:
        self.outcome = Outcome(self.delivery.id, self.name, RELEASED, message=why)
        self.say.warning("left to a later run: {}", why)

    def _run(self) -> RunInfo:
        return RunInfo(
            flow_run_id=self.flow_run_id,
            task_run_id=self.task_run_id,
            started_at=self._started,
            finished_at=now(),
            host=self.system.host,
            settings_digest=self.system.settings.digest(),
            software=software(),
            reported=self.flow_run_id is not None,
        )

    def _say_type(self) -> None:
        assert self._detection is not None
        cues = ", ".join(cue.cue for cue in self._detection.classification.evidence) or "nothing spoke for a type"
        self.say.info("{} ({:.0%}): {}", self._detection.doc_type, self._detection.confidence, cues)

    def _say_findings(self) -> None:
        for finding in self._findings():
            self.say.log("INFO" if finding["severity"] == "info" else "WARNING", "{}: {}", finding["code"], finding["message"])

    def _say_all(self) -> None:
        if self.outcome is None or not self.documents_stored:
            return
        types = ", ".join(f"{d['doc_type']} ({d['classification']['confidence']:.0%})" for d in self.outcome.documents)
        codes = ", ".join(finding["code"] for finding in self._findings()) or "no findings"
        self.say.info("{}, {}, persisted after {:.2f} s", types, codes, (now() - self._started).total_seconds())

    def _findings(self) -> list[dict[str, Any]]:
        shown = self.outcome.documents if self.outcome else self._parsed.shown if self._parsed else ()
        return [finding for document in shown for finding in document["findings"]]
