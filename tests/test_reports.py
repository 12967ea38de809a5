"""Reports as web pages and accounts copy them: known by how they are told and what stands round them, and read without what is the page's."""

import pytest

from tests.structure import feature
from tests.test_detect import said

BODY = "合作社今年种下辣椒三千亩，吸纳周边村民六百余人务工，年底分红有望超过去年。"
OF_THE_PAPER = [
    (f"青龙寨的辣椒红了\n\n2023-08-11 08:40:12 云上青龙\n\n日前，青龙寨的辣椒红了。{BODY}\n", "paper"),
    (f"青龙寨的辣椒红了\n\n来源：清江日报 2023-08-11 08:40\n\n青龙寨的辣椒红了。{BODY}\n", "paper"),
    (
        f"青龙寨的辣椒红了\n\n来源：清江信息港 时间：2023-08-11\n\n年初以来，寨子里忙个不停，家家户户下地。{BODY}据悉，收购价涨了两成。\n",
        "news_site",
    ),
    (f"本报讯 青龙寨的辣椒红了。{BODY}\n", "dateline"),
    (f"清江网讯 青龙寨的辣椒红了。{BODY}\n", "dateline"),
    (f"云上清江报道（许静 清江台）青龙寨的辣椒红了。{BODY}\n", "dateline"),
    (f"清江县电视台讯（记者 许静）青龙寨的辣椒红了。{BODY}\n", "dateline"),
    (f"（上接01版）\n{BODY}\n", "continued"),
    (f"当前版：04版\n上一版  下一版\n青龙寨的辣椒红了\n{BODY}\n", "newspaper_page"),
    (f"第03版：清江新闻\n\n青龙寨的辣椒红了\n——清江县辣椒产业发展纪实\n\n{BODY}\n", "page_number"),
    (f"秋日，走进青龙寨，田里一片火红。{BODY}\n\n“一亩能收三千斤。”种植户许静告诉记者。\n", "reported"),
    (
        f"□本报记者 许静 文/图 秋日，青龙寨的辣椒陆续成熟，村民们抢抓晴好天气忙着采摘和装车外运，合作社门口停满了来拉货的车。{BODY}\n",
        "byline_run_in",
    ),
    (f"连日来，青龙寨的辣椒陆续成熟，村民们抢抓晴好天气忙着采摘和装车外运。{BODY}（许 静 董伟民）\n上一篇：没有了\n", "names_at_end"),
]
NOT_OF_THE_PAPER = [
    "关于做好防火工作的通知\n\n来源：清江县人民政府网 发布时间：2023-08-11 08:40\n\n各乡镇：\n近日，气温升高。现将有关事项通知如下。\n",
    "清江县政府工作报告\n\n2023-08-11 08:40 来源：县政府办公室\n\n今年以来，全县上下攻坚克难，经济运行稳中有进，主要指标好于预期。\n",
    f"青龙寨的辣椒\n\n{BODY}\n",
]


@pytest.mark.parametrize(("text", "cue"), OF_THE_PAPER, ids=[cue for _, cue in OF_THE_PAPER])
def test_a_report_is_known_by_the_way_it_is_told(text: str, cue: str) -> None:
    found = said(text)
    assert cue in {c.cue for c in found.classification.evidence}
    assert found.doc_type == "newspaper_feature"


@pytest.mark.parametrize("text", NOT_OF_THE_PAPER)
def test_what_an_office_puts_on_its_page_is_no_report(text: str) -> None:
    assert said(text).doc_type == "other"


@pytest.mark.parametrize("head", ["首页 > 理论 > 正文\n\n来源：清江日报\n", "学习笔谈\n来源：清江日报\n"])
def test_a_paper_s_theory_page_stays_one(head: str) -> None:
    essay = "\n以实干开新局\n\n清江县委书记 许静\n\n必须坚持项目为王。要把工业放在首位。务必真抓实干。\n"
    assert said(head + essay).doc_type == "theory_article"


TEXT = f"青龙寨的辣椒红了。{BODY}"
HEADS = [
    (
        "要闻  时政  县区  视频  专题  图片",
        "清江网",
        "首页 > 县区 > 正文",
        "青龙寨的辣椒红了",
        "2023-08-11 08:40 来源：清江日报",
        "字号变大| 字号变小",
    ),
    (
        "第02版：要闻 上一版3  4下一版",
        "版面导航",
        "第01版\n头版",
        "标题导航\n首页 | 版面导航 | 标题导航 |",
        "3 上一篇 放大 缩小 默认",
        "青龙寨的辣椒红了",
    ),
    ("青龙寨的辣椒红了-清江网", "清江网>>县区", "青龙寨的辣椒红了", "来源：\n清江日报", "图片默认标题_12", "青龙寨的辣椒红了"),
    ("当前版：02版", "发布日期：", "青龙寨的辣椒红了"),
    ("新闻来源：\n清江日报", "发布时间：", "青龙寨的辣椒红了"),
    ("English", "投稿邮箱：qj@example.cn", "您的位置: > 县区 >", "青龙寨的辣椒红了", "0\n分享至"),
]


@pytest.mark.parametrize("head", HEADS)
def test_what_a_site_prints_over_an_article_is_the_page_s(head: tuple[str, ...]) -> None:
    document = feature(*head, TEXT, "秋后还要再扩一千亩，把冷库和烘干房一并建起来。")
    assert (document.kicker, document.title and document.title.text) == (None, "青龙寨的辣椒红了")
    assert [p.text for p in document.lead][:1] == [TEXT]
    assert not document.sections
    assert not [f for f in document.findings if f.code == "reading_order_repaired"]


