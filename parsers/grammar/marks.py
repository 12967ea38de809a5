"""Marks that number headings, measures and lists, and the ends of sentences."""

import re
from dataclasses import dataclass

from parsers.grammar.numerals import narrowed, to_int

_CHINESE = "〇零一二三四五六七八九十百"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"

# The marks of GB/T 9704 in its order, and what papers use beside them; the place in this list is the rank.
# 第一部分 镜头一： / 一、 一． 壹丨 / （一） / 1. 1、 1． 01丨 / （1） 1） / ①
HEADING_MARKS: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"(?:第(?=[{_CHINESE}]+(?:部分|章|节|篇))|(?:镜头|场景|片段|故事|关键词)(?=[{_CHINESE}]+\s*[:：丨｜|]))"
        rf"(?P<n>[{_CHINESE}]+)(?:部分|章|节|篇)?[:：、丨｜|\s]*"
    ),
    re.compile(rf"(?P<n>[{_CHINESE}]+(?=[、丨｜.．])|[{_FORMAL}](?=\s?[、丨｜|]))\s?[、丨｜|.．]\s*"),
    re.compile(rf"[（(](?P<n>[{_CHINESE}]+)[）)][、.．]?\s*"),
    re.compile(r"(?P<n>[0-9０-９]{1,2})(?:[.．](?![0-9０-９])|[、丨｜]|\s?[丨｜|](?=\s?[\u4e00-\u9fff“《][^|｜丨]*$))\s*"),
    re.compile(r"(?:[（(](?=[0-9０-９]{1,2}[）)])|(?=[0-9０-９]{1,2}[）)][\u4e00-\u9fff“]))(?P<n>[0-9０-９]{1,2})[）)][、.．]?\s*"),
    re.compile(rf"(?P<n>[{_CIRCLED}])[、.．]?\s*"),
)

# …。 …！” …； …： …—— …⑨, an ellipsis, and …。（王楼镇）
_TERMINAL = re.compile(
    rf"[。！？!?；;：:…⋯—―－-](?:(?<![—―－-])|[—―－-]+)[”’」』）)》〉】\]\"']*\s*(?:[{_CIRCLED}●■◆▲□]|[（(][^（）()。]{{2,30}}[）)])?$"
)
# how far from the end of a wording its last stop can stand: behind it only closing marks and one bracket
LONGEST_END = 80
# the page editor's mark behind the last stop: …新篇章！⑫ | …前进。 ■ | ⑤ alone on its line
_END_MARKS = re.compile(rf"[{_CIRCLED}●■◆▲□◎]")
END_MARK = re.compile(rf"(?:^|(?<=[。！？…”）]))\s*(?P<mark>{_END_MARKS.pattern})$")
# what cannot begin a sentence, so the line before runs on: a closing mark, a stop, or one character before a stop (次，); 着力 and 地方 can
_CONTINUES = re.compile(
    r"[”’」』）)》〉】\]，,。、；;：:！？!?％%]|[^“‘「『（(《〈【\[\s\d]{1}[，,。、；;]|的(?!确)|地(?![方质区域理下处铁灾震块面市委标产税矿名级])|得(?![益到以知失分力])|着(?![力眼手重实陆])|了(?!解)|们"
    r"|\d+(?:\.\d+)?余?(?:[万亿]|元|公里|米|平方|亩|吨|件|户|次|人次|％|%)"
)


# ——2023年，… | 第二，…: paragraphs of a list
_LISTED = re.compile(r"[—―]{2}|第[一二三四五六七八九十]{1,2}[，,、]")
# signs that papers set before a heading or an entry of a list, and say nothing
SIGNS = "▌▍▎■□◆◇●○★☆▲△▼▽▶▷►◀→⇒※❖✦✧✪◎⊙◉⊕♦❀✿§➤➢➣"
# ■ ◆ ▌ before a heading, and 【1】 before the title of an item
ORNAMENT = re.compile(rf"[{SIGNS}]+\s*|【\d{{1,2}}】\s*")
# 01 | PART 01 | 壹 | 三: a heading's number alone on its line
NUMBER_LINE = re.compile(rf"(?:(?:PART|Part|NO|No)[.·\s]*)?(?P<number>0?(?:[1-9]|1\d)|[{_FORMAL}])|(?P<plain>[一二三四五六七八九十])")
# 记者手记 | 相关链接：, alone on its line: what a box beside a story is called
BOX_NAME = re.compile(
    r"(?:记者|采访|编辑)?(?:手记|札记|感言|观察)|(?:现场)?短评|[微点]评|编后(?:语|话)?|(?:相关|新闻|背景)?链接|新闻背景|名词解释|延伸阅读"
)
# what feature writers call their pieces; a display line that ends so is a 副题
GENRE = re.compile(
    r"(?:掠影|纪实|综述|回眸|侧记|观察|见闻|巡礼|扫描|素描|记事|走笔|透视|探访|札记|写真|述评|调查|纪事|启示录|发展记|实录|手记|小记|特写|追踪|侧影)$"
)


