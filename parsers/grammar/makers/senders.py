"""Who sent an item in, written in brackets behind its last paragraph: （王楼镇） （县农业农村局、神头乡） （县委办 李明）."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from parsers.document import Contributor
from parsers.grammar.makers.bylines import byline
from parsers.grammar.makers.houses import OF_ALL
from parsers.grammar.makers.made import Made, contributor
from parsers.grammar.people.names import is_name
from parsers.grammar.people.naming import is_plausible
from parsers.grammar.people.rows import names_only
from parsers.mapped import Mapped
from seeds import vocabulary

# …发展。（王楼镇） | …发展。【王楼镇】
TRAILING = re.compile(r"(?:(?<=[。！？”…])|^(?=\s*[（(]))\s*(?P<all>[（(【](?P<inside>[^（）()【】。]{2,60})[）)】])\s*$")
# 林下经济改革盘活绿水青山（市林业局）
_BEHIND_TITLE = re.compile(r"(?P<all>[（(](?P<inside>[^（）()。；]{2,40})[）)])\s*$")
# 县委办公室调研组：杨润泽 自丽琼
_UNIT_OF = re.compile(r"\s*(?P<unit>[^\s：:、，,]{3,20})[：:](?P<names>(?:[\s、，,]*[\u4e00-\u9fff·]{1,4})+)\s*")
# notes, who gave the pictures, and places in a picture, not towns whose names begin so (前岐镇, 右玉县, 附城镇, 略阳县)
_NOT_A_UNIT = re.compile(
    r"^(?:注|见|详见|附(?=[件表图注后]|$)|略$|完$|以下|待续|未完|全文|转(?=[自载引发第]|$)|据|责任|上接|下转|[左右前后](?=[一二三四五六七八九十排起图者侧方]|$)|资料|[图照]片)|[：:，。]|\d"
)
# an office that has no name without its place
_OFFICES = ("党委", "政府", "党政办", "办公室", "人民政府", "办事处", "党工委", "党组", "党支部", "村委会")
# the second of two offices that share their place's name
_SECOND = ("政府", "人民政府", "管委会", "办事处")
_LONGEST_SENDER = 24
# 九资河镇党政办供稿
_SENT_IN = re.compile(r"(?:供稿|报送|来稿|提供)\s*$")
# 供稿：官湖镇, on a line of its own
_LINE_LABEL = re.compile(r"(?:供稿|来稿|稿源|(?:信息|稿件)来源)(?:单位)?\s*[:：]\s*")
# 供稿：县科技局 李明
_LABELLED = re.compile(r"(?:供稿|来稿|报送|推荐|信息提供|(?:信息|稿件)?来源)(?:单位|人)?\s*[:：]\s*")
# ——姚村镇人民政府, not ——记平阳县人民医院
_DASH = re.compile(r"[—―－-]{1,3}\s*(?=[^\W\da-zA-Z_])")
_TELLS = re.compile(r"记|访|来自|走进|探访|献给|写在|关于|[^\s]*[的之]")
_DASHED = re.compile(r"(?<=[。！？”])\s*(?P<all>[—―－]{1,2}\s*(?P<inside>[^\W\da-zA-Z_][\u4e00-\u9fff、\s]{2,18}))$")
_FRAMED = re.compile(r"[【〖](?P<inside>[^【】〖〗。，]{5,24})[】〗]")
# 执笔：县政府办公室 马 骏 县农业农村局 苏小红: each behind where he works
_WRITTEN = re.compile(r"\s*(?P<role>(?:执笔|撰稿|撰写)人?)\s*[:：]\s*(?=\S)")
_LONG_NAME = re.compile(r"[\u4e00-\u9fff·]{2,16}")
_TOKEN = re.compile(r"[^\s、，,/；;|｜]+")
_SPREAD_NAME = re.compile(r"(?<![^\W\da-zA-Z_])[^\W\da-zA-Z_]\s+[^\W\da-zA-Z_](?![^\W\da-zA-Z_])")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(vocabulary("publications")["units"]["endings"])


def trailing_unit(text: str) -> re.Match[str] | None:
    """Return where a paragraph ends in a bracket that names who sent it in (groups `all`, `inside`), or None."""
    match = TRAILING.search(text)
    if not match:
        return _dashed_end(text)
    if any(_makers(match["inside"])) or _led(match["inside"]) or _is_labelled(match["inside"]):
        return match
    return match if not _NOT_A_UNIT.search(match["inside"]) and any(_sort(t) for t in _words(_SENT_IN.sub("", match["inside"]))) else None


def _dashed_end(text: str) -> re.Match[str] | None:
    """Return where a paragraph ends in a dash and its sender, with or without writers (…天麻食品17种。——江口回族镇　冯　敏), or None."""
    match = _DASHED.search(text, max(0, text.rfind("—") - 2)) if "—" in text[-_LONGEST_SENDER:] else None
    words = _words(match["inside"]) if match else []
    return match if words and _sort(words[0]) == "unit" and all(map(_sort, words)) and not _TELLS.match(words[0]) else None


def heading_unit(text: str) -> re.Match[str] | None:
    """Return where a title ends in a bracket that holds units and nothing else (groups `all`, `inside`), or None."""
    match = _BEHIND_TITLE.search(text)
    return match if match and not _NOT_A_UNIT.search(match["inside"]) and all(_sort(t) == "unit" for t in _words(match["inside"])) else None


def is_sender(text: str) -> bool:
    """Tell whether a line says nothing but who sent an item in: a unit (宋溪镇供稿, 供稿：宋溪镇), or a unit and its writers (波罗镇党委 高宝利)."""
    if label := _LINE_LABEL.match(text):
        named = _words(text[label.end() :]) if len(text) <= _LONGEST_SENDER else []
        return bool(named) and _sort(named[0]) == "unit" and all(map(_sort, named)) and not re.search(r"[:：]", text[label.end() :])
    match = _SENT_IN.search(text)
    words = _words(text[: match.start()] if match else text) if len(text) <= _LONGEST_SENDER else []
    writers = [] if match else words[1:]
    if not words or not (match or writers) or text[0] in "（(":
        return False
    return all(_sort(w) == "unit" for w in words[: len(words) - len(writers)]) and all(is_name(w) and is_plausible(w) for w in writers)


def is_dashed_sender(text: str) -> bool:
    """Tell whether a line is a dash and the unit that sent in what stands above it (——姚村镇人民政府); a subtitle tells more."""
    dash = _DASH.match(text)
    words = _words(text[dash.end() :]) if dash and len(text) <= _LONGEST_SENDER else []
    return bool(words) and _sort(words[0]) == "unit" and all(map(_sort, words)) and not _TELLS.match(text, dash.end() if dash else 0)


def is_unit(text: str) -> bool:
    """Tell whether a text is one word that names a unit (柳林镇人民政府)."""
    return len(text) <= _LONGEST_SENDER and len(_words(text)) == 1 and _sort(text) == "unit"


def is_framed_sender(text: str) -> bool:
    """Tell whether a line is a unit and its writers in heavy brackets, under what they sent in (【汤峪镇党委　穆小亮】)."""
    framed = _FRAMED.fullmatch(text)
    words = _words(framed["inside"]) if framed else []
    return len(words) > 1 and _sort(words[0]) == "unit" and all(is_name(w) and is_plausible(w) for w in words[1:])


def contributors(mapped: Mapped) -> Iterator[Contributor]:
    """Yield the units (as 供稿) and people (as 作者) that the inside of such a bracket names."""
    if framed := _FRAMED.fullmatch(mapped.text):
        mapped = mapped.part(*framed.span("inside"))
    if dash := _DASH.match(mapped.text):
        mapped = mapped.part(dash.end(), len(mapped.text))
    units, made = _makers(mapped.text)
    if made:
        yield from (_unit(mapped, start, end) for start, end in units)
        yield from (contributor(mapped, m) for m in made)
        return
    if labelled := _LABELLED.match(mapped.text):
        tokens = _tokens(mapped.text[labelled.end() :])
        yield from (_unit(mapped, labelled.end() + start, labelled.end() + end) for start, end in tokens)
        return
    if led := _led(mapped.text):
        yield _unit(mapped, *led.span("unit"))
        for start, end in _tokens(led["names"]):
            yield _author(mapped, led.start("names") + start, led.start("names") + end)
        return
    sent = _SENT_IN.search(mapped.text)
    for start, end in _whole_units(mapped.text, _tokens(mapped.text[: sent.start()] if sent else mapped.text)):
        if _sort(re.sub(r"\s", "", mapped.text[start:end])) == "person":
            yield _author(mapped, start, end)
        else:
            yield _unit(mapped, start, end)


def _is_labelled(text: str) -> bool:
    """Tell whether a bracket names a unit and its writers behind a label (供稿：县科技局 四郎曲珍), and has no stop."""
    labelled = _LABELLED.match(text)
    words = _words(text[labelled.end() :]) if labelled and not re.search(r"[，,；;。]", text) else []
    return bool(words) and bool(_sort(words[0])) and all(_LONG_NAME.fullmatch(word) for word in words)


def _led(text: str) -> re.Match[str] | None:
    """Return the unit and the names behind its colon where a bracket says nothing else (县委办公室调研组：杨润泽 自丽琼), or None."""
    match = _UNIT_OF.fullmatch(text)
    return match if match and _sort(match["unit"]) == "unit" and any(is_name(w) for w in _words(match["names"])) else None


def names_alone(mapped: Mapped) -> list[Contributor]:
    """Return the authors of a line that is nothing but their names in brackets: （林水鑫 黄 河）; nobody for any other line."""
    match = TRAILING.fullmatch(mapped.text)
    made = list(contributors(mapped.part(*match.span("inside")))) if match and trailing_unit(mapped.text) else []
    known = [c for c in made if is_plausible(c.name)]
    return made if known and all(c.role_kind == "author" for c in made) else []


def with_house(mapped: Mapped) -> list[Contributor]:
    """Return the authors of a line that is nothing but a house that brings news and their names: 清江县融媒体中心 许静; nobody for any other line."""
    house = OF_ALL.match(mapped.text) if len(mapped.text) <= _LONGEST_SENDER else None
    found = names_only(mapped.text, house.end(), len(mapped.text)) if house else []
    return [contributor(mapped, Made(name, "作者", start, end)) for name, start, end in found]


def _whole_units(text: str, tokens: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the words with an office joined to its place across the gap (渠口乡 党委), and two of one place as one (沙海镇党委、政府)."""
    joined: list[tuple[int, int]] = []
    for start, end in tokens:
        gap = text[joined[-1][1] : start] if joined else ""
        if (gap.isspace() and text[start:end] in _OFFICES) or (gap == "、" and text[start:end] in _SECOND):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _unit(mapped: Mapped, start: int, end: int) -> Contributor:
    name = re.sub(r"\s", "", mapped.text[start:end])
    return Contributor(name=name, role="供稿", role_kind="contributing_unit", spans=mapped.spans_of(start, end))


