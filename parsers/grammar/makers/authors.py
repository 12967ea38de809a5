"""The author of an article as its head or foot names them: 范县县委书记 王小鹏 | 王小鹏 | （作者系范县县委书记） | （作者单位：…）."""

import re
from functools import cache

from parsers.document import Contributor
from parsers.grammar.marks import ornament_end
from parsers.grammar.people.names import NAME, is_name
from parsers.grammar.people.naming import is_plausible
from parsers.grammar.people.rows import names_only
from parsers.grammar.wordlists import alternation
from parsers.mapped import Mapped
from seeds import vocabulary

_LONGEST_POST = 24
_LONGEST_LINE = 48
# （作者：凌云霄，系中共祁门县委书记） | （作者：凌云霄　中共祁门县委书记）
_AUTHOR_NAMED = re.compile(
    r"[（(](?:本文)?作者\s*[:：]?\s*(?P<name>[^\s，,。（）()][^，,。（）()]{1,8}?)(?:\s*[，,、]\s*(?P<is>系|为|是|现任|现为|现系)?|(?<=[^\s:：]{2})\s)\s*(?P<post>[^（）()。]{2,40})[。]?[）)]\s*$"
)
# （作者系中共范县县委书记） | （作者单位：范县县委党校） | （作者为…） | （作者分别系…、…）
AUTHOR_IS = re.compile(
    r"[（(]?\s*(?:本文)?作者(?:(?P<each>分别|依次)|[^\W\da-zA-Z_]{2,4})?(?P<how>系|为|是|单位|简介)\s*[:：]?\s*(?P<post>[^（）()。]{2,50})[。]?[）)]?\s*$"
)


@cache
def _posts() -> str:
    return alternation(*vocabulary("posts")["words"])


@cache
def _signed() -> re.Pattern[str]:
    """A post and a name, alone on a line: 中共环县县委书记 何庆林 | 范县县委副书记、县长 张三 | 县委书记：李四."""
    return re.compile(
        rf"[○□◎●■\s]*(?:作者[:：]\s*|文\s*[/／]\s*)?(?P<post>[^\s，。；“”：:]{{0,24}}?(?:{_posts()})(?:[、兼][^\s，。；“”：:]{{0,16}}?(?:{_posts()}))*)[\s:：]+(?P<name>.{{2,{_LONGEST_NAME}}})"
    )


# what parts a post from a name; most lines have none so near to their end
_GAP = re.compile(r"[\s:：]")
_LONGEST_NAME = 12


@cache
def _bracketed() -> re.Pattern[str]:
    """A name with its post in brackets, alone on a line: 作者：林祖航（霞浦县委常委、宣传部部长） | 林祖航（县长）."""
    return re.compile(
        rf"(?:[○□◎●■\s]+|作者\s*[:：]\s*|文\s*[/／]\s*)?(?P<name>[^\s，。：（）()][^，。：（）()]{{1,{_LONGEST_NAME}}})[（(](?P<post>[^\s，。；“”：:（）()]{{0,24}}?(?:{_posts()})"
        rf"(?:[、兼][^\s，。；“”：:（）()]{{0,16}}?(?:{_posts()}))*)[）)]"
    )


def signed_author(mapped: Mapped) -> Contributor | None:
    """Return the author that a line names with a post, as written; None for any other line."""
    text = mapped.text
    if text[-1:] in ("）", ")"):
        match = _bracketed().fullmatch(text)
    else:
        match = _signed().fullmatch(text) if _GAP.search(text, max(0, len(text) - _LONGEST_NAME - 1)) else None
    if not match:
        return None
    name = _name(match["name"])
    if not name:
        return None
    return Contributor(name=name, role="作者", role_kind="author", post=match["post"], spans=mapped.spans_of(*match.span("name")))


# 中共滑县县委理论学习中心组 | 县委党校课题组 | 州委政策研究室、县委联合调研组
_GROUP = re.compile(
    r"[○□◎●■\s]*(?P<name>[^\W\da-zA-Z_]{2,24}(?:[、\s][^\W\da-zA-Z_]{2,16}){0,3}(?:学习中心组|课题组|调研组|编写组|评论员))"
)


def group_author(mapped: Mapped) -> Contributor | None:
    """Return the group that a line names as author; None for any other line."""
    return _body(_GROUP, mapped)


def _body(pattern: re.Pattern[str], mapped: Mapped) -> Contributor | None:
    match = pattern.fullmatch(mapped.text)
    if not match:
        return None
    return Contributor(name=match["name"], role="作者", role_kind="author", spans=mapped.spans_of(*match.span("name")))


# 中共隆德县委宣传部 | 西丰县农业农村局党组 | 西丰县委: an office of the party writes articles in its own name
_OFFICE = re.compile(
    r"(?P<name>(?:中共)?[^\W\da-zA-Z_]{2,16}?(?:党组|党委|党工委|党总支|党支部|党校|党史研究室|[县市区州旗省盟]委(?:[^\W\da-zA-Z_]{2,6}(?:部|室|委))?))"
)


