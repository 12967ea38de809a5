"""Facts of current revisions as rows, from figures made by hand."""

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from parsers.document import Document, Indicator, Period, Place
from parsers.reading import Place as Box
from parsers.reading import Reading, Span
from storage.fact_rows import Wanted, as_cells, as_json, fact_rows
from tests.sample import again, document, found, ingest, read, sha

SAMPLE = read().text + "投资1.5亿元"


def paged(text: str) -> Reading:
    """A reading of one line on page 2, ten points to a character."""
    places = tuple(Box(2, 10.0 * n, 5.0, 10.0 * n + 10, 15.0) for n in range(len(text)))
    return Reading(text=text, media_type="application/pdf", reader="pdf", version="1", places=places)


def figure(reading: Reading, **fields: object) -> Indicator:
    given: dict[str, Any] = {
        "quote": "1.5亿元",
        "spans": found(reading, "1.5亿元").spans,
        "metric": found(reading, "投资"),
        "subject": None,
        "value": "150000000",
        "unit": "元",
        "value_as_written": "1.5",
        "unit_as_written": "亿元",
        "modality": "target",
        "bound": "about",
        "change": None,
        "period": None,
    }
    return Indicator.model_validate(given | fields)


def reported(content: str, reading: Reading, version: str = "1", **fields: object) -> Document:
    return document(sha(content), reading, 0, version, indicators=(figure(reading, **fields),), people=(), sections=())


def test_evidence_of_paged_media_has_page_and_box(engine: Engine) -> None:
    reading = paged(SAMPLE)
    ingest(engine, "x", reading, reported("x", reading))
    [row] = fact_rows(engine)
    start = len(SAMPLE) - 5
    box = {"page": 2, "x0": 10.0 * start, "top": 5.0, "x1": 10.0 * (start + 5), "bottom": 15.0}
    assert as_json(row)["boxes"] == [box]
    assert (as_cells(row)["page"], json.loads(as_cells(row)["boxes"])) == (2, [list(box.values())])
    assert (row.value, row.modality, row.bound, row.metric, row.spans) == (150000000, "target", "about", "投资", (Span(start, start + 5),))


def test_rows_are_those_of_the_current_revision(engine: Engine) -> None:
    reading = read(SAMPLE)
    ingest(engine, "x", reading, reported("x", reading))
    again(engine, "x", reported("x", reading, "2", value="150000001"), reading=reading)
    assert [row.value for row in fact_rows(engine)] == [150000001]


@pytest.mark.parametrize(
    ("start", "end", "asked", "fits"),
    [
        ("2021-01-01", "2023-12-31", ("2022-01-01", "2022-12-31"), True),
        ("2023-01-01", "2023-12-31", ("2022-01-01", "2022-12-31"), False),
        (None, "2022-05-01", ("2022-01-01", "2022-12-31"), True),
        (None, "2023-05-01", ("2022-01-01", "2022-12-31"), False),
        ("2022-12-31", None, ("2020-01-01", "2022-12-31"), True),
        (None, None, ("2020-01-01", "2022-12-31"), False),
    ],
)
def test_a_period_is_asked_for_by_its_days(engine: Engine, start: str | None, end: str | None, asked: tuple[str, str], fits: bool) -> None:
    reading = read(SAMPLE)
    ingest(engine, "x", reading, reported("x", reading, period=Period(start=start, end=end, spans=())))
    assert bool(list(fact_rows(engine, Wanted(period=asked)))) is fits


def test_of_places_only_the_one_asked_for_is_listed(engine: Engine) -> None:
    reading = read(SAMPLE)
    known: dict[str, Any] = {"adcode": None, "authority": None, "as_of": None, "candidates": (), "basis": "stated"}
    places = [Place(name=name, path=(name,), canonical=name, mentions=((Span(0, 2),),), **known) for name in ("甲县", "乙县")]
    ingest(engine, "x", reading, document(sha("x"), reading, places=tuple(places), sections=(), people=()))
    assert [row.quote for row in fact_rows(engine, Wanted(place="甲"))] == ["甲县"]
    assert list(fact_rows(engine, Wanted(place="丙"))) == []