@pytest.mark.parametrize(
    "foot", ["打印 | 收藏 | 发给好友", "标签：\n辣椒|产业", "清江网版权所有", "关键词：", "—— 本文由清江新闻原创 未经授权不得转载 ——"]
)
def test_what_a_site_prints_under_an_article_is_the_page_s(foot: str) -> None:
    document = feature("青龙寨的辣椒红了", TEXT, "责任编辑：\n许静", foot, "手机清江网")
    assert [p.text for p in document.lead] == [TEXT]
    assert [(c.name, c.role) for c in document.contributors] == [("许静", "责任编辑")]


def test_headings_over_a_way_are_kept_where_nothing_else_can_be_the_headline() -> None:
    document = feature("青龙寨的辣椒红了", "首页 > 县区 > 正文", TEXT)
    assert document.title
    assert document.title.text == "青龙寨的辣椒红了"


SIGNED = [
    (f"{TEXT}（许 静 董伟民）", [("许静", "作者"), ("董伟民", "作者")], TEXT),
    (f"{TEXT} 清江晚报 清江新闻记者 许静", [("许静", "清江新闻记者")], TEXT),
    (f"{TEXT} 清江在线 清江信息港记者 许静", [("许静", "清江信息港记者")], TEXT),
    (f"□本报记者 许静 文/图 {TEXT}", [("许静", "本报记者")], TEXT),
    (f"（许静）8月11日，{TEXT}", [("许静", "作者")], f"（许静）8月11日，{TEXT}"),
    (f"云上清江报道（许静 清江台）{TEXT}", [("许静", "作者")], f"云上清江报道（许静 清江台）{TEXT}"),
    (f"本报讯通讯员许静报道：{TEXT}", [("许静", "通讯员")], f"本报讯通讯员许静报道：{TEXT}"),
    (f"{TEXT}（清江村、双桥村）", [], f"{TEXT}（清江村、双桥村）"),
]


@pytest.mark.parametrize(("text", "makers", "left"), SIGNED)
def test_who_signs_inside_the_text_is_a_contributor(text: str, makers: list[tuple[str, str]], left: str) -> None:
    document = feature("青龙寨的辣椒红了", text)
    assert [(c.name, c.role) for c in document.contributors] == makers
    assert [p.text for p in document.lead] == [left]


TITLES = [
    ("【2026新春走基层】青龙寨的辣椒红了——清江县辣椒产业发展纪实", "青龙寨的辣椒红了", "清江县辣椒产业发展纪实", "2026新春走基层"),
    ("青龙寨的辣椒红了——村里来了收购商", "青龙寨的辣椒红了——村里来了收购商", None, None),
]


@pytest.mark.parametrize(("line", "title", "subtitle", "column"), TITLES)
def test_a_headline_that_a_page_set_on_one_line_is_parted(line: str, title: str, subtitle: str | None, column: str | None) -> None:
    document = feature(line, TEXT)
    said = [part and part.text for part in (document.title, document.subtitle, document.column)]
    assert said == [title, subtitle, column]


DECKS = [
    (("原标题：青龙寨的辣椒红了", TEXT), "青龙寨的辣椒红了"),
    (("青龙寨的辣椒红了", "2023-08-11 08:40 来源：清江日报", "原题：青龙寨的辣椒红了", TEXT), "青龙寨的辣椒红了"),
    (("你好，青龙寨！", "2023-08-11 08:40 来源：清江日报", TEXT), "你好，青龙寨！"),
    (
        ("清江青龙寨：辣椒红了", "2023-08-11 08:40 来源：清江日报", "清江青龙寨——", "辣椒红了（新春走基层）", "本报记者 许静", TEXT),
        "清江青龙寨：辣椒红了",
    ),
]


@pytest.mark.parametrize(("page", "title"), DECKS)
def test_a_page_s_headline_stands_over_its_line_of_source_and_time(page: tuple[str, ...], title: str) -> None:
    document = feature(*page)
    assert (document.kicker, document.title and document.title.text, document.sections) == (None, title, ())
    assert [p.text for p in document.lead] == [TEXT]


def test_a_subtitle_under_the_line_of_source_and_time_belongs_to_the_headline() -> None:
    document = feature("青龙寨的辣椒红了", "2023-08-11 08:40 来源：清江日报", "——清江县辣椒产业发展纪实", TEXT)
    assert [p and p.text for p in (document.title, document.subtitle)] == ["青龙寨的辣椒红了", "清江县辣椒产业发展纪实"]


def test_names_alone_under_the_text_wrote_it() -> None:
    document = feature("青龙寨的辣椒红了", TEXT, "许 静 董伟民")
    assert [(c.name, c.role) for c in document.contributors] == [("许静", "作者"), ("董伟民", "作者")]
    assert ([p.text for p in document.lead], document.sections) == ([TEXT], ())


def test_a_column_in_brackets_opens_the_headline_and_headings_follow_it() -> None:
    document = feature("【聚焦乡村】从五个寨子看清江之变", "人才振兴", "十八个创客团队让空心寨转身", "□ 本报记者 许静", TEXT)
    assert [p and p.text for p in (document.kicker, document.title, document.column)] == [None, "从五个寨子看清江之变", "聚焦乡村"]
    assert [s.heading.text for s in document.sections][:1] == ["人才振兴"]


def test_tools_behind_a_name_are_no_part_of_it() -> None:
    document = feature("青龙寨的辣椒红了", "2023-08-11 来源：清江日报 作者：“清江战报”前方报道组 我有话说", TEXT, "责任编辑：许静【收藏】")
    assert [(c.name, c.role) for c in document.contributors] == [("“清江战报”前方报道组", "作者"), ("许静", "责任编辑")]
