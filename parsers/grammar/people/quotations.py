"""Words in somebody's mouth: “…”张学军说 | 敖琴嘱托：“…” | “…”王冉介绍说，“…” | “政之所兴在顺民心。” (nobody named); never a word in scare quotes.

The speaker is looked for behind the words, before them, and, where only 他 or nothing stands there, in the sentences before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from operator import itemgetter

from parsers.document import Document, Person, Quotation, Spans
from parsers.grammar.people.callings import called, callings, first_parts
from parsers.grammar.scanning import apart, standing
from parsers.grammar.wordlists import alternation
from parsers.passages import Passage
from seeds import vocabulary

_QUOTED = re.compile(r"[“「](?P<words>(?:[^“”「」]|[“「][^“”「」]{1,60}[”」]){2,900})(?P<close>[”」])?")
_PROSE = ("paragraph", "caption")


@cache
def _verbs() -> str:
    lists = vocabulary("people")
    return alternation(*lists["speech"]["words"], *lists["saying"]["words"])


@cache
def _behind() -> re.Pattern[str]:
    """What says behind the words that they were said, up to the end of its sentence or to the next words."""
    return re.compile(rf"[，,]?(?P<clause>(?=(?:[^。！？；“”]|“[^“”]{{1,24}}”)*?(?:{_verbs()}))(?:[^。！？；“”]|“[^“”]{{1,24}}”){{1,90}})")


@cache
def _ahead() -> re.Pattern[str]:
    """What says in front of the words that they follow: …指出：“ | …嘱托，“."""
    return re.compile(
        rf"(?P<clause>[^。！？；”]{{0,80}}?(?:{_verbs()})[^。！？；“”：:]{{0,16}})[：:，,]\s*$|(?P<colon>[^。！？；”]{{1,40}})[：:]\s*$"
    )


def find_quotations(prose: Sequence[Passage], document: Document, people: Sequence[Person]) -> tuple[Quotation, ...]:
    """Return what is quoted as said, with its speaker's name as in `people` or None, in reading order."""
    del document
    return tuple(_quotations([p for p in prose if p.kind in _PROSE], _Names(people)))


class _Names:
    """People as the text names them, and calls them (王书记) where the calling is no part of another word (大王镇长远)."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Gather the wordings; `people` are all of one document."""
        self._calls = callings({p.name: p.posts for p in people}) | first_parts(p.name for p in people)
        self._names = [p.name for p in people]

    def _all(self, clause: str) -> list[tuple[int, str]]:
        """Return who is named and where, in order; a name goes before a calling at its place."""
        found = [*standing(self._names, clause), *called(self._calls, clause)]
        found = [(start, word) for start, word in found if not _NAMED_AFTER.match(clause, start + len(word))]
        return list(apart(sorted(found, key=itemgetter(0))))

    def speakers(self, clause: str) -> list[str] | None:
        """Return who could speak, in order: less those who are spoken to; None where nobody is named at all."""
        found = self._all(clause)
        ends = [0, *(start + len(word) for start, word in found)]
        speaking = [word for (start, word), end in zip(found, ends, strict=False) if not _SPOKEN_TO.search(clause, end, start)]
        return [self._calls.get(word, word) for word in speaking] if found else None

    def first(self, clause: str) -> str | None:
        """Return who is named first."""
        return next((self._calls.get(word, word) for _, word in self._all(clause)), None)

    def last(self, clause: str) -> str | None:
        """Return who is named last."""
        return next((self._calls.get(word, word) for _, word in reversed(self._all(clause))), None)


# 告诉县长|刘伟, 面对县长|刘伟, 问村民|李二牛; not 针对…, 县长|刘伟
_SPOKEN_TO = re.compile(
    r"(?:告诉|面对|(?<![针相绝应核校])对(?![此于标照])|向|询问|(?<![学访疑])问|学习|叮嘱|嘱咐|勉励|鼓励|感谢|拉着|握着)[^，。；：]{0,16}$"
)
# 甘祖昌|将军故居: what is named after somebody says nothing
_NAMED_AFTER = re.compile(r"(?:将军|烈士|同志|先生)?(?:故居|旧居|纪念|陵园|墓|工作室|学校|[中小]学)")


def _curled(text: str) -> str:
    """Return `text` with straight quotes as “ and ” in turn, so that all else knows one kind; the same length."""
    if '"' not in text:
        return text
    turns = cycle("“”")
    return "".join(next(turns) if char == '"' else char for char in text)


