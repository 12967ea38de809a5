"""What is said of a project behind its name: its whole investment in 元, and the furthest that it has come."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from parsers.grammar.wordlists import alternation
from seeds import vocabulary

_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "千万": 10**7, "百万": 10**6}
AMOUNT = r"(?P<amount>(?:约|近|超|逾|超过)?\s?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?:余|多)?(?P<scale>千万|百万|万|亿)?(?:余|多)?元)"
_SUM = rf"(?:达到|达|为|共计|共)?{AMOUNT}"
_MEANT = r"(?:计划|规划|概算|估算|预算|预计|拟|协议|静态|动态|项目|工程)"
# what a clause says first: 总投资15亿元 | 目前，项目计划总投资3亿元 | 投资8亿元 | 概算投资5.2亿元
_TOTAL = re.compile(
    rf"”?(?:目前|其|该|本)?{_MEANT}{{0,3}}总(?:投资|概算)(?:总?额|概算|规模)?{_SUM}|占{_MEANT}?总投资(?:额)?的?{_SUM.replace('?P<', '?P<of_')}"
)
_PLAIN = re.compile(rf"”?(?:该|本)?{_MEANT}{{0,3}}(?:由[^，。；、]{{2,24}}?)?投资(?:总?额|概算)?{_SUM}(?=建设|[，,。；;、）)]|$)")
_FIRST = re.compile(rf"”?(?:由[^，。；、]{{2,24}}?)?{_MEANT}{{0,3}}投资(?:总?额|概算)?{_SUM}")
# a comma inside a figure parts nothing: 1,280万元
_CLAUSE = re.compile(r"[^，。；;！？：:、（(）)]+")


def amount_value(match: re.Match[str]) -> str:
    """Return the amount of a match in 元."""
    prefix = next(p for p in ("", "by_", "of_") if match.groupdict().get(f"{p}number"))
    value = Decimal(match[f"{prefix}number"].replace(",", "")) * _SCALES[match[f"{prefix}scale"] or ""]
    return f"{value.normalize():f}"


def investment(text: str, start: int, end: int, *, is_behind: bool) -> tuple[tuple[int, int], str] | None:
    """Return the place and value in 元 of the investment that `text[start:end]` says, a total before any other.

    What is meant for one year is none, nor what is spent so far (完成投资3亿元); the name stands before `start` if `is_behind`.
    """
    other: re.Match[str] | None = None
    for clause in _CLAUSE.finditer(text, start, end):
        at, to = clause.span()
        if match := _TOTAL.match(text, at, to) or _of_total(text, at, to):
            return _placed(match)
        first = is_behind and at - start <= 1
        other = other or (_FIRST if first else _PLAIN).match(text, at, end)
    return _placed(other) if other else None


def _of_total(text: str, start: int, end: int) -> re.Match[str] | None:
    return _TOTAL.search(text, start, end) if text.startswith("占", start) else None


def _placed(match: re.Match[str]) -> tuple[tuple[int, int], str]:
    groups = match.groupdict()
    return match.span("amount" if groups["amount"] else "of_amount"), amount_value(match)


# 主体工程已|完工, 一期已|投产, 基本|建成: not the whole of it
_PART = r"(?:(?:[一二三四]期|主体(?:工程|结构)?|路基|路面|桥梁|隧道|厂房)(?:已经|已|基本|全部|全面|顺利|均|正式)*|基本|部分)?"
# 投产|后, 开工|率, 建成|的, 开工|3个: no standing
_NOT_BEHIND = r"(?!以?后|[之以]?前|时|率|仪式|条件|任务|目标|日期|时间|的|工程|\s?\d|[一二三四五六七八九十两]+[个项家处])"


@cache
def _statuses(behind: str = _NOT_BEHIND) -> re.Pattern[str]:
    words = vocabulary("projects")
    said = [*words["statuses"]["words"]]
    stages = "|".join(stage for group in words["stages"].values() if isinstance(group, list) for stage in group)
    none = alternation(*words["not_statuses"]["words"])
    return re.compile(rf"(?P<none>{none})|(?P<status>(?>{_PART}(?:(?P<word>{alternation(*said)})|{stages})){behind})")


@cache
def _ranks() -> dict[str, int]:
    return {word: n for n, word in enumerate(vocabulary("projects")["statuses"]["words"])}


@cache
def _stages() -> list[tuple[re.Pattern[str], int]]:
    groups = vocabulary("projects")["stages"].items()
    return [(re.compile(p), _ranks()[word]) for word, patterns in groups if isinstance(patterns, list) for p in patterns]


def _rank(match: re.Match[str]) -> int:
    if match["word"]:
        return _ranks()[match["word"]]
    return next(rank for pattern, rank in _stages() if pattern.search(match["status"]))


def status_at(words: str) -> int | None:
    """Return where the first words begin that say how something stands; 一期 belongs to the name in front of them."""
    match = next((m for m in _statuses("").finditer(words) if m["status"]), None)
    if match is None:
        return None
    return match.start() + 2 if match["status"][1] == "期" else match.start()


# what is only meant to come is no status, nor what is denied; 从|签约 is where it came from
_PLAN = re.compile(r"预计|力争|计划|确保|争取|目标|将(?!要?[于在])|年内|拟|明年|后年|来年|(?:[年月日底旬]|之|以)前|有望")
_DENIED = re.compile(r"(?:未|没有?|尚无|无法|不能|难以|待|不)(?:能|正式|全面|如期)?$|从$|要求$")
_SUM_MEANT = re.compile(rf"(?:{_MEANT})+总?投资")
_HUNG = re.compile(r"预计|力争|确保|争取")
_NOW = re.compile(r"已|目前|正在")
_LAST = frozenset("，,。；;、！）)”并且投通")
# ，目前已|完工 ; ，2023年10月全面|完工
_LEAD = re.compile(
    r"(?:^|[，,。）)])(?:目前|现|已经|已|经|正在(?=试)|正|并|均|全部|于|今年|去年|当年|\d{2,4}年|\d{1,2}月份?|\d{1,2}日|[上中下]旬|年?底|年?初|该?项目|该?工程|全面|正式|如期|顺利|成功|提前| )*[，,]?"
)


def furthest(text: str, start: int, own: int, end: int, day: str | None = None) -> tuple[int, int] | None:
    """Return the place of the words that say the furthest a project has come, None where none do.

    Between `start` and `own`, in the name's own clause, they stand anywhere; up to `end` they open a clause. What has a month behind `day`,
    the date (ISO) of the document, is still to come.
    """
    best: tuple[int, tuple[int, int]] | None = None
    for clause, match in _said(text, start, own, end):
        if _holds(text, start, clause, match) and not (day and _is_ahead(text[clause : match.start()], day)):
            rank = _rank(match)
            if best is None or rank >= best[0]:
                best = rank, match.span("status")
    return best[1] if best else None


def _said(text: str, start: int, own: int, end: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what might be a status with where its clause begins."""
    yield from ((start, match) for match in _statuses().finditer(text, start, own) if match["status"])
    for lead in _LEAD.finditer(text, own, end):
        # 并网发电, 正在施工: the lead may have taken the first of it
        matches = (_statuses().match(text, at, end) for at in range(lead.end(), lead.start() - 1, -1))
        yield from ((lead.start(), match) for match in [next(filter(None, matches), None)] if match and match["status"])


