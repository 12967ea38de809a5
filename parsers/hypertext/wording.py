"""What a line of a web page is by its own words: navigation, register entry, signature, running text."""

import re
from functools import cache, lru_cache

from parsers.grammar.dates import DATE
from parsers.grammar.web.sourcelines import is_meta
from parsers.hypertext.page import Line
from seeds import vocabulary

_OPENING = "【[〖（(<《·•|｜丨>»›-—_ \t　"
_STOP = re.compile(r"[，。；！？]")
# a sentence of running text is longer
_SHORTEST_SENTENCE = 10
_LONGEST_SIGN = 80
_LONGEST_HEADING = 60
_LONGEST_LABELLED = 120
_LONGEST_AROUND = 60
# 大 中 小 | A- A A+
_SIZES = re.compile(r"[\s【】\[\]（()）|大中小号特AaT+\-－＋]+")
# 今天是：2024年6月5日 星期三 农历四月廿九, for whoever looks at the page; 今天是个好日子 is text
_TODAY = re.compile(r"(?:今天是|今天|今日|现在是|现在时间|当前时间|当前日期|北京时间)\s*[:：]?\s*\d{4}\s*[年./-][^。，；]*")
# 【打印】 | 字号：[大 中 小] | 浏览次数：12 | 分享到
_CONTROLS = re.compile(
    r"(?:(?<=\s)|[【\[（(|]\s*)(?:打印|关闭|分享|收藏|字号|字体|文字大小|点击|浏览|阅读|访问|评论|扫一扫|放大|缩小|默认|大\s*中\s*小)"
)
# （王楼镇）
_BRACKETED = re.compile(r"[（(][^（()）]{2,60}[）)]")
# 首页 > 新闻 > 理论, 首页 / 新闻 / 理论
_STEPS = re.compile(r"\s*(?:>{1,2}|›|»|→|＞|＼|\\)\s*|\s/\s")
_SMALLEST = 2
# 第02版：县域新闻
_PAGE_NAME = re.compile(r"第\s*[A-D]?\d{1,2}\s*版\s*[:：]\s*[\u4e00-\u9fff·]{2,8}")


@cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple(w.lower() for w in vocabulary("webpage")["lines"][name])


@cache
def _labels(table: str) -> tuple[str, ...]:
    return tuple(sorted(vocabulary("webpage")[table]["labels"], key=lambda w: -len(w)))


@cache
def _holds() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _lines("holds"))))


def sentence_weight(line: Line) -> int:
    """Return how much running text a line is: its characters outside links, nothing where it is no sentence or a heading (…再获表彰！)."""
    free = len(line.text) - line.linked
    if line.heading and len(line.text) <= _LONGEST_HEADING and "。" not in line.text:
        return 0
    return free if free >= _SHORTEST_SENTENCE and not line.is_control and _STOP.search(line.text) and not line.is_link else 0


def is_furniture(line: Line) -> bool:
    """Tell whether a line is what sites print round every article, wherever it stands."""
    if line.is_control or _SIZES.fullmatch(line.text) or _TODAY.fullmatch(line.text.strip()):
        return True
    if sentence_weight(line) > _LONGEST_LABELLED or is_source_line(line.spaced):
        return False
    text = line.spaced.strip().lower()
    known = _holds().search(text) or text.strip("【】[]（）() ") in _lines("whole")
    return bool(known) or text.strip(_OPENING).startswith(_lines("begins") + _lines("players"))


def is_around(line: Line) -> bool:
    """Tell whether a line that stands outside the article's text is the page's by its first words."""
    known = line.spaced.strip().lower().strip(_OPENING).startswith(_lines("around"))
    return is_furniture(line) or (known and not is_source_line(line.spaced) and sentence_weight(line) <= _LONGEST_AROUND)


def source_end(text: str) -> int:
    """Return where a line of source and time goes over into the page's own words (…07:22 【打印】 点击: 12); its length where it does not."""
    for match in _CONTROLS.finditer(text):
        if not is_meta(text[match.start() :]):
            return match.start()
    return len(text)


def opens_related(line: Line) -> bool:
    """Tell whether a line heads a list of other articles."""
    return line.spaced.strip(_OPENING + "】]：:").startswith(_lines("related")) and len(line.text) <= 12


def is_source_line(text: str) -> bool:
    """Tell whether a line says source or time of the article (文章来源：… 发布时间：…), and not when a paper was drawn up or what day it is."""
    return is_meta(text) and not (text.strip().startswith(_labels("register")) or _TODAY.fullmatch(text.strip()))


def is_trail(line: Line) -> bool:
    """Tell whether a line is the path to the page (首页 > 新闻 > 正文)."""
    steps = [s for s in _STEPS.split(line.spaced) if s.strip()]
    return len(line.text) <= _LONGEST_LABELLED and len(steps) >= _SMALLEST and line.linked > 0 and "。" not in line.text


def is_page_name(line: Line) -> bool:
    """Tell whether a line names the paper's page that is shown (第02版：县域新闻), and is no link to another."""
    return not line.linked and bool(_PAGE_NAME.fullmatch(line.spaced.strip()))


def is_attachment(line: Line) -> bool:
    """Tell whether a line names what is attached to a paper, which is mostly a link to it."""
    return line.text.strip(_OPENING).startswith("附件")


def labels_files(line: Line, below: Line) -> bool:
    """Tell whether a line is only the word over links to what is attached (附件：), which stand below it."""
    return below.is_link and line.text.strip(_OPENING + "】]：:") in ("附件", "附件下载", "相关附件")


def register_entry(text: str) -> bool:
    """Tell whether a line is an entry of the register over a published paper (索引号：…, 发文字号 …)."""
    label = re.split(r"[:：\t]", text.strip(), maxsplit=1)
    named = "".join(label[0].strip(_OPENING + "】]").split()) in _labels("register")
    return named and len(label) > 1 and bool(label[1].strip()) and len(text) <= _LONGEST_LABELLED


def signs(text: str) -> bool:
    """Tell whether a line under an article's text belongs to it: editors, source, a day, words in brackets."""
    words = text.strip()
    dated = DATE.search(words)
    is_day = bool(dated) and len(words) <= len(dated[0] if dated else "") + 2
    return len(words) <= _LONGEST_SIGN and bool(_signature().match(words) or is_day or _BRACKETED.fullmatch(words))


@cache
def _signature() -> re.Pattern[str]:
    """责任编辑：刘循源 | 【责任编辑】林娜 | （来源：濮阳日报）."""
    return re.compile(rf"[\s【\[（(〖□○◎■●]*(?:{'|'.join(map(re.escape, _labels('signs')))})\s*[:：/|｜】\s]")


_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=4096)  # names are as many as pages like
def names_no_article(tag: str, names: str) -> bool:
    """Tell whether an element's tag, class or id says that it holds no article (nav, footer, related …)."""
    parts = vocabulary("webpage")["parts"]
    tokens = {t.lower() for t in _TOKEN.findall(names)} | {name.lower() for name in names.split()}
    return tag in parts["tags"] or not tokens.isdisjoint(parts["words"])
