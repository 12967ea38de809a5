"""Whole pages as people save them: a county site of nested tables, a digital paper, an account's article, a published paper, breaks for paragraphs."""

from pathlib import Path

import pytest

from parsers.document import Document, Text
from parsers.media import read_source
from parsers.parse import parse_source
from parsers.reading import Reading
from parsers.source import Source
from tests.test_html_article import TITLE, A, B, C, told
from tests.test_html_reader import TEXT, page

FOLDER = Path(__file__).parent / "saved_pages"


def parsed(name: str) -> tuple[Reading, Document]:
    reading, (document,) = parse_source(Source.from_path(FOLDER / f"{name}.html"))
    return reading, document


def text_of(text: Text | None) -> str:
    return text.text if text else ""


def of_documents(reading: Reading) -> list[str]:
    """The lines of a page that are no furniture."""
    shown = list(reading.text)
    for span in reading.furniture:
        shown[span.start : span.end] = " " * (span.end - span.start)
    return [line.strip() for line in "".join(shown).split("\n") if line.strip()]


def test_a_county_sites_page_of_nested_tables() -> None:
    reading, document = parsed("county_site_gbk")
    assert reading.evidence["encoding"] == "gb18030"
    lines = of_documents(reading)
    assert lines[:2] == ["当前位置： 首页 >> 新闻中心 >> 今日要闻", "我县召开“三夏”生产暨秸秆禁烧工作推进会"]
    assert lines[2].split() == ["来源：清丰县融媒体中心", "作者：王少华", "李明阳", "发布时间：2024-06-04", "08:57:13"]
    assert lines[-1] == "责任编辑：陈静"
    assert len(lines) == 10
    assert text_of(document.title) == "我县召开“三夏”生产暨秸秆禁烧工作推进会"
    assert text_of(document.source_name) == "清丰县融媒体中心"
    assert document.published_at == "2024-06-04T08:57:13"
    assert [step.text for step in document.breadcrumb] == ["首页", "新闻中心", "今日要闻"]
    assert [c.name for c in document.contributors][:2] == ["王少华", "李明阳"]


def test_an_article_of_a_digital_paper() -> None:
    _, document = parsed("digital_paper")
    heads = (document.kicker, document.title, document.subtitle)
    assert [text and text.text for text in heads] == [
        "深化“五星”支部创建 擦亮基层治理底色",
        "台前县：小板凳“坐”出民生温度",
        "台前县推行“板凳议事会”工作纪实",
    ]
    assert "县域新闻" in text_of(document.column)
    assert [(c.name, c.role_kind) for c in document.contributors] == [
        ("段利梅", "reporter"),
        ("刘文忠", "correspondent"),
        ("仇晓晨", "correspondent"),
    ]
    assert [section.heading.text for section in document.sections] == ["坐下来，听民声", "议起来，聚民智"]


def test_an_accounts_article_whose_text_is_veiled() -> None:
    reading, document = parsed("account")
    lines = of_documents(reading)
    assert lines[:3] == [
        "我县4个项目集中开工！总投资23.6亿元",
        "原创 南乐融媒 南乐发布 2024-05-28 18:31 发表于河南",
        "5月28日上午，南乐县2024年二季度重点项目集中开工仪式在先进制造业开发区举行。县委书记李某出席并宣布开工，县长王某致辞。",
    ]
    assert lines[-2:] == ["编辑：魏欣 | 校对：武瑞 | 审核：史宏伟", "END"]
    assert text_of(document.title) == "我县4个项目集中开工！总投资23.6亿元"
    assert (document.doc_type, document.published_at) == ("newspaper_feature", "2024-05-28T18:31:00")


def test_a_published_paper_with_a_table() -> None:
    reading, document = parsed("official_paper")
    assert text_of(document.title) == "濮阳县人民政府办公室关于印发濮阳县2024年重点民生实事工作方案的通知"
    assert (document.doc_type, document.published_at) == ("other", "2024-04-02")
    rows = "序号\t事项\t目标任务\t责任单位\n1\t稳就业\t新增城镇就业8000人\t县人社局\n2\t老旧小区改造\t改造23个小区\t县住建局\n"
    assert rows in reading.text