_MONTH = re.compile(r"(?:(?P<year>20\d\d)年|(?P<last>去年|上年))?底?(?P<month>\d{1,2})月|(?P<only>20\d\d)年")


def _is_ahead(words: str, day: str) -> bool:
    """Tell whether the last month or year that the words name lies behind a day."""
    match = next(reversed(list(_MONTH.finditer(words))), None)
    if match is None or match["last"]:
        return False
    if match["only"]:
        return match["only"] > day[:4]
    return f"{match['year'] or day[:4]}-{int(match['month']):02}" > day[:7]


def _holds(text: str, start: int, clause: int, match: re.Match[str]) -> bool:
    """Tell whether a status is said for a fact: not planned in its clause, nor hung on a plan in the clauses before."""
    if _DENIED.search(text, max(start, match.start() - 6), match.start()):
        return False
    if match["word"] in vocabulary("projects")["alone"]["words"] and text[match.end() : match.end() + 1] not in _LAST | {""}:
        return False
    if _PLAN.search(_SUM_MEANT.sub("", text[clause : match.start()])):
        return False
    hung = _HUNG.search(_SUM_MEANT.sub("", text[start:clause].rpartition("。")[2]))
    return not hung or bool(_NOW.search(text, clause, match.start()))


@cache
def _built_words() -> frozenset[str]:
    return frozenset(vocabulary("projects")["built"]["words"])


# ，全长28.6公里 ; 占地320亩 ; 日处理污水3万吨 ; 累计完成投资6.3亿元
_SIZE = re.compile(
    r"[，,。]?(?:目前)?(?:路线|线路)?(?:全长|总长|占地|设计|日处理|日供水|年产|装机|总?建筑面积|建设规模|总建筑|总?库容|(?:累计)?(?:已|已经)?完成投资)[^，。；、\d]{0,8}\d"
)


def is_built(text: str, start: int, status: str | None) -> bool:
    """Tell whether a size stands at `start` or the status is one of building: then a 工程 is something that is built."""
    return bool(_SIZE.match(text, start)) or bool(status and any(status.endswith(word) for word in _built_words()))
