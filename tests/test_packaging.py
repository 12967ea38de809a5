"""What is shipped is whole, works when installed, and keeps out of everybody else's way."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from parsers.parse import VERSION, parse_file

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "parsers", "storage", "seeds")


def git_files(*paths: str) -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z", *paths], cwd=ROOT, check=True, capture_output=True)
    return [name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).exists()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return target


def test_the_wheel_has_every_committed_file_of_the_packages(wheel: Path) -> None:
    shipped = set(ZipFile(wheel).namelist())
    assert set(git_files(*PACKAGES)) <= shipped
    assert "storage/migrations/env.py" in shipped
    assert any(name.startswith("seeds/documents/") for name in shipped)


def test_the_wheel_has_nothing_but_the_packages(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_an_installed_wheel_gives_a_working_command(installed: Path, tmp_path: Path) -> None:
    seed = next((installed / "seeds" / "documents").glob("000_*"))
    environment = {**os.environ, "PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    command = [str(installed / "bin" / "kuaibao"), "parse", "--json", str(seed)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    made = json.loads(done.stdout)[0]["provenance"]
    assert made["source"]["name"] == seed.name
    (here,) = parse_file(ROOT / "seeds" / "documents" / seed.name)
    assert (made["reader"], made["parser"]) == (here.provenance.reader.model_dump(), here.provenance.parser.model_dump())


def test_an_installed_wheel_runs_its_own_code(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = f"import {', '.join(PACKAGES)}; print(flows.__file__)"
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(installed)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_claims_our_import_names(package: str) -> None:
    assert set(packages_distributions().get(package, ())) <= {"kuaibao"}


def test_every_shipped_folder_of_code_is_a_package() -> None:
    folders = {Path(name).parent for name in git_files(*PACKAGES) if name.endswith(".py")}
    assert {folder for folder in folders if not (ROOT / folder / "__init__.py").exists()} == set()


def test_the_distribution_may_not_be_uploaded() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "Private :: Do Not Upload" in project["classifiers"]


def test_documents_name_the_version_that_is_shipped() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == VERSION


def imported(*paths: str) -> set[str]:
    """Return the distributions that our files import from."""
    trees = [ast.parse((ROOT / name).read_text(encoding="utf-8")) for name in git_files(*paths) if name.endswith(".py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    owners = packages_distributions()
    return {plain(owner) for module in modules for owner in owners.get(module.split(".")[0], ())} - {"kuaibao"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    return {plain(re.split(r"[^\w.-]", requirement)[0]) for requirement in wanted}


def test_what_the_packages_import_is_declared() -> None:
    assert imported(*PACKAGES) - declared("parquet", "ocr", "dask") == set()


def test_what_the_tests_import_is_declared() -> None:
    assert imported("tests") - declared("dev") == set()


def test_every_dependency_is_pinned_and_every_pin_is_a_plain_version() -> None:
    lines = (ROOT / "deploy" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert declared("dev") - {plain(line.split("==")[0]) for line in lines if not line.startswith("#")} == set()
    assert [line for line in lines if not re.fullmatch(r"#.*|[\w.-]+==[\w.!+]+", line)] == []


# in pieces, so that this file does not find itself
HOSTS = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "deb.debian" + ".org", "index" + "-url")
MACHINE_PATHS = ("/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/")


def test_no_committed_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    told = {(name, word) for name in git_files() for word in (*HOSTS, *MACHINE_PATHS) if word.encode() in (ROOT / name).read_bytes()}
    assert told == set()