def _author(mapped: Mapped, start: int, end: int) -> Contributor:
    name = re.sub(r"\s", "", mapped.text[start:end])
    return Contributor(name=name, role="作者", role_kind="author", spans=mapped.spans_of(start, end))


def _makers(text: str) -> tuple[list[tuple[int, int]], list[Made]]:
    """Return the units that open a bracket and the people named in roles behind them (叶茂台镇 供稿人：赵立新)."""
    tokens = _tokens(text)
    for i, (start, _) in enumerate(tokens):
        found = byline(text[start:])
        if found and found.made:
            shifted = [replace(m, start=m.start + start, end=m.end + start) for m in found.made]
            return (tokens[:i], shifted) if all(_sort(w) == "unit" for w in _words(text)[:i]) else ([], [])
    return [], _writers(text)


def _writers(text: str) -> list[Made]:
    """Return who wrote, named behind a role and their offices (执笔：县政府办公室 马骏); nobody where anything else stands there."""
    written = _WRITTEN.match(text)
    if not written:
        return []
    ends = [(a + written.end(), b + written.end()) for a, b in _tokens(text[written.end() :])]
    named = [(re.sub(r"\s", "", text[a:b]), a, b) for a, b in ends]
    if not all(_sort(word) for word, _, _ in named):
        return []
    return [Made(word, written["role"], a, b) for word, a, b in named if _sort(word) == "person"]


def _words(text: str) -> list[str]:
    return [re.sub(r"\s", "", text[a:b]) for a, b in _tokens(text)]


def _tokens(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the words in a bracket; 李 明 counts as one."""
    pairs = [m.span() for m in _SPREAD_NAME.finditer(text)]
    singles = [m.span() for m in _TOKEN.finditer(text) if not any(a <= m.start() < b for a, b in pairs)]
    return sorted(pairs + singles)


def _sort(word: str) -> str:
    """Return `unit`, `person` or nothing for a word."""
    if word.endswith(_endings()):
        return "unit"
    return "person" if is_name(word) else ""