# what any of the marks begins with; most wording has none
_NUMBERED = re.compile(rf"[第镜场片故关（(0-9０-９{_CHINESE}{_FORMAL}{_CIRCLED}]")
# a row of more numerals numbers nothing; and of thousands of digits Python makes no number
_LONGEST = 20


@dataclass(frozen=True)
class Mark:
    """A heading mark at the head of a wording: its rank (0 highest), number, and where the wording begins after it."""

    rank: int
    ordinal: int
    written: str
    end: int


def heading_mark(text: str) -> Mark | None:
    """Return the mark that `text` begins with, behind an ornament or not, or None; ①–㊿ count as their numbers."""
    start = ornament_end(text)
    if not _NUMBERED.match(text, start):
        return None
    for rank, pattern in enumerate(HEADING_MARKS):
        match = pattern.match(text, start)
        if match and match.end() < len(text) and len(match["n"]) <= _LONGEST:
            return Mark(rank, _number(match["n"]), match[0].strip(), match.end())
    return None


def ornament_end(text: str) -> int:
    """Return where the wording begins behind an ornament; 0 where there is none."""
    match = ORNAMENT.match(text)
    return match.end() if match and match.end() < len(text) else 0


def is_box_name(text: str) -> bool:
    """Tell whether a line is what a box beside a story is called, in heavy brackets, with a colon or behind a sign: 【相关链接】, ■记者手记."""
    return bool(BOX_NAME.fullmatch(text.strip(f"【】〖〗：: {SIGNS}")))


def opens_list(text: str) -> bool:
    """Tell whether a line begins with the mark of a heading or of a list's next paragraph."""
    return bool(heading_mark(text) or ornament_end(text) or _LISTED.match(text))


def number_line(text: str) -> int | None:
    """Return the number that stands alone on a line over its heading, or None."""
    match = NUMBER_LINE.fullmatch(narrowed(text))
    return to_int(match["number"] or match["plain"]) if match else None


def _number(written: str) -> int:
    return circled_value(written) or to_int(written)


def circled_value(char: str) -> int | None:
    """Return 1–50 for ①–㊿, None for anything else."""
    for first, last, base in ((0x2460, 0x2473, 1), (0x3251, 0x325F, 21), (0x32B1, 0x32BF, 36)):
        if len(char) == 1 and first <= ord(char) <= last:
            return ord(char) - first + base
    return None


def is_terminated(text: str) -> bool:
    """Tell whether a wording ends where a sentence or an introduction to a list ends; a page editor's end mark may follow."""
    return bool(_TERMINAL.search(text, max(0, len(text) - LONGEST_END)))


def end_mark(text: str) -> re.Match[str] | None:
    """Return the page editor's mark at the end of a wording (group `mark`), or None."""
    return END_MARK.search(text) if _END_MARKS.match(text[-1:]) else None


def continues(text: str) -> bool:
    """Tell whether a wording cannot be the beginning of a sentence; a heading's mark (一、) is one."""
    return bool(_CONTINUES.match(text)) and not heading_mark(text)


# 一是 / 二要 / 三、… as the measures in running text; 首先 / 第一， / 其一，; the first also behind who takes them (上戈镇一要…；二要…)
_MEASURE_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": None}
MEASURE_MARK = re.compile(
    r"(?=[\s一二三四五六七八九十第其首再最])(?:(?<=[。；;：:，,！？!?”）)、])|^|(?<=[镇乡县市区旗州局委办院校司们将须还])(?=一[是要]))\s*(?:"
    r"(?P<counted>(?P<n>[一二三四五六七八九十]{1,3})(?P<verb>是|要|则|靠|抓))"
    r"|(?P<nth>[第其](?P<m>[一二三四五六七八九十]{1,3}))(?=[，,、：:])"
    r"|(?P<word>首先|其次|再次|再者|最后)(?=[，,、：:]|是|要)"
    r")"
)


def measure_ordinal(match: re.Match[str]) -> int | None:
    """Return the number of a MEASURE_MARK match; None for 最后, whose number is one more than the last."""
    if match["word"]:
        return _MEASURE_WORDS[match["word"]]
    return to_int(match["n"] or match["m"])
