"""The head of a bulletin: its name, number, issuing body, date, secrecy mark, in whatever lines they are set."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache

from parsers.document import Spans, Text
from parsers.grammar.dates import DATE, iso_date, iso_datetime
from parsers.grammar.numerals import narrowed, to_int
from parsers.grammar.web.sourcelines import PUT_UP
from parsers.grammar.wordlists import alternation
from parsers.mapped import Mapped
from parsers.reading import Span
from seeds import vocabulary

# 第 5 1 期 | 第 十 六 期 as letter-spaced
_NUMBER = r"(?:[0-9０-９](?:\s*[0-9０-９])*|{0}(?:\s*{0})*)".format("[〇零○一二三四五六七八九十百千两0-9０-９]")
# 第 52 期 | 第三十七期 | ２０２５年第８期 | 第〔2023〕11期 | 〔2024〕第3期 | [2015]第2期 | 2025年 第42期（总第1268期） | 第2024－16期
ISSUE = re.compile(
    rf"(?:[〔\[［【（(]?(?P<year>[0-9０-９]{{4}}|[〇零○一二三四五六七八九]{{4}})[〕\]］】）)]?\s*年?(?:度)?[·\s]*)?第\s*(?:[〔\[［（(](?P<inner>[0-9０-９]{{4}})[〕\]］）)]\s*|(?:19|20|１９|２０)[0-9０-９]{{2}}\s*[-－—―–]\s*)?(?P<issue>{_NUMBER})\s*(?:期|号)"
)
# NO.8 | 〔2025〕4号 | 〔2025〕44期 at the head of its line, behind its day or its paper's name; an official paper's has its sender before it (豫农组发〔2022〕2号)
_SERIAL = re.compile(
    rf"(?:(?<![^\s|｜])[Nn][Oo]\s*[.．:：]\s*|[〔\[［](?P<year>[0-9０-９]{{4}})[〕\]］]\s*)(?P<issue>{_NUMBER})(?(year)\s*[号期])(?=\s|[|｜（(总]|20\d\d|二[〇零○0]|$)"
)
# （总第301期） | 总第 301 期 | （总301期） | （总第21号）
TOTAL = re.compile(rf"总\s*第?\s*(?P<total>{_NUMBER})\s*(?:期|号)")
# 2025年第7期 3月28日出版: a day whose year the number has
_DAY = re.compile(r"(?<![\d年])(?P<month>[0-9０-９]{1,2})月(?P<day>[0-9０-９]{1,2})日(?:出版|印发|编发|印)?")
# 主办：中共睢县县委办公室 | 编发时间：2025年4月22日 | 2025年第6周 | 2025年（第12期） | 2025年6月第2期, whose month is no day; who is over the office is not the office (主管：… 主办：…)
_LABEL = re.compile(
    r"主管(?:单位)?[：:]\s*\S+(?=\s+主办)|(?:20\d\d年)?第\s*\d{1,2}\s*周|(?:(?:主办|承办|编印|编发|主管|协办|主编|编辑)(?:单位)?|(?:编发|编印|印发|出刊|出版|签发)?(?:时间|日期))[：:]"
    r"|20\d\d\s*年(?=\s*[（(]\s*第)|(?<![^\s（(室办局委府会心组部科班])20\d\d\s*年\s*\d{1,2}\s*月(?=[\s）)第]|$)(?!\s*\d)"
)
# 屯昌县“六水共治”工作简报: a bulletin named after a campaign
_NAMED_AFTER = re.compile(r"[^“”]*“[^“”]{2,10}”[^“”]{0,8}(?:简报|快报|快讯|简讯|专报|专刊|通报|通讯|信息|要情|动态|周报|月报)")
# 始兴县“百县千镇万村高质量发展工程”指挥部办公室: a body named after a campaign
_BODY_AFTER = re.compile(r"[^“”]*“[^“”]{2,24}”[^“”]{0,10}(?:指挥部|领导小组|委员会|专班|联席会议)(?:办公室|办)?")
# 增 刊 | 2024年增刊, in place of a number; 增刊第3期
_EXTRA = re.compile(r"(?:[〔\[（(]?[0-9０-９]{4}[〕\]）)]?\s*年?度?\s*|(?<![^\W\da-zA-Z_]))增\s*刊(?=\s*第|(?![^\W\da-zA-Z_]))")
# 签发人：曹志强 | 签发： 蔡 林, between the office and the date
_SIGNED_BY = re.compile(
    r"(?:签\s*发\s*人?|审\s*签|审\s*核|核\s*稿|责任校对|责任编辑|校\s*对)\s*[:：]\s*(?:[^\W\da-zA-Z_]\s[^\W\da-zA-Z_]|[\u4e00-\u9fff·]{2,8}?)(?=\s|$|\d|二[〇零○])"
)
# （6月2日—6月8日） beside the number: the days that a paper of a week tells of, none of them its own
_SPAN_OF_DAYS = re.compile(
    r"[（(]?\s*(?:20\d\d\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日\s*[—―\-－–~～至]{1,2}\s*(?:20\d\d\s*年\s*)?(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日\s*[）)]?"
)
# 蒲县人民政府总值班室　6月12日　星期三: the day at the end, whose year nothing tells
_YEARLESS = re.compile(r"(?<=[室办委局心府部组])\s*\d{1,2}\s*月\s*\d{1,2}\s*日(?=\s*(?:[（(]?星期[一二三四五六日天][）)]?)?$)")
# 2022年8月19 at the end of its line, in copies that lost the last character
_DAYLESS = re.compile(r"(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})$")
# marks of secrecy of two letters are words too
_SHORT_MARK = 3
# 2025年7月15日出刊 | 2025年5月16日（星期五） | 2025年7月15日8时: what was done on the day, its name, or the hour
_DONE = re.compile(r"出刊|出版|编发|印发|刊发|发布|星期[一二三四五六日天]|\d{1,2}\s*[时点](?:\d{1,2}分)?")
# 编号：ZX-2025-031 密级：内部 份数：60, over the head of an official paper
_FILED = r"(?:(?:文件)?编\s*号|份\s*[号数]|密\s*级|序\s*号|缓急(?:程度)?|紧急程度|保密期限)\s*[:：]"
_REGISTER = re.compile(rf"(?:{_FILED}\s*[\w.〔〕（）()★-]{{1,20}}?\s*(?={_FILED}|$))+")
# what no name of a bulletin or an office has in it
_ENDS_SENTENCE = re.compile(r"[。；？！]")
_PARTED = re.compile(r"[，。：:]")
_QUOTED = re.compile(r"[“”]")
_GAP = re.compile(r"\s+")
_SPREAD = re.compile(r"[^\W\da-zA-Z_](?:\s+[^\W\da-zA-Z_])+")


@dataclass(frozen=True)
class Masthead:
    """What one line of a mast-head says; all parts may be missing."""

    publication: Text | None = None
    issue_number: int | None = None
    issue_number_spans: Spans = ()
    total_issue_number: int | None = None
    total_issue_number_spans: Spans = ()
    issuing_body: Text | None = None
    issue_date: str | None = None
    issue_date_spans: Spans = ()
    is_secrecy: bool = False
    is_extra: bool = False

    def says_anything(self) -> bool:
        """Tell whether the line is one of a mast-head."""
        return self != Masthead()

    def __or__(self, other: "Masthead") -> "Masthead":
        """Return both together; what was said first stays."""
        ours = {f.name: getattr(self, f.name) for f in fields(self)}
        return replace(other, **{name: value for name, value in ours.items() if value not in (None, (), False)})


@lru_cache(maxsize=64)
def masthead_line(line: Mapped, year: str = "") -> Masthead:
    """Return what a line says as part of a mast-head; nothing where it has other words beside, or is of a web page (a clock time, 发布日期).

    `year` is that of the number on a line before: with it a day may stand without one. The kind's cues and its parser ask of the same lines.
    """
    text = narrowed(line.text)
    if len(text) > 80 or _ENDS_SENTENCE.search(text) or "T" in (iso_datetime(text) or "") or PUT_UP.match(text):
        return Masthead()
    total = TOTAL.search(text)
    issue = (
        ISSUE.search(text[: total.start()] if total else text)
        or (ISSUE.search(text, total.end()) if total else None)
        or _serial(line, text)
    )
    told_of = _SPAN_OF_DAYS.search(text) if issue else None
    date = DATE.search(text, told_of.end() if told_of else 0)
    year = (issue["year"] if issue else None) or year
    day = None if date else _DAYLESS.search(text) or (_DAY.search(text, told_of.end() if told_of else 0) if year else None)
    yearless = None if date or day else _YEARLESS.search(text)
    extra = _EXTRA.search(text)
    signed = list(_SIGNED_BY.finditer(text))
    rests = _rests(line, [m.span() for m in (total, issue, told_of, date, day, yearless, extra, *signed) if m])
    rests = [rest for rest in rests if not ((date or yearless) and _DONE.fullmatch(rest.text))]
    publication = next((found for rest in rests if (found := _publication(rest))), None)
    body = next((found for rest in rests if (found := _body(rest))), None)
    secrecy = len(text) <= 24 and any(word in text.replace(" ", "") for word in _secrecy())
    secrecy = secrecy or bool(_REGISTER.fullmatch(text))
    if not (publication or body or secrecy) and rests:
        return Masthead()
    return Masthead(
        publication=publication if publication != body else None,
        issue_number=_int(issue["issue"]) if issue else None,
        issue_number_spans=line.spans_of(*issue.span()) if issue else (),
        total_issue_number=_int(total["total"]) if total else None,
        total_issue_number_spans=line.spans_of(*total.span()) if total else (),
        issuing_body=body,
        issue_date=iso_date(date) if date else _day_of(day.groupdict().get("year") or year, day) if day else None,
        issue_date_spans=line.spans_of(*when.span()) if (when := date or day) else (),
        is_secrecy=secrecy,
        is_extra=bool(extra),
    )


def _serial(line: Mapped, text: str) -> re.Match[str] | None:
    """Return the number without 第 and 期; before one with a year only its day, its paper's name or, if the day is behind, its office may stand."""
    match = _SERIAL.search(text)
    if not match or not match["year"]:
        return match
    before = text[: match.start()].replace(" ", "").strip("|｜")
    between = bool(DATE.search(text, match.end())) and _is_behind_office(line, match.start())
    return match if not before or DATE.fullmatch(before) or before.endswith(_endings("names")) or between else None


