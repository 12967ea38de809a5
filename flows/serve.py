"""`kuaibao up`: watcher, drainer, Prefect's server and its deployments as one command that ends as one."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Self

import typer
from loguru import logger
from sqlalchemy.exc import DBAPIError

from flows import child, lock, log
from flows.backfile import door
from flows.drain import Drainer
from flows.exits import Exit
from flows.health import Watched
from flows.intake import Intake, Rules
from flows.report import Reporter
from flows.server import PortTaken, chosen
from flows.settings import NoFolder, Settings
from flows.system import System, now
from storage.counts import counts
from storage.database import TransientStorageError
from storage.states import OPEN

# What the documents under way may take when we are asked to end; after that they are begun anew at the next start.
LAST_SECONDS = 10.0
_POLL_SECONDS = 0.1
# what begins the text of a lock whose holder leaves the work to others
_WATCHES_ONLY = "watching only"
# A watcher that has not been round for this long sends no sign of life.
_QUIET_SECONDS = 60.0


def up(settings: Settings) -> int:
    """Run everything until Ctrl-C or SIGTERM; return the exit status, which is its own where it runs on this data folder already."""
    log.configure(settings.log_level)
    asked = threading.Event()
    try:
        with _Signals(asked), Running(settings) as running:
            typer.echo(f"inbox  {settings.inbox if settings.watch else 'not watched from here'}")
            typer.echo(f"UI     {running.ui_url or 'off'}")
            asked.wait()
            typer.echo("ending; what is under way is finished first")
        _end_within(LAST_SECONDS)
    except lock.Held as held:
        typer.echo(f"kuaibao is already running on {settings.data}: {held.by}", err=True)
        return Exit.RUNNING
    except (PortTaken, NoFolder) as refused:
        typer.echo(str(refused), err=True)
        return Exit.UNAVAILABLE
    except DBAPIError as error:
        typer.echo(f"the database cannot be reached: {error.orig}", err=True)
        return Exit.UNAVAILABLE
    return Exit.DONE


def _end_within(seconds: float) -> None:
    """End the process even if a thread of Prefect's does not: everything of ours is closed and committed by now."""

    def end() -> None:
        time.sleep(seconds)
        os._exit(Exit.DONE)

    threading.Thread(target=end, name="last resort", daemon=True).start()


def is_running(settings: Settings) -> bool:
    """Tell whether a `kuaibao up` runs on the data folder."""
    return lock.is_held(settings.lock_file)


def is_working(settings: Settings) -> bool:
    """Tell whether a `kuaibao up` runs on the data folder that works on what is taken in, and not only watches."""
    return is_running(settings) and not settings.lock_file.read_text(encoding="utf-8").startswith(_WATCHES_ONLY)


def _self(settings: Settings) -> str:
    return f"process {os.getpid()}" if settings.work else f"{_WATCHES_ONLY}, process {os.getpid()}"


def _rules(settings: Settings) -> Rules:
    return Rules(settings.settle_seconds, settings.patience_seconds, settings.reconcile_seconds, settings.polling)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _Signals:
    """Sets an event at the first SIGINT or SIGTERM; a second one acts as if nobody listened."""

    def __init__(self, asked: threading.Event) -> None:
        self._asked = asked

    def __enter__(self) -> None:
        for number in _SIGNALS:
            signal.signal(number, self._heard)

    def _heard(self, number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        self._asked.set()

    def __exit__(self, *_: object) -> None:
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)


class Running:
    """The whole system in this process and its children; a context manager."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened or started before it is entered."""
        self.settings = settings
        self._stack = ExitStack()
        self._threads: list[threading.Thread] = []
        self._server: Watched | None = None
        self._reporter: Reporter | None = None
        self._deployments: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start watcher and drainer at once, and Prefect beside them; lock.Held where all this runs already, NoFolder, PortTaken."""
        self.settings.make_folders()
        with self._stack:
            say = self._stack.enter_context(lock.held(self.settings.lock_file, _self(self.settings)))
            server = self._prefect()
            say(f"{_self(self.settings)}, UI {server.ui_url if server else 'off'}")
            self.system = self._stack.enter_context(System(self.settings))
            if self.settings.metrics_port:
                from flows.metrics import served

                self._stack.enter_context(served(self.system.engine, self.settings.metrics_port))
            if server:
                self._start_prefect(server)
            self.drainer = Drainer(self.system, self._reporter)
            if self.settings.work:
                self._start("drainer", self.drainer.run)
                self._start("children", self.system.isolation.warm)
            self.intake = Intake(self.settings.inbox, door(self.system), _rules(self.settings), self.system.wake.set)
            if self.settings.watch:
                self._start("intake", lambda: self.intake.run(self.system.stopping))
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """End everything in order: no new work, what is under way, its report, then Prefect and the database."""
        with self._stack:
            self.system.stop()
            self.intake.wake()
            until = time.monotonic() + LAST_SECONDS
            for thread in self._threads:
                thread.join(max(0.0, until - time.monotonic()))
            if self._reporter:
                self._reporter.stop(LAST_SECONDS)
            if self._deployments:
                child.stop(self._deployments)
            if self._server:
                self._server.stop()

    def _prefect(self) -> Watched | None:
        return chosen(self.settings) if self.settings.prefect else None

    def _start_prefect(self, server: Watched) -> None:
        os.environ.update(server.env)  # before Prefect is imported: its clients read it once
        self._server = server
        server.start()
        self._reporter = Reporter(self.system, server, self._is_watching)
        self._reporter.start()
        if self.settings.watch:  # once, however many machines work
            self._start("deployments", self._serve_deployments)

    def _is_watching(self) -> bool:
        return self.settings.watch and self.intake.quiet_seconds < _QUIET_SECONDS

    def _serve_deployments(self) -> None:
        """Keep the child that serves the deployments alive, once the server answers."""
        assert self._server is not None
        env = self._server.env | self.settings.environment()
        out = self.settings.data / "logs" / "prefect-deployments.log"
        while not self.system.stopping.wait(1.0):
            ended = self._deployments is None or self._deployments.poll() is not None
            if ended and self._server.healthy:
                if self._deployments:
                    logger.warning("what starts runs from Prefect's UI and by the clock has ended: starting it again (its log: {})", out)
                self._deployments = child.start(["flows.deployments"], env, out)
                self.system.stopping.wait(10.0)

    def _start(self, name: str, body: Callable[[], None]) -> None:
        thread = threading.Thread(target=body, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    @property
    def ui_url(self) -> str | None:
        """Return the address of Prefect's UI, None where Prefect is off."""
        return self._server.ui_url if self._server else None

    @property
    def server_pid(self) -> int | None:
        """Return the process id of Prefect's server."""
        return self._server.pid if self._server else None

    @property
    def ready(self) -> bool:
        """Tell whether runs are shown in Prefect; where Prefect is off there is nothing to wait for."""
        return self._reporter is None or self._reporter.ready

    @property
    def idle(self) -> bool:
        """Tell whether everything that came in is done, and shown in Prefect where that is on."""
        try:
            waiting = counts(self.system.engine, now()).states
        except TransientStorageError as error:
            logger.debug("not idle: {}", error)
            return False
        done = not any(waiting[state] for state in OPEN) and self.drainer.idle
        return done and (self._reporter is None or self._reporter.idle)

    def wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition holds, such as `lambda: running.idle`; tell whether it came true in time."""
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                return False
            time.sleep(_POLL_SECONDS)
        return True
