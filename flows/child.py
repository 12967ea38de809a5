"""A child process that never outlives its parent: it runs a module for as long as its standard input, a pipe, stays open."""

import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# what an orderly end may take before the child ends without order
PATIENCE_SECONDS = 8.0


def start(arguments: Sequence[str], env: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start `python -m <arguments>`; what it prints is appended to `log`.

    The child is in a session of its own: a Ctrl-C reaches only the parent, which then ends its children in order.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.child", *arguments],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=out,
            env=dict(env),
            start_new_session=True,
        )


def stop(process: "subprocess.Popen[bytes]", seconds: float = PATIENCE_SECONDS) -> None:
    """End a child in order, or by force after `seconds`; a child that has already ended is fine."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _kill_session(process.pid)
        process.wait()
    if process.stdin:
        process.stdin.close()


def _kill_session(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _end_with_parent() -> None:
    while os.read(0, 1):  # not through sys.stdin: its lock would be held at the interpreter's end
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    _kill_session(os.getpid())


def main() -> None:
    """Run the module that the arguments name, with the rest of them as its own."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
