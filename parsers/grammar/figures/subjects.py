"""Whose figure it is: the place, body or project that opens the nearest clause before it, or that the figure leads on to by 的."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from parsers.grammar.figures.metrics import HEAD, Words
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.figures.several import all_of, named_together, of_each
from parsers.grammar.places import gazetteer
from parsers.grammar.wordlists import alternation
from seeds import vocabulary

_TIME = (
    r"(?:20\d\d年|[今去前明本]年|近年来|[一二两三四五六七八九十近]+年来|截至目前|目前|如今|同时|其中|此外|下一步|接下来|以来|上半年|下半年"
    r"|前三季度|第?[一二三四]季度|\d{1,2}[—―\-~至]\d{1,2}月份?|(?:截至)?\d{1,2}月(?:份|底|末)?的?|年初以来|初步核算|，|,)*+"
)
_OPENS = vocabulary("subjects")["no_subject"]
_NO_SUBJECT = "|".join([alternation(*_OPENS["words"]), *_OPENS["patterns"], f"[{_OPENS['letters']}]"])
_KINDS = "|".join(vocabulary("subjects")["endings"]["all"])
# where a clause ends and the next begins
_CLAUSE_END = re.compile(r"[，。；：！？,;:]")
# what a clause opens with; 长丰|是全国产粮大县，
_SUBJECT = re.compile(
    rf"”?{_TIME}(?P<subject>全[省市县区州旗镇乡村](?!排名|第|平均)|该[省市县区州旗镇乡村局]"
    rf"|(?!{_NO_SUBJECT})[^\W\da-zA-Z_]{{2,4}}(?=是(?:全[国省市州]|我[国省市]|中国|国家|革命|著名|典型|传统|农业|工业|人口)[^，。；]{{0,16}}(?:[省市县区镇乡村]|老区|之乡|基地)[，。；])"
    rf"|(?!{_NO_SUBJECT})(?:(?!居|位列|高于|低于|占|各类|达到|排名|工作|坚持|作为|实现|已|是|在|每|一个|率先|引导|打破)[\u4e00-\u9fffA-Za-z·]){{1,16}}?(?:{_KINDS})+(?<![^\W\da-zA-Z_]全[省市县区州旗镇乡村])(?![委府长民级公道路口里内外庄面域属风]|化(?!解)|(?<=地区)生产|(?<=城镇)[居登职常从户人老低]|籍|政府|振兴|服务(?:中心|站)|卫生服务|支[书部]|作业|[改再]造|企业|生(?![产均])|办(?![理成结好])|书记|党员|干部|排名|第|平均))"
)
# 立即组织村“两委”, 他在城关镇, 赵春和丈夫从青山县, 一大批优质的城建项目: what is done or told before a name is whose no figure is
_NOBODY = re.compile(
    r"[了着的使被他她它是到往把]|让(?!胡)|于(?![都洪])|(?<!无)为|从(?![化江])|将(?![乐军])|向(?![阳前])|我们|^(?:有|跨[省市县镇村]|留村|光村|库区)"
    r"|来自|本文|建议|巩固|面向|一大批|一批|进一步|逐步|立即|作为|确保|依据|尽全力|提高|扩大"
)
# 云南镇|沅县: letters of a county's name
_BEGINS_COUNTY = re.compile(r"(?<=镇)(?:沅|雄县|雄彝|远县|宁县|宁布|江市|安县|巴县|坪县|平县|原县|赉县|康县|海区)")
_STOP = re.compile(r"[。！？；]")
# 。农户|种植大豆, 。两镇|共带动: a sentence that opens with another doer
_OTHERS = re.compile(rf"(?!其中){_TIME}(?:{alternation(*_OPENS['people'])})(?![的家])")
_SEVERAL = re.compile(rf"(?!其中){_TIME}(?:[两三四五六七八九十]个?|各)(?:县|乡镇|镇|乡|村|社区|街道|单位|部门|公司|企业)(?=[^\W\d的])")
_PLACES = ("省", "市", "县", "区", "州", "旗", "镇", "乡", "村", "街道", "社区")
_LED_ON = re.compile(
    r"的(?P<subject>[\u4e00-\u9fffA-Za-z0-9“”·\-]{2,30}?(?:项目|工程|产业园|园区|基地|中心|公司|企业|学校|医院|小学|中学)+)"
)


class Subjects:
    """Answers for each figure of one passage whose it is."""

    def __init__(self, text: str, figures: Sequence[Quantity] = ()) -> None:
        """Read the subjects of a passage once; `figures` are its own."""
        self._text = text
        together = [named_together(text, words) for words in _subjects(text)]
        self._found = [all_of(text, names) for names in together]
        self._lists = {words for names, words in zip(together, self._found, strict=True) if len(names) > 1}
        self._own = dict(own for names in together if len(names) > 1 for own in of_each(text, names, figures))
        self._places = [w.end for w in self._found]
        self._stops = [0, *(stop.end() for stop in _STOP.finditer(text))]

    def of(self, quantity: Quantity) -> Words | None:
        """Return the stretch that says whose figure it is; None where the passage does not say."""
        led = _LED_ON.match(self._text, quantity.end)
        if led:
            return Words(*led.span("subject"))
        index = bisect_left(self._places, quantity.start + 1) - 1
        sentence = self._sentence(quantity.start)
        return next((w for w in reversed(self._found[: index + 1]) if w.end > sentence or self._goes_on(w, sentence)), None)

    def own(self, quantity: Quantity, subject: Words | None) -> Words | None:
        """Return whose a figure is of the several that its clause names together (A镇、B镇分别…); the subject itself where all are meant."""
        return self._own.get(quantity.start, subject)

    def _goes_on(self, words: Words, sentence: int) -> bool:
        """Tell whether a subject governs the one behind its own at `sentence`: a place does, and what opens its sentence, but not several together.

        A sentence that opens with somebody else is nobody's but theirs: 县医院义诊12场。群众反映问题32件.
        """
        if words in self._lists or _SEVERAL.match(self._text, sentence):
            return False
        place = self._text.endswith(_PLACES, words.start, words.end)
        return place or (words.start == self._sentence(words.start) and not _OTHERS.match(self._text, sentence))

    def _sentence(self, place: int) -> int:
        """Return where the sentence begins that holds `place`."""
        return self._stops[bisect_right(self._stops, place) - 1]


def _subjects(text: str) -> Iterator[Words]:
    """Yield the subjects that open the clauses of a passage, each behind what the one before it takes."""
    done = 0
    for start in (0, *(end.end() for end in _CLAUSE_END.finditer(text))):
        if (start == 0 or start > done) and (match := _SUBJECT.match(text, start)):
            done = match.end()
            whole = Words(match.start("subject"), _end(text, match.end("subject")))
            if not _NOBODY.search(text[whole.start : whole.end]) and not _BEGINS_COUNTY.match(text, whole.end):
                yield whole


def _end(text: str, end: int) -> int:
    """Return where a subject ends: behind the names of units that go on in it (云南省|腾冲县)."""
    while text[end - 1] in "省市州盟县区旗" and (behind := next((n for n in range(8, 1, -1) if gazetteer.named(text[end : end + n])), 0)):
        end += behind
    return end


def without(text: str, words: list[Words], subject: Words | None) -> list[Words]:
    """Return the stretches of a metric without the subject that opens them."""
    if subject and words and words[0].start == subject.start and words[0].end > subject.end:
        lead = HEAD.match(text, subject.end, words[0].end)
        return [words[0]._replace(start=lead.end() if lead else subject.end), *words[1:]]
    return words
