"""A thousand documents of an older parser read again. Bars: the difference is what was planted, a second run adds nothing; documents/s told."""

import io
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from flows import log, reprocess
from flows.settings import load
from flows.system import System
from parsers.document import Document
from parsers.reading import Span
from storage.changes import Sum
from storage.database import reading
from storage.tables import Revision
from tests.bench.measure import documents
from tests.older import older, pointing_on, taken_in

FILES = 1000


class Plant:
    """Makes older documents of today's and notes what reading them again must say."""

    def __init__(self) -> None:
        self.expected: Counter[tuple[str, str]] = Counter()

    def __call__(self, document: Document) -> Document:
        """Say less, more, something else and elsewhere, in turn, where the document has figures; nothing else of the others."""
        if len(document.indicators) < 3 or document.title is None:
            return older(document)
        first, second, third, *rest = document.indicators
        wrong = second.model_copy(update={"value": "77" if second.value != "77" else "78"})
        moved = third.model_copy(update={"spans": (*third.spans[:-1], Span(third.spans[-1].start, third.spans[-1].end - 1))})
        invented = first.model_copy(update={"quote": "题", "spans": document.title.spans, "metric": None, "subject": None, "period": None})
        self.expected.update({("indicators", change): 1 for change in ("gained", "lost", "changed", "moved")})
        return older(document, indicators=pointing_on((wrong, moved, *rest, invented)))


@contextmanager
def system(folder: Path) -> Iterator[System]:
    with System(load(inbox=folder / "inbox", data=folder / "data")) as opened:
        yield opened


def revisions(opened: System) -> int:
    with reading(opened.engine) as session:
        return session.scalar(select(func.count()).select_from(Revision)) or 0


@pytest.mark.bench
@pytest.mark.timeout(1800)
def test_a_thousand_documents_are_read_again() -> None:
    log.configure("INFO", io.StringIO())
    with tempfile.TemporaryDirectory(prefix="kuaibao-bench-") as folder:
        plant = Plant()
        with system(Path(folder)) as opened:
            for n, data in enumerate(documents(FILES)):
                taken_in(opened, data, plant, f"old-{n:04}.txt")
            before = revisions(opened)
        print(f"{FILES} of an older parser are there; this process at most {_peak()} MB so far")
        told = _read_again(Path(folder), dry_run=True)
        total = _read_again(Path(folder), dry_run=False)
        again = _read_again(Path(folder), dry_run=False)
        with system(Path(folder)) as opened:
            after = revisions(opened)
    print(f"differences: {dict(total.facts)}, findings: {dict(total.findings)}")
    assert total.documents == after - before == FILES
    assert total.facts == told.facts == plant.expected
    assert not total.findings
    assert again.documents == 0


def _read_again(folder: Path, *, dry_run: bool) -> Sum:
    total = Sum()
    with system(folder) as opened:
        opened.isolation.warm()
        began, used = time.monotonic(), time.process_time()
        ids = reprocess.find(opened).deliveries
        ended = reprocess.rehearse(opened, ids) if dry_run else reprocess.run(opened, ids, lambda: False)
        for file in ended:
            assert not file.code, file.message
            for difference in file.differences:
                total.add(difference)
        seconds, cpu = time.monotonic() - began, time.process_time() - used
    what = "looked at" if dry_run else "read again"
    each = f", {cpu / len(ids) * 1000:.0f} ms of this process each" if ids else ""
    print(f"{len(ids)} {what} in {seconds:.1f} s: {len(ids) / seconds:.1f} documents/s{each}, this process at most {_peak()} MB so far")
    return total


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    test_a_thousand_documents_are_read_again()
