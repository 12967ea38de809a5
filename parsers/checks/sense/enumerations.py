"""Lists against the number that sums them up: 匼河、赵村、焦芦两个村; with 等, the number may be larger."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int
from parsers.grammar.people.names import is_name
from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import PREFECTURE, PROVINCE
from seeds import vocabulary

_CLAUSE = re.compile(r"[^，。；：！？\n（）]+")
_PLACE = (
    r"(?:乡镇街?|镇街|镇办|镇|乡|(?:行政|自然|示范|试点|重点|中心|贫困|脱贫|沿[河江湖海山路黄])?(?:村(?:庄|屯|寨|居|社)?)(?![级民委组支干党口])"
    r"|社区|街道|县(?!级)|区(?!域)|城市(?=[，。；：、）的设开建布举都均]|$)|市(?!级)|省(?:份|区市?|市区?)?(?![级会道委直]))"
)
_KIND = r"(?:机制|产业|要素|作物|板块|领域|行业|方面|环节|指标|任务|层面|维度|重点|关键)"
_GREAT = rf"(?:{_KIND}|工程|行动|体系|品牌|片区|类型|特色|优势|主导|支柱|主题|基地|平台|景区|园区|产品|食品|单品)"
_COUNT = re.compile(
    rf"(?P<n>[两二三四五六七八九十\d](?<![第\d.百千万十一二三四五六七八九].)(?:(?<=\d)\d)?)(?:(?P<place>个?(?={_PLACE}))|(?P<great>大类?(?=[^\W\da-zA-Z_]{{0,4}}{_GREAT}))"
    rf"|(?P<kind>[个项类种](?=[^\W\da-zA-Z_]{{0,2}}{_KIND}))|(?P<person>[人名位](?![^\W\da-zA-Z_]{{0,3}}次))|(?P<thing>[个家所项座条](?=[^\W\da-zA-Z_]{{0,8}}(?:学校|企业|公司|合作社|规则|制度|项目|道路|景区|小区|部门|局))))"
)
_NOUN = re.compile(_PLACE)
# 县委办, 市政府办公室
_LEADING = re.compile(r"[县市区州旗]?(?:(?:区?委|党委|[县市区州旗]委|政府|人大|政协)办(?:公室)?|纪委监委)")
_THINGS = re.compile(r"[^\W\da-zA-Z_]{0,8}?(?:学校|企业|公司|合作社|规则|制度|项目|道路|景区|小区|部门|局)")
# 岳圩镇边贸互市点改造、安德镇冷链物流园、渠洋湖水源保护: projects, each with the place where it is
_SITED = re.compile(r"[^\W\da-zA-Z_]{2,4}?(?:镇|乡|街道|村|社区|县|区|市|湖|河|江|山|水库|灌区|口岸|园区|工业园|景区)[^\W\da-zA-Z_]{2,}")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9.·]{2,10}")
# 日本电产庐江工厂项目: what is counted by its last word can be longer
_THING = re.compile(r"[\u4e00-\u9fffA-Za-z0-9.·]{2,20}")
# 漆河、陬市、热市3个镇: no city's name is so short
_MARKET = re.compile(r"[^\W\d]市")
_SHORT = re.compile(r"[^\W\da-zA-Z_]{2,3}")
# words that a name in a list does not hold: then the list is another, or the number counts something else
_OTHER = re.compile(r"[的在各每有辖设共是把将对为从等到使让向以由]|分别|新增|选派|建成|实施|推进|打造|组织")
_JOINED = re.compile(r"(?<=[^\W\da-zA-Z_]{2})(?:以及|和|及|与)(?=[^\W\da-zA-Z_]{2})")
_SUFFIX = {
    "镇": "镇乡办",
    "乡": "镇乡办",
    "村": "村庄寨屯营湾沟店堡",
    "社": "区",
    "街": "道",
    "县": "县区市旗",
    "区": "县区市旗",
    "市": "县区市旗",
}
# 赤岭街道、平溪街道、白石镇3个镇街
_TOWNS = "镇乡道办"
_LEAD = re.compile(
    r"^.*(?:赴|前往|在|对|为|将|由|从|以|向|的|围绕|依托|推动|组织|联合|发展|深入|选取|选择|涉及|覆盖|新建|改造|建立|健全|完善|建成|建设|引进|培育|打造|实施|组建|成立|聚焦|锚定|开发出?|研发出?|推出了?|生产出?|做强|做优|壮大|抓好|抓牢|突出|坚持|深化|推进|开展|协调|全镇|全县|全乡|该镇|该县|该乡)(?=[^\W\da-zA-Z_]{2})"
)
_MOST_APART = 3
_LONG = 2
# of so many firms with names so long, one in three may be called otherwise
_MANY, _FULL, _ONE_IN = 5, 4, 3


def enumerations(prose: Prose) -> Iterator[Finding]:
    """Yield the lists whose number of names is not the number that is said."""
    for clause in _CLAUSE.finditer(prose.text):
        start = clause.start()
        if "、" not in clause[0]:
            continue
        for count in _COUNT.finditer(prose.text, *clause.span()):
            finding = _checked(prose, start, count)
            start = count.end()
            if finding:
                yield finding


def is_counted(text: str, start: int) -> bool:
    """Tell whether a number that begins at `start` counts what these checks know."""
    return bool(_COUNT.match(text, start))


# 他与同村的陈国夏、蔡福明3人: he is one of them
_AND_SELF = re.compile(r"[他她我](?:和|与|跟|同)")


def _checked(prose: Prose, start: int, count: re.Match[str]) -> Finding | None:
    listed = prose.text[start : count.start()]
    open_end = listed.endswith(("等", "等等"))
    names = listed.rstrip("等").split("、")
    # a list whose first name is itself counted (驻村干部3名、王伟、李强2人) is no list of names
    if len(names) < _LONG or not names[0] or not _is_list(names, count, prose.text):
        return None
    most = len(names) + len(_JOINED.findall(names[0])) + len(_JOINED.findall(names[-1]))
    fewest = len(names) + (open_end and _are_two(names))
    most += bool(_AND_SELF.search(names[0]))
    said = to_int(count["n"])
    if (said >= fewest) if open_end else (fewest <= said <= most):
        return None
    if abs(said - fewest) > _MOST_APART and not open_end:
        return None
    first = start + len(names[0]) - len(_LEAD.sub("", names[0]))
    return _finding(prose, first, count, (listed[first - start :], fewest), said)


def _are_two(names: Sequence[str]) -> bool:
    """Tell whether the last name is of two, each ending as another one does: 县发改局、县财政局和县农业农村局."""
    halves = _JOINED.split(names[-1])
    ends = {name[-1] for name in names[1:-1]}
    return len(halves) == _LONG and halves[0][-1] == halves[1][-1] in ends


def _is_list(names: Sequence[str], count: re.Match[str], text: str) -> bool:
    """Tell whether the names are of one kind, and of the kind that the number counts."""
    rest = [re.split(_JOINED, name)[-1] if i == len(names) - 2 else name for i, name in enumerate(names[1:])]
    shape = _THING if count["thing"] else _NAME
    if any(not shape.fullmatch(name) or (_OTHER.search(name) and name[-1] not in "镇乡村") for name in rest):
        return False
    if any(c.isdigit() for c in "".join(names)) and not count["kind"]:
        return False
    if count["place"] is not None:
        return _are_places(names, rest, text[count.end() :])
    if count["great"] or count["kind"]:
        return all(len(name) >= _LONG for name in names) and len({len(name) for name in rest}) == 1 and not _OTHER.search(names[0][-2:])
    if count["person"]:
        return _are_people(names)
    noun = _THINGS.match(text, count.end())
    if count["thing"] == "家" and noun and noun[0].endswith(("企业", "公司")):
        others = sum(not name.endswith(_trades()) for name in names)
        return others <= (len(names) // _ONE_IN if len(names) >= _MANY and min(map(len, names)) >= _FULL else 0)
    if noun and noun[0].endswith("项目") and all(_SITED.match(_LEAD.sub("", name)) for name in names):
        return True
    # 县政府和财政、水利等2个部门: the first may be told beside them
    offices = noun and noun[0].endswith("部门") and not _JOINED.search(names[0]) and all(_is_office(name) for name in rest)
    return bool(offices) or (
        bool(noun) and len({name[-1] for name in names}) == 1 and names[0][-1] in (noun[0][-1] if noun else "") + "学校司社目则度路局"
    )


def _are_people(names: Sequence[str]) -> bool:
    """Tell whether all can be names of people; of the first, only the end is a name."""
    rest = all(is_name(name) and name[-1] not in "村镇乡县区街" for name in names[1:])
    return rest and any(is_name(names[0][-length:]) for length in (4, 3, 2))


def _are_places(names: Sequence[str], rest: Sequence[str], after: str) -> bool:
    noun = _NOUN.match(after)
    if noun and noun[0].startswith("省"):
        return names[0].endswith(_provinces()) and all(name in _provinces() for name in rest)
    if noun and noun[0] == "城市":
        return names[0].endswith(_cities()) and all(name in _cities() for name in rest)
    last = noun[0][-1] if noun else ""
    wanted = _wanted(noun[0]) if noun else ""
    if not wanted:
        return False
    if all(name[-1:] in wanted for name in names):
        return all(len(name) <= 6 for name in rest)
    return all(_SHORT.fullmatch(name) and (name[-1] not in "镇乡县市" or _MARKET.fullmatch(name)) for name in rest) and last not in "县市区"


def _wanted(noun: str) -> str:
    """Return the characters that the names of such places end with."""
    if noun in ("镇街", "乡镇街", "镇办"):
        return _TOWNS
    return _SUFFIX.get("村" if "村" in noun else "社" if noun == "社区" else "街" if noun == "街道" else noun[-1], "")


@cache
def _trades() -> tuple[str, ...]:
    return tuple(vocabulary("organisations")["trades"]["words"])


def _is_office(name: str) -> bool:
    """Tell whether a name is that of a department, with its last word or without: 农业农村局, 农业农村."""
    return bool(_LEADING.fullmatch(name)) or any(part + last in _bodies() for part in (name, name[1:]) for last in ("", "局", "委"))


@cache
def _bodies() -> frozenset[str]:
    return frozenset(vocabulary("organisations")["endings"]["words"])


@cache
def _provinces() -> tuple[str, ...]:
    named = ((name, units) for name, units in gazetteer.short_names().items() if any(u.level == PROVINCE for u in units))
    return tuple(word for short, units in named for word in (short, *(u.name for u in units if u.level == PROVINCE)))


@cache
def _cities() -> tuple[str, ...]:
    named = ((name, units) for name, units in gazetteer.short_names().items() if any(u.level in (PROVINCE, PREFECTURE) for u in units))
    return tuple(word for short, units in named for word in (short, f"{short}市"))


def _finding(prose: Prose, first: int, count: re.Match[str], listed: tuple[str, int], said: int) -> Finding:
    end = _noun_end(prose.text, count)
    message = f"The text names {listed[1]} ({listed[0].rstrip('等')}), but counts {said}."
    return prose.finding(first, end, message, str(listed[1]), count["n"])


def _noun_end(text: str, count: re.Match[str]) -> int:
    noun = _NOUN.match(text, count.end()) if count["place"] is not None else None
    return noun.end() if noun else count.end()
