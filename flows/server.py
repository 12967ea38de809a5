"""Prefect's server as a child process: its environment, and the watch over its health."""

import math
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from loguru import logger

from flows import child, lock
from flows.health import Watched, answers
from flows.settings import Settings

DEFAULT_PORT = 4200
# A first start migrates an empty database; later, a server that is silent for this long is started again. A slow one never is.
START_SECONDS = 180.0
SILENT_SECONDS = 60.0
_PATIENT_SECONDS = 10.0
# Measured: without the batches each task run costs the server four times the processor time, and SQLite is often locked.
_TUNED = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P1D",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


def free_port(wanted: int) -> int:
    """Return `wanted` if it is given; else 4200 if it is free; else any free port on the loopback interface."""
    if wanted:
        return wanted
    return DEFAULT_PORT if _is_free(DEFAULT_PORT) else _any_port()


class PortTaken(Exception):
    """The port that was asked for is in use."""


@contextmanager
def reserved(wanted: int) -> Iterator[int]:
    """Give a port that no other kuaibao will take, although Prefect opens it only seconds later; PortTaken."""
    for port in [wanted] if wanted else [DEFAULT_PORT, _any_port(), _any_port()]:
        path = Path(tempfile.gettempdir()) / f"kuaibao-{os.getuid()}-port-{port}.lock"
        with ExitStack() as stack:
            try:
                stack.enter_context(lock.held(path, f"process {os.getpid()}", patience=0))
            except lock.Held:
                continue
            if _is_free(port):
                yield port
                return
    raise PortTaken(f"port {wanted} is taken: choose another one with --port" if wanted else "no free port was found")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, port: int) -> dict[str, str]:
    """Return what Prefect's server and clients are told; PREFECT_SERVER_* of the user's own stay, other PREFECT_* do not."""
    address = f"http://127.0.0.1:{port}"
    return {
        **_TUNED,
        **client_environment(home, f"{address}/api"),
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),  # the UI asks this port, whatever --port says
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"{address},http://localhost:{port}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }


# what stays of the user's own settings of Prefect: those of the server, and the words that open a guarded one
_KEPT = ("PREFECT_SERVER_", "PREFECT_API_AUTH_STRING", "PREFECT_API_KEY")


def client_environment(home: Path, api_url: str) -> dict[str, str]:
    """Return what Prefect's clients are told; of the user's own PREFECT_* only the server's and the credentials stay."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_") or k.startswith(_KEPT)}
    return {
        **inherited,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url,
        "PREFECT_LOGGING_LEVEL": "WARNING",  # of the engine's own lines, which would be several per task
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # our own log says it already
        "DO_NOT_TRACK": "1",
    }


def elsewhere(settings: Settings) -> Watched:
    """Return the server that somebody else runs at `prefect_api_url`: only asked whether it answers, never started or ended."""
    api_url = settings.prefect_api_url.rstrip("/")
    env = client_environment(settings.prefect_home, api_url)
    return Watched(api_url, api_url.removesuffix("/api"), env, settings.prefect_seconds)


class Server(Watched):
    """Prefect's server on one port: started, watched, started again when it ends or falls silent, ended with us."""

    def __init__(self, settings: Settings) -> None:
        """Reserve the port until `stop`; nothing runs until `start`. PortTaken."""
        self._reserved = ExitStack()
        self.port = self._reserved.enter_context(reserved(settings.prefect_port))
        ui_url = f"http://127.0.0.1:{self.port}"
        super().__init__(f"{ui_url}/api", ui_url, environment(settings.prefect_home, self.port), settings.prefect_seconds)
        self.log = settings.data / "logs" / "prefect-server.log"
        self.restarts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._silent_from = math.inf

    @property
    def pid(self) -> int | None:
        """Return the process id of the server as it runs now."""
        return self._process.pid if self._process else None

    def stop(self) -> None:
        """End the watch and the server."""
        super().stop()
        if self._process:
            child.stop(self._process)
        self._reserved.close()

    def _launch(self) -> None:
        self._process = child.start(["prefect", "server", "start"], self.env, self.log)
        self._silent_from = time.monotonic() + START_SECONDS - SILENT_SECONDS

    def _look(self) -> bool:
        """Ask once, and start the server again where it has ended or been silent for too long."""
        if super()._look():
            self._silent_from = time.monotonic()
            return True
        is_silent = time.monotonic() - self._silent_from > SILENT_SECONDS
        if self._has_ended() or (is_silent and not answers(self.api_url, _PATIENT_SECONDS)):
            self._restart()
        return False

    def _is_ours(self) -> bool:
        """Tell whether it is not somebody else's server on our port, while ours could not open it."""
        return not self._has_ended()

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _restart(self) -> None:
        assert self._process is not None
        logger.warning("Prefect's server has ended or is silent: starting it again (its log: {})", self.log)
        child.stop(self._process)
        self.restarts += 1
        self._stopping.wait(min(30.0, 2.0**self.restarts / 2))
        if not self._stopping.is_set():
            self._launch()


def chosen(settings: Settings) -> Watched:
    """Return the server that runs are to be shown in: somebody's whose address is set, else one of our own. PortTaken."""
    return elsewhere(settings) if settings.prefect_api_url else Server(settings)
