"""What stands over an article in a text that was copied with its page: a site's menus and tools, the way through a paper's pages.

Seen: a row of channels, the site's name, then 首页 > 新闻 > 正文; 版面导航 / 第01版 / 头版 / 标题导航 / 3 上一篇 放大 缩小 默认.
"""

import re
from collections.abc import Sequence
from functools import cache

from parsers.grammar.layout.lines import Line
from parsers.grammar.makers.authors import signed_author
from parsers.grammar.makers.bylines import byline
from parsers.grammar.marks import END_MARK
from parsers.grammar.web.sourcelines import crumbs, is_meta
from seeds import vocabulary

# lines that may stand over an article's text
_MOST = 40
# a line of text: so long, with a stop
_LONG = 40
# the narrowest column, in characters
_COLUMN = 12
_STOPS = re.compile(r"[。；！？]|，.*，")
# 上一版 下一版 | 首页 | 版面导航 | 标题导航 | | 放大 缩小 默认 | 当前版：04版: the way through the pages of a paper's copy
EPAPER = re.compile(
    r"版面导航|标题导航|放大\s*缩小\s*默认|上一版\s*\d?\s*\d?\s*下一版|国内统一(?:连续出版物|刊)号\s*[:：]?\s*CN|^\s*当前版\s*[:：]"
)
# 要闻 | 时政 | 县区 | 视频 | 专题
_CHANNEL = re.compile(r"[^\s|｜\-]+")
_CHANNELS, _LONGEST_CHANNEL, _LONGEST_SITE = 5, 6, 12
# 清江新闻网 | 中国清江网 | 清江县人民政府门户网站 www.qingjiang.gov.cn
_SITE = re.compile(
    r"(?P<name>中国[·•]?[^\W\da-zA-Z_]{2,6}网|[^\W\da-zA-Z_]{2,20})(?:\s*[|｜—\-（(]?\s*(?:https?://|www\.)[\w./\-]+[）)]?)?", re.IGNORECASE
)
# 投稿邮箱：… | 新闻热线：…
_CALL = re.compile(r"(?:[^\W\da-zA-Z_]{0,6}(?:邮箱|热线|电话|QQ|传真)\s*[:：]\s*[\w@.()（）\-—]+\s*)+")
# a line of signs; an ellipsis is a word of the text, and a stop may be all that a column left of a sentence
_SIGNS = re.compile(r"(?![。，；：！？、”’）》]+$)[^\w…]+")
# 新华社清江9月19日电 题：青龙寨的辣椒红了: an agency's line over its report
_SLUG = re.compile(r"[^，。：:]{2,16}\d日电\s*题\s*[:：]\s*(?P<title>\S.*)")
# a picture's name in place of the picture
_PICTURE = re.compile(r"图片默认标题\S*|(?:QQ|微信)(?:图片|截图)[\w\-_.]*|\S{0,40}\.(?:jpe?g|png|gif|bmp|webp)", re.IGNORECASE)
_SHORTEST_TWIN = 8
# by so many lines a picture's title stands from its caption
_NEAR = 2


def site_lines(lines: Sequence[Line]) -> frozenset[Line]:
    """Return the lines that are a page's: what stands over the way to the article, menus and tools at the head, pictures' names, a headline said again."""
    top = lines[: _text_start(lines)]
    found = {line for line in top if is_menu(line.text) or _is_tool(line.text)}
    found |= set(_over_the_way(top, found))
    found |= {line for line in top[:1] if _is_site(line.text) and any(_may_be_headline(below) for below in top[1:])}
    found |= {
        line for line in lines if _PICTURE.fullmatch(line.text) or (_SIGNS.fullmatch(line.text) and not END_MARK.fullmatch(line.text))
    }
    found |= {line for line in top if (slug := _SLUG.fullmatch(line.text)) and any(slug["title"] in x.text for x in top if x is not line)}
    return frozenset(found | set(_twins([line for line in lines if line not in found], top)))


def _text_start(lines: Sequence[Line]) -> int:
    """Return the index of the first line of text, or of the first three that a column broke; menus without a stop may be as long."""
    begins = (
        i for i, line in enumerate(lines[:_MOST]) if (len(line.text) >= _LONG and _STOPS.search(line.text)) or _is_broken(lines[i : i + 3])
    )
    return next(begins, min(len(lines), _MOST))


def _is_broken(lines: Sequence[Line]) -> bool:
    """Tell whether three lines are text in a column: right under each other, none of them short, with a comma in them."""
    close = len(lines) == 3 and not any(line.gap for line in lines[1:])
    return close and all(len(line.text) >= _COLUMN for line in lines) and any("，" in line.text for line in lines)


def is_menu(text: str) -> bool:
    """Tell whether a line is a row of channels: five short words or more, and nothing but gaps and strokes between them."""
    words = _CHANNEL.findall(text)
    short = sum(len(word) <= _LONGEST_CHANNEL for word in words)
    return (
        len(words) >= _CHANNELS
        and short * 10 >= len(words) * 9
        and all(2 <= len(word) <= _LONGEST_SITE and word.isalpha() for word in words)
    )


@cache
def _tools(name: str) -> tuple[str, ...]:
    return tuple(vocabulary("web")["tools"][name])


def _is_tool(text: str) -> bool:
    bare = "".join(text.split()).strip("|｜·•[]【】（）()")
    return not bare or bare in _tools("whole") or bare.startswith(_tools("begins")) or bool(_CALL.fullmatch(text) or EPAPER.search(text))


def _is_site(text: str) -> bool:
    """Tell whether a line is a site's name and nothing else; a headline may end so too (织密民生保障网), but not as sites' names do."""
    site = _SITE.fullmatch(text) if "网" in text else None
    return bool(site and (site["name"].startswith("中国") or site["name"].endswith(_tools("sites"))))


def _over_the_way(top: Sequence[Line], known: set[Line]) -> Sequence[Line]:
    """Return the lines over the last that says the way to the article or through the paper; none where no headline would be left under it."""
    ways = [i for i, line in enumerate(top) if EPAPER.search(line.text) or crumbs(line.mapped)]
    if not ways or not any(line not in known and _may_be_headline(line) for line in top[ways[-1] + 1 :]):
        return ()
    return [line for line in top[: ways[-1]] if not (crumbs(line.mapped) or line.role == "heading")]


def _may_be_headline(line: Line) -> bool:
    """Tell whether a line under the way to an article is neither its source and time nor who wrote it."""
    written = byline(line.text)
    return not (is_meta(line.text) or signed_author(line.mapped) or (written and written.made))


def _twins(lines: Sequence[Line], top: Sequence[Line]) -> Sequence[Line]:
    """Return the lines that say once more what a line of the head, or one right above, says: a headline or a caption as a picture's title."""
    seen: dict[str, int] = {}
    twins = []
    for i, line in enumerate(lines):
        if len(line.text) >= _SHORTEST_TWIN and not line.ended and not line.is_row:
            if line.text in seen and (line in top or i - seen[line.text] <= _NEAR):
                twins.append(line)
            seen[line.text] = i
    return twins
