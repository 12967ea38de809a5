"""The table of faults names tests that exist."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
TABLE = (TESTS / "faults" / "README.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`((?:faults/)?test_\w+\.py)?(?:::(\w+)(…)?)?[^`]*`", TABLE)


def named() -> list[tuple[str, str]]:
    found, file = [], ""
    for named_file, test, open_end in NAMED:
        file = named_file or file
        found.append((file, test if open_end else f"{test}(" if test else ""))
    return [(file, test) for file, test in found if file]


@pytest.mark.parametrize(("file", "test"), sorted(set(named())))
def test_it_exists(file: str, test: str) -> None:
    text = (TESTS / file).read_text(encoding="utf-8")
    assert f"def {test}" in text if test else "def test_" in text


def test_the_table_was_read() -> None:
    assert len(named()) > 40
