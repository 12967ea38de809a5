"""Forms of mast-heads: wide digits, names over two lines, registers, the paper's head of an office, days that lost a character, and site pages."""

import itertools

import pytest

from parsers.parse import parse_source
from parsers.source import Source
from tests.test_issues import BUILD, FOOT, ONE, issue, titles

_OFFICE = "延津县人民政府办公室"


@pytest.mark.parametrize(
    ("head", "name", "number"),
    [
        (f"延津信息\n专报〔２０２３〕５２号\n{_OFFICE}　　２０２３年１１月１６日\n", "延津信息", 52),
        (f"延津改革\n2023年第52号（总第301号）\n{_OFFICE} 2023年11月16日\n", "延津改革", 52),
        (f"延津政务\n信息专报\n2023年第52期（总第301期）\n{_OFFICE}      2023年11月16日\n", "延津政务", 52),
        (f"延津县大气污染防治攻坚战\n工  作  通  报\n（2023）52号\n{_OFFICE}\n2023年11月16日\n", "延津县大气污染防治攻坚战工作通报", 52),
        (f"延津县“千村示范、万村整治”工程\n简　　报\n第52期\n{_OFFICE}　2023年11月16日\n", "延津县“千村示范、万村整治”工程简报", 52),
        (f"文件编号：YJJB-2023-52\n学习教育简报\n第 52 期\n{_OFFICE}　2023年11月16日\n", "学习教育简报", 52),
        (f"信 息 参 阅\n2023年11月第52期\n{_OFFICE}\n11月16日\n", "信息参阅", 52),
        (f"{_OFFICE}文件\n防汛快报\n〔2023〕52期\n2023年11月16日17时\n", "防汛快报", 52),
        (f"延津政务督查\n\n52期\n\n{_OFFICE}　　　2023年11月16\n", "延津政务督查", 52),
    ],
)
def test_a_head_in_any_form_says_name_number_office_and_day(head: str, name: str, number: int) -> None:
    (document,) = issue(head + "\n" + ONE + FOOT)
    assert document.publication is not None
    assert document.issuing_body is not None
    assert (document.publication.text, document.issue_number) == (name, number)
    assert (document.issuing_body.text, document.issue_date) == (_OFFICE, "2023-11-16")
    assert titles([document]) == ["春耕备耕早动手"]


def test_a_number_of_a_heading_makes_no_name_of_the_line_above() -> None:
    (document,) = issue(f"延津县工作综述\n（一）\n{BUILD}\n")
    assert document.publication is None


def test_the_headline_of_a_site_s_page_is_not_the_bulletin_s_name_nor_its_title() -> None:
    page = "关于印发春耕备耕情况的通报\n\n发布时间:2023-11-20 14:52信息来源:延津县人民政府文字大小:[    ] 背景色:\n\n"
    head = f"延津政务督查\n\n52期\n\n{_OFFICE}  2023年11月16\n\n关于印发春耕备耕\n\n情况的通报\n\n"
    (document,) = issue(page + head + f"各乡镇人民政府:\n\n{BUILD}\n")
    assert titles([document]) == ["关于印发春耕备耕情况的通报"]
    assert document.source_name is not None
    assert document.source_name.text == "延津县人民政府"
    assert (document.issue_number, document.issue_date, document.published_at) == (52, "2023-11-16", "2023-11-20T14:52:00")


def test_the_number_of_an_official_paper_makes_no_bulletin() -> None:
    (document,) = issue(f"{_OFFICE}文件\n\n延政办发〔2023〕12号\n\n{_OFFICE}\n关于做好春耕工作的通知\n\n各乡镇人民政府：\n\n{BUILD}\n")
    assert document.publication is None
    assert document.issue_number is None


NUMBERS = [
    "第52期",
    "（第 52 期）",
    "第五十二期",
    "2023年第52期",
    "〔2023〕第52期",
    "〔2023〕52号",
    "〔２０２３〕５２号",
    "第52期（总第301期）",
    "〔2023〕52号　总第301期",
]
DAYS = ["2023年11月16日", "2023-11-16", "2023.11.16", "二〇二三年十一月十六日", "２０２３年１１月１６日"]
# how name, number, office and day are set; | parts what stands on one line
LINES = [
    "{0}/{1}/{2}|{3}",
    "{0}/{1}/{2}/{3}",
    "{0}|{1}/{2}|{3}",
    "{0}/{1}|{3}/{2}",
    "{2}/{0}/{1}|{3}",
    "{0}/{2}|{1}|{3}",
    "{0}/{1}|{2}|{3}",
    "{0}/{3}|{1}/{2}",
]


@pytest.mark.parametrize("name", ["延津快报", "信　息　专　报", "基层党建简报"])
def test_name_number_office_and_day_are_found_however_they_are_set(name: str) -> None:
    wrong = []
    for (number, lines), day in zip(itertools.product(NUMBERS, LINES), itertools.cycle(DAYS), strict=False):
        head = lines.format(name, number, f"{_OFFICE}编", day).replace("/", "\n").replace("|", "　　　　")
        (document, *_) = parse_source(Source(f"{head}\n\n{ONE}{FOOT}".encode(), "case.txt"))[1]
        found = [value.text if value else None for value in (document.publication, document.issuing_body, document.title)]
        wanted = [name.replace("　", ""), _OFFICE, "春耕备耕早动手"]
        if (found, document.issue_number, document.issue_date) != (wanted, 52, "2023-11-16"):
            wrong.append(head)
    assert wrong == []


_HEAD = f"延津政务快报\n\n第52期\n\n{_OFFICE}    2023年11月16日\n\n"


@pytest.mark.parametrize(
    "page",
    [
        "您当前的位置：首页 > 政务公开 > 工作简报 > 正文\n\n延津政务快报2023年第52期\n\n发布时间：2023-11-20 10:20　来源：县政府办　浏览次数：88\n\n",
        "延津政务快报（第52期）\n日期：2023-11-20　来源：县政府办　【字号：大 中 小】\n\n",
        "首页 >> 政务动态 >> 政务快报\n",
        "延津政务快报 | 第52期\n原创 延津县政府办 延津发布 2023-11-20 18:30 河南\n\n",
        "县里的好经验\n2023-11-20 10:20　来源：县政府办\n\n",
        "索引号：014003/2023-00088　主题分类：综合政务\n发布机构：延津县人民政府办公室\n名　　称：延津政务快报第52期\n文　　号：无　有效性：有效\n\n",
    ],
)
def test_what_a_site_or_an_account_prints_over_the_head_leaves_it_whole(page: str) -> None:
    (document,) = issue(page + _HEAD + ONE + FOOT)
    assert document.publication is not None
    assert document.issuing_body is not None
    assert (document.publication.text, document.issue_number, document.issue_date) == ("延津政务快报", 52, "2023-11-16")
    assert document.issuing_body.text == _OFFICE
    assert titles([document]) == ["春耕备耕早动手"]


def test_strokes_part_the_cells_of_a_head() -> None:
    (document,) = issue(f"延津政务快报 | 第52期 | 2023年11月16日\n\n{_OFFICE}\n\n" + ONE + FOOT)
    assert (document.issue_number, document.issue_date) == (52, "2023-11-16")
    assert titles([document]) == ["春耕备耕早动手"]
