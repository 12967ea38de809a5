"""How a text tells: scenes and people's words of a feature, the paper that it is from; the title and authors of an essay."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.document import Cue
from parsers.grammar.dates import DATE
from parsers.grammar.layout.lines import Line
from parsers.grammar.makers.authors import AFFILIATION, authors_with_unit, signed_author
from parsers.grammar.makers.bylines import labelled_makers
from parsers.grammar.makers.houses import NEWSROOM, SITE, STATION
from parsers.grammar.people.names import names_in
from parsers.grammar.people.naming import is_plausible
from parsers.grammar.web.sitehead import EPAPER
from parsers.grammar.web.sourcelines import is_meta, reported, source_names
from parsers.mapped import Mapped

# …。”张学军说 | 张学军说：“…
_SAID = re.compile(r"”[^。”“]{0,14}(?:说|表示|介绍|感慨|告诉|道|笑|乐)|(?:说|告诉记者|感慨|坦言|笑道)[：:]“")
# 隆冬时节，走进… | 天刚蒙蒙亮， | 七月的饶河， | 站在观景台上: how a feature opens
_SCENE = re.compile(
    r"\s*(?:[^，。]{0,8}(?:时节|清晨|春日|夏日|秋日|冬日|清早|腊月|傍晚|黄昏|拂晓|午后|晌午|蒙蒙亮|初春|仲春|盛夏|初夏|深秋|初秋|金秋|隆冬|初冬|寒冬)[^，。]{0,8}，"
    r"|(?:[一二三四五六七八九十]{1,2}|\d{1,2})月的[^\W\da-zA-Z_]{2,6}，|(?:走进|走在|站在(?!新|历史)|漫步|行走在|徜徉|驱车|沿着|来到)[^，。]{2,30})"
)
_HEAD_LINES = 14
_LONG = 40
# lines of a page's foot, behind the names that end an article
_FOOT_LINES = 10
# 第01版：要闻
_NUMBERED = re.compile(r"第?[A-D]?\d{1,3}版\s*[:：]\s*[^\W\da-zA-Z_]{2,8}$")
_PAPER = re.compile(rf"^云上|(?:{NEWSROOM}|报海外版|在线|新华网|人民网|央视网|中新网|融媒)$")
# 来源：黔东南信息港, not 来源：县政府门户网站: who else puts news on a page
_SITE = re.compile(rf"(?:{SITE}|{STATION}|传媒|发布)$|新闻")
_OFFICE = re.compile(r"政府|政务|门户|委员?会|办公室|局|厅|部$|政协|人大|统计|党建")
# 记者在…看到 | 告诉记者 | 笔者走进: who wrote was there, or was told
_REPORTED = re.compile(
    r"(?:(?<!全国)(?<!新华社)记者|笔者)[^，。；：（）()“”]{0,12}?(?:看到|见到|走进|来到|获悉|了解到|采访|发现|走访|踏访|实地|跟随|慕名)|(?:告诉|对|向)(?:记者|笔者)"
)
# 据悉，… | 据当地干部介绍，…: what a report has from others
_HEARD = re.compile(r"(?:^|[。！？”\s])据(?:悉|了解|介绍|[^，。；：]{2,14}介绍)，")
# 近日，… | 5月6日，在…: a report opens with its day
_NEWS_DAY = re.compile(
    r"\s*(?:近日|日前|(?:年初|今年|去年)以来|连日来|连日|近段时间|近来|眼下|时下|昨[日天]|今[日天](?:上午|下午)?|(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚|清晨)?)，"
)
# （林水鑫 黄 河）
_NAMES = re.compile(r"[（(](?P<names>[^（）()，。：]{2,20})[）)]\s*$")
# …经济社会发展综述, which may be the name of an essay or an item where it ends in 观察 or 调查
_TOLD = re.compile(r"(?:掠影|纪实|综述|回眸|侧记|见闻|巡礼|扫描|素描|走笔|透视|写真)$")
_LONGEST_TITLE = 32
# 关于…的思考 | …的调查与思考 | …的调研报告 | 路径探析 | 以江西省资溪县为例: how essays call themselves
_ESSAY = re.compile(
    r"(?:的(?:实践与)?思考|(?:实践|探索|调查|调研|分析)与(?:思考|启示|对策|建议)|(?:的|情况)(?:调研|调查)报告|探析|路径研究|之我见|刍议|初探|启示|的几点建议|学习心得|心得体会"
    r"|^(?![一二三四五六七八九十\d（(第])[^，。；]{6,}(?:现状|对策|问题|路径|机制|模式|策略|关系)(?:研究|分析))$"
)
_CASE = re.compile(r"[—–―\-]*\s*以[^\W\da-zA-Z_]{2,16}为例")
# 摘 要：… | 【关键词】乡村振兴；产业: more than one; 关键词：基地 is a heading
_ABSTRACT = re.compile(r"[【〔\[]?(?:(?:摘\s*要|内容提要)\s*[】〕\]:：]|关\s*键\s*词\s*[】〕\]:：]+\s*[^\s；;，,、]+[\s；;，,、])")
# 必须坚持 … 要把 …: the voice of an article that says what is to be done
_OUGHT = re.compile(
    r"必须|务必|应当|坚持[以把]|着力|持续推进|深入实施|加快推"
    r"|要(?:坚持|把|以|着力|聚焦|牢牢|充分|深入|进一步|加快|切实|始终|持续|全面|突出|强化|大力|完善|积极|统筹)"
)
# such words per thousand characters: 1.1–5.8 in articles, at most 2.0 (芮城) in anything else
_VOICE = 2.2
# 首页 >> 理论 >> 学习笔谈 | 来源：学习时报 | 江海评论 | （作者系…）: the pages of a paper that argue, and who argues
_OPINION = re.compile(r"作者[系为单]|理论|评论|言论|学习|学思|思想|求是|笔谈|论坛")
# 同志们： | 各位领导、各位来宾：, alone on a line: a speech greets those who hear it
_GREETING = re.compile(
    r"(?=[^。；]*(?:们|各位|尊敬))(?:尊敬的|亲爱的)?(?:各位)?(?:同志|领导|来宾|代表|委员|朋友|乡亲|同仁|嘉宾|女士|老师|父老乡亲|企业家)们?"
    r"(?:[、，,\s](?:尊敬的)?(?:各位)?[^\W\da-zA-Z_]{2,8}){0,5}[：:！!]"
)
# 县委党校  张 莉  邱志刚
_SCHOLARS = re.compile(r"[^\W\da-zA-Z_]{2,20}(?:党校|行政学院|研究院|研究室|研究所|研究中心|课题组|调研组|大学|学院|社科联)\s+(?=\S)")
# 红网时评｜… : a title that says what it is
_COMMENT = re.compile(r"[^\W\da-zA-Z_]{2,8}(?:网评|时评|锐评|快评|短评)\s*[|｜丨](?=\s*\S)")


def feature_cues(lines: Sequence[Line], whole: Mapped) -> Iterator[Cue]:
    """Yield what speaks for a feature by the way it tells: people who say things, a scene at its opening, its paper, names at its end."""
    said = list(_SAID.finditer(whole.text))
    if len(said) >= 2:
        yield Cue(cue="quoted_speech", weight=1.0, spans=tuple(s for m in said for s in whole.spans_of(*m.span())))
    scene = next((line for line in lines[:_HEAD_LINES] if _SCENE.match(line.text)), None)
    if scene:
        yield Cue(cue="scene", weight=1.0, spans=scene.spans)
    for line in lines[:_HEAD_LINES]:
        names = [name.text for name in source_names(line.mapped)]
        if any(_PAPER.search(name) for name in names):
            yield Cue(cue="paper", weight=1.0 if _argues(lines, whole) else 2.0, spans=line.spans)
        elif any(_SITE.search(name) and not _OFFICE.search(name) for name in names) and DATE.search(line.text):
            yield Cue(cue="news_site", weight=1.0, spans=line.spans)
        if is_meta(line.text) and (_names_reporter(line) or reported(line.text)):
            yield Cue(cue="reporter", weight=1.0, spans=line.spans)
    yield from _genre_cue(lines[:_HEAD_LINES])
    yield from _news_cues(lines, whole)
    for line in lines[-_FOOT_LINES:]:
        last = _NAMES.search(line.text)
        if last and any(is_plausible(name) for name, _, _ in names_in(line.text, *last.span("names")) or ()):
            yield Cue(cue="names_at_end", weight=1.25, spans=line.mapped.spans_of(*last.span()))
            return


def _argues(lines: Sequence[Line], whole: Mapped) -> bool:
    """Tell whether a text of a paper argues: by its voice, by an author who stands with his post over it, or by what its page says of it."""
    if any(signed_author(line.mapped) for line in lines[:_HEAD_LINES]):
        return True
    short = (line.text for line in (*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:]) if len(line.text) <= _LONG)
    return bool(voice_of_ought(whole)) or any(_OPINION.search(text) for text in short)


def _news_cues(lines: Sequence[Line], whole: Mapped) -> Iterator[Cue]:
    """Yield what speaks for a report by how it is told: a reporter on the spot, what others told, its day at its opening, a paper's page round it."""
    if told := list(_REPORTED.finditer(whole.text)):
        yield Cue(cue="reported", weight=1.25 if len(told) > 1 else 1.0, spans=tuple(s for m in told for s in whole.spans_of(*m.span())))
    if heard := _HEARD.search(whole.text):
        yield Cue(cue="hearsay", weight=0.5, spans=whole.spans_of(*heard.span()))
    text = next((line for line in lines[:_HEAD_LINES] if len(line.text) >= _LONG), None)
    if text and _NEWS_DAY.match(text.text):
        yield Cue(cue="news_day", weight=0.75, spans=text.spans)
    if number := next((line for line in lines[:_HEAD_LINES] if _NUMBERED.match(line.text) and not _OPINION.search(line.text)), None):
        yield Cue(cue="page_number", weight=0.5, spans=number.spans)
    if page := next((line for line in lines if len(line.text) <= _LONG and EPAPER.search(line.text)), None):
        yield Cue(cue="newspaper_page", weight=2.0, spans=page.spans)


