"""What a line at the head says of a theory article: its channel or page, its author with or without his post, its paper."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.document import Cue
from parsers.grammar.layout.lines import Line
from parsers.grammar.makers.authors import author_over, bare_authors, office_author, post_below
from parsers.grammar.newspapers.paperlines import is_page_head, is_page_name
from parsers.grammar.newspapers.telling import essay_cue
from parsers.grammar.web.sourcelines import crumbs, is_meta
from parsers.grammar.web.webhead import names_author

_THEORY = re.compile(r"理论|学习时报|学思|思想|求是|党建研究|学习园地|中心组|调研文章|调研报告|调查与思考|实践与思考")
# 首页 > 理论 > 正文, 首页 > 潇湘时评: the channel itself
_CHANNEL = re.compile(
    r"[>›»→＞/]\s*(?:理论(?:频道|评论|时评|学习|园地|之窗|文章|专栏|前沿|探讨|探索|研究|纵横|视野|视点|天地|在线|周刊|文库|[•·]\s?学习)?|[^\W\da-zA-Z_]{0,4}(?:时评|网评|评论|言论)(?:频道)?)\s*(?:-?[>›»→＞/]|$)"
)
# 作者：徐建华 | 撰文｜徐建华 | 文/徐建华
_WRITTEN_BY = re.compile(r"(?:作者|撰文|撰稿|执笔)\s*[:：|｜丨/]\s*[^\W\da-zA-Z_]|文\s*[/／]\s*(?!图|记者|通讯员)[^\W\da-zA-Z_]{2,4}$")
# 作者：翁建辉（泰顺县发展和改革局）; whose office makes news reports
_OF_OFFICE = re.compile(
    r"作者\s*[:：]\s*[^\s（(:：]{2,8}[（(](?![^（）()]*(?:融媒|记者|通讯员|报社|宣传|电视|广播|新闻))[^\s（）()]{3,22}(?:党校|学院|大学|中心|委员会|[局委办室所院厅会])[）)]"
)
# a line of names
_LONGEST_AUTHORS = 24
# 2024年工作总结, 关于…的通知: what an office issues in its own name is no article
_OFFICIAL = re.compile(
    r"(?:通知|公告|通告|通报|公报|意见|方案|办法|规定|规则|细则|决定|决议|批复|函|请示|报告|纪要|名单|公示|要点|计划|规划|总结|清单|说明|汇报|情况|快报|简报|专报|信息)(?:[（(][^（）()]*[）)])?$"
)
# a headline may have a second line
_FIRST, _SHORTEST_TITLE = 3, 6


def office_cues(lines: Sequence[Line]) -> Iterator[Cue]:
    """Yield that an office of the party has signed, alone on its line, right under the headline that opens the text."""
    for title, line in pairwise(lines[:_FIRST]):
        if office_author(line.mapped) and len(title.text) >= _SHORTEST_TITLE and not title.ended and not _OFFICIAL.search(title.text):
            yield Cue(cue="office_under_title", weight=2.0, spans=line.spans)
            return


def head_cues(line: Line, below: Line | None) -> Iterator[Cue]:
    """Yield what a line among the first says for a theory article, seen with the line below it."""
    text = line.text
    if crumbs(line.mapped):
        yield Cue(cue="breadcrumb", weight=2.0 if _CHANNEL.search(text) else 1.5 if _THEORY.search(text) else 0.25, spans=line.spans)
    elif names_author(line.mapped) or (below and post_below(line.mapped, below.mapped)):
        yield Cue(cue="author_with_post", weight=2.0, spans=line.spans)
    elif is_page_head(text) or is_page_name(text):
        yield Cue(cue="theory_page", weight=1.5 if _THEORY.search(text) else 0.0, spans=line.spans)
    elif essay := essay_cue(line):
        yield essay
    elif _WRITTEN_BY.match(text) or (len(text) <= _LONGEST_AUTHORS and bare_authors(line.mapped)):
        yield Cue(cue="author", weight=0.75, spans=line.spans)
    elif author_over(line.mapped):
        yield Cue(cue="author_in_title", weight=1.0, spans=line.spans)
    elif _OF_OFFICE.search(text):
        yield Cue(cue="author_with_unit", weight=0.5, spans=line.spans)
    elif _THEORY.search(text) and is_meta(text):
        yield Cue(cue="theory_paper", weight=1.5, spans=line.spans)
