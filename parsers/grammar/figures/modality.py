"""Plan or fact: the words that govern a figure, each from where it stands to the end of its sentence or paragraph."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from parsers.document import Document
from parsers.grammar.figures.aims import Turns, ways
from parsers.grammar.figures.plans import UNTOLD, is_ahead, is_deadline, is_untold, label, opens, tells_facts, tells_plans, tokens
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.numerals import narrowed
from parsers.passages import Passage
from parsers.reading import Span

Modality = Literal["achieved", "target"]
# 由22%提高到35%, 在现有95.6%的基础上再提高: where it starts from is a fact even in a plan; so are 完成 or 占年度计划82亿元的78.7%, 对发现的13处问题逐一整改, 1.1万名干部要…
_RISES = (
    "提高|提升|增加|增长|扩大|扩展|扩容|拓展|发展|上升|优化|调整|整合|精简|延长|压缩|压减|缩短|缩减|下降|降低|减少|[增升降提缩减压扩变]"
)
_FROM = re.compile(
    rf"[由从](?P<figure>[^，。；、由从]{{2,20}}?)(?:{_RISES})(?:到|至|为)|在现有(?P<base>[^，。；、]{{2,10}}?)的?基础上"
    r"|(?<![争保划前将要须])(?:完成|占)[^，。；\d]{0,8}(?:计划|目标|任务)[^，。；\d]{0,4}\d[^，。；]{0,10}?的(?P<share>\d{1,3}(?:\.\d+)?%)"
    r"|(?P<who>\d[\d.]*[余多]?[万千]?[余多]?[名位个](?:[^，。；、\d]{0,4}(?:党员|干部|乡镇|镇|乡|街道|部门|单位|专班)、?|、\d[\d.]*[万千]?[余多]?[名位个])+)(?:都|均|一律)?(?:要|必须|应当)"
    r"|(?:对(?:现有|已有|存量)|(?:发现|排查|摸排|反馈|交办)的|依托|立足|基于)\s?(?P<held>\d[^，。；、]{1,6})"
    r"|[比较](?:20\d\d年|上年|去年)(?:同期)?的(?P<past>\d[\d.,]*[^，。；、\d]{1,4})"
)
# 占年度计划14亿元的10.2%, 不及全年目标15户的三分之一: of what is done so far, the whole is the plan
_QUOTA = re.compile(
    r"(?:占|完成|为|不[及足到])[^，。；\d]{0,6}(?:计划|目标)(?:任务|总量|数|的)?\s?(?P<quota>\d[^，。；的]{1,8})的\s?(?:\d{1,3}(?:\.\d+)?%|[一二三四五六七八九十]{1,3}[分成]|一半)"
)
# 二期200万千瓦计划于2025年10月底前投用, 6条生产线将于8月底前投产: when a figure that stands before it is due
_DUE = re.compile(
    r"(?P<due>\d[\d.]*[余多]?[百千万亿]?(?:[千兆]瓦|公里|平方米|[米亩吨元套座条所个台]))(?:计划|预计|拟)(?:于|在|到)?(?:20\d\d年|明年|年[内底])"
    r"|(?P<things>\d[\d.]*[余多]?[百千万亿]?[条座个家台套所处])[^\W\d的]{2,6}?(?:计划|预计|拟|将)[于在](?:20\d\d年|明年|年[内底]|本月|下月|\d{1,2}月)"
)
_WILL = ("计划于", "计划在", "计划20", "预计", "拟", "将于", "将在")
# 二是健全管护机制: under a heading of plans each measure is a plan again, whatever the one before it has reached
_NEXT_MEASURE = re.compile(r"\s*[二三四五六七八九十]{1,2}[是要]")
# a document that is a plan by its title
_PLAN_TITLE = re.compile(r"(?:工作要点|工作计划|工作打算|工作安排|实施方案|行动方案|目标任务)(?:的通知)?$")


class Stance(NamedTuple):
    """What holds where no word says otherwise: the year of the document, whether it is a plan as a whole, its sections of plans and of facts; how an article reads; what stands under aims."""

    year: int | None
    plan: bool
    sections: frozenset[tuple[int, ...]]
    facts: frozenset[tuple[int, ...]] = frozenset()
    ways: Mapping[tuple[Span, ...], Turns] | None = None
    aims: frozenset[tuple[Span, ...]] = frozenset()


def stance(prose: Sequence[Passage], document: Document, figures: Sequence[Sequence[Quantity]]) -> Stance:
    """Return what holds in a document where no word near the figure says otherwise; `figures` are those of each passage."""
    day = document.issue_date or document.published_at
    year = int(day[:4]) if day else None
    plan = any(p.kind == "title" and _PLAN_TITLE.search(p.text) for p in prose)
    headed = frozenset(p.section for p in prose if p.kind == "heading" and tells_plans(p.text))
    facts = frozenset(p.section for p in prose if p.kind == "heading" and tells_facts(p.text))
    return Stance(
        year, plan, headed, facts, ways(prose, figures, day) if document.doc_type == "theory_article" else None, frozenset(_aims(prose))
    )


# 具体目标： alone on its line
_AIMS = re.compile(r"(?:总体|具体|主要|预期|奋斗|工作|阶段)?(?:发展|预期)?目标(?:任务)?(?:如下)?[：:]")


def _aims(prose: Sequence[Passage]) -> Iterable[tuple[Span, ...]]:
    """Yield the paragraphs under a line that names aims, up to the next such line or heading."""
    inside = False
    for passage in prose:
        if passage.kind != "paragraph" or passage.text[-1:] in ("：", ":"):
            inside = bool(_AIMS.fullmatch(passage.text))
        elif inside:
            yield passage.mapped.spans


class Modalities:
    """Answers for each place of one passage whether a figure there is a plan or a fact."""

    def __init__(self, passage: Passage, held: Stance) -> None:
        """Read the governing words of the passage once."""
        turns = held.ways.get(passage.mapped.spans) if held.ways else None
        text = narrowed(passage.text)
        turns = turns or list(_turns(text, _default(passage, held), held.year))
        self._places = [place for place, _ in turns]
        self._plans = [plan for _, plan in turns]
        self._froms = [match.span(match.lastgroup or 0) for match in _FROM.finditer(text)]
        self._quotas = [match.span("quota") for match in _QUOTA.finditer(text)]
        self._quotas += [match.span(match.lastgroup or 0) for match in _DUE.finditer(text)] if any(word in text for word in _WILL) else []

    def at(self, place: int) -> Modality:
        """Return the modality of a figure that begins at `place`, a code point of the passage."""
        if any(start <= place < end for start, end in self._quotas):
            return "target"
        is_plan = self._plans[bisect_right(self._places, place) - 1]
        return "target" if is_plan and not any(start <= place < end for start, end in self._froms) else "achieved"


def _default(passage: Passage, held: Stance) -> bool:
    """Return whether a passage is a plan by its document, its section or what it calls itself (产业现状：, 对策建议：)."""
    inside = {passage.section[:n] for n in range(1, len(passage.section) + 1)}
    default = (held.plan and inside.isdisjoint(held.facts)) or not inside.isdisjoint(held.sections) or passage.mapped.spans in held.aims
    own = label(passage.text)
    return tells_plans(own) or (default and not tells_facts(own))


def _turns(text: str, default: bool, year: int | None) -> Iterable[tuple[int, bool]]:
    onwards = default
    sentence, told = 0, False
    yield -1, default
    for token in tokens().finditer(text):
        kind = token.lastgroup
        if kind == "stop":
            onwards = onwards or (default and bool(_NEXT_MEASURE.match(text, token.end())))
            sentence, told = token.end(), False
            yield token.start(), onwards
        elif kind == "year":
            plan = is_ahead(token["year"], year)
            if plan is not None:
                onwards, told = onwards and plan, told or not plan
                yield token.start(), plan
            elif year is None and opens(text, token.start()):
                plan = is_deadline(text, token) or (default and token["year"][0] == "到")
                onwards = onwards or (plan and token.start() == 0)
                yield token.start(), plan
        elif kind in UNTOLD:
            if not told and is_untold(text, sentence, token):
                yield token.start(), True
        elif kind in ("fact", "fact_here"):
            onwards, told = onwards and kind == "fact_here", True
            yield token.start(), False
        else:
            onwards = onwards or default or kind == "plan_onwards"
            yield token.start(), True
