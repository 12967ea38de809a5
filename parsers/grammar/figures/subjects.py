"""Whose figure it is: the place, body or project that opens the nearest clause before it, or that the figure leads on to by 的."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from parsers.grammar.figures.metrics import HEAD, Words
from parsers.grammar.figures.quantities import Quantity
from parsers.grammar.places import gazetteer

_TIME = (
    r"(?:20\d\d年|[今去前明本]年|近年来|[一二两三四五六七八九十近]+年来|截至目前|目前|如今|同时|其中|此外|下一步|接下来|以来|上半年|下半年"
    r"|前三季度|第?[一二三四]季度|\d{1,2}[—―\-~至]\d{1,2}月份?|(?:截至)?\d{1,2}月(?:份|底|末)?的?|年初以来|初步核算|，|,)*+"
)
_KINDS = r"省|市|县|区|州|旗|镇|乡|村|街道|社区|公司|集团|局|纪委监委|县委|市委|区委|合作社|小学|中学|学校|产业园|园区|基地|项目|工程|党委|党工委|管委会|党支部|法院|检察院|医院|卫生院|中心|专班"
# a clause that opens with one of these opens with what is done, not with who does it
_NO_SUBJECT = (
    r"新增|新建|新修|新打|新改|建成|建设|建立|完成|推动|推进|推行|组织|组建|通过|坚持|深化|深入|全面|实施|"
    r"实现|打造|数量|位居|成功|成立|加强|加快|加大|强化|创建|创新|引进|引导|引入|培育|开展|发展|发放|发挥|"
    r"围绕|聚焦|紧扣|紧盯|立足|依托|落实|健全|统筹|整合|整治|持续|突出|严格|积极|大力|扎实|着力|切实|始终|"
    r"做好|抓好|按照|根据|随着|涉及|惠及|带动|选派|申请|争取|总投资|投资|投入|改造|修建|硬化|支持|鼓励|提升|"
    r"优化|完善|扩大|保障|排查|化解|召开|举办|邀请|联合|帮助|协调|设立|设置|覆盖|划分|吸引|吸纳|促进|参与|"
    r"参加|利用|采取|采用|制定|出台|印发|安装|配备|购置|储备|办理|受理|解决|挖掘|打通|拓宽|拓展|盘活|流转|"
    r"种植|养殖|栽植|铺设|更换|辐射|走进|来到|生产|占地|提供|城市|工业|农业|制造业|美丽|环境|一个|一批|多个|"
    r"部分|所有|周边|沿线|省级|市级|国家级|重点|产业|农村|乡村|城乡|城镇|城区|山区|地区|小区|市区|景区|辖区|"
    r"集镇|老旧|行政村|工程|项目|企业|经过|其余|中央|全部|村级|镇村|"
    r"预计|预期|人均|户均|村均|亩均|常住|签约|落户|在谈|竣工|开工|谋划|储备|前期|作为|基于|抢抓|锚定|牢记|贫困|结合|瞄准|对接|借助|抓住|把握|带领|承接|部署|安排|属|也是|更是|[东西南北][与接邻临连]|"
    r"争创|记者|抽查|续建|在建|拟建|新开工|位于|坐落|[一二三四五六七八九十][是要]|要|返乡|回乡|下乡|互市|上市|未来|我们|地处|地属|这里|这个|还|却|曾[是经为]|新认定|新引|新签|新落|新培|年内|力争|现已|目前|已|运用|零工|全年|新一轮|高标准|"
    r"造成|导致|密切|侦破|破获|稳步|尚[余有需未]|距离|离(?!石)|不断|此[前后]|本[周月]|国省|年[省助]|年均|机械化|可使|"
    r"[第两各等从在对为与和以由把将向占居列获据让使被因自到经及]"
)
# where a clause ends and the next begins
_CLAUSE_END = re.compile(r"[，。；：！？,;:]")
# what a clause opens with; 长丰|是全国产粮大县，
_SUBJECT = re.compile(
    rf"”?{_TIME}(?P<subject>全[省市县区州旗镇乡村](?!排名|第|平均)|该[省市县区州旗镇乡村局]"
    rf"|(?!{_NO_SUBJECT})[^\W\da-zA-Z_]{{2,4}}(?=是(?:全[国省市州]|我[国省市]|中国|国家|革命|著名|典型|传统|农业|工业|人口)[^，。；]{{0,16}}(?:[省市县区镇乡村]|老区|之乡|基地)[，。；])"
    rf"|(?!{_NO_SUBJECT})(?:(?!居|位列|高于|低于|占|各类|达到|排名|工作|坚持|作为|实现|已|是|在|每|一个|率先|引导|打破)[\u4e00-\u9fffA-Za-z·]){{1,16}}?(?:{_KINDS})+(?<![^\W\da-zA-Z_]全[省市县区州旗镇乡村])(?![委府长民级公道路口里内外庄面化域属风]|(?<=地区)生产|(?<=城镇)[居登职常从户人老低]|籍|政府|生(?![产均])|办(?![理成结好])|书记|党员|干部|排名|第|平均))"
)
# 立即组织村“两委”, 他在城关镇, 赵春和丈夫从青山县, 一大批优质的城建项目: what is done or told before a name is whose no figure is
_NOBODY = re.compile(
    r"[了着的使被他她它是到往把]|让(?!胡)|于(?![都洪])|(?<!无)为|从(?![化江])|将(?![乐军])|向(?![阳前])|我们|^(?:有|跨[省市县镇村]|留村|光村|库区)"
    r"|来自|本文|建议|巩固|面向|一大批|一批|进一步|逐步|立即|作为|确保|依据|尽全力|提高|扩大"
)
# 云南镇|沅县: letters of a county's name
_BEGINS_COUNTY = re.compile(r"(?<=镇)(?:沅|雄县|雄彝|远县|宁县|宁布|江市|安县|巴县|坪县|平县|原县|赉县|康县|海区)")
_STOP = re.compile(r"[。！？；]")
_PLACES = ("省", "市", "县", "区", "州", "旗", "镇", "乡", "村", "街道", "社区")
_LED_ON = re.compile(
    r"的(?P<subject>[\u4e00-\u9fffA-Za-z0-9“”·\-]{2,30}?(?:项目|工程|产业园|园区|基地|中心|公司|企业|学校|医院|小学|中学)+)"
)


class Subjects:
    """Answers for each figure of one passage whose it is."""

    def __init__(self, text: str) -> None:
        """Read the subjects of a passage once."""
        self._text = text
        self._found = list(_subjects(text))
        self._places = [w.end for w in self._found]
        self._stops = [0, *(stop.end() for stop in _STOP.finditer(text))]

    def of(self, quantity: Quantity) -> Words | None:
        """Return the stretch that says whose figure it is; None where the passage does not say."""
        led = _LED_ON.match(self._text, quantity.end)
        if led:
            return Words(*led.span("subject"))
        index = bisect_left(self._places, quantity.start + 1) - 1
        sentence = self._sentence(quantity.start)
        return next((w for w in reversed(self._found[: index + 1]) if w.end > sentence or self._goes_on(w)), None)

    def _goes_on(self, words: Words) -> bool:
        """Tell whether a subject governs the sentences behind its own: a place does, and what opens its sentence."""
        return self._text.endswith(_PLACES, words.start, words.end) or words.start == self._sentence(words.start)

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
