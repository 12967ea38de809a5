"""Writes web pages as county sites do: the article in one of several page templates, with all that stands round it."""

from collections.abc import Callable, Iterable
from html import escape

Blocks = list[tuple[str, str]]
# words that stand round the article in every template
ROUND = ["设为首页", "范县要闻", "县委召开常委会议", "相关阅读", "豫ICP备05012345号"]


def typeset(blocks: Iterable[tuple[str, str]], *, template: str = "portal") -> bytes:
    """Return a page with a document's blocks (kind, wording) in a template: portal, tables, register, modern or flat."""
    return TEMPLATES[template](_headed(list(blocks)))


def _headed(blocks: Blocks) -> Blocks:
    """A bulletin's page is headed by the bulletin's name; the title of its item stands in the text."""
    kinds = [kind for kind, _ in blocks]
    if "masthead" not in kinds:
        return blocks
    first = kinds.index("masthead")
    plain = {"title": "centred", "kicker": "centred", "subtitle": "centred"}
    return [("title" if i == first else plain.get(kind, kind), words) for i, (kind, words) in enumerate(blocks)]


def _of(blocks: Blocks, *kinds: str) -> list[str]:
    return [words for kind, words in blocks if kind in kinds]


def _body(blocks: Blocks, *, heading: str = "<p><strong>{}</strong></p>", caption: str = "", paragraph: str = "<p>　　{}</p>") -> str:
    """Everything but what templates place by themselves, in order."""
    caption = caption or '<p style="text-align: center"><img src="a.jpg" width="600"></p><p style="text-align: center">{}</p>'
    forms = {"heading": heading, "caption": caption, "centred": '<p style="text-align: center">{}</p>'}
    rest = [(k, w) for k, w in blocks if k not in _PLACED]
    return "\n".join(forms.get(kind, paragraph).format(escape(words)) for kind, words in rest)


_PLACED = {"breadcrumb", "kicker", "title", "subtitle", "meta"}


def _name(blocks: Blocks) -> str:
    return escape(" ".join(_of(blocks, "title")) or "正文")


def _portal(blocks: Blocks) -> bytes:
    """A city portal of today: classes with telling names, a path, share buttons, related articles, a footer."""
    head = "<br>".join(map(escape, _of(blocks, "title")))
    above = "".join(f'<p class="kicker">{escape(w)}</p>' for w in _of(blocks, "kicker"))
    below = "".join(f'<p class="subtitle">{escape(w)}</p>' for w in _of(blocks, "subtitle"))
    meta = "".join(f'<div class="info"><span>{escape(w)}</span> <a href="#">【打印】</a></div>' for w in _of(blocks, "meta"))
    path = "".join(f'<div class="crumb">{_linked(w)}</div>' for w in _of(blocks, "breadcrumb"))
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{_name(blocks)}_濮阳网</title>
<style>.tc{{display:none}} .nav li{{float:left}}</style><script>var page = "脚本不是文字。";</script></head><body>
<div class="top"><a href="/">设为首页</a> <a href="/">加入收藏</a></div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/x">范县要闻</a></li><li><a href="/y">政务</a></li></ul></div>
<div class="tc">这是一个看不见的弹窗，请勿理会。</div>
{path}<div class="main"><div class="left"><div class="article">{above}<h1>{head}</h1>{below}{meta}
<div class="content" id="zoom">{_body(blocks)}</div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div>
<div class="prev">上一篇：<a href="/1">全市春耕备耕工作会议召开</a><br>下一篇：<a href="/2">我市开展志愿服务活动</a></div></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/3">县委召开常委会议，传达学习上级会议精神</a></li><li><a href="/4">全县项目建设推进会召开</a></li></ul></div></div>
<div class="right sidebar"><h3>热点新闻</h3><ul><li><a href="/5">濮阳市2025年政府工作报告</a></li></ul></div></div>
<div class="footer"><p>版权所有：濮阳网 未经授权，禁止转载。</p><p>豫ICP备05012345号 地址：濮阳市人民路</p></div>
</body></html>""".encode()


def _tables(blocks: Blocks) -> bytes:
    """An old county site: tables for layout, font tags, everything in cells, GB2312."""
    head = "<br>".join(map(escape, _of(blocks, "title")))
    above = "".join(f"<tr><td align=center><font size=3>{escape(w)}</font></td></tr>" for w in _of(blocks, "kicker"))
    below = "".join(f"<tr><td align=center><font size=3>{escape(w)}</font></td></tr>" for w in _of(blocks, "subtitle"))
    meta = "".join(f"<tr><td align=center><font color=#666666>{escape(w)}</font></td></tr>" for w in _of(blocks, "meta"))
    path = "".join(f"<tr><td>{_linked(w)}</td></tr>" for w in _of(blocks, "breadcrumb"))
    text = _body(blocks, heading="<br>　　<b>{}</b><br>", paragraph="　　{}<br>", caption="<center><img src=a.jpg><br>{}</center>")
    page = f"""<html><head><META http-equiv=Content-Type content="text/html; charset=gb2312"><title>范县人民政府--{_name(blocks)}</title></head>
