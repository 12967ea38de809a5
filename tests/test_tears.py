"""Columns of hard-wrapped type that came out in another order are put together where their sentences go on, and stay where that is not sure."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Document
from parsers.grammar.layout.lines import lines_of
from parsers.grammar.newspapers.assignment import assigned
from parsers.grammar.newspapers.paperlines import role_of
from parsers.grammar.newspapers.seamwords import log_odds
from parsers.grammar.newspapers.tornblocks import blocks_of
from tests.structure import feature, reading_of

HEAD = "清溪河畔新景象\n——云岭县清溪镇发展纪实\n\n本报记者 高远 通讯员 周敏"
LEAD = "立冬时节走进清溪镇，田畴平整，厂房林立，处处是忙碌的身影，一幅乡村振兴的画卷正在徐徐展开，村民的日子越过越红火。"
FIELDS = (
    "全镇把高标准农田建设作为头等大事，平整土地、修渠铺路，三年建成高标准农田两万亩，粮食产量连年增加。种粮大户老陈说，机械下田方便"
    "了，一亩地能省下一百多元。镇里还请来农技专家驻村指导，把测土配方施肥技术送到田间地头，农民种地的底气更足了。"
)
WORKS = (
    "在镇东头的产业园里，机器轰鸣，工人们正在赶制出口的家具。园区负责人介绍，今年新落户企业六家，带动周边村民在家门口就业。镇里推行帮"
    "办代办服务，企业从签约到开工只用了四个月。下一步，园区将建设研发中心，推动传统家具产业转型升级，让老品牌焕发新活力。"
)
HOMES = (
    "村里修起了文化广场，每到傍晚，老人们聚在一起下棋，孩子们追逐嬉戏。村支书说，过去开会没人来，如今事事有人商量，谁家有困难大家一起"
    "帮。全镇推行积分制管理，村民参加志愿服务可以兑换生活用品，矛盾纠纷少了，邻里关系更亲了，乡风文明吹进千家万户。"
)


def wrapped(text: str, width: int = 16) -> list[str]:
    """A column as it is copied out of a page: the first line lacks its indent of two characters."""
    return [text[: width - 2], *(text[i : i + width] for i in range(width - 2, len(text), width))]


def halves(text: str, lines: int) -> tuple[str, str]:
    column = wrapped(text)
    return "\n".join(column[:lines]), "\n".join(column[lines:])


def told(document: Document) -> dict[str, str]:
    return {s.heading.text: "".join("".join(p.text.split()) for p in s.paragraphs) for s in document.sections}


EXPECTED = {"沃野丰收": FIELDS, "产业兴旺": WORKS, "和美乡村": HOMES}


def test_lower_halves_of_all_columns_go_on_with_their_upper_halves() -> None:
    (a, a2), (b, b2), (c, c2) = halves(FIELDS, 4), halves(WORKS, 4), halves(HOMES, 6)
    said = feature(HEAD, "\n".join(wrapped(LEAD)), "沃野丰收", a, "产业兴旺", b, "和美乡村", c, "图为清溪镇产业园。", a2, b2, c2)
    assert told(said) == EXPECTED
    assert [f.code for f in said.findings] == ["reading_order_repaired"]


def test_lower_halves_are_known_by_their_words_in_any_order() -> None:
    (a, a2), (b, b2), (c, c2) = halves(FIELDS, 4), halves(WORKS, 4), halves(HOMES, 6)
    for order in permutations((a2, b2, c2)):
        said = feature(HEAD, "\n".join(wrapped(LEAD)), "沃野丰收", a, "产业兴旺", b, "和美乡村", c, "图为清溪镇产业园。", *order)
        assert told(said) == EXPECTED


def test_a_column_that_came_out_before_the_one_it_goes_on_from_is_moved_whole() -> None:
    (a, a2), (b, b2) = halves(FIELDS, 4), halves(WORKS, 4)
    third = f"{b2}\n\n和美乡村\n\n" + "\n".join(wrapped(HOMES))
    said = feature(HEAD, "\n".join(wrapped(LEAD)), "沃野丰收", a, third, "图为清溪镇产业园。", f"{a2}\n\n产业兴旺\n\n{b}")
    assert told(said) == EXPECTED


def test_a_sentence_goes_on_behind_a_picture() -> None:
    a, a2 = halves(FIELDS, 4)
    rest = ("产业兴旺", "\n".join(wrapped(WORKS)), "和美乡村", "\n".join(wrapped(HOMES)))
    said = feature(HEAD, "\n".join(wrapped(LEAD)), "沃野丰收", a, "图为清溪镇的高标准农田。", a2, *rest)
    assert told(said) == EXPECTED


def test_the_first_line_of_a_paragraph_at_the_foot_of_its_column_is_open_though_it_lacks_its_indent() -> None:
    sky = "清溪镇将坚持一张蓝图绘到底，在保护中发展，在改善民生中聚民心，把日子越过越好。"  # cut a character early, for what follows
    others = [sky[i : i + 16] for i in range(13, len(sky), 16)]
    text = "\n".join([*wrapped(HOMES), sky[:13]]) + "\n\n" + "\n".join([*others, *wrapped(FIELDS)])
    assert [block.opens for block in blocks_of(lines_of(reading_of(text)), role_of)] == [True, False]


def test_two_lines_set_wider_than_the_columns_are_open_where_the_wider_one_is_torn() -> None:
    lead = f"岁序更替，华章日新。\n{LEAD[:28]}\n\n{LEAD[28:]}"
    text = "\n\n".join(["\n".join(wrapped(HOMES)), "\n".join(wrapped(WORKS)), lead, "\n".join(wrapped(FIELDS))])
    assert [block.opens for block in blocks_of(lines_of(reading_of(text)), role_of)] == [False, False, True, False, False]


def test_columns_that_broke_in_order_are_left_alone() -> None:
    parts = [half for text, at in ((FIELDS, 4), (WORKS, 4), (HOMES, 6)) for half in halves(text, at)]
    said = feature(HEAD, "\n".join(wrapped(LEAD)), "沃野丰收", *parts[:2], "产业兴旺", *parts[2:4], "和美乡村", *parts[4:])
    assert told(said) == EXPECTED
    assert said.findings == ()


@pytest.mark.parametrize(
    ("before", "after", "other"),
    [
        ("党总支书记说，由后坞村牵", "头，五个村抱团成立公司", "建起一个平台，归集数据"),  # a word
        ("改变了“卖原料、挣小", "钱”的局面，去年投入研发", "上企业十五家，产值增长"),  # a quotation
        ("完成投资2.", "7亿元，新建厂房", "辐射周边省区"),  # a number
        ("其中省级30家、", "市级52家。", "等村率先推行垃圾分类"),  # a list
        ("到位资金8", "亿元。", "道路越走越宽"),  # a number and its unit
        ("新增设备九台，", "家庭医生签约", "村。"),  # no clause is as short
    ],
)
def test_what_goes_on_is_told_from_what_does_not(before: str, after: str, other: str) -> None:
    assert log_odds(before, after, "") > log_odds(before, other, "")


def test_words_that_the_text_has_elsewhere_count() -> None:
    assert log_odds("说起变化，仙潭", "村村民打开了话匣子", "仙潭村现有民宿") > log_odds("说起变化，仙潭", "村村民打开了话匣子", "")


def test_a_joining_word_says_nothing_of_what_follows() -> None:
    assert log_odds("厂房废弃的", "莫干山", "全镇的莫干山小学") == log_odds("厂房废弃的", "莫干山", "")


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=n, max_size=n)))
def test_no_other_assignment_is_worth_more(worth: list[list[int]]) -> None:
    columns = assigned(worth)
    best = max(sum(row[c] for row, c in zip(worth, some, strict=True)) for some in permutations(range(5), len(worth)))
    assert len(set(columns)) == len(worth)
    assert sum(row[c] for row, c in zip(worth, columns, strict=True)) == best