def test_breaks_for_paragraphs() -> None:
    _, document = parsed("breaks")
    assert [(s.marker, s.heading.text) for s in document.sections] == [
        ("一、", "引水润田"),
        ("二、", "净水惠民"),
        ("三、", "活水兴业"),
    ]
    assert text_of(document.source_name) == "范县网"


def test_what_day_it_is_for_the_reader_is_not_when_the_article_came() -> None:
    assert told(f"<div>今天是：2024年6月5日 星期三</div><h1>{TITLE}</h1><p>{A}</p>")[0] == "F 今天是：2024年6月5日 星期三"


def test_text_that_begins_as_furniture_does_is_text() -> None:
    said = [
        "知道了这个消息，村民奔走相告。",
        "使用小程序办事的群众越来越多。",
        "今天是个好日子，全镇人民喜气洋洋。",
        "现在是春耕时节，田间一派繁忙。",
        "当前时间紧、任务重，要抓紧落实。",
    ]
    assert told(f"<h1>{TITLE}</h1><p>{A}</p>{''.join(f'<p>{line}</p>' for line in said)}<p>{A}</p>")[2:-1] == [f". {line}" for line in said]


def test_a_short_article_beside_longer_summaries_of_others() -> None:
    others = "".join(f"<dl><dt><a>{i}号地块喜获丰收</a></dt><dd>{A}{A}</dd></dl>" for i in "一二三")
    aside = f"<div><h3>今日视点</h3><p>{C}</p></div>"
    body = f"<div><div><h1>{TITLE}</h1><div>2024-06-07 09:15 来源：范县网</div><div><p>{B}</p></div></div><div>{others}{aside}</div></div>"
    assert [line for line in told(body) if not line.startswith("F")] == [f"H1 {TITLE}", ". 2024-06-07 09:15 来源：范县网", f". {B}"]


def test_a_page_whose_summary_is_cut_within_a_character_is_read() -> None:
    markup = (
        page(f"<p>{TEXT * 5}</p>", "<meta charset=gbk><meta name=description content='@'>")
        .encode("gb18030")
        .replace(b"@", "范".encode("gbk")[:1])
    )
    reading = read_source(Source(markup, "a.html"))
    assert reading.text.strip() == TEXT * 5
    assert reading.evidence["encoding_evidence"] == "declared, 1 places are damaged"


def test_a_path_between_strokes_is_one() -> None:
    body = f"<div>当前位置: <a>首页</a> / <a>乡镇传真</a> / 详情</div><h1>{TITLE}</h1><p>{A}</p>"
    assert told(body)[0] == ". 当前位置: 首页 / 乡镇传真 / 详情"


def test_a_page_that_a_word_processor_saved() -> None:
    row = "<tr><td><p><span>加装电梯</span></p></td><td><p><span lang=EN-US>42</span><span>部</span></p></td></tr>"
    mark = "<![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp; </span></span><![endif]>"
    body = f"<p class=MsoNormal>{A[:20]}\n{A[20:]}<o:p></o:p></p><p class=MsoListParagraph>{mark}<span>坚持规划先行。</span></p><table>{row * 2}</table>"
    assert [line.replace("\xa0", " ") for line in told(body)] == [
        f". {A}",
        ". 一、   坚持规划先行。",
        ". 加装电梯\t42部",
        ". 加装电梯\t42部",
    ]


@pytest.mark.parametrize("veil", ["visibility: hidden", "VISIBILITY:hidden; opacity:0"])
def test_what_little_a_page_veils_stays_veiled(veil: str) -> None:
    assert "弹窗" not in "".join(told(f"<h1>{TITLE}</h1><p>{A}</p><div style='{veil}'>弹窗：确定要离开这一页吗？</div>"))
