"""Which lines at the top of a bulletin are its head, and what each says: name, number, office and date, and what stands beside them."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from parsers.document import Text
from parsers.grammar.bulletins.mastheads import ISSUE, Masthead, masthead_line, unspread
from parsers.grammar.layout.lines import Line, lines_of
from parsers.grammar.makers.bylines import byline
from parsers.grammar.numerals import NUMERAL, narrowed, to_int
from parsers.grammar.web.sourcelines import crumbs
from parsers.grammar.web.webhead import page_role, register_end
from parsers.reading import Reading

# lines of a mast-head at the most, before its first item
_HEAD_LINES = 14
_LONGEST_NAME = 18
_LONGEST_BESIDE = 30
# （6月30日8时）: the hour to which a report of a duty office goes; （2024年5月6日—5月12日）: the days that one of a week tells of; （本期共2页）
_DAY = r"(?:20\d\d\s*年\s*)?(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日"
_AS_OF = re.compile(
    r"[（(](?:截至)?\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*\d{1,2}\s*[时点](?:\d{1,2}分)?[）)]"
    rf"|[（(]?\s*{_DAY}\s*[—―\-－–~～至]{{1,2}}\s*{_DAY}\s*[）)]?"
    r"|[（(]?(?:本期)?共\s*[0-9０-９]{1,3}\s*页[）)]?"
)
# （12） | （十二） | 12期 | 2025年12期 | （2025）12号 | 邳政办专报〔2025〕12号 | 彰委专报〔2025〕11号　签发人：刘　丛: a number under the name
_UNDER_NAME = re.compile(
    rf"(?:20\d\d\s*年\s*)?(?P<plain>[0-9０-９]{{1,4}})\s*期|[（(〔\[]\s*20\d\d\s*[)）〕\]]\s*(?P<dated>[0-9０-９]{{1,4}})\s*[号期]?"
    rf"|[（(]\s*(?P<bare>[0-9０-９]{{1,4}}|{NUMERAL})\s*[)）]|[^\W\da-zA-Z_]{{2,12}}[〔\[［]20\d\d[〕\]］]\s*(?P<filed>[0-9０-９]{{1,4}})\s*号"
    r"(?:\s+签\s*发\s*人?\s*[:：]\s*(?:[^\W\da-zA-Z_]\s+)?[\u4e00-\u9fff·]{1,12})?"
)
# 五华县“百县千镇万村高质量发展工程” over 工作简报
_CAMPAIGN = re.compile(r"[^\W\da-zA-Z_]{2,12}“[^“”，。：]{2,24}”[^\W\da-zA-Z_]{0,8}")
# 同心县巩固拓展脱贫攻坚成果同乡村振兴有效衔接 over 工作简报
_TASK = re.compile(r"[^\W\da-zA-Z_]{2,7}[省市州县区旗][^\W\da-zA-Z_]{4,26}")
# what a bulletin is, without whose or of what
_GENERIC = re.compile(r"(?:工作|情况|信息|政务|督查)?(?:简报|快报|动态|专报|专刊|通报|通讯|简讯|快讯|要情|周报|月报)")
# 首页 > 政务动态 > 政务快报; strokes part the cells of a head too
_WAY = re.compile(r"[>›»→＞]")
_YEAR = re.compile(r"(20\d\d)\s*年")
# 通江县防汛抗旱指挥部文件 over 防汛快报
_PAPER = "文件"
# （社情民意） | （星期三）
_IN_BRACKETS = re.compile(r"[（(][^（）()]{2,20}[）)]")


def head_lines(lines: Sequence[Line]) -> list[tuple[Line, Masthead]]:
    """Return the lines of a mast-head at the top of `lines` with what each says.

    A short line right over the number is the bulletin's name even where its wording is not a known one. Lines of the page are passed over.
    """
    head: list[tuple[Line, Masthead]] = []
    known, year = Masthead(), ""
    register = register_end(lines[:_HEAD_LINES])
    for i, line in enumerate(lines[: register + _HEAD_LINES]):
        if i < register or (_WAY.search(line.text) and crumbs(line.mapped)):
            continue
        said = masthead_line(line.mapped, year)
        if not said.says_anything() and (page_role(line.mapped) or _is_page_headline(lines, i)):
            continue
        told = _repeats(known, said) if said.says_anything() else _beside(lines, i, known)
        if told is None:
            break
        known |= told
        year = year or _year_of(line)
        head.append((line, told))
    return head


def _year_of(line: Line) -> str:
    """Return the year that a line with an issue's number has, in the number or beside it (2024年5月第2期); else nothing."""
    number = ISSUE.search(line.text)
    beside = _YEAR.search(narrowed(line.text)) if number else None
    return (number and (number["year"] or number["inner"])) or (beside[1] if beside else "")


@lru_cache(maxsize=4)
def head_of(reading: Reading) -> tuple[tuple[Line, Masthead], ...]:
    """Return the head at the top of a reading; the last few are kept, since more than one kind asks for them."""
    return tuple(head_lines(lines_of(reading)))


def is_whole(head: Sequence[tuple[Line, Masthead]]) -> bool:
    """Tell whether a head has name, number, office and day: no essay has, whatever its text is like."""
    wanted = (("publication",), ("issue_number", "total_issue_number"), ("issuing_body",), ("issue_date",))
    return all(any(getattr(said, part) is not None for _, said in head for part in parts) for parts in wanted)