def _quotations(prose: Sequence[Passage], names: _Names) -> Iterator[Quotation]:
    latest: str | None = None
    last = -1
    for i, passage in enumerate(prose):
        done, text = 0, _curled(passage.text)
        for match in _QUOTED.finditer(text):
            latest = names.last(text[done : match.start()]) or latest
            said = None if i <= last and not match.start() else _said(text, match, latest, names)
            if said:
                last, words, spans = _whole(prose, i, match)
                yield Quotation(text=words, speaker=said.speaker, spans=spans)
                latest = said.speaker or latest
            done = match.end()
        latest = names.last(text[done:]) or latest


@dataclass(frozen=True)
class _Said:
    """That words were said, and by whom if it is known."""

    speaker: str | None


def _said(text: str, match: re.Match[str], latest: str | None, names: _Names) -> _Said | None:
    """Return who said the words of `match`, None where nobody did: they are a name, a slogan or meant otherwise."""
    words, behind, ahead = match["words"], text[match.end() : match.end() + _REACH], text[max(0, match.start() - _REACH) : match.start()]
    whole = words.endswith(("。", "！", "？", "…", "，")) or not match["close"]
    before = _ahead().search(ahead) if ahead.rstrip().endswith(_INTRODUCES) and _is_led(words, ahead, behind) else None
    led = before and before["clause"] and words.endswith(_ENDS)
    ends = whole or _is_followed(words, ahead, behind)
    after = _behind().match(behind) if ends and not led and not _OTHER.match(behind) else None
    if after:
        speakers = names.speakers(after["clause"])
        return _Said(_pronoun(after["clause"], latest) if speakers is None else next(iter(speakers), None))
    if before:
        clause = before["clause"] or before["colon"]
        speakers = names.speakers(_up_to_verb(clause)) or names.speakers(clause)
        return _Said(_pronoun(clause, latest) if speakers is None else next(reversed(speakers), None))
    opens = not ahead.strip() or ahead.rstrip().endswith(("。", "！", "？", "”"))
    if whole and opens and len(words) > _SENTENCE:
        opening = _OPENING.match(behind)
        closes = names.last(_last_sentence(ahead)) if not behind.strip() else None
        return _Said(names.first(opening[0] if opening else "") or closes or (latest if _goes_on(behind) else None))
    return None


@cache
def _tells() -> re.Pattern[str]:
    """A word of speech right before the words that it leads on to: …说：|, …强调，|."""
    return re.compile(rf"(?:{_verbs()})道?(?P<mark>[：:，,])\s*$")


def _is_led(words: str, ahead: str, behind: str) -> bool:
    """Tell whether words before which something leads on are said: a sentence; a short one behind 说：; one with its stop outside (强调，“…”。)."""
    if _is_sentence(words) or (words.endswith(_ENDS) and _taken_up().search(ahead)):
        return True
    told = _tells().search(ahead)
    if not told or (told["mark"] in "：:" and words.endswith(_ENDS)):
        return bool(told)
    return behind[:1] in _OUTSIDE and ("，" in words or told["mark"] in "：:" or len(words) > _SENTENCE)


@cache
def _taken_up() -> re.Pattern[str]:  # “…，”理事长王芳介绍，| “…！”镇党委书记赵强竖起大拇指，
    return re.compile(rf"[，。！？]”[^。！？“”，]{{2,24}}(?:{_verbs()})[^。！？“”，]{{0,6}}[，：]\s*$")


def _is_followed(words: str, ahead: str, behind: str) -> bool:
    """Tell whether a comma parts words of several clauses, which open their sentence, from what is said of them: “…，…”，张伟说."""
    return behind.startswith("，") and "，" in words and len(words) > _SENTENCE and (not ahead.strip() or ahead.rstrip().endswith(_ENDS))


