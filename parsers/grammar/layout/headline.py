"""Which display lines at the head are kicker (引题), title (主题) and subtitle (副题)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.document import Text
from parsers.grammar.layout.builds import build
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import GENRE, heading_mark, is_box_name, ornament_end
from parsers.mapped import Mapped
from parsers.reading import Span

# ——范县王楼镇…掠影 | ―――… | --…, with words behind it
DASH = re.compile(r"[—―－–-]{1,6}\s*(?=[^\s—―－–-])")
# 经开区新闻 | 今日清江 | 第3版 综合新闻 | 县域经济大家谈② | 【基层党建】 | ★基层党建★ | ·县域观察·
COLUMN = re.compile(
    r"(?:(?:(?:第?[\dA-Z]{1,3}版?|[★☆◆◇●◎○■□▲△※])\s*[:：|]?\s*)?(?P<name>[^\W\da-zA-Z_]{1,8}(?:新闻|要闻|专版|专刊|周刊|专题|视窗|视界|视点|时空|之窗|天地|论坛|专栏|副刊|瞭望|风采|纵横|园地|讲坛|论苑|大家谈|版)|今日(?!头条|[开立起启举召将是看说出发上入])[^\W\da-zA-Z_]{2})(?:[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[）)])?)"
    r"|[【〖\[](?P<inside>[\u4e00-\u9fff·、]{2,12}|[^\W\da-zA-Z_]{2,8} [^\W\da-zA-Z_]{2,8})[】〗\]]"
    r"|(?P<sign>[★☆◆◇●○■□▲△※·•]{1,3})\s*(?P<starred>[\u4e00-\u9fff·、]{2,10})\s*(?P=sign)|栏目[:：]\s*(?P<labelled>.+)"
)
# 编者按：… | 【编者按】… | 〔编者的话〕…: what an editor says over a text
EDITORS_NOTE = re.compile(r"[【〔\[（(]?\s*(?:本[报刊])?(?:编者按|编者的话|按语?\s*[】〕\]）):：])")
EDITORS_NOTE_ALONE = re.compile(r"[【〔\[（(]?\s*(?:本[报刊])?(?:编者按|编者的话|按语|按)\s*[】〕\]）)]?\s*[:：]?")
# 【领导批示】 | 批示：
INSTRUCTION = re.compile(r"[【\[]?(?:领导)?(?:批示|批语|指示)(?:摘要|要求)?[】\]：:]?$")
# ——“沿着河海看变化”系列报道之三
_SERIES = re.compile(r"系列(?:报道|述评|评论|访谈)?(?:之[一二三四五六七八九十\d]{1,3})?[）)]?$")

# how many times as long a 副题 without a dash is as its title
_LONGER = 1.7
# 银杏故里: a line of so few characters under a 引题 is the title's first
_SHORT = 5


# 绥江：金沙江畔的移民新城答卷 — a title that names its place first
_MAIN = re.compile(r"[^\W\da-zA-Z_]{2,6}[：:]")


# 青龙镇立足资源优势, over 小辣椒铺就致富之路 | 一棵辣椒苗撑起一条产业链: who goes about it how, over a line that has a subject of its own
_WHO_AND_HOW = re.compile(r"[^\W\da-zA-Z_]{1,7}[县市区镇乡村](?:立足|依托|聚焦|紧扣|围绕|坚持|着力|大力|积极|深入|全力|扎实)")
_ITS_OWN = re.compile(r"小[^\W\d]|一[个只根条颗粒株棵朵片枚杯碗方座盏张]|“|昔日")


# 【学思践悟】做强“药”产业: a column in brackets before the title on its line
COLUMNED = re.compile(r"[【〖](?P<column>[\u4e00-\u9fff·—\d\s“”①-⑳、，]{2,40})[】〗]\s*(?=[^【〖\s][^【〖]{4})")
# 青龙寨的辣椒红了——清江县辣椒产业发展纪实: title and 副题 that a web page set on one line
_ON_ONE_LINE = re.compile(
    rf"(?P<title>[^—]{{6,40}})(?P<dash>—{{1,2}})(?P<under>[^—]{{5,38}}(?:图景|纪行|在行动|{GENRE.pattern.rstrip('$')}))$"
)


@dataclass(frozen=True)
class Headline:
    """The headline's parts and the column in brackets before its title, each null where there is none."""

    kicker: Text | None = None
    title: Text | None = None
    subtitle: Text | None = None
    column: Text | None = None


def is_subtitle(text: str) -> bool:
    """Tell whether a display line is a 副题 by the dash before it; a series' name behind a dash is a 引题."""
    return bool(DASH.match(text)) and not _SERIES.search(text)


def is_column(text: str) -> bool:
    """Tell whether a display line is the name of a column or page (栏目, 版名); 【编者按】 and 【相关链接】 are none."""
    return bool(COLUMN.fullmatch(text)) and not (is_box_name(text) or EDITORS_NOTE.match(text))


def column_name(mapped: Mapped) -> Text:
    """Return the name of a column less the brackets round it, its label, number or page: 【基层党建】, 栏目：基层党建, 一、基层党建, A3 高新区专刊."""
    match = COLUMN.fullmatch(mapped.text)
    group = match.lastgroup if match else None
    if match and group:
        return mapped.group(match, group)
    mark = heading_mark(mapped.text)
    return mapped.part(mark.end if mark else ornament_end(mapped.text), len(mapped.text)).whole()