def _is_page_headline(lines: Sequence[Line], i: int) -> bool:
    """Tell whether line `i` is the headline of a site's page: over its source or time, and said again below, on one line or two, or over a mast-head."""
    if i + 1 >= len(lines) or page_role(lines[i + 1].mapped) != "meta":
        return False
    first = next((k for k in range(i + 2, len(lines)) if not page_role(lines[k].mapped)), i)
    if first > i and masthead_line(lines[first].mapped).publication and number_below(lines, first):
        return True
    below = [line.text.replace(" ", "") for line in lines[i + 2 : i + 2 + _HEAD_LINES]]
    return lines[i].text.replace(" ", "") in {*below, *map("".join, itertools.pairwise(below))}


def _repeats(known: Masthead, said: Masthead) -> Masthead | None:
    """Return what a line says; None where it names the bulletin, or a further office behind the day, and nothing more, as a title does."""
    named = said.publication and known.publication and not set(said.publication.spans) <= set(known.publication.spans)
    if named and said.publication and known.publication and said.publication.text == known.publication.text:
        return said  # the headline of a site's page, and then the head itself
    if named and known.issue_number is None and said == Masthead(publication=said.publication) and _is_generic(said.publication):
        return Masthead()  # 桃源政务 / 信息专报: what sort of paper it is, under its name
    office = said.issuing_body and known.issuing_body and known.issue_date
    return None if (named or office) and said.issue_number is None and not said.issue_date else said


def _beside(lines: Sequence[Line], i: int, known: Masthead) -> Masthead | None:
    """Return what a line without the words of a mast-head says by its place in one; None where it does not belong to it."""
    line = lines[i]
    if not known.publication:
        if (_may_be_name(line) or _over_generic(lines, i)) and _number_under(lines, i):
            return _named(line, lines[i + 1])
    elif known.issue_number is None and (number := _UNDER_NAME.fullmatch(narrowed(line.text))):
        return Masthead(issue_number=to_int(number[number.lastgroup or 0]), issue_number_spans=line.mapped.spans_of(*number.span()))
    belongs = (known.says_anything() and _AS_OF.fullmatch(line.text)) or _signs_head(lines, i, known) or _stands_between(lines, i, known)
    return Masthead() if belongs else None


def _stands_between(lines: Sequence[Line], i: int, known: Masthead) -> bool:
    """Tell whether a short line stands between the name and the number (PIZHOU DUCHA), or one in brackets before office and date."""
    text = lines[i].text
    if not known.publication or len(text) > _LONGEST_BESIDE or re.search(r"[，。；：！？“”]", text):
        return False
    below = masthead_line(lines[i + 1].mapped) if i + 1 < len(lines) else Masthead()
    if known.issue_number is None:
        return below.issue_number is not None
    return not known.issue_date and bool(_IN_BRACKETS.fullmatch(text)) and bool(below.issuing_body or below.issue_date)


def _signs_head(lines: Sequence[Line], i: int, known: Masthead) -> bool:
    """Tell whether line `i` names who signed, in a mast-head that has begun or right over one (签发人：贺海军 above the name)."""
    begun = known.says_anything() or any(masthead_line(line.mapped).says_anything() for line in lines[i + 1 : i + 3])
    return begun and is_signoff(lines[i].text)


def number_below(lines: Sequence[Line], i: int) -> bool:
    """Tell whether one of the two lines under line `i` has an issue's number."""
    return any(masthead_line(line.mapped).issue_number is not None for line in lines[i + 1 : i + 3])


def _number_under(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a number stands under the name in line `i`, also one that only its place tells (（2024）28号); no paper's (曲政办发〔2024〕12号)."""
    found = [_UNDER_NAME.fullmatch(narrowed(line.text)) for line in lines[i + 1 : i + 3]]
    return number_below(lines, i) or any(m and m.lastgroup in ("plain", "dated") for m in found)


def _named(line: Line, below: Line) -> Masthead:
    """Return the name in a line; that of a county or campaign goes on with the name below it: 保亭黎族苗族自治县 / 乡村振兴工作专刊.

    Over a whole name an office heads its paper (通江县防汛抗旱指挥部文件): the line says who issues it.
    """
    first, second = unspread(line.mapped), _name_below(below)
    if second and line.text.endswith(_PAPER):
        return masthead_line(line.mapped.part(0, len(line.text) - len(_PAPER)))
    if second and (first.text[-1] in "省市县区州旗镇乡" or _GENERIC.fullmatch(second.text)):
        return Masthead(publication=Text(text=first.text + second.text, spans=first.spans + second.spans))
    return Masthead(publication=first)


def _name_below(line: Line) -> Text | None:
    """Return the name in a line, also one of two characters set apart (简　报)."""
    text = unspread(line.mapped)
    return masthead_line(line.mapped).publication or (text if _GENERIC.fullmatch(text.text) else None)


def _over_generic(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line names a campaign or a county's task, and the one below what the bulletin on it is (工作简报)."""
    below = _name_below(lines[i + 1]) if i + 1 < len(lines) else None
    return bool(below and _GENERIC.fullmatch(below.text) and (_CAMPAIGN.fullmatch(lines[i].text) or _TASK.fullmatch(lines[i].text)))


def _is_generic(name: Text | None) -> bool:
    return bool(name and _GENERIC.fullmatch(name.text))


def _may_be_name(line: Line) -> bool:
    return len(line.text.replace(" ", "")) <= _LONGEST_NAME and not re.search(r"[，。：“”、]", line.text)


def is_signoff(text: str) -> bool:
    """Tell whether a line is nothing but names in roles (编辑：… 审核：…)."""
    found = byline(text)
    return bool(found and found.roles and found.made)
