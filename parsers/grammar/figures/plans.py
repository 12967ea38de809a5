"""The words that make a plan or a fact of what follows them, of a section or of a paragraph."""

import re
from functools import cache

from seeds import vocabulary

_PARTS = ("plan", "plan_onwards", "fact", "fact_here", "plan_untold", "capacity")
PLANS = frozenset(_PARTS[:2])
# plans only where their sentence does not tell before of what is
UNTOLD = frozenset(_PARTS[4:])
# 加工项目建成投产，年可…: a work that runs, but not 投产后
_RUNS = re.compile(r"(?:建成|投产|投用|投入使用|运营|运行|开业|落成|竣工|达产|[建拥现]有|引进)(?!后|以后|之后)")
_TO_BE_BUILT = re.compile(r"总投资|项目|工程|计划|规划|设计")
# 到2027年, 2027年底前: a plan where the year is not over yet when the document appears
_YEAR = r"(?P<year>到?20\d\d年(?<![—\-－~～（(]20\d\d年)(?![）)》])[底末]?)"
# 2024年，全县产值达到82.3亿元: a year that opens a sentence reports, also where the document has no date to compare it with
_OPENS = re.compile(r"^$|[。！？；\s]$")
_STOP = r"(?P<stop>[。！？!?])"
# 产业现状：基础扎实: what a paragraph calls itself, as a heading would
_LABEL = re.compile(r"(?P<label>[^\W\da-zA-Z_]{2,10})[：:]")


@cache
def tokens() -> re.Pattern[str]:
    """Return the pattern of all governing words; the group of a match says what it is: a plan, a fact, a year or a stop."""
    lists = vocabulary("modality")
    parts = [f"(?P<{name}>{'|'.join(lists[name])})" for name in _PARTS]
    return re.compile("|".join([*parts, _YEAR, _STOP]))


@cache
def _headings(name: str) -> re.Pattern[str]:
    return re.compile("|".join(vocabulary("modality")[name]))


def tells_plans(heading: str) -> bool:
    """Return whether a section under this heading is all plan: 下一步工作打算."""
    return bool(_headings("headings").search(heading))


def tells_facts(heading: str) -> bool:
    """Return whether a section under this heading tells what is: 主要做法."""
    return bool(_headings("headings_of_facts").search(heading))


def label(text: str) -> str:
    """Return what a paragraph calls itself before its first colon, empty where it does not."""
    match = _LABEL.match(text)
    return match["label"] if match else ""


def opens(text: str, place: int) -> bool:
    """Return whether a sentence begins at `place` of `text`."""
    return bool(_OPENS.search(text, max(0, place - 1), place))


def is_deadline(text: str, year: re.Match[str]) -> bool:
    """Tell whether a year that `text` names is one by whose end something is to be done: 到2025年底前, not 截至2025年底."""
    return year["year"][0] == "到" and text.startswith("前", year.end())


def is_untold(text: str, sentence: int, token: re.Match[str]) -> bool:
    """Tell whether a word of `UNTOLD` makes a plan in the sentence that begins at `sentence`, where nothing governs before it."""
    if token.lastgroup != "capacity":
        return True
    return bool(_TO_BE_BUILT.search(text, sentence, token.start())) and not _RUNS.search(text, sentence, token.start())


def is_ahead(written: str, year: int | None) -> bool | None:
    """Tell whether a year makes a plan (True) or a fact (False) in a document of `year`; None where it decides nothing."""
    if year is None:
        return None
    stated = int(re.sub(r"\D", "", written))
    if stated > year:
        return True
    if stated == year and written[0] == "到" and written[-1] in "底末":
        return True
    return False if stated < year else None
