"""Newspaper pages and bulletins as PDF: whole articles in order, captions, roles, paragraphs, against the truth kept beside made pages."""

import re
from functools import cache
from itertools import pairwise

import pytest

from parsers.document import Document
from parsers.media import read_source
from parsers.pages.compose import compose
from parsers.parse import detect, parse
from parsers.reading import Reading
from parsers.source import Source
from tests.pages import handmade
from tests.pages.bands import banded_page
from tests.pages.grid import random_page
from tests.pages.judge import Verdict, judged
from tests.pages.press import FONTS, Line, Sheet, as_read, bound

# pages nobody tuned on
_SEEDS = range(9000, 9012)
_BANDED = range(9100, 9108)


_HAND_MADE = ("wrapped_round_photo", "banner_with_lead", "lead_story_beside_banner", "five_articles")


@cache
def _made() -> dict[str, tuple[list[Sheet], bytes]]:
    """All documents of this file by name, with their truth."""
    made = {name: [getattr(handmade, name)()] for name in _HAND_MADE}
    made |= {"bulletin": handmade.bulletin()}
    made |= {name: [random_page(seed, name == "ruled") for seed in _SEEDS] for name in ("ruled", "plain")}
    return {name: (made[name], data) for name, data in zip(made, bound(list(made.values())), strict=True)}


@cache
def _read(name: str) -> tuple[Reading, Verdict]:
    sheets, data = _made()[name]
    reading = read_source(Source(data, "page.pdf"))
    return reading, sum((judged(reading, n, sheet, name == "bulletin") for n, sheet in enumerate(sheets, 1)), Verdict())


def test_the_fonts_are_there() -> None:
    missing = [str(file) for file in FONTS.values() if not file.exists()]
    assert not missing, "install fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-zenhei"


@pytest.mark.parametrize("name", _HAND_MADE)
def test_hand_made_pages_are_read_as_they_were_made(name: str) -> None:
    reading, verdict = _read(name)
    articles = len(_made()[name][0][0].articles)
    assert set(verdict.shares().values()) == {1.0}, (verdict, reading.text)
    assert len(reading.parts) == (articles if articles > 1 else 0)


def test_a_bulletin_is_one_text_across_its_pages() -> None:
    reading, verdict = _read("bulletin")
    assert set(verdict.shares().values()) == {1.0}, (verdict, reading.text)
    assert not reading.parts
    pages = [sheet.articles[0] for sheet in _made()["bulletin"][0]]
    assert len(pages) == 4
    for before, after in pairwise(pages):
        assert (before[-1].text + after[0].text in reading.text) != after[0].opens


@pytest.mark.parametrize(("name", "bar"), [("ruled", 0.95), ("plain", 0.92)])
def test_random_pages_keep_their_articles_whole_and_in_order(name: str, bar: float) -> None:
    shares = _read(name)[1].shares()
    print(f"\n{name}: {shares}")
    assert shares["articles"] >= bar
    assert shares["pairs"] >= 0.99
    assert shares["captions"] >= 0.95


@pytest.mark.parametrize("ruled", [True, False])
def test_pages_in_bands_keep_their_articles_whole_whatever_their_headlines_stand_over(ruled: bool) -> None:
    pages = [banded_page(seed, ruled) for seed in _BANDED]
    readings = [compose([as_read(page)], "application/pdf", "pdf", "1") for page in pages]
    verdict = sum((judged(reading, 1, page) for reading, page in zip(readings, pages, strict=True)), Verdict())
    shares = verdict.shares()
    print(f"\n{'ruled' if ruled else 'plain'}, in bands: {shares}")
    assert shares["articles"] >= (0.95 if ruled else 0.92)
    assert min(shares["pairs"], shares["roles"], shares["paragraphs"]) >= 0.99


@pytest.mark.parametrize("name", ["wrapped_round_photo", "lead_story_beside_banner", "five_articles"])
def test_articles_become_features_with_their_headlines_and_captions(name: str) -> None:
    sheets, data = _made()[name]
    source = Source(data, "page.pdf")
    documents = parse(source, _read(name)[0], detect(_read(name)[0]))
    said = [_said(d) for d in documents]
    assert sorted(said) == sorted(_wanted(article) for sheet in sheets for article in sheet.articles)
    assert {d.doc_type for d in documents} == {"newspaper_feature"}


def _said(document: Document) -> tuple[str, ...]:
    decks = (document.kicker, document.title, document.subtitle)
    return tuple(
        _bare(text) for text in (*(d.text if d else "" for d in decks), "".join((c.label or "") + c.text for c in document.captions))
    )


def _bare(text: str) -> str:
    return re.sub(r"[\s：—]", "", text)


def _wanted(article: list[Line]) -> tuple[str, ...]:
    return tuple(_bare("".join(line.text for line in article if line.role == role)) for role in ("kicker", "title", "subtitle", "caption"))


@pytest.mark.parametrize("name", ["ruled", "plain"])
def test_random_pages_tell_headlines_captions_furniture_and_paragraphs(name: str) -> None:
    shares = _read(name)[1].shares()
    assert shares["roles"] >= 0.99
    assert shares["paragraphs"] >= 0.98
