"""Headings and the texts that speak of the same things."""

from types import SimpleNamespace
from typing import Any

from parsers.grammar.layout.likeness import likeness
from parsers.grammar.newspapers.order import best_pairing

PARTY = "村党支部书记带着党员走访农户，把组织建在网格里，先锋岗亮了身份。"
PEACE = "司法所调解邻里矛盾，信访下降，平安鼓敲响，群众有了安全感。"
LOOKS = "新修公路通到家门口，路灯亮了，垃圾有人清运，庭院栽上了花。"


def test_themes_pair_what_no_word_does() -> None:
    for at, heading in enumerate(("筑牢“主心骨”", "守住和谐定力", "换上美丽颜值")):
        scores = likeness(heading, [PARTY, PEACE, LOOKS])
        assert max(range(3), key=scores.__getitem__) == at, heading


def test_a_heading_that_shares_nothing_prefers_no_text() -> None:
    assert likeness("七八九", [PARTY, PEACE]) == [0.0, 0.0]


def test_of_a_dozen_headings_and_texts_not_every_way_is_tried() -> None:
    # 479,001,600 ways
    things: list[Any] = [SimpleNamespace(text=text) for text in (PARTY, PEACE, LOOKS) * 4]
    assert best_pairing(things, things)[1] == tuple(range(12))
