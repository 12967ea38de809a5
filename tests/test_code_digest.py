"""Versions name the code: what runs is in the digest, what it does not run is not, and what other code made is read again."""

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from parsers.code_digest import closure
from parsers.media import read_source, reader_versions
from parsers.parse import parse_file
from parsers.registry import kinds
from parsers.source import Source
from storage.versions import Installed, version_key
from tests.seeds_said import SEEDS, as_text
from tests.spelled_pdf import spelled
from tests.typeset_docx import typeset as word
from tests.typeset_html import typeset as web
from tests.typeset_ofd import typeset as ofd

ROOT = Path(__file__).parents[1]
PARSERS = (*sorted(f"parsers.kinds.{kind}" for kind in kinds()), "parsers.parse")
# what parsing one file loads of our packages: by its reader, and after that
LOADED = """
import json, sys
from pathlib import Path
from parsers.media import read_source
from parsers.source import Source
def loaded(): return {name for name in sys.modules if name.split(".")[0] == "parsers"} - {"parsers.code_digest"}
source = Source.from_path(Path(sys.argv[1]))
read_source(source)
by_reader = loaded()
from parsers.parse import parse_source
parse_source(source)
print(json.dumps([sorted(by_reader), sorted(loaded() - by_reader)]))
"""
DIGESTS = """
import json, sys
from parsers.code_digest import code_digest
print(json.dumps([code_digest(*modules) for modules in json.loads(sys.argv[1])]))
"""
READERS = [[f"parsers.readers.{name}", "parsers.media"] for name in ("text", "html", "docx", "pdf", "ofd")]


def ran(code: str, argument: str, folder: Path = ROOT) -> list[list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", code, argument], cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, check=True
    )
    found: list[list[str]] = json.loads(done.stdout)
    return found


def sample(reader: str) -> bytes:
    text, blocks, _ = as_text(SEEDS[1])
    made = {"html": lambda: web(blocks), "docx": lambda: word(blocks), "ofd": lambda: ofd(blocks), "pdf": lambda: spelled(["今年", "去年"])}
    return made.get(reader, text.encode)()


@pytest.mark.parametrize("reader", ["text", "html", "docx", "pdf", "ofd"])
def test_all_that_a_file_is_read_with_is_in_its_versions(reader: str, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(sample(reader))
    by_reader, after = ran(LOADED, str(path))
    assert f"parsers.readers.{reader}" in by_reader
    assert set(by_reader) <= set(closure(f"parsers.readers.{reader}", "parsers.media"))
    assert {"parsers.parse", "parsers.checks.sense.figures"} <= set(after)
    assert set(after) <= set(closure(*PARSERS))


def test_a_reader_does_not_depend_on_others_nor_the_parsers_on_any() -> None:
    assert not [
        name for name in closure(*READERS[0]) if name.startswith(("parsers.pdf", "parsers.pages", "parsers.kinds", "parsers.grammar"))
    ]
    assert not [name for name in closure(*PARSERS) if name.startswith(("parsers.readers.", "parsers.pdf", "parsers.pages", "parsers.ocr"))]


def imported(name: str, source: bytes) -> set[str]:
    """All modules of the packages that Python would import for one, at once or later."""
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name} has a relative import, which no digest sees"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    files = {name: ROOT.joinpath(*name.split(".")) for name in found if name.startswith("parsers")}
    return {name for name, file in files.items() if file.with_suffix(".py").exists() or file.is_dir()}


def test_every_import_is_followed() -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in (ROOT / "parsers").rglob("*.py")]
    everything = closure(*(name.removesuffix(".__init__") for name in modules))
    assert len(everything) == len(modules)
    missed = {name: more for name, source in everything.items() if (more := imported(name, source) - set(closure(name)))}
    assert missed == {}


def test_what_is_not_there_has_no_digest() -> None:
    with pytest.raises(ImportError, match=r"parsers\.poem is not installed"):
        closure("parsers.poem")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("readers/pdf.py", "pdf"),
        ("word/numbering.py", "docx"),
        ("grammar/figures/quantities.py", "parsers"),
        ("kinds/other.py", "parsers"),
        ("reading.py", "text html docx pdf ofd parsers"),
        ("containers/mail.py", ""),
    ],
)
def test_a_change_tells_in_what_it_can_reach(changed: str, told: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "parsers", tmp_path / "parsers", ignore=shutil.ignore_patterns("__pycache__"))
    asked = json.dumps([*READERS, PARSERS])
    before = ran(DIGESTS, asked, tmp_path)
    with (tmp_path / "parsers" / changed).open("a") as file:
        file.write("\n")
    after = ran(DIGESTS, asked, tmp_path)
    names = ["text", "html", "docx", "pdf", "ofd", "parsers"]
    assert [name for name, old, new in zip(names, before, after, strict=True) if old != new] == told.split()


def test_documents_are_made_by_the_versions_that_are_installed() -> None:
    (document,) = parse_file(SEEDS[1])
    made = document.provenance
    assert re.fullmatch(r"1\+[0-9a-f]{8}", made.reader.version)
    assert re.fullmatch(r"1\+[0-9a-f]{8}", made.parser.version)
    assert made.reader.version == reader_versions()["text"] == read_source(Source.from_path(SEEDS[1])).version
    assert made.parser.version == kinds()["bulletin"].version


def test_what_other_code_made_is_read_again() -> None:
    here = Installed({"text": "1+aaaaaaaa", "pdf": "1+bbbbbbbb"}, {"bulletin": "1+cccccccc"}, "v")
    assert not here.has_left_behind("text", "1+aaaaaaaa", "bulletin", "1+cccccccc", "v")
    assert not here.has_left_behind("text", "1+aaaaaaaa", "bulletin", "1+cccccccc+person.7", "v")
    assert here.has_left_behind("pdf", "1+aaaaaaaa", "bulletin", "1+cccccccc", "v")
    assert here.has_left_behind("text", "1+aaaaaaaa", "bulletin", "1+dddddddd", "v")
    assert not here.has_left_behind("text", "1+aaaaaaaa", "bulletin", "2+00000000", "v")


def test_what_does_not_say_its_code_is_older() -> None:
    here = Installed({"text": "1+aaaaaaaa"}, {"bulletin": "1+cccccccc"}, "v")
    assert here.has_left_behind("text", "1", "bulletin", "1", "v")
    assert not Installed({"text": "1"}, {"bulletin": "1"}, "v").has_left_behind("text", "1+aaaaaaaa", "bulletin", "1+cccccccc", "v")
    assert sorted(["2", "1+90000000", "1.1", "1"], key=version_key) == ["1", "1+90000000", "1.1", "2"]
    assert version_key("1+90000000") == version_key("1+00000000+person.3")
