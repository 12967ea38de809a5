"""Whether a Prefect server answers, asked again and again in a thread of its own."""

import threading
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError


class Watched:
    """A server, ours or somebody else's, at `api_url`, watched from `start` to `stop`; who shows runs in it needs to know no more of it than this."""

    def __init__(self, api_url: str, ui_url: str, env: dict[str, str], answer_seconds: float) -> None:
        """Nothing is asked before `start`; one that does not answer within `answer_seconds` is not healthy."""
        self.api_url, self.ui_url, self.env = api_url, ui_url, env
        self._answer_seconds = answer_seconds
        self._healthy = threading.Event()
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="prefect-health", daemon=True)

    def start(self) -> None:
        """Begin to watch; returns at once."""
        Path(self.env["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
        self._launch()
        self._watcher.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopping.set()
        if self._watcher.is_alive():
            self._watcher.join()

    @property
    def healthy(self) -> bool:
        """Tell whether the server answered in time when it was last asked."""
        return self._healthy.is_set()

    @property
    def pid(self) -> int | None:
        """Return the process id of the server as it runs now, None where it is not ours."""
        return None

    def wait(self, seconds: float) -> bool:
        """Wait until the server answers; tell whether it did."""
        return self._healthy.wait(seconds)

    def _launch(self) -> None:
        """Start what is to be watched, where that is for us to do."""

    def _watch(self) -> None:
        while not self._stopping.wait(1.0 if self.healthy else 0.25):
            self._look()

    def _look(self) -> bool:
        """Ask once; tell whether it answers."""
        healthy = self._is_ours() and answers(self.api_url, self._answer_seconds)
        if healthy:
            self._healthy.set()
        else:
            self._healthy.clear()
        return healthy

    def _is_ours(self) -> bool:
        """Tell whether what answers there can be the server that is meant."""
        return True


def answers(api_url: str, seconds: float) -> bool:
    """Tell whether a Prefect server at `api_url` answers within `seconds`."""
    with suppress(URLError, OSError, ValueError), urllib.request.urlopen(f"{api_url}/health", timeout=seconds) as reply:
        return bool(reply.status == 200)
    return False