def office_author(mapped: Mapped) -> Contributor | None:
    """Return the party office that stands alone in a line of an article as its author; None for any other line."""
    return _body(_OFFICE, mapped)


# 市农村经济研究中心课题组 张立群 | 常宁市塔山瑶族乡  刘小林: who writes behind where he works; whose office makes news is no author
_UNIT = re.compile(
    r"[○□◎●■\s]*(?!.{0,18}(?:融媒|记者|通讯员|报社|宣传|电视|广播|新闻))(?P<unit>[^\W\da-zA-Z_]{3,22}(?P<kind>课题组|调研组|研究组|党校|街道|中心|[镇乡县局委部办院校站所厅]))\s+(?=\S)"
)
_GROUPS = ("课题组", "调研组", "研究组")


def authors_with_unit(mapped: Mapped) -> list[Contributor]:
    """Return the authors of a line that names where they work and them, a group before its members; nobody for any other line."""
    match = _UNIT.match(mapped.text)
    names = names_only(mapped.text, match.end(), len(mapped.text)) if match and len(mapped.text) <= _LONGEST_LINE else []
    if not match or not names:
        return []
    group = [(match["unit"], *match.span("unit"))] if match["kind"] in _GROUPS else []
    return [Contributor(name=n, role="作者", role_kind="author", spans=mapped.spans_of(a, b)) for n, a, b in (*group, *names)]


# 蒲县县委书记 张立民：做强梨果产业 | 县委书记张立民：做强梨果产业; a place before its colon has no post
_BEFORE_TITLE = re.compile(r"(?P<who>[^，。；“”：:]{5,28}?)\s*[：:]\s*(?=[^\s：:][^：:]{4})")


@cache
def _post_and_name() -> re.Pattern[str]:
    return re.compile(rf"(?P<post>[^\s]{{0,24}}?(?:{_posts()}))(?P<name>[\u4e00-\u9fff·]{{2,8}})")


def author_over(mapped: Mapped) -> tuple[Contributor, int] | None:
    """Return the author whom a title names with his post before its colon, and where the title itself begins; None for any other title."""
    said = _BEFORE_TITLE.match(mapped.text)
    if not said:
        return None
    who = mapped.part(*said.span("who"))
    close = _post_and_name().fullmatch(who.text)
    signed = signed_author(who)
    if not signed and close and (name := _name(close["name"])) and is_plausible(name):
        spans = who.spans_of(*close.span("name"))
        signed = Contributor(name=name, role="作者", role_kind="author", post=close["post"], spans=spans)
    return (signed, said.end()) if signed else None


def author_in_brackets(mapped: Mapped) -> Contributor | None:
    """Return the author whose name stands behind his post in the bracket at the end (作者系中共凤凰县委副书记、县长 毛 琳)."""
    said = AUTHOR_IS.fullmatch(mapped.text)
    inside = mapped.part(*said.span("post")) if said else None
    return signed_author(inside) if inside else None


def author_named(mapped: Mapped) -> tuple[Contributor, int] | None:
    """Return the author whom a bracket at the end names with his post (（作者：凌云霄，系中共祁门县委书记）), and where it begins."""
    said = _AUTHOR_NAMED.search(mapped.text) if "作者" in mapped.text else None
    name = _name(said["name"]) if said else None
    if not said or not name or not (said["is"] or is_post(said["post"])):
        return None
    spans = mapped.spans_of(*said.span("name"))
    return Contributor(name=name, role="作者", role_kind="author", post=said["post"], spans=spans), said.start()


def post_told(said: re.Match[str]) -> str | None:
    """Return the post that an AUTHOR_IS match gives; of a life in short (作者简介：符秀英，女，县委党校讲师，研究方向…) its clause with a post, or None."""
    if said["how"] != "简介":
        return str(said["post"])
    clauses = re.split(r"[，,；;]\s*", said["post"])
    return next((clause for clause in clauses if is_post(clause)), None)


def post_in(text: str) -> str | None:
    """Return the post that a line gives and nothing else, in brackets or not: （中共太湖县委党校 副校长）."""
    inside = re.fullmatch(r"[（(](?P<post>[^（）()]+)[）)]", text)
    post = inside["post"].replace(" ", "") if inside else text
    return post if is_post(post) else None


def is_post(text: str) -> bool:
    """Tell whether a line is nothing but a post (盐池县委书记)."""
    return len(text) <= _LONGEST_POST and " " not in text and bool(re.fullmatch(rf".*(?:{_posts()})", text))


def post_below(name: Mapped, post: Mapped) -> bool:
    """Tell whether two lines are a name and, under it, its post."""
    return bool(bare_author(name)) and is_post(post.text)


def bare_author(mapped: Mapped) -> Contributor | None:
    """Return the author where a line under the title is nothing but a name."""
    text = mapped.text.strip("○□◎●■ ")
    name = _name(text)
    if not name:
        return None
    start = mapped.text.index(text)
    return Contributor(name=name, role="作者", role_kind="author", spans=mapped.spans_of(start, start + len(text)))


