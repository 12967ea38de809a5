"""What a line of a newspaper page is by its own wording: byline, caption, breadcrumb, source line, page header, furniture."""

import re
from functools import cache

from parsers.document import Text
from parsers.grammar.layout.captions import is_caption
from parsers.grammar.layout.headline import column_name, is_column
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.bylines import bracketed, byline
from parsers.grammar.makers.houses import HOUSE, PAPER
from parsers.grammar.makers.made import role_kind
from parsers.grammar.makers.senders import names_alone, with_house
from parsers.grammar.newspapers.pagefields import page_fields
from parsers.grammar.web.sourcelines import crumbs, is_furniture, is_meta, labelled
from parsers.mapped import Mapped
from seeds import vocabulary

_LONGEST_BYLINE = 90
# （图片由砀山县融媒体中心提供） | （本版稿件由丹东日报社采写）
_PICTURES_BY = re.compile(
    r"[（(]?(?:(?:本[版文报组])?(?:图片|照片|配图|摄影|资料图)[^。（）()]{0,24}(?:提供|供图|摄|资料)|本[版文](?:稿件|文图|图文|文字)[^。（）()]{0,36}(?:提供|采写|撰写|供稿|组稿|采编|整理))[）)]?。?"
    r"|[\u4e00-\u9fff·]{0,10}(?:记者|通讯员)\s*[\u4e00-\u9fff\s]{2,9}摄"
)
# 02 综合新闻 2024年11月8日 星期五 | 第3版 | A04 要闻: what stands over every page of a paper
PAGE_HEADER = re.compile(
    r"[^。，；“”]*\d{4}年\d{1,2}月\d{1,2}日[^。，；“”]*星期[一二三四五六日天][^。，；“”]*|第?\s*[A-Z]?\d{1,2}\s*版(?:[\s:：|■◆●][^。，；“”]*)?"
    r"|[A-Z]\d{2}[\s:：|]*[^\W\da-zA-Z_]{0,6}(?:要闻|新闻|综合|理论|专版|专刊|副刊)"
)
# … 星期四 理论周刊 03; the name of the paper (图木舒克日报) is none of its page
_PAPER_NAME = re.compile(rf"[^\W\da-zA-Z_]{{2,8}}{PAPER}")
# 03 县区观察
_NUMBERED_PAGE = re.compile(r"(?:[A-D]\d{1,2}|0[2-9]|[1-9]\d)\s*(?P<name>[\u4e00-\u9fff·]{2,8})")
# 总第1986期 | 第12期（总第301期）, alone on its line
_ISSUE = re.compile(r"(?:第\s*\d{1,4}\s*期\s*)?[（(]?总第\s*\d{1,6}\s*期[）)]?")
# A06 美丽乡村: a letter and two digits are the number of nothing else
_LETTERED_PAGE = re.compile(r"[A-D]\d{2}\s*[^\W\da-zA-Z_]{2,8}")
_PAGE_NAME = re.compile(
    r"(?:^|[\s版|｜:：\d])(?P<name>(?!星期|第|专版|专题|广告|[^\W\da-zA-Z_]*报(?:$|[\s\d|｜]))[\u4e00-\u9fff·]{2,8})(?=$|[\s\d|｜])(?!\s*[:：/])"
)
# 2021-11-12 06:09 商洛日报: a page's head has a day and no hour
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
# 核心提示, alone over the lead
_LEAD_LABEL = re.compile(r"[【\[■◆◎●★]?\s*(?:核心提示|核心阅读|阅读提示|内容提要|内容提示)\s*[】\]]?\s*[:：]?")
# kinds of roles that a page's desk has
_DESK = ("editor", "reviewer", "approver")
# （上接第一版） | （下转第三版）
CONTINUED = re.compile(r"[（(](?:上接|下转|紧接|转|接)[^（）()]{1,12}[）)]")
# 本报讯（记者 … | 本报范县1月5日电 | 延安日报讯（记者 … | 新华社西安10月12日电 | 云上黄冈报道（… | 红网时刻12月2日讯（记者 …
DATELINE = re.compile(
    rf"(?:本[报网台]|[\u4e00-\u9fff·]{{0,16}}(?:{HOUSE}|时刻|网[^\W\da-zA-Z_]{{2,3}}新闻)|云上[^\W\da-zA-Z_]{{2,4}})"
    r"(?:讯(?=[\s（(：:\d])|[^\W\da-zA-Z_]{0,8}[0-9０-９]{1,2}月?[0-9０-９]{0,2}日?(?:电|讯|消息)|报道(?=[（(]))"
)