<body><table width=950 align=center><tr><td colspan=3><a href=/>设为首页</a></td></tr>
<tr><td><a href=/a>首页</a></td><td><a href=/b>范县要闻</a></td><td><a href=/c>办事指南</a></td></tr></table>
<table width=950 align=center><tr><td width=180 valign=top><table><tr><td>相关阅读</td></tr><tr><td><a href=/d>县委召开常委会议</a></td></tr>
<tr><td><a href=/e>全县秋粮收购有序开展</a></td></tr></table></td>
<td valign=top><table width=100%>{path}{above}<tr><td align=center><font size=5 color=red><b>{head}</b></font></td></tr>{below}{meta}
<tr><td style="font-size:14px">{text}</td></tr>
<tr><td align=right>【<a href="javascript:print()">打印本页</a>】【<a href="javascript:close()">关闭窗口</a>】</td></tr></table></td></tr></table>
<table width=950 align=center><tr><td align=center>主办：范县人民政府办公室　豫ICP备05012345号</td></tr></table></body></html>"""
    return page.encode("gb18030")


def _register(blocks: Blocks) -> bytes:
    """A government site's page of published information: the register's entries in a table over the paper."""
    head = " ".join(map(escape, _of(blocks, "title")))
    rest = "".join(f"<p style='text-align:center'>{escape(w)}</p>" for w in _of(blocks, "subtitle"))
    above = "".join(f"<p style='text-align:center'>{escape(w)}</p>" for w in _of(blocks, "kicker"))
    meta = "".join(f'<p class="ly">{escape(w)}<span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></p>' for w in _of(blocks, "meta"))
    path = "".join(f'<div class="position">{_linked(w)}</div>' for w in _of(blocks, "breadcrumb"))
    return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><meta name="ArticleTitle" content="{head}"><title>{head}</title></head><body>
<header><a href="/"><img src="logo.png" alt="范县人民政府"></a><form><input type="text" value="请输入关键字"><button>搜索</button></form></header>
<ul class="daohang"><li><a href="/">设为首页</a></li><li><a href="/">范县要闻</a></li></ul>{path}
<div class="xxgk"><table class="bt"><tr><td><b>索引号：</b></td><td>005874321/2025-00012</td><td><b>主题分类：</b></td><td>农业、林业</td></tr>
<tr><td><b>发文机关：</b></td><td>范县人民政府办公室</td><td><b>成文日期：</b></td><td>2024年12月30日</td></tr></table></div>
<div class="wenzhang">{above}<div class="title">{head}</div>{rest}{meta}<div class="TRS_Editor">
{_body(blocks, heading="<h3>{}</h3>", paragraph='<p style="text-indent:2em"><span>{}</span></p>')}</div>
<div class="ewm"><img src="ewm.png"><p>扫一扫在手机打开当前页</p></div><p class="gb"><a>【打印本页】</a><a>【关闭窗口】</a></p></div>
<div class="xglj"><h4>相关阅读</h4><ul><li><a href="/z">县委召开常委会议</a></li></ul></div>
<footer><p>主办单位：范县人民政府办公室</p><p>网站标识码：4109260001 豫ICP备05012345号</p></footer></body></html>""".encode()


def _modern(blocks: Blocks) -> bytes:
    """A media centre's page of HTML 5: article, header, figure, aside, comments."""
    head = "".join(f"<h1>{escape(w)}</h1>" for w in _of(blocks, "title"))
    above = "".join(f'<p class="yinti">{escape(w)}</p>' for w in _of(blocks, "kicker"))
    below = "".join(f'<p class="futi">{escape(w)}</p>' for w in _of(blocks, "subtitle"))
    meta = "".join(f"<p>{escape(w)}</p>" for w in _of(blocks, "meta"))
    path = "".join(f'<nav aria-label="breadcrumb">{_linked(w)}</nav>' for w in _of(blocks, "breadcrumb"))
    text = _body(
        blocks, heading="<h2>{}</h2>", caption="<figure><img src=a.webp><figcaption>{}</figcaption></figure>", paragraph="<p>{}</p>"
    )
    return f"""<!doctype html><html><head><meta charset=utf-8><meta property="og:title" content="{_name(blocks)}"><title>{_name(blocks)} - 范县融媒</title></head>
<body><header><h2>范县融媒体中心</h2><nav><a href=/>设为首页</a><a href=/n>范县要闻</a></nav></header>{path}
<main><article><header>{above}{head}{below}{meta}</header>{text}</article>
<section class="comments"><h3>网友评论</h3><p>这篇文章写得真好，为家乡点赞！希望家乡越来越好。</p></section>
<aside><h3>相关阅读</h3><p>县委召开常委会议，会议强调要抓好春季农业生产，确保全年粮食丰收。</p></aside></main>
<footer>© 范县融媒体中心 豫ICP备05012345号</footer></body></html>""".encode()


def _flat(blocks: Blocks) -> bytes:
    """A page without structure, as old editors save it: everything right in the body."""
    lines = [f"<p>{_linked(w)}</p>" for w in _of(blocks, "breadcrumb")]
    lines += [f"<p align=center>{escape(w)}</p>" for w in _of(blocks, "kicker")]
    lines += [f'<p align=center><span style="font-size:22pt">{escape(w)}</span></p>' for w in _of(blocks, "title")]
    lines += [f"<p align=center>{escape(w)}</p>" for w in _of(blocks, "subtitle", "meta")]
    around = "<p><a href=/>设为首页</a> <a href=/n>范县要闻</a></p>"
    related = "<p>相关阅读</p><p><a href=/m>县委召开常委会议</a></p><p>版权所有 豫ICP备05012345号</p>"
    return f"<html><head><title>{_name(blocks)}</title></head><body>{around}{''.join(lines)}{_body(blocks)}{related}</body></html>".encode()


def _linked(path: str) -> str:
    """A path with its steps as links: 首页 > 新闻 > 正文."""
    steps, _, rest = path.partition("     ")
    words = [escape(w.strip()) for w in steps.replace("›", ">").split(">")]
    return " &gt; ".join([*(f'<a href="/">{w}</a>' for w in words[:-1]), words[-1]]) + (f"&nbsp;&nbsp;&nbsp;{escape(rest)}" if rest else "")


TEMPLATES: dict[str, Callable[[Blocks], bytes]] = {
    "portal": _portal,
    "tables": _tables,
    "register": _register,
    "modern": _modern,
    "flat": _flat,
}
