"""A Prefect server that somebody else runs: only asked whether it answers, never started or ended."""

import threading
from pathlib import Path

from flows.server import answers, client_environment
from flows.settings import Settings


class Elsewhere:
    """The server at `prefect_api_url`, watched; it has what `flows.server.Server` has to those who show runs in it."""

    pid = None

    def __init__(self, settings: Settings) -> None:
        """Nothing is asked before `start`."""
        self.api_url = settings.prefect_api_url.rstrip("/")
        self.ui_url = self.api_url.removesuffix("/api")
        self.env = client_environment(settings.prefect_home, self.api_url)
        self._answer_seconds = settings.prefect_seconds
        self._healthy = threading.Event()
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="prefect-health", daemon=True)

    def start(self) -> None:
        """Begin to ask; returns at once."""
        Path(self.env["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
        self._watcher.start()

    @property
    def healthy(self) -> bool:
        """Tell whether the server answered in time when it was last asked."""
        return self._healthy.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until the server answers; tell whether it did."""
        return self._healthy.wait(seconds)

    def stop(self) -> None:
        """Ask no more; the server goes on."""
        self._stopping.set()
        if self._watcher.is_alive():
            self._watcher.join()

    def _watch(self) -> None:
        while not self._stopping.wait(1.0 if self.healthy else 0.25):
            if answers(self.api_url, self._answer_seconds):
                self._healthy.set()
            else:
                self._healthy.clear()