def headline(displays: Sequence[Piece], has_kicker: bool = True) -> Headline:
    """Return the parts of a headline from its display lines, top to bottom.

    A dash marks the 副题 (its dash is left out). Of several lines above it, one with a Markdown sign is the title; lines of
    equal length and build are one title set over two lines; otherwise the last is the title and what stands above it the 引题,
    unless it is much longer than that: then the upper one is the title and the long one a 副题 without a dash.
    Where the type of document has no 引题 (`has_kicker`), all of them are the title. What the source's layout says comes first.
    """
    subs = [p for p in displays if p.layout == "subtitle" or is_subtitle(p.text)]
    subs = subs or [p for p in displays[1:] if GENRE.search(p.text) and p.layout != "heading"]
    heads = [p for p in displays if p not in subs]
    above = [p for p in heads if not subs or p.start < subs[0].start or p is displays[0]]  # a 引题 is first, wherever it came out
    below = [p for p in heads if p not in above]
    if below and not above and is_subtitle(subs[0].text):
        above, below = below[:1], []
    apart = has_kicker and _is_apart(above, subs)
    kicker, title = (_joined(above[:1]), _joined(above[1:])) if apart else _kicker_and_title(above, has_kicker)
    under = _under(above)
    subtitle = _joined([*subs[:1], *below[:1]]) if subs else _joined(under[:1])
    told = any(p.layout == "kicker" for p in displays)
    if (
        kicker
        and title
        and not (subs or told)
        and not _MAIN.match(title.text)
        and _longest(heads, title) >= _LONGER * _longest(heads, kicker)
    ):
        kicker, title, subtitle = None, kicker, title
    column = COLUMNED.match(title.text) if title else None
    name = title.group(column, "column") if title and column else None
    title = title.part(column.end(), len(title.text)) if title and column else title
    if title and not subtitle and (whole := _ON_ONE_LINE.fullmatch(title.text)):
        return Headline(_undashed(kicker), title.group(whole, "title"), title.group(whole, "under"), name)
    return Headline(_undashed(kicker), _unframed(title), _undashed(subtitle), name)


def _is_apart(above: Sequence[Piece], subs: Sequence[Piece]) -> bool:
    """Tell whether of two lines over a 副题 the lower stands right over that and an empty line parts it from the upper: two decks, not one title."""
    return (
        len(above) == 2 and bool(subs) and bool(above[1].lines[0].gap) and not (subs[0].lines[0].gap or above[0].hashes or above[1].hashes)
    )


def _longest(lines: Sequence[Piece], part: Mapped) -> int:
    """Return the length of the longest line of a part of the headline; of one line that was cut, its whole length."""
    return max((len(line.text) for p in lines for line in p.lines if line.spans[0] in part.spans), default=len(part.text))


def _kicker_and_title(lines: Sequence[Piece], has_kicker: bool) -> tuple[Mapped | None, Mapped | None]:
    if not lines:
        return None, None
    signed = _of_first_rank(lines)
    if signed and len(signed) < len(lines):
        first = signed[0]
        return _joined(lines[:first]), _joined([lines[i] for i in signed])
    split = len(lines) - 1 if has_kicker else 0
    while split > 0 and (is_pair(lines[split - 1].text, lines[split].text) or (split > 1 and len(lines[split - 1].text) <= _SHORT)):
        split -= 1
    return _joined(lines[:split]), _joined(lines[split:])


def is_pair(upper: str, lower: str) -> bool:
    """Tell whether two display lines are one title over two lines: of equal length and not who does something over what comes of it, or running on."""
    same_build = build(upper) == build(lower) and not (_WHO_AND_HOW.match(upper) and _ITS_OWN.match(lower))
    return same_build or upper.endswith(("，", "、", "的", "和", "与", "：")) or lower.startswith(("的", "和", "与"))


def _under(lines: Sequence[Piece]) -> Sequence[Piece]:
    """Return the display lines under one that its sign makes the title."""
    signed = _of_first_rank(lines)
    return lines[signed[-1] + 1 :] if signed else ()


def _of_first_rank(lines: Sequence[Piece]) -> list[int]:
    """Return which lines have the highest of the Markdown signs that there are."""
    first = min((p.hashes for p in lines if p.hashes), default=0)
    return [i for i, p in enumerate(lines) if first and p.hashes == first]


def _joined(pieces: Sequence[Piece]) -> Mapped | None:
    spans: tuple[Span, ...] = tuple(s for p in pieces for s in p.spans)
    return Mapped(pieces[0].mapped.reading, spans) if spans else None


def _unframed(mapped: Mapped | None) -> Text | None:
    """Return a title without the heavy brackets round all of it: 【张山营镇：葡萄采摘季开园迎客】."""
    framed = mapped and re.fullmatch(r"[【〖](?P<inside>[^【】〖〗]+)[】〗]", mapped.text)
    return mapped.group(framed, "inside") if mapped and framed else mapped.whole() if mapped else None


def _undashed(mapped: Mapped | None) -> Text | None:
    if not mapped:
        return None
    match = DASH.match(mapped.text)
    return mapped.slice(match.end() if match else 0, len(mapped.text))
