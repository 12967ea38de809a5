"""An inbox, a vault and a ledger for the tests of everything that takes files in."""

import errno
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import Engine, select

from flows.claim import Door
from flows.intake import Intake, Rules
from storage.database import reading
from storage.tables import Delivery, Transition
from storage.vault import Vault


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Place:
    """Where files come in, and what the ledger says of them."""

    inbox: Path
    door: Door

    @classmethod
    def below(cls, folder: Path, engine: Engine, **limits: int) -> "Place":
        (folder / "inbox").mkdir(exist_ok=True)
        return cls(folder / "inbox", Door(engine, Vault(folder / "vault"), now, **limits))

    def drop(self, name: str | bytes, content: str | bytes = "快报") -> Path:
        path = self.inbox / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def deliveries(self) -> list[Delivery]:
        with reading(self.door.engine) as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    def states(self) -> list[str]:
        return [delivery.state for delivery in self.deliveries()]

    def by_name(self) -> dict[str, Delivery]:
        """The newest delivery of each name."""
        return {os.fsdecode(delivery.name): delivery for delivery in self.deliveries()}

    def codes(self) -> dict[str, str | None]:
        return {name: delivery.code for name, delivery in self.by_name().items()}

    def history(self) -> list[str]:
        with reading(self.door.engine) as session:
            return list(session.scalars(select(Transition.to_state).order_by(Transition.id)))

    def left(self) -> list[str]:
        return sorted(path.name for path in self.inbox.rglob("*") if not path.is_dir())

    def holds(self, content: str | bytes) -> bool:
        """Tell whether the vault has these bytes, whole."""
        data = content if isinstance(content, bytes) else content.encode()
        return data in (self.door.vault.read(d.sha256) for d in self.deliveries() if d.sha256)


QUICK = Rules(settle_seconds=0.05, patience_seconds=0.4, reconcile_seconds=0.3)


@dataclass
class Running:
    """An intake in a thread of its own; a context manager."""

    place: Place
    rules: Rules = QUICK
    claims: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.intake = Intake(self.place.inbox, self.place.door, self.rules, self._claimed)
        self._thread = threading.Thread(target=self.intake.run, args=(self.stop,))

    def _claimed(self) -> None:
        self.claims += 1

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.intake.wake()
        self._thread.join(20)
        assert not self._thread.is_alive()


def forbid(monkeypatch: pytest.MonkeyPatch, *paths: Path, code: int = errno.EACCES) -> set[bytes]:
    """Refuse to open or list these paths, as the system does for a user without rights; take them out of the set to allow it."""
    forbidden = {os.fsencode(path) for path in paths}
    for name in ("open", "scandir", "listdir"):
        monkeypatch.setattr(os, name, _guarded(getattr(os, name), forbidden, code))
    return forbidden


def _guarded(call: Callable[..., Any], forbidden: set[bytes], code: int) -> Callable[..., Any]:
    def guarded(path: Any, *arguments: Any, **named: Any) -> Any:
        if not isinstance(path, int) and os.fsencode(path) in forbidden:
            raise OSError(code, os.strerror(code), os.fspath(path))
        return call(path, *arguments, **named)

    return guarded
