"""kill -9 while an archive is opened: after a restart each file in it is there, and none twice."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.faults.driver import COMMIT, INSIDE
from tests.faults.test_kill import SIDES, Perform, empty, known, perform  # noqa: F401  two are fixtures
from tests.packed import zipped

CONTENTS = ("范县 第一期", "延津 第二期", "王楼 第三期")
ARCHIVE = zipped({**{f"{content}.txt": content.encode() for content in CONTENTS}, "又.txt": CONTENTS[0].encode(), "../x": b"x"})


def filled(empty: Path, folder: Path) -> Path:  # noqa: F811
    shutil.copytree(empty, folder, dirs_exist_ok=True)
    (folder / "inbox" / "a.txt").write_bytes(ARCHIVE)
    (folder / "inbox" / "b.txt").write_text(CONTENTS[1])
    return folder


@pytest.fixture(scope="module")
def undisturbed(empty: Path, tmp_path_factory: pytest.TempPathFactory, perform: Perform) -> dict[str, Any]:  # noqa: F811
    folder = filled(empty, tmp_path_factory.mktemp("undisturbed"))
    assert perform(folder) == 0
    return known(folder, *CONTENTS)


def test_undisturbed(undisturbed: dict[str, Any]) -> None:
    assert undisturbed["states"] == [("duplicate", 2), ("ingested", 4), ("quarantined", 1)]
    assert undisturbed["inbox"] == undisturbed["damaged"] == undisturbed["unfinished copies"] == undisturbed["open"] == []
    assert len(undisturbed["documents"]) == 3


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", [*INSIDE, "vault renamed"])
def test_killed_at_a_step(name: str, side: str, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:  # noqa: F811
    folder = filled(empty, tmp_path)
    assert perform(folder, (name, side, 4 if name == "vault renamed" else 1)) == -9, "the step is never taken"
    assert perform(folder) == 0
    assert known(folder, *CONTENTS) == undisturbed


@pytest.mark.parametrize("number", range(4, 9))
def test_killed_at_a_commit(number: int, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:  # noqa: F811
    folder = filled(empty, tmp_path)
    assert perform(folder, (COMMIT, "before", number)) == -9
    assert perform(folder) == 0
    assert known(folder, *CONTENTS) == undisturbed


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment(seed: int, empty: Path, tmp_path: Path, perform: Perform, undisturbed: dict[str, Any]) -> None:  # noqa: F811
    folder, chance = filled(empty, tmp_path), random.Random(seed)
    for _ in range(3):
        assert perform(folder, after_ms=chance.randint(5, 150)) in (-9, 0)
    assert perform(folder) == 0
    assert known(folder, *CONTENTS) == undisturbed