def _names(text: str) -> list[tuple[str, int, int]]:
    """Return the names with their offsets where a text is nothing else, each with or without what is raised behind it (粟卫军1 石兰芳2)."""
    bare = _RAISED.sub(lambda raised: " " * len(raised[0]), text) if _RAISED_LINE.fullmatch(text) else text
    return names_only(bare, ornament_end(bare), len(bare))


def bare_authors(mapped: Mapped) -> list[Contributor]:
    """Return the authors where a line under the title is nothing but one name or several (孙 志 明 李 倩); nobody for any other line."""
    if one := bare_author(mapped):
        return [one]
    found = _names(mapped.text)
    return [Contributor(name=n, role="作者", role_kind="author", spans=mapped.spans_of(a, b)) for n, a, b in found]


def authors_under(mapped: Mapped) -> list[Contributor]:
    """Return the authors of a line under the title: names alone, or behind where they work."""
    return bare_authors(mapped) or authors_with_unit(mapped)


# （中共句容市委党校，江苏 句容 212400） | （1.…，江苏 句容 212400；2.…，江苏 镇江 212000）: where the authors work
AFFILIATION = re.compile(
    r"[（(][^（）()。；;]{4,50}\s*\d{6}(?:[；;][^（）()。；;]{4,50}\s*\d{6}){0,5}[）)]"
    r"|1\s*[.．]\s*[^\W\da-zA-Z_][^（）()。；;]{3,40}[，,\s][\u4e00-\u9fff\s]{2,8}\s*\d{6}(?:[；;][^（）()。；;]{4,50}\s*\d{6}){0,5}"
)
# 粟卫军1 石兰芳2, 戴永红*: what is raised behind a name leads on to where its bearer works
_RAISED = re.compile(r"[1-9①-⑨¹²³*＊](?:[,，][1-9])?(?=[\u4e00-\u9fff\s、，]|$)")
_RAISED_LINE = re.compile(rf"(?:[\u4e00-\u9fff·\s]{{2,8}}{_RAISED.pattern}[\s、，]*){{1,6}}")
# 关键词：农文旅融合；乡村振兴
KEYWORDS = re.compile(r"[【〔\[]?关\s*键\s*词[】〕\]]?\s*[:：]?\s*\S.*")


# 《安庆论坛》2023年第4期 ·乡村振兴研究· | 湘西南论坛 2024年第3期 【党建与社会治理】 | 新湘评论 2024年第11期 基层声音: the head of a journal's page
JOURNAL = re.compile(
    r"(?:《[^《》]{2,20}》|[^\W\da-zA-Z_]{0,12}(?:论坛|学刊|学报|研究|论丛|理论|实践|求索|探索|学习|党校|论苑|导刊|评论|党建|求是|纵横|瞭望|先锋|支部生活|奋斗|前线))(?:[（(][^（）()]{2,6}[)）])?\s*20\d\d年?\s*(?:第\s*)?\d{1,3}\s*期"
    r"\s*(?:总第\s*\d+\s*期|[（(]总第\s*\d+\s*期[）)])?\s*(?:[【·](?P<column>[^【】·。，；]{2,20})[】·]|(?P<plain>[^\W\da-zA-Z_]{2,10})|[^【·。，；]{0,30})"
)
# 【中图分类号】D267.2 | 收稿日期：2024-03-12 | 基金项目：…
_CATALOGUED = re.compile(
    r"[【〔\[［]?\s*(?:中\s*图\s*分\s*类\s*号|文献标[识志]码|文章编号|收稿日期|修回日期|基金项目|课题项目|引用(?:本文)?格式|DOI|doi|Abstract|Key\s?[wW]ords)\s*[】〕\]］:：].*"
)


def apparatus(text: str) -> str | None:
    """Return what a line of a scholarly article is that is no text: `furniture`, `author`, `affiliation`, `keywords`; None for any other."""
    if _RAISED_LINE.fullmatch(text) and _names(text):
        return "author"
    if JOURNAL.fullmatch(text) or _CATALOGUED.fullmatch(text):
        return "furniture"
    return "affiliation" if AFFILIATION.fullmatch(text) else "keywords" if KEYWORDS.fullmatch(text) else None


# 苏亚拉图, alone behind a post or on a line: a name whose first character is a surname too ends as Mongol names do
_MONGOL = re.compile(r"[^\W\da-zA-Z_]{2,3}(?:[拉日音仁]图|巴图|[特雅]尔|日勒|其格|力格|嘎拉|尔吉|扎布|桑布|高娃|图雅|斯琴|朝鲁)")


def _name(written: str) -> str | None:
    match = NAME.fullmatch(written.strip())
    name = re.sub(r"\s+", "", match[0]) if match else ""
    return name if name and (is_name(name) or _MONGOL.fullmatch(name)) else None