def voice_of_ought(whole: Mapped) -> list[re.Match[str]]:
    """Return the words of a text that says all along what ought to be done; nothing where few of them are said."""
    ought = list(_OUGHT.finditer(whole.text))
    return ought if len(ought) >= 3 and 1000 * len(ought) >= _VOICE * len(whole.text) else []


def _names_reporter(line: Line) -> bool:
    return any(c.role_kind in ("reporter", "correspondent") for c in labelled_makers(line.mapped))


def _genre_cue(head: Sequence[Line]) -> Iterator[Cue]:
    """Yield the 副题 without a dash that a feature's name for itself ends, right under a title: …经济社会发展综述."""
    for title, line in pairwise(head):
        short = all(len(x.text) <= _LONGEST_TITLE and not x.ended for x in (title, line))
        if short and not line.gap and _TOLD.search(line.text):
            yield Cue(cue="genre", weight=1.0, spans=line.spans)
            return


def spoken_cues(lines: Sequence[Line]) -> Iterator[Cue]:
    """Yield what speaks against an article: the greeting of a speech, on its own line; a speech argues like one, under a name with a post."""
    for line in (line for line in lines[:_HEAD_LINES] if _GREETING.fullmatch(line.text)):
        yield Cue(cue="greeting", weight=-4.0, spans=line.spans)


def essay_cue(line: Line) -> Cue | None:
    """Return what a line at the head says of an essay: its kind of title, the county that it studies, authors of a school."""
    if _ESSAY.search(line.text) or _ABSTRACT.match(line.text):
        return Cue(cue="essay", weight=1.5, spans=line.spans)
    if AFFILIATION.match(line.text) or _COMMENT.match(line.text):
        return Cue(cue="essay", weight=2.0, spans=line.spans)
    scholars = _SCHOLARS.match(line.text)
    if _CASE.fullmatch(line.text) or (scholars and names_in(line.text, scholars.end(), len(line.text))):
        return Cue(cue="essay", weight=1.0, spans=line.spans)
    if authors_with_unit(line.mapped):
        return Cue(cue="author_with_unit", weight=0.5, spans=line.spans)
    return None
