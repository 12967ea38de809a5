"""What the benches share: a running system in a temporary folder, distinct documents to drop, figures to print."""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from flows import log
from flows.serve import Running
from flows.settings import load

READY_SECONDS = 180.0


@contextmanager
def running() -> Iterator[Running]:
    """The whole system as `kuaibao up` runs it, with default settings, on a free port."""
    # not into memory, which is measured
    with Path(os.devnull).open("w") as nowhere, tempfile.TemporaryDirectory(prefix="kuaibao-bench-") as folder:
        log.configure("INFO", nowhere)
        base = Path(folder)
        with Running(load(inbox=base / "inbox", data=base / "data")) as system:
            assert system.wait(lambda: system.ready, READY_SECONDS), "Prefect's server did not become ready"
            yield system


def cpu_seconds(system: Running) -> dict[str, float]:
    """Processor time so far of this process, of Prefect's server, and of all the other children together, ended ones too (Linux)."""
    parents, used, ended = _processes()
    here, server = os.getpid(), system.server_pid or 0
    others = sum(used[pid] + ended[pid] for pid in used if pid not in (here, server) and here in _line(pid, parents))
    return {"kuaibao": used[here], "Prefect's server": used.get(server, 0.0), "children": others}


def peak_bytes(system: Running) -> dict[str, int]:
    """The most memory that this process, Prefect's server and the largest of the other children have held so far (Linux)."""
    parents, *_ = _processes()
    here, server = os.getpid(), system.server_pid or 0
    others = [_held(pid) for pid in parents if pid not in (here, server) and here in _line(pid, parents)]
    return {"kuaibao": _held(here), "Prefect's server": _held(server), "largest child": max(others, default=0)}


def _held(pid: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) << 10
    return 0


def _processes() -> tuple[dict[int, int], dict[int, float], dict[int, float]]:
    """Each process's parent, its processor seconds, and those of its children that have ended."""
    parents, used, ended = {}, {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rsplit(")", 1)[1].split()
            pid, ticks = int(stat.parent.name), os.sysconf("SC_CLK_TCK")
            parents[pid] = int(fields[1])
            used[pid] = (int(fields[11]) + int(fields[12])) / ticks
            ended[pid] = (int(fields[13]) + int(fields[14])) / ticks
    return parents, used, ended


def _line(pid: int, parents: dict[int, int]) -> Iterator[int]:
    while pid := parents.get(pid, 0):
        yield pid


def documents(number: int, county: bool = False) -> list[bytes]:
    """The samples (3,400 characters on average), or the golden cases of other counties (1,300), over and over.

    Each has a sentence of its own, so that no two have the same bytes or text.
    """
    if county:
        samples = [file.read_bytes() for file in sorted(Path("tests/golden").glob("*/*/source.*")) if _is_utf8(file)]
    else:
        samples = [file.read_bytes() for file in sorted((files("seeds") / "documents").iterdir(), key=str) if file.name.endswith(".txt")]
    return [samples[n % len(samples)] + f"\n\n这是第 {n} 份测试材料。\n".encode() for n in range(number)]


def _is_utf8(file: Path) -> bool:
    try:
        return bool(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        return False


def drop(inbox: Path, name: str, data: bytes) -> float:
    """Deliver a file by rename, as is best; return the monotonic time at which it was there."""
    part = inbox / f".{name}.part"
    part.write_bytes(data)
    part.rename(inbox / name)
    return time.monotonic()


def told(name: str, seconds: Sequence[float]) -> str:
    """One line of figures."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"{name}: median {statistics.median(ordered):.3f} s, p95 {p95:.3f} s, worst {ordered[-1]:.3f} s (n = {len(ordered)})"
