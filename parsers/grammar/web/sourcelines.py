"""What a news site prints round an article: the breadcrumb, and the line of source, author and time under the title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from parsers.document import Text
from parsers.grammar.dates import ANY_DATE, DATE
from parsers.grammar.makers import houses
from parsers.grammar.wordlists import alternation
from parsers.mapped import Mapped
from seeds import vocabulary

_ARROW = re.compile(r"[>›»→＞/|＼\\]")
_STEP = re.compile(r"\s*(?:>{1,2}|›|»|→|＞|/|＼|\\)\s*")
# 首页 - 学习园地 - 调研思考, only behind a breadcrumb's first word
_HYPHEN = re.compile(r"\s*-\s*")
# 您当前的位置 : 青海新闻网产业四地
_PLACE = re.compile(r"[^\W\da-zA-Z_]{2,10}位置\s*[:：]\s*(?P<step>[^\W\da-zA-Z_]{4,20})")
# 人民网>>江西
_OF_SITE = re.compile(rf"[^\W\da-zA-Z_]{{2,8}}{houses.SITE}\s*[>›»＞]{{1,2}}\s*[^\W\da-zA-Z_]{{2,8}}")
# a row of channels has more strokes between them than a way has steps
_WAY = re.compile(r"[>›»→＞]")
_MOST_STEPS, _MOST_STROKES = 7, 4
# 4000万吨/年炼油、1180万吨/年芳烃: what has figures or stops is a line of text, not the steps of a breadcrumb
_NO_STEP = re.compile(r"\d\s*[万亿千百]?\s*(?![年月日版期号])[^\W\da-zA-Z_]|[，、；“”]")
# 濮阳网-中共濮阳市委门户网站
SITE = re.compile(rf"(?P<site>[^\W_]{{2,14}}(?:{houses.SITE}|门户))(?=[-—_|\s]|$)")
# 来源：《甘肃理论学刊》
_BOOK_MARKS = re.compile(r"《(?P<name>[^《》]{2,20})》")

# 发布日期⇥2025-06-13: when a page was put up, which is no paper's own day; in a register's row there is no colon
PUT_UP = re.compile(r"(?:信息)?(?:发布|发表|更新)(?:时间|日期)\s*(?:[:：]|(?=20\d\d\D))")

_LONGEST_FURNITURE = 60
# （本文原载于《浙江日报》2024年5月13日第7版，有删改）: where an article stood before
_REPRINT = re.compile(
    r"[（(](?:[本此该]文)?(?:原载|转载|摘自|刊载|刊[登发]|刊(?=于)|发表(?=于)|载|原刊)[于自]?[^（）()]{0,6}《[^（）()]{2,60}[）)]"
)
# 原创 融媒记者 桓仁融媒 | — END —: what an account prints over and under its articles
_ACCOUNT = re.compile(r"原创(?:\s+\S{2,12}){1,4}|[\-—–·\s]*(?:THE\s+)?(?:END|End|完)[\-—–·\s]*")
# 皖西日报 字体大小：放大 缩小 默认
_SIZES = re.compile(
    r"(?:[^\s，。：]{2,12}\s+)?[【\[（(]?(?:字体|字号|文字)(?:大小)?\s*[:：]?(?:\s|放大|缩小|默认|正常|适中|特?超?[大中小]号?|[|/+\-AT【】\[\]（()）])+"
)


@dataclass(frozen=True)
class Labelled:
    """One label with the offsets of its value: 来源 → 濮阳日报."""

    sort: str
    label: str
    start: int
    end: int


@cache
def _label() -> re.Pattern[str]:
    begins = re.escape("".join({word[0] for word in _sorts()}))
    return re.compile(
        rf"(?=[{begins}【\[字])(?:(?P<label>{alternation(*_sorts())})\s*[:：]|(?P<size>[【\[]?(?:字体|字号)[:：]?\s*[大中小\s]*[】\]]?))"
    )


@cache
def _sorts() -> dict[str, str]:
    """Return the sort of each label; a role (通讯员：, 校对：) is one too."""
    roles = {w: "maker" for ws in vocabulary("roles")["kinds"].values() for w in ws if len(w) > 1}
    return roles | {w: sort for sort, ws in vocabulary("web")["labels"].items() for w in ws}


# 来源｜闽北日报, at the foot of an account's article
_STROKED = re.compile(r"(?P<label>(?:文章|稿件|信息)?来源|稿源)\s?[|｜丨]\s?(?=[^\W\da-zA-Z_])")


# 责任编辑：许静【收藏】 | 作者：许静 我有话说: tools of the page behind the last value
_TOOLS = re.compile(r"\s*(?:[【\[](?:收藏|打印|关闭|纠错|分享)|我有话说|我来说两句|参与评论|点击进入|扫码阅读).*$")


def labelled(text: str) -> list[Labelled]:
    """Return the label–value pairs of a line under a title (作者: 文章来源:濮阳日报 发布时间:2025-03-19), in order."""
    if stroked := _STROKED.match(text):
        return [Labelled("source", stroked["label"], stroked.end(), len(text))]
    found = list(_label().finditer(text)) if ":" in text or "：" in text else []
    tools = _TOOLS.search(text, found[-1].end()) if found else None
    ends = [m.start() for m in found[1:]] + [tools.start() if tools else len(text)] if found else []
    return [
        Labelled(_sorts()[m["label"]], m["label"], m.end(), max(m.end(), end)) for m, end in zip(found, ends, strict=True) if m["label"]
    ]


# … 来源：延边日报　记者 张三 李四 通讯员 王五　字号：大
_REPORTED = re.compile(
    rf"(?<=[\s|｜])(?:[^\W\da-zA-Z_]{{2,8}}{houses.NEWSROOM})?(?:本报|本网|全媒体?|融媒体?|特约|见习|首席|实习)*(?:记者|通讯员)(?=[\s/])"
)


def reported(text: str) -> tuple[int, int] | None:
    """Return where in a line of source and time its reporters stand, from the first role to the next label; None where none do."""
    match = _REPORTED.search(text)
    if not match or any(pair.label == "记者" for pair in labelled(text)):
        return None
    return match.start(), min((pair.start - len(pair.label) - 1 for pair in labelled(text) if pair.start > match.end()), default=len(text))


def is_meta(text: str) -> bool:
    """Tell whether a line says source or time of an article and nothing of its text."""
    if len(text) > 120 or text.endswith(("。", "！", "；")) or "。" in text:
        return False
    if any(pair.sort in ("source", "time") for pair in labelled(text)):
        return True
    date = None if _PARTED.search(text) else DATE.search(text)
    return bool(date and len(_around(text, date)) <= 12)


_PARTED = re.compile(r"[，、]")


def _around(text: str, date: re.Match[str]) -> str:
    return _NO_NAME.sub("", text[: date.start()] + text[date.end() :])


# 原创 南乐融媒 南乐发布 2024-05-28 18:31 发表于河南: what stands beside the names of account and author
_NO_NAME = re.compile(r"[\s\d:：|【】\[\]]|^\s*原创|发表于[^\W\da-zA-Z_]{2,3}\s*$")


def is_furniture(text: str) -> bool:
    """Tell whether a line is one of the words that sites print round every article."""
    if len(text) > _LONGEST_FURNITURE:
        return False
    return text.replace(" ", "").startswith(_furniture()) or bool(
        _SIZES.fullmatch(text) or _ACCOUNT.fullmatch(text) or _REPRINT.fullmatch(text)
    )


@cache
def _furniture() -> tuple[str, ...]:
    return tuple(w.replace(" ", "") for w in vocabulary("web")["furniture"]["words"])


@cache
def _first_steps() -> tuple[str, ...]:
    return tuple(vocabulary("web")["crumbs"]["first"])


def crumbs(mapped: Mapped) -> tuple[list[Text], int] | None:
    """Return the steps of a breadcrumb and where they end in the wording; None for any other line."""
    text = mapped.text
    known = text.startswith(_first_steps())
    arrows = bool(_ARROW.search(text))
    if not arrows and (place := _PLACE.fullmatch(text)) and known:
        return [mapped.group(place, "step")], len(text)
    if not arrows and not (known and "-" in text):
        return None
    parts = list((_STEP if arrows else _HYPHEN).finditer(text))
    if len(parts) > (_MOST_STEPS if _WAY.search(text) else _MOST_STROKES) or any(
        pair.sort in ("source", "time") for pair in labelled(text)
    ):
        return None
    first = re.split(r"[:：]", text[: parts[0].start()])[-1].strip() if parts else ""
    unknown = (len(parts) >= 2 or bool(_OF_SITE.fullmatch(text))) and len(first) <= 12 and not _NO_STEP.search(text)
    if not parts or len(text) > 120 or not (known or unknown) or "。" in text:
        return None
    bounds = [text.rfind(first, 0, parts[0].start()), *(b for p in parts for b in p.span()), len(text)]
    gap = text.find(" ", bounds[-2])
    bounds[-1] = gap if gap > 0 else len(text)
    steps = [mapped.slice(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]
    if not known and any(len(step.text) == 1 for step in steps):  # 记者 林青/文 王磊/图 is a byline
        return None
    return steps, bounds[-1]


def site(mapped: Mapped, start: int) -> Text | None:
    """Return the site's name in what stands behind a breadcrumb."""
    match = SITE.search(mapped.text, start)
    return mapped.group(match, "site") if match else None


# 2020-09-20 14:32:15 新华网 | 2016-10-12 09:33   云上黄冈: the source beside the minute, without a label
_BESIDE_TIME = re.compile(
    rf"{ANY_DATE}\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?[\s|｜]*"
    rf"(?P<name>云上[^\W\da-zA-Z_]{{2,4}}|[\u4e00-\u9fff·]{{2,12}}{houses.HOUSE})\s*"
)


def source_names(mapped: Mapped) -> Iterator[Text]:
    """Yield what a line names as the article's source."""
    if beside := _BESIDE_TIME.fullmatch(mapped.text):
        yield mapped.group(beside, "name")
    for pair in labelled(mapped.text):
        if pair.sort == "source":
            stop = re.search(r"\s|[|【（(）)]|\d{4}[-年]", mapped.text[pair.start : pair.end].lstrip())
            lead = pair.end - len(mapped.text[pair.start : pair.end].lstrip())
            end = lead + stop.start() if stop else pair.end
            if marked := _BOOK_MARKS.fullmatch(mapped.text, lead, end):
                yield mapped.group(marked, "name")
            elif end > lead:
                yield mapped.slice(lead, end)