_OUTSIDE = ("。", "！", "？", "；", "，", "")
# how far from the words their speaker may stand, in characters
_REACH = 100
_INTRODUCES = ("：", ":", "，", ",")
# 报告指出：“….”马克思提出，…: words that are led on to and end their sentence are not said again by who comes next
_ENDS = ("。", "！", "？")
# 俗话说：, 孟子曰：, 《荀子》有言：, 报告指出：: whose words they are is told, and it is nobody of the text
_SAYING = re.compile(
    r"》|[曰云]$|有[言云]|[俗古谚农民老常][话语谚言训人谣]|诗[句人]|(?:报告|文件|通知|意见|决定|规划|纲要|条例|全会|会议|谚语|研究|数据|调查|统计)"
)
# another quotation begins at once: what follows is not about these words, but for what somebody is called by (“豆皮西施”冉金翠)
_OTHER = re.compile(r"\s*[“「](?![^“”「」，。]{2,8}[”」][^\W\da-zA-Z_])")
_SENTENCE = 7
# “…”种粮大户周光发站在田埂上 | “…”9月20日，在龙王村，果农周光发…: who is named first thing behind the words said them, day and place aside
_OPENING = re.compile(
    r"(?:(?:(?:\d{1,2}月)?\d{1,2}日[^，。！？；“”\d]{0,6}|近日|日前|连日来|眼下|清晨|上午|下午|傍晚|午后|一大早|[走来]?[在进到][^，。！？；“”]{2,24})，){0,3}"
    r"(?:[“「][^“”「」，。]{2,8}[”」])?[^，。！？；“”]{0,24}"
)


def _is_sentence(words: str) -> bool:
    return len(words) > _SENTENCE and bool(re.search(r"[，。！？；、]", words))


def _last_sentence(ahead: str) -> str:
    """Return the sentence right in front of words that end their paragraph: …李某花8元就吃上了两荤两素。“…”."""
    return ahead.rstrip("。！？").rpartition("。")[2] if ahead.endswith("。") else ""


def _goes_on(behind: str) -> bool:
    return bool(re.match(r"\s*(?:他|她|谈起|说起|谈到|提起|看着|望着|指着)", behind))


def _pronoun(clause: str, latest: str | None) -> str | None:
    """Return the person named last where the clause speaks of 他, 她 or nobody; somebody without a name (群众激动地说) is not that person."""
    he = _HE.search(clause)
    if (_SAYING.search(clause) and not he) or (not he and len(clause) > _SENTENCE):
        return None
    told = next(part for part in clause.split("，") if _HE.search(part)) if he else _speaks().split(clause, 1)[0]
    if not he:
        return latest if _BESIDE.fullmatch(told) else None
    subject = _subjects().search(told)
    return None if subject and not _HE.fullmatch(subject[0]) else latest


# 随后|强调, 高兴地|说, 笑着|说: what stands before a verb of speech without being who speaks
_BESIDE = re.compile(
    r"(?:[^\W\da-zA-Z_]{1,4}地|[^\W\da-zA-Z_]{1,2}着|接着|随后|最后|同时|继续|还|又|也|并且?|则|就|曾|再次|多次|反复|明确|由衷|不禁|一再|这样|如此|，|\s)*"
)
# 他 / 她 / 其 | 他们, 其他 and 其中 are nobody in particular
_HE = re.compile(r"[他她](?!们)(?<!其他)|其(?![他中余])")


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(_verbs())


def _up_to_verb(clause: str) -> str:
    """Return a clause up to its last word of speech: 县长刘伟|强调，要学习王海."""
    last = max((verb.start() for verb in _speaks().finditer(clause)), default=len(clause))
    return clause[:last]


@cache
def _subjects() -> re.Pattern[str]:
    """Who speaks in a clause that names nobody: 他 | 群众 | 乡亲们, whoever stands first in it; those spoken to do not (对村民说)."""
    return re.compile(rf"{_HE.pattern}|(?<![对向跟和同给])(?:{alternation(*vocabulary('people')['unnamed']['words'])})|们")


def _whole(prose: Sequence[Passage], i: int, match: re.Match[str]) -> tuple[int, str, Spans]:
    """Return a quotation with the paragraphs that it runs on through, each opening with a quote of its own: the last one, words, spans."""
    words, spans = _words(prose[i], match), prose[i].mapped.spans_of(*match.span("words"))
    while not match["close"] and i + 1 < len(prose) and (follow := _QUOTED.match(_curled(prose[i + 1].text))):
        i, match = i + 1, follow
        words += _words(prose[i], match)
        spans += prose[i].mapped.spans_of(*match.span("words"))
    return i, words, spans


def _words(passage: Passage, match: re.Match[str]) -> str:
    return passage.text[slice(*match.span("words"))]
