"""Torn and mistyped text costs findings, never the document: every case of tests/rules/mangled.yaml, and the samples torn at random."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.parse import parse_source, validate
from parsers.registry import kinds
from parsers.source import Source
from tests.structure import decoded, parsed, reading_of

HERE = Path(__file__).parent
CASES: list[dict[str, str]] = yaml.safe_load((HERE / "rules" / "mangled.yaml").read_text(encoding="utf-8"))
CASES_OF_ALL = sorted(path for path in (HERE / "golden").glob("*/*/source.*") if path.suffix in (".txt", ".md"))
SAMPLES = [path.read_text(encoding="utf-8") for path in sorted((HERE.parent / "seeds" / "documents").glob("*.txt"))]
TORN_IN = "、 ， 。 ； ： — —— 《 》 “ ” （ ） 【】 一是 二是。 一、 （一） 第一， 其中 等 共 0 1.2.3 5— 50—60个 三千万元 二十多 百分之 万 余 \n \n\n".split(
    " "
)


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_mangled_text_becomes_documents(case: dict[str, str], kind: str) -> None:
    """Each kind's parser and all checks go through; a value without its characters would raise EvidenceBroken."""
    documents = validate(reading_of(case["text"]), parsed(kind, case["text"]))
    assert [d.doc_type for d in documents] == [kind]


@pytest.mark.parametrize("digit", ["9", "〇", "一"])
def test_thousands_of_digits_become_documents(digit: str) -> None:
    """Of more than 4,300 Python makes no number."""
    forms = ["（{}）、", "第{}章", "{}、", "（第{}期）", "{}年{}月", "全县增长{}%", "全县投资{}亿元，其中甲村{}亿元", "国发〔{}〕{}号"]
    long = "\n\n".join(form.replace("{}", digit * 4400) + "甲村" for form in forms)
    _, documents = parse_source(Source(f"{long}\n".encode(), "long.txt"))
    assert documents


def torn(text: str, tears: list[tuple[float, int, str]]) -> str:
    """Return `text` with wording cut out and put in at some places, given as shares of its length."""
    for share, cut, put in tears:
        at = int(share * len(text))
        text = text[:at] + put + text[at + cut :]
    return text


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SAMPLES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(TORN_IN)), min_size=1, max_size=40)
)
def test_samples_torn_at_random_become_documents(text: str, tears: list[tuple[float, int, str]]) -> None:
    _, documents = parse_source(Source(torn(text, tears).encode(), "torn.txt"))
    assert documents


def shuffled(text: str, chance: random.Random) -> str:
    lines = text.splitlines()
    chance.shuffle(lines)
    return "\n".join(lines)


def cut_out(text: str, chance: random.Random) -> str:
    begin = chance.randrange(len(text))
    return text[begin : begin + chance.randint(1, 1500)] or "。"


def thinned(text: str, chance: random.Random) -> str:
    return "".join(c for c in text if chance.random() > 0.05) or "。"


def spliced(text: str, chance: random.Random) -> str:
    other = decoded(chance.choice(CASES_OF_ALL))
    return text[: len(text) // 2] + other[len(other) // 2 :]


def paged(text: str, _: random.Random) -> str:
    return text.replace("\n", "\r\n") + "\f" + text


@pytest.mark.parametrize("mangled", [shuffled, cut_out, thinned, spliced, paged])
def test_mangled_pages_become_documents(mangled: Callable[[str, random.Random], str]) -> None:
    """Lines in any order, pieces of a page, two pages in one."""
    chance = random.Random(5)
    for path in chance.sample(CASES_OF_ALL, 25):
        _, documents = parse_source(Source(mangled(decoded(path), chance).encode(), path.name))
        assert documents, path
