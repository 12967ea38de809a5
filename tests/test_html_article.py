"""Which lines of a web page are the article: pages as county sites, papers and media centres make them, and some that mislead."""

import pytest

from parsers.media import read_source
from parsers.source import Source

TITLE = "范县王楼镇：小辣椒红了群众的好日子"
A = "近年来，范县坚持把发展特色产业作为乡村振兴的根本之策，因地制宜发展设施农业，全县建成温室大棚3600座，带动1.2万户群众增收致富。"
B = "眼下正值辣椒采摘季，王楼镇的田间一派丰收景象，村民们忙着采摘、分拣、装车，一辆辆货车把辣椒运往各地。"
C = "下一步，王楼镇将继续延伸产业链条，让更多群众在家门口就业。"


def told(body: str, title: str = TITLE + "_范县人民政府", head: str = "") -> list[str]:
    """The lines of a page, each with its mark: . of the article, F furniture, C caption, H1 H2 … headings."""
    markup = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    reading = read_source(Source(markup.encode(), "a.html"))
    roles = {role.span.start: role for role in reading.roles}
    found, at = [], 0
    for line in reading.text.split("\n"):
        role = roles.get(at + len(line) - len(line.lstrip()))
        mark = "." if not role else f"H{role.level}" if role.name == "heading" else role.name[0].upper()
        found += [f"{mark} {line.strip()}"] if line.strip() else []
        at += len(line) + 1
    return found