def _is_behind_office(line: Mapped, at: int) -> bool:
    """Tell whether a gap parts what stands at `at` from an office before it; cleaning closes gaps beside brackets."""
    [first, *_] = line.spans_of(at, at + 1)
    office = line.text[:at].removesuffix("编印").removesuffix("编").rstrip().endswith(_endings("bodies"))
    return office and line.reading.text[first.start - 1].isspace()


def _int(written: str) -> int:
    return to_int(re.sub(r"\s", "", written))


def _day_of(year: str, day: re.Match[str]) -> str | None:
    """Return the ISO date of a day whose year stands in the issue's number."""
    match = DATE.fullmatch(f"{year}年{day['month']}月{day['day']}日")
    return iso_date(match) if match else None


_EDGES = " ()（）【】[]［］〔〕〖〗《》:：，,*★☆●○◆◇■□◎※·•|｜/—―-"


@cache
def _kept() -> re.Pattern[str]:
    """How the paper is kept, beside other words: 东平县委办公室　　内部资料·注意保存."""
    words = alternation(*(word for word in _secrecy() if len(word) > _SHORT_MARK))
    return re.compile(rf"[★☆]?(?:{words})(?:[·、，\s]*(?:{words}))*")


def _rests(line: Mapped, taken: Sequence[tuple[int, int]]) -> list[Mapped]:
    """Return the stretches of a line that no number, date or label (主办：) takes, without what edges them."""
    labels = [m.span() for pattern in (_LABEL, _kept()) for m in pattern.finditer(line.text)]
    edges = [0, *(e for span in sorted([*taken, *labels]) for e in span), len(line.text)]
    stretches = (_without_edges(line, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a)
    return [part for rest in stretches if rest.spans for part in (_office_and_name(rest) if taken else (rest,))]


def _office_and_name(rest: Mapped) -> Iterator[Mapped]:
    """Yield a stretch beside a number or day in two where a gap parts an office from the name behind it: 中共隰县县委办公室　情况专报　第9期."""
    gap = next((m for m in _GAP.finditer(rest.text) if rest.text[: m.start()].endswith(_endings("bodies"))), None)
    if gap and rest.text[gap.end() :].replace(" ", "").endswith(_endings("names")):
        yield from (rest.part(0, gap.start()), rest.part(gap.end(), len(rest.text)))
    else:
        yield rest


def _without_edges(line: Mapped, start: int, end: int) -> Mapped:
    while start < end and line.text[start] in _EDGES:
        start += 1
    while end > start and line.text[end - 1] in _EDGES:
        end -= 1
    return line.part(start, end)


@cache
def _endings(sort: str) -> tuple[str, ...]:
    return tuple(vocabulary("publications")[sort]["endings"])


@cache
def _secrecy() -> tuple[str, ...]:
    return tuple(vocabulary("publications")["secrecy"]["words"])


def _publication(rest: Mapped) -> Text | None:
    words = rest.text.replace(" ", "")
    if not 3 <= len(words) <= 24 or _PARTED.search(words) or "、" in words or not words.endswith(_endings("names")) or words in _secrecy():
        return None
    if words.startswith("关于") or (_QUOTED.search(words) and not _NAMED_AFTER.fullmatch(words)):
        return None
    return unspread(rest)


def _body(rest: Mapped) -> Text | None:
    text = rest.text
    for word in vocabulary("publications")["bodies"]["behind"]:
        if text.endswith(word) and text[: -len(word)].strip().endswith(_endings("bodies")):
            text = text[: -len(word)].strip()
            break
    words = text.replace(" ", "")
    if not 4 <= len(words) <= 40 or _PARTED.search(words) or not words.endswith(_endings("bodies")):
        return None
    if _QUOTED.search(words) and not _BODY_AFTER.fullmatch(words):
        return None
    return unspread(rest.part(0, len(text)))


def unspread(mapped: Mapped) -> Text:
    """Return the wording with letter-spacing taken out (涉 县 政 务 信 息): its spans leave the gaps out."""
    text = mapped.text
    if not _SPREAD.fullmatch(text):
        return mapped.whole()
    spans = tuple(s for i, c in enumerate(text) if c != " " for s in mapped.spans_of(i, i + 1))
    return Text(text=text.replace(" ", ""), spans=_merge_touching(spans))


def _merge_touching(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in spans:
        if merged and merged[-1].end == span.start:
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)
