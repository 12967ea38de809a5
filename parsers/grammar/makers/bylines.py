"""Who made a document, in the roles written: bylines, colophons and sign-offs, all in one small grammar.

A byline is nothing but roles, names, credits and what parts them: 本报记者 侯科建 通讯员 刘涛 文/图 | □记者 张三 | 编辑：刘燕 审核：马儒文 |
文/张三 图/李四 | 编辑|禤志杰 | 【责任编辑】林娜 | 李谦 卢丽珍 文/图 | 张三 摄.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from parsers.document import Contributor, Text
from parsers.grammar.makers.bylineends import beside_makers
from parsers.grammar.makers.houses import BETWEEN, OF_ALL, REPORTERS
from parsers.grammar.makers.made import Made, contributor, kinds
from parsers.grammar.marks import SIGNS
from parsers.grammar.people.names import names_in
from parsers.grammar.people.rows import names_only, rare_names
from parsers.grammar.wordlists import alternation
from parsers.mapped import Mapped
from seeds import vocabulary

_UNIT = re.compile(r"[^\s，。、；：:（）()《》【】\[\]]{2,24}")
_LONGEST = 160
_FILLER = re.compile(  # what may stand between roles and names and mean nothing
    r"[【\[](?:收藏|打印|关闭|纠错|分享)[】\]]|[（(][^（）()]{2,14}(?:镇|乡|局|办|委|部|中心|街道|县|区|村|社|院|公司|政府)[）)]"
    rf"|[\s•*＊/／|｜丨:：、，,；;（）()【】［］〔〕\[\]=＝—―{SIGNS}-]+|(?:综合|通讯|联合)?报道|等"
    r"|(?:共印|印数|共)\s*[:：]?\s*[0-9０-９]+\s*份|印数\s*[:：]\s*[0-9０-９]+"
    r"|(?:联系|值班|新闻|投稿|电子)?(?:电话|热线|传真|邮箱|邮件|网址)\s*[:：]?\s*[\da-zA-Z_.:/@()（）\-—―－×*＊✕]+"
)
_STROKED = re.compile(r"[^\W\da-zA-Z_\s][/／=＝][文图摄](?=\s|$)")  # 张三/文, not 图片/文字：
# □刘芳 黄海平 本报记者 温居林: a box before names says that they wrote
_BOX = re.compile(r"\s*[□■▢◻◎⊙◉]\s*(?=\S)")
_BOX_UNIT = re.compile(r"[^\W\da-zA-Z_]{4,24}(?:[室局委办部院校会处府站所社镇乡]|中心|公司)\s+")
# 贺州融媒记者: a place right before a role that names its medium
_OF_PLACE = re.compile(r"[^\W\da-zA-Z_]{2,6}")
_MEDIA = ("融媒", "全媒")


@dataclass(frozen=True)
class Byline:
    """What a byline says: who, and the credit for words and pictures as (start, end), if it has one."""

    made: tuple[Made, ...]
    credit: tuple[int, int] | None
    roles: int

    def contributors(self, mapped: Mapped) -> Iterator[Contributor]:
        """Yield the contributors with their spans in the reading."""
        for m in self.made:
            yield contributor(mapped, m)

    def credit_text(self, mapped: Mapped) -> Text | None:
        """Return the credit as a Text."""
        return mapped.slice(*self.credit) if self.credit else None


@cache
def _role() -> re.Pattern[str]:
    """Return a role or a credit; a role of one character needs a mark: 文/ before its name, /文 or a gap behind it; one set wide a colon (编　辑：)."""
    words, together = kinds(), vocabulary("roles")["credits"]["words"]
    long = alternation(*(w for w in words if len(w) > 1))
    short = "".join(w for w in words if len(w) == 1)
    behind = rf"(?<=[\s/／|｜丨=＝])[{short}](?=$|[\s）)】，、])"
    # （调研组组长：李福安；成员：张四春、杨丽花）: further on only, where the text before it is of makers too
    members = r"(?<=[；;，,\s])成员(?=\s*[:：])"
    wide = "|".join(r"\s+".join(word) for word in words if len(word) in (2, 3))
    begins = re.escape("".join({word[0] for word in (*words, *together, "成员")}))
    return re.compile(
        rf"(?=[{begins}])(?:(?P<credit>{alternation(*together)})|(?P<role>{long}|(?:{wide})(?=\s*[:：])|(?<!\S)(?:通\s+讯\s+员|实\s+习\s+生)(?=\s)|{members}|[{short}](?=\s*[/|｜丨:：])|{behind}))"
    )


def _said(token: re.Match[str]) -> str:
    """Return the role that a token is, without the gaps of one set wide; nothing for a credit."""
    return "".join((token["role"] or "").split())


@lru_cache(maxsize=2048)
def byline(text: str) -> Byline | None:
    """Return what `text` says as a byline; None where it is anything else.

    Offsets are code points of `text`. Bare names without a role count only beside a credit (李谦 卢丽珍 文/图): as 作者.
    """
    behind = beside_makers(text) if len(text) <= _LONGEST else None
    if behind or len(text) > _LONGEST:
        return byline(text[: behind.start()]) if behind else None
    tokens = list(_role().finditer(text))
    if not tokens:
        return _bare(text)
    house = OF_ALL.match(text, 0, tokens[0].start())
    bounds = [house.end() if house else 0, *(b for t in tokens for b in t.span()), len(text)]
    cut = _Cut(text, tokens, list(zip(bounds[::2], bounds[1::2], strict=True)))
    made = cut.roles_behind() if cut.is_behind() else cut.roles_before()
    credit = next((t.span() for t in reversed(tokens) if t["credit"]), None)
    if not made and not (credit and "/" in text and text[slice(*credit)] == text.strip()):  # 文/图, alone under the names
        return None
    return Byline(tuple(made or ()), credit, sum(1 for t in tokens if t["role"]))


def _bare(text: str) -> Byline | None:
    """Return the authors of a line that is nothing but a box, the office they are of, and names: □李明 王芳, □ 县委政策研究室 李明."""
    box = _BOX.match(text)
    unit = _BOX_UNIT.match(text, box.end()) if box else None
    names = names_only(text, (unit or box).end(), len(text)) if box else []
    return Byline(tuple(Made(name, "作者", start, end) for name, start, end in names), None, 0) if names else None


@dataclass(frozen=True)
class _Cut:
    """A wording cut at its roles: one stretch before the first, and one behind each."""

    text: str
    tokens: list[re.Match[str]]
    stretches: list[tuple[int, int]]

    def is_behind(self) -> bool:
        """Tell whether roles stand behind their names (张三/文 李四/图): names come first, nothing follows the last role."""
        behind = set(vocabulary("roles")["behind"]["words"])
        roles = {t["role"] for t in self.tokens if t["role"]}
        closing = _FILLER.sub("", self.text[slice(*self.stretches[-1])])
        return bool(roles) and roles <= behind and not closing and bool(self.names(self.stretches[0]))

    def roles_behind(self) -> list[Made] | None:
        """Return the makers where each role stands behind its names; None where anything but names stands before one."""
        made: list[Made] = []
        for token, stretch in zip(self.tokens, self.stretches, strict=False):
            names = self.names(stretch)
            if names is None:
                return None
            made += [Made(name, _said(token) or "作者", start, end) for name, start, end in names]
        return made

    def roles_before(self) -> list[Made] | None:
        """Return the makers where each role stands before its names; None where anything else stands in the wording."""
        opening = self.opening()
        told = any(t["credit"] for t in self.tokens) or self.has_colon(self.tokens[0]) or _BOX.match(self.text)
        if opening is None or (opening and not told):
            return None
        made = [Made(name, "作者", start, end) for name, start, end in opening]
        role = "作者"
        for token, stretch, following in zip(self.tokens, self.stretches[1:], [*self.tokens[1:], None], strict=True):
            role = _said(following if following and self.is_stroked(token) and self.is_stroked(following) else token) or role
            names = self.names(self.without_house(stretch) if following and following["role"] else stretch)
            names = self.unit(token, stretch) if names is None else names
            reports = names is None and kinds().get(role) in ("reporter", "correspondent")
            names = rare_names(self.text, *self.trimmed(stretch)) if reports and (made or any(t["credit"] for t in self.tokens)) else names
            parted = self.at_house(stretch, role) if names is None and reports else None
            if names is None and not parted:
                return None
            house = self.house_before(token) if role == _said(token) else ""
            made += parted or [Made(name, role, start, end, house) for name, start, end in names or ()]
        return made

    def house_before(self, token: re.Match[str]) -> str:
        """Return the house that stands right before a role and is written with it: 宜春日报|全媒体记者, 县融媒体中心|记者."""
        reports = kinds().get(_said(token)) in ("reporter", "correspondent")
        house = REPORTERS.search(self.text, 0, token.start()) if reports else None
        return house[0] if house and not house[0][-1:].isspace() else ""

    def is_stroked(self, token: re.Match[str]) -> bool:
        """Tell whether a role stands behind its name and a stroke, further names behind it: 通讯员 张三[/文] 李四/图."""
        return bool(_STROKED.match(self.text, max(0, token.start() - 2)))

    def opening(self) -> list[tuple[str, int, int]] | None:
        """Return the names before the first role; none where only the reporters' house stands there."""
        words = _FILLER.sub("", self.text[slice(*self.stretches[0])])
        runs_on = _said(self.tokens[0]).startswith(_MEDIA) and not self.text[self.stretches[0][1] - 1].isspace()
        of_place = runs_on and _OF_PLACE.fullmatch(words)
        return [] if not words or of_place or REPORTERS.fullmatch(words) else self.names(self.stretches[0])

    def without_house(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """Return a stretch less the unit at its end that the next role belongs to: 记者 刘剑 富锦市融媒体中心[记者]."""
        house = REPORTERS.search(self.text, stretch[0], stretch[1])
        return (stretch[0], house.start()) if house else stretch

    def at_house(self, stretch: tuple[int, int], role: str) -> list[Made] | None:
        """Return the makers of a stretch with another house in it, those behind that without a role; None for any other."""
        house = BETWEEN.search(self.text, *stretch)
        ends = ((stretch[0], house.start()), (house.end(), stretch[1])) if house else ()
        said = [(self.names(part), word) for part, word in zip(ends, (role, "作者"), strict=False)]
        return [Made(name, word, a, b) for names, word in said for name, a, b in names or ()] if said and all(n for n, _ in said) else None

    def names(self, stretch: tuple[int, int]) -> list[tuple[str, int, int]] | None:
        """Return the names in a stretch; none where only what parts them stands in it, None where anything else does."""
        start, end = self.trimmed(stretch)
        if start >= end:
            return []
        found = names_in(self.text, start, end)
        return list(found) if found else None

    def trimmed(self, stretch: tuple[int, int]) -> tuple[int, int]:
        """Return a stretch less what only parts, and less the telephone numbers, at its two ends."""
        start, end = stretch
        fills = list(_FILLER.finditer(self.text, start, end))
        while fills and fills[-1].end() == end:
            end = fills.pop().start()
        if fills and fills[0].start() == start:
            start = fills[0].end()
        return start, end

    def unit(self, token: re.Match[str], stretch: tuple[int, int]) -> list[tuple[str, int, int]] | None:
        """Return a unit in place of a person where the role is marked with a colon (供稿：县农业农村局)."""
        match = _UNIT.fullmatch(self.text, *self.trimmed(stretch))
        return [(match[0], *match.span())] if match and self.has_colon(token) else None

    def has_colon(self, token: re.Match[str]) -> bool:
        """Tell whether a colon stands behind a role."""
        return bool(token["role"]) and self.text[token.end() : token.end() + 1] in ("：", ":")


def labelled_makers(mapped: Mapped) -> Iterator[Contributor]:
    """Yield those whom a line names behind a role and a colon or stroke, whatever else stands in it (… 2025年5月28日 签发：涂白亮)."""
    for token in _role().finditer(mapped.text):
        match = _NAMED.match(mapped.text, token.end()) if token["role"] else None
        for name, start, end in (names_in(mapped.text, *match.span("names")) if match else None) or ():
            yield contributor(mapped, Made(name, _said(token), start, end))


# ：涂白亮 | ：李 勉 | /林舒婷, also with a date right behind
_NAMED = re.compile(r"\s*[:：/／]\s*(?P<names>[^\W\da-zA-Z_](?:\s[^\W\da-zA-Z_](?![^\W\da-zA-Z_])|[\u3400-\u9fff·]{1,7}))(?=[\s）)】\d]|$)")
# （记者 陈智 整合） （编辑：劳娟 审核：徐峰） — a byline in brackets inside or behind a paragraph
_BRACKETED = re.compile(r"[（(【](?P<inside>[^（）()【】]{3,60})[）)】]")


def bracketed(mapped: Mapped) -> Iterator[tuple[Byline, Mapped, tuple[int, int]]]:
    """Yield the bylines that stand in brackets in a paragraph: what they say, their wording, and where they stand in it."""
    for match in _BRACKETED.finditer(mapped.text):
        found = byline(match["inside"])
        if found and found.roles:
            yield found, mapped.part(*match.span("inside")), match.span()
