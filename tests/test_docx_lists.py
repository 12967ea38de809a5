"""Numbers that Word counts: the reading has them as everybody sees them, and says that they were worked out."""

import pytest

from parsers.media import read_source
from parsers.reading import Reading
from parsers.source import Source
from parsers.word.numbering import FORMATS
from tests.typeset_docx import package


def read(body: str, parts: dict[str, str]) -> Reading:
    return read_source(Source(package(body, parts), "a.docx"))


def lines(reading: Reading) -> list[str]:
    return [line for line in reading.text.splitlines() if line.strip()]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06C;"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="hebrew1"/><w:lvlText w:val="%4."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, level: int = 0, list_id: int = 3) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_list_numbers_are_those_that_word_shows_and_said_to_be_worked_out() -> None:
    body = (
        item("抓产业")
        + item("建大棚", 1)
        + item("引企业", 1)
        + item("抓民生")
        + item("修道路", 1)
        + item("要点", 2)
        + item("另起", 0, 4)
        + item("不编", 0, 0)
    )
    reading = read(body, {"numbering": NUMBERING})
    assert lines(reading) == ["一、抓产业", "1. 建大棚", "2. 引企业", "二、抓民生", "1. 修道路", "要点", "一、另起", "不编"]
    (note,) = reading.notes
    assert (note.code, note.severity) == ("list_numbers_worked_out", "info")
    assert [reading.text[s.start : s.end] for s in note.spans] == ["一、", "1. ", "2. ", "二、", "1. ", "一、"]


def test_a_list_may_count_a_level_in_its_own_way() -> None:
    own = '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%3"/></w:lvl>'
    other = f'<w:num w:numId="5"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/>{own}</w:lvlOverride></w:num>'
    body = item("抓产业") + item("要点", 2) + item("建大棚", 2, 5) + item("引企业", 2, 5)
    assert lines(read(body, {"numbering": NUMBERING + other})) == ["一、抓产业", "要点", "①建大棚", "②引企业"]


def test_a_way_to_count_that_is_not_known_is_reported() -> None:
    reading = read(item("某项", 3) + item("无此表", 0, 99), {"numbering": NUMBERING})
    assert lines(reading) == ["某项", "无此表"]
    assert [(n.code, n.message[0]) for n in reading.notes] == [("list_number_missing", "2")]


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 103: "一百零三", 110: "一百一十"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "21"}),
        ("upperRoman", {4: "IV", 49: "XLIX"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("ideographTraditional", {1: "甲", 10: "癸"}),
        ("decimalZero", {3: "03"}),
        ("decimalFullWidth", {12: "１２"}),
        ("chineseLegalSimplified", {1: "壹", 21: "贰拾壹"}),
    ],
)
def test_formats_of_list_numbers(kind: str, numbers: dict[int, str]) -> None:
    assert {n: FORMATS[kind](n) for n in numbers} == numbers


def test_chinese_numbers_are_all_different() -> None:
    assert len({FORMATS["chineseCounting"](n) for n in range(1, 1000)}) == 999
