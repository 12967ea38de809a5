"""Features that were copied from a site with what it prints round them: meta line, links, whose the page is."""

import pytest

from parsers.document import Document
from parsers.parse import parse_source
from parsers.source import Source
from tests.structure import feature, parsed

OPENING = "初夏时节，走进龙王乡，一排排菇棚整齐排列，菇农们忙着采摘、分拣、装车，处处是丰收的景象。"
TEXT = "“菌棒供应全县菇农，质量年年提高。”负责人李志说。“香菇卖到全国，网上销售占了一半。”菇农王强说。"
CLOSING = "今年以来，全乡新建菇棚一百座，带动农户六百户，合作社分红年年增加，日子越过越甜。"
META = "2024-05-28 08:15 | 来源：处州晚报 | 记者：朱敏 毛玲玲 通讯员：罗兴安 | 阅读：2136"


def blocks(document: Document, kind: str) -> int:
    return sum(1 for b in document.blocks if b.kind == kind for _ in b.spans)


def test_the_foot_of_a_page_is_no_part_of_its_article() -> None:
    foot = [
        "上一篇：侗乡茶园采茶忙",
        "相关阅读",
        "· 小小西瓜铺就增收路",
        "版权声明：凡本网注明来源的作品，未经授权不得转载。",
        "联系电话：0855-8222000",
    ]
    said = feature("小蘑菇撑起大产业", META, OPENING, TEXT, CLOSING, "责任编辑：吴玉娟", "\n".join(foot))
    assert [p.text for p in said.lead] == [OPENING, TEXT, CLOSING]
    assert said.captions == ()
    assert blocks(said, "furniture") == len(foot)


@pytest.mark.parametrize("name", ["处州新闻网", "庆元县人民政府网", "庆元县人民政府门户网站", "处州日报网 www.czrb.cn", "中国庆元网"])
@pytest.mark.parametrize("under", [META, "本报记者 赵志远"])
def test_a_site_s_name_over_a_headline_is_the_page_s(name: str, under: str) -> None:
    said = feature(f"{name}\n小蘑菇撑起大产业", under, OPENING, TEXT, CLOSING)
    assert said.title
    assert (said.kicker, said.title.text, blocks(said, "furniture")) == (None, "小蘑菇撑起大产业", 1)


@pytest.mark.parametrize("title", ["织密民生保障网", "建起基层治理信息网", "小康路上有张网"])
def test_a_headline_that_ends_like_a_site_is_none(title: str) -> None:
    said = feature(title, "本报记者 赵志远", OPENING, TEXT, CLOSING)
    assert said.title
    assert said.title.text == title


def test_so_is_that_of_an_essay() -> None:
    ought = "必须坚持绿色发展，着力做强产业，深入实施乡村建设，加快推进城乡融合，持续推进基层治理，让群众过上好日子。"
    (said,) = parsed("theory_article", f"走好生态富民路\n\n{ought}\n\n（作者系留坝县委书记）\n\n上一篇：以实干笃定前行\n下一篇：学思践悟\n")
    assert [p.text for p in said.lead] == [ought]
    assert said.sections == ()


def test_a_line_that_only_speaks_of_sharing_opens_no_foot() -> None:
    said = feature("小蘑菇撑起大产业", META, OPENING, "分享到更多农户手中", TEXT, CLOSING)
    assert [s.heading.text for s in said.sections] == ["分享到更多农户手中"]


def test_reporters_in_the_line_under_the_title_tell_a_feature() -> None:
    said = feature("小蘑菇撑起大产业", META, "我们在乡里住了三天。", TEXT, CLOSING)
    assert [(c.name, c.role) for c in said.contributors] == [("朱敏", "记者"), ("毛玲玲", "记者"), ("罗兴安", "通讯员")]


def test_headings_of_one_rank_are_no_headline() -> None:
    said = feature("# 小蘑菇撑起大产业", "## 菌棒厂里", OPENING, "## 直播间里", TEXT, "本报记者 赵志远")
    assert said.title
    assert said.title.text == "小蘑菇撑起大产业"
    assert [s.heading.text for s in said.sections] == ["菌棒厂里", "直播间里"]


def test_the_reporters_in_a_line_of_source_and_time_are_known_by_their_role() -> None:
    meta = "2024-05-28 08:15　稿件来源：处州晚报　记者 朱敏 毛玲玲 通讯员 罗兴安　字号：大 中 小"
    said = feature("小蘑菇撑起大产业", meta, OPENING, TEXT, CLOSING)
    assert [(c.role, c.name) for c in said.contributors] == [("记者", "朱敏"), ("记者", "毛玲玲"), ("通讯员", "罗兴安")]


def test_a_register_s_row_over_a_bulletin_says_when_its_page_was_put_up() -> None:
    markup = (
        "<html><head><title>延津政务快报第17期</title></head><body><table><tr><td>索引号</td><td>008256/2025-00123</td><td>发布机构</td><td>延津县人民政府办公室</td></tr>"
        "<tr><td>成文日期</td><td>2025-06-12</td><td>发布日期</td><td>2025-06-13</td></tr></table><div><h1>延津政务快报第17期</h1><p align=center>延津政务快报</p>"
        "<p align=center>第 17 期</p><p>延津县人民政府办公室　　2025年6月12日</p><p align=center>我县夏粮收购平稳有序</p>"
        "<p>　　今年以来，我县扎实推进夏粮收购。</p><p>　　下一步，我县将加强仓储管理，确保颗粒归仓。</p></div></body></html>"
    )
    _, (document,) = parse_source(Source(markup.encode(), "a.html"))
    said = (document.publication and document.publication.text, document.issue_date, document.title and document.title.text)
    assert said == ("延津政务快报", "2025-06-12", "我县夏粮收购平稳有序")
    assert document.published_at == "2025-06-13"


def test_a_kicker_that_the_page_calls_so_is_no_column() -> None:
    markup = (
        "<html><head><title>香菇撑起致富伞</title></head><body><div><p class='yinti'>处处丰收景</p><h2>香菇撑起<br>致富伞</h2>"
        f"<p class='futi'>——龙王乡发展见闻</p><p>本报记者 朱敏</p><p>　　{OPENING}</p><p>　　{TEXT}</p><p>　　{CLOSING}</p></div></body></html>"
    )
    _, (document,) = parse_source(Source(markup.encode(), "a.html"))
    assert [part and part.text for part in (document.kicker, document.title, document.subtitle)] == [
        "处处丰收景",
        "香菇撑起致富伞",
        "龙王乡发展见闻",
    ]
    assert document.column is None
