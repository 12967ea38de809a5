"""Shares of all that a place has, where a text tells it once: 占全村总户数的53.1% of 612户2436人, 占种植总面积的40.3% of 种植面积27.8万亩."""

import re
from collections.abc import Sequence

from parsers.checks.sense.statements import Sentence
from parsers.grammar.figures.quantities import Quantity

# 占全村总户数的 | 占全镇总人口的
_POPULATION = re.compile(r"^(?:全[县市区镇乡旗村]的?)?(?:总户数|户数|农户总数|总农户数?|总人口数?|人口总数|总人数)$")
# 占种植总面积的
_FIELDS = re.compile(r"^(?:全[县市区镇乡旗村的]{1,2})?(?P<kind>种植|栽培|养殖|播种|造林|流转)(?:总面积|面积总量)$")
_COUNTED_ALL = re.compile(r"(?:总人口|总户数|人口总数|农户总数)(?:达到?|为|约|有|共)*$")
# 全村|328户
_ALL_OF = re.compile(r"(?:全[村镇乡组屯社]|[^\W\da-zA-Z_]{2,4}村全村)(?:共有?|现有|有)?")
# some of them, those that something was done for, and those of another time
_NOT_EVERYBODY = re.compile(
    r"脱贫|贫困|低保|监测|特困|困难|危房|移民|搬迁|安置|涉及|惠及|带动|受[益灾]|转移|走访|帮扶|吸纳|入[股社]|覆盖|其中|原|曾|过去|当[年时初]|年前|种植|养殖|外出|新增|服务"
)
_HOUSEHOLDS, _PERSONS = ("户",), ("人", "名", "口", "口人")


def of_population(sentence: Sentence, far: Sequence[Sentence], i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return 入社农户386户，占全村总户数的53.1% with the only number of households that the text has: 这个村有612户2436人."""
    part, unit = sentence.figures[i - 1], _PERSONS if "人" in whole else _HOUSEHOLDS
    if not _POPULATION.match(whole) or part.word.unit not in unit:
        return None
    found = [s.figures[j] for s, j in _before(sentence, far, part) if s.figures[j].word.unit in unit and _is_population(s, j)]
    return (part, found[0]) if len(found) == 1 and found[0].value >= part.value else None


def of_all_fields(sentence: Sentence, far: Sequence[Sentence], i: int, whole: str) -> tuple[Quantity, Quantity] | None:
    """Return 绿色食品基地11.2万亩，占种植总面积的46.0% with the only area under a crop that the text has: 全县脐橙种植面积27.8万亩."""
    part, named = sentence.figures[i - 1], _FIELDS.match(whole)
    if not named or part.word.dimension != "area":
        return None
    rows = _before(sentence, far, part)
    sown = re.compile(named["kind"] + r"总?(?:面积|规模)(?:稳定在|保持在|已?达到?|发展到|为|有|约|近|超过?)*$")
    found = {s.figures[j].value: s.figures[j] for s, j in rows if s.figures[j].word.unit == part.word.unit and sown.search(s.front(j))}
    only = next(iter(found.values())) if len(found) == 1 else None
    return (part, only) if only and only.value >= part.value else None


def _is_population(sentence: Sentence, j: int) -> bool:
    """Tell whether figure `j` is of all households or persons: one of 612户2436人 side by side, or 总人口3.2万人."""
    at = j if sentence.figures[j].word.unit in _HOUSEHOLDS else j - 1
    if _COUNTED_ALL.search(sentence.front(j)) or _ALL_OF.fullmatch(sentence.front(j)):
        return True
    if at < 0 or at + 1 >= len(sentence.figures) or _NOT_EVERYBODY.search(sentence.front(at)):
        return False
    households, persons = sentence.figures[at : at + 2]
    kinds = households.word.unit in _HOUSEHOLDS and persons.word.unit in _PERSONS and households.value <= persons.value
    return kinds and sentence.gap(at + 1) in ("", "、", "，", "共", "，共")


def _before(sentence: Sentence, far: Sequence[Sentence], part: Quantity) -> list[tuple[Sentence, int]]:
    """Return the places of all figures in front of one."""
    return [(s, j) for s in (*far, sentence) for j in range(len(s.figures)) if s.figures[j].start < part.start]