def role_of(line: Line) -> str | None:
    """Return what a line of a feature is by its own wording: byline, caption, breadcrumb, meta, furniture; else None."""
    text = line.text
    found = byline(text) if len(text) <= _LONGEST_BYLINE else None
    if (found and (found.made or found.credit)) or names_alone(line.mapped) or with_house(line.mapped):
        return "byline"
    if _PICTURES_BY.fullmatch(text):
        return "picture_credit"
    if is_caption(text):
        return "caption"
    if crumbs(line.mapped):
        return "breadcrumb"
    if CONTINUED.fullmatch(text):
        return "furniture"
    if is_page_head(text) or _ISSUE.fullmatch(text) or _LEAD_LABEL.fullmatch(text):
        return "furniture"
    if is_meta(text):
        return "meta"
    return "furniture" if is_furniture(text) else None


def is_page_head(text: str) -> bool:
    """Tell whether a line is what stands over every page of a paper; one with labels (来源：…) is an article's own."""
    if len(text) > _LONGEST_BYLINE or _CLOCK.search(text) or any(p.sort in ("source", "time") for p in labelled(text)):
        return False
    numbered = _NUMBERED_PAGE.fullmatch(text)
    named = numbered and is_page_name(numbered["name"])
    return bool(named or _LETTERED_PAGE.fullmatch(text) or PAGE_HEADER.fullmatch(text) or _PAPER_NAME.fullmatch(text) or page_fields(text))


def page_name(mapped: Mapped) -> Text | None:
    """Return the name of the page that a page's head gives (2025年1月17日 星期五 县域观察 04 | 经开区新闻); None where it gives none."""
    if is_page_name(mapped.text):
        return column_name(mapped)
    if _PAPER_NAME.fullmatch(mapped.text) or not is_page_head(mapped.text):
        return None
    if fields := page_fields(mapped.text):
        return mapped.slice(*fields.name) if fields.name else None
    match = _PAGE_NAME.search(mapped.text)
    return mapped.group(match, "name") if match else None


def is_page_name(text: str) -> bool:
    """Tell whether a wording is the name of a newspaper's page (版名) and nothing else."""
    bare = "".join(text.split())
    return bare in _page_names() or is_column(bare)


@cache
def _page_names() -> frozenset[str]:
    return frozenset(vocabulary("pages")["names"]["words"])


def is_reporters(piece: Piece) -> bool:
    """Tell whether a piece is the byline of those who wrote, not the editors' line."""
    found = byline(piece.text) if piece.role == "byline" else None
    return bool(found and (found.credit or any(role_kind(m.role) in ("reporter", "correspondent", "author") for m in found.made)))


def is_editors(piece: Piece) -> bool:
    """Tell whether a piece is the line of those who edited or checked, which ends an article; a photographer's name does not."""
    if piece.role != "byline" or is_reporters(piece):
        return False
    found = byline(piece.text)
    return not found or any(role_kind(m.role) != "photographer" for m in found.made)


def is_desk(piece: Piece) -> bool:
    """Tell whether a piece names nobody but those who edited, checked or approved the page."""
    found = byline(piece.text) if piece.role == "byline" else None
    return bool(found and found.made and all(role_kind(m.role) in _DESK for m in found.made))


def is_signed(piece: Piece) -> bool:
    """Tell whether running text ends in its reporters' names in brackets: …丰收在望。（记者 李明）."""
    signed = (found for found, _, (_, end) in bracketed(piece.mapped) if end == len(piece.text))
    return not piece.role and any(role_kind(m.role) in ("reporter", "correspondent") for found in signed for m in found.made)


def has_photographer(piece: Piece) -> bool:
    """Tell whether a byline says who took the pictures, by a role or by a credit for words and pictures."""
    found = byline(piece.text)
    return bool(found and (found.credit or any(role_kind(m.role) == "photographer" for m in found.made)))