CASES: list[tuple[str, str, list[str]]] = [
    (
        "a path in a table, the source under the title, the editor and buttons under the text",
        (
            f"<table><tr><td>&nbsp;现在位置： <a>首页</a> &gt;&gt; <a>东区新闻</a> &gt;&gt; 正文</td></tr></table><div style='display:none'>东区</div>"
            f"<table><tr><td><div align=center><span class=Title><b>{TITLE}</b></span><br><font>来源于：东区办事处</font></div></td></tr><tr><td><p>{A}</p><p><img src=a></p><p>{B}</p>"
            "</td></tr><tr><td align=center>&nbsp;</td></tr><tr><td align=center>发布日期：2019-03-06\n 责任编辑：龙慧</td></tr><tr><td>【<a>打印本页</a>】【<a>关闭窗口</a>】</td></tr></table>"
        ),
        [
            ". 现在位置： 首页 >> 东区新闻 >> 正文",
            f"H1 {TITLE}",
            ". 来源于：东区办事处",
            f". {A}",
            f". {B}",
            ". 发布日期：2019-03-06 责任编辑：龙慧",
            "F 【 打印本页 】【 关闭窗口 】",
        ],
    ),
    (
        "links to what is attached, under a word of their own",
        (
            f"<div><h1>{TITLE}</h1><div class=con><p>{A}</p><p>{B}</p></div><div><p>附件：</p><ul><li><a>1.库点名单.doc</a></li>"
            "<li><a>2.进度表.xls</a></li></ul></div></div>"
        ),
        [f"H1 {TITLE}", f". {A}", f". {B}", "F 附件：", "F 1.库点名单.doc", "F 2.进度表.xls"],
    ),
    (
        "the last words of a headline on a line of their own",
        f"<div><h1>范县王楼镇：小辣椒红了群众的<br>好日子</h1><p>{A}</p><p>{B}</p></div>",
        ["H1 范县王楼镇：小辣椒红了群众的", "H1 好日子", f". {A}", f". {B}"],
    ),
    (
        "a paper's page that names its decks",
        (
            f"<div class=art><p class=yinti>小辣椒，大产业</p><h2>{TITLE}</h2><p class='art-subtitle'>王楼镇发展见闻</p><p>{A}</p><p>{B}</p></div>"
        ),
        ["K 小辣椒，大产业", f"H1 {TITLE}", "S 王楼镇发展见闻", f". {A}", f". {B}"],
    ),
    (
        "the register of published papers over the paper",
        (
            "<table><tr><th>索 引 号</th><td>00562/2024-00123</td><th>主题分类</th><td>农业</td></tr><tr><th>成文日期</th><td>2024-05-01</td><th>发布日期</th><td>2024-05-08</td></tr></table>"
            f"<div class=con><div class=con_title>{TITLE}</div><p>{A}</p><p style='text-align:right'>2024年5月1日</p><p>（此件公开发布）</p></div>"
            "<div>附件：<a>1.流程图.doc</a></div>"
        ),
        [
            "F 索 引 号\t00562/2024-00123",
            "F 主题分类\t农业",
            "F 成文日期\t2024-05-01",
            ". 发布日期\t2024-05-08",
            f"H1 {TITLE}",
            f". {A}",
            ". 2024年5月1日",
            ". （此件公开发布）",
            ". 附件： 1.流程图.doc",
        ],
    ),
    (
        "the register as a list",
        f"<ul><li><b>索引号：</b>00562</li><li><b>发文字号：</b>范政〔2024〕1号</li></ul><h1>{TITLE}</h1><p>{A}</p><p>{B}</p>",
        ["F 索引号： 00562", "F 发文字号： 范政〔2024〕1号", f"H1 {TITLE}", f". {A}", f". {B}"],
    ),
    (
        "source, time, sizes and counters in one line",
        f"<h1>{TITLE}</h1><div><span>来源：濮阳日报</span><span>2025-03-19 07:22</span><span>字号：<a>大</a> <a>中</a> <a>小</a></span><span>浏览次数：12</span></div><p>{A}</p>",
        [f"H1 {TITLE}", ". 来源：濮阳日报 2025-03-19 07:22", "F 字号： 大 中 小 浏览次数：12", f". {A}"],
    ),
    (
        "a film with its placeholders, the next article, the code to scan",
        (
            f"<h2>{TITLE}</h2><div class=c><div><video>旧</video><div>您的浏览器不支持video标签</div></div><p>{A}</p><p>记者：李明 王芳</p></div>"
            "<div>上一篇：<a>麦收</a></div><div>下一篇：没有了</div><p>扫一扫在手机打开当前页</p>"
        ),
        [
            f"H1 {TITLE}",
            "F 您的浏览器不支持video标签",
            f". {A}",
            ". 记者：李明 王芳",
            "F 上一篇： 麦收",
            "F 下一篇：没有了",
            "F 扫一扫在手机打开当前页",
        ],
    ),
    (
        "captions in a figure, and centred under a picture",
        (
            f"<h1>{TITLE}</h1><p>{A}</p><figure><img src=a><figcaption>王楼镇的辣椒田。</figcaption></figure><p>{B}</p>"
            f"<p align=center><img src=b></p><p align=center>村民在采摘辣椒。</p><p><img src=c></p><p>{C}</p>"
        ),
        [f"H1 {TITLE}", f". {A}", "C 王楼镇的辣椒田。", f". {B}", "C 村民在采摘辣椒。", f". {C}"],
    ),
    (
        "headings in the text, and one that is a sentence",
        f"<h1>{TITLE}</h1><p>{A}</p><h2>一、抓产业</h2><p>{B}</p><h3>建大棚</h3><p>{C}</p><h4>这是写在标题里的一句完整的话。</h4>",
        [f"H1 {TITLE}", f". {A}", "H2 一、抓产业", f". {B}", "H3 建大棚", f". {C}", ". 这是写在标题里的一句完整的话。"],
    ),
    (
        "the text in two elements with an advertisement between, the lead in one of its own",
        f"<div><h1>{TITLE}</h1><div class=summary>{C}</div><div><p>{A}</p><p>{B}</p></div><div class=ad>广告</div><div><p>{A}</p></div></div>",
        [f"H1 {TITLE}", f". {C}", f". {A}", f". {B}", "F 广告", f". {A}"],
    ),
    (
        "a column of other articles with their first sentences beside the text",
        f"<table><tr><td><a>全县春灌有序</a><br>{B}<br><a>会议召开</a><br>{C}</td><td><h2>{TITLE}</h2><p>{A}</p><p>{B}</p><p>{A}</p></td></tr></table>",
        ["F 全县春灌有序", f"F {B}", "F 会议召开", f"F {C}", f"H1 {TITLE}", f". {A}", f". {B}", f". {A}"],
    ),
    (
        "names of elements that mislead",
        f"<div class='share footer'><h1>{TITLE}</h1><p>{A}</p><p>{B}</p></div>",
        [f"H1 {TITLE}", f". {A}", f". {B}"],
    ),
    (
        "comments and related articles with sentences",
        f"<h1>{TITLE}</h1><div><p>{A}</p><p>{B}</p></div><div class=comment-list><p>这条路修得真好，感谢党和政府！</p></div><div>相关阅读<ul><li><a>县委召开会议，传达学习上级精神。</a></ul></div>",
        [f"H1 {TITLE}", f". {A}", f". {B}", "F 这条路修得真好，感谢党和政府！", "F 相关阅读", "F 县委召开会议，传达学习上级精神。"],
    ),
    (
        "a site's name as the highest heading",
        f"<div><h1><a>范县人民政府</a></h1></div><ul class=nav><li><a>首页</a></ul><div><div><h2>{TITLE}</h2><p>{A}</p><p>{B}</p></div></div>",
        ["F 范县人民政府", "F 首页", f"H1 {TITLE}", f". {A}", f". {B}"],
    ),
    (
        "an electronic paper: lists of pages and titles, decks in rows",
        (
            f"<table><tr><td><a>上一版</a> <a>下一版</a><br><a>· 一篇标题</a></td><td><table><tr><td align=center>走进新农村</td></tr><tr><td align=center><b>{TITLE}</b></td></tr>"
            f"<tr><td align=center>——范县王楼镇发展纪实</td></tr><tr><td align=center>本报记者 李明</td></tr></table><div><p>{A}</p><p>{B}</p></div></td></tr></table>"
        ),
        [
            "F 上一版 下一版",
            "F · 一篇标题",
            ". 走进新农村",
            f"H1 {TITLE}",
            ". ——范县王楼镇发展纪实",
            ". 本报记者 李明",
            f". {A}",
            f". {B}",
        ],
    ),
    (
        "links in the text, breaks for paragraphs, words that open lines elsewhere",
        f"<div>　　在<a>范县</a><a>王楼镇</a>，{B}<br><br>　　返回家乡的李明说，日子越过越好。<br>　　评论员认为，这样的路子走对了。<br>举报电话：0393-5261111<br>　　{A}</div>",
        [
            f". 在范县王楼镇，{B}",
            ". 返回家乡的李明说，日子越过越好。",
            ". 评论员认为，这样的路子走对了。",
            ". 举报电话：0393-5261111",
            f". {A}",
        ],
    ),
    (
        "a headline broken over two lines, and over two headings",
        f"<h1>范县王楼镇：<br>小辣椒红了群众的好日子</h1><p>{A}</p>",
        ["H1 范县王楼镇：", "H1 小辣椒红了群众的好日子", f". {A}"],
    ),
]


@pytest.mark.parametrize(("body", "lines"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_what_each_line_of_a_page_is(body: str, lines: list[str]) -> None:
    assert told(body) == lines


def test_the_title_that_a_government_site_states_names_the_headline() -> None:
    head = f'<meta name="ArticleTitle" content="{TITLE}">'
    assert told(f"<div>{TITLE}</div><div>县融媒体中心</div><p>{A}</p>", title="范县", head=head)[:2] == [f"H1 {TITLE}", ". 县融媒体中心"]


def test_a_page_of_links_with_an_empty_table_at_its_end_is_read() -> None:
    assert [line[-4:] for line in told("<a href='/'>信息内容</a><table></table>", title="")] == ["信息内容"]


def test_a_page_without_a_headline_keeps_what_stands_over_the_text() -> None:
    body = f"<a>首页</a><table><tr><td align=center>——2024年发展回眸</td></tr><tr><td>{A}<br>{B}</td></tr></table>"
    assert told(body, title="正文") == ["F 首页", ". ——2024年发展回眸", f". {A}", f". {B}"]
