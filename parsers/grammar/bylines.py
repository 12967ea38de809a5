"""Who made a document, in the roles written: bylines, colophons and sign-offs, all in one small grammar.

A byline is nothing but roles, names, credits and what parts them: 本报记者 侯科建 通讯员 刘涛 文/图 | □记者 张三 | 编辑：刘燕 审核：马儒文 |
文/张三 图/李四 | 编辑|禤志杰 | 【责任编辑】林娜 | 李谦 卢丽珍 文/图 | 张三 摄.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from parsers.document import Contributor, Role, Text
from parsers.grammar.names import names_in
from parsers.mapped import Mapped
from seeds import vocabulary

_UNIT_WORD = r"[^\s，。、；：:（）()《》]{2,24}"
# what may stand between roles and names without meaning anything
_FILLER = re.compile(r"[\s□○◎◇◆●■▲△★☆*＊/|｜:：、，,；;（）()【】\[\]—―-]+|(?:综合|通讯|联合)?报道|等|(?:联系|值班|新闻)?(?:电话|热线|传真|邮箱)\s*[:：]?\s*[\w.@\-—－]+")
# the unit before a reporter: 范县融媒体中心记者
_HOUSE = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:中心|日报|晚报|时报|报社|报|电视台|台|网|杂志|传媒|集团|通讯社|社)\s*(?=$)")


@dataclass(frozen=True)
class Made:
    """One name in a role at offsets of the wording, before it is turned into a Contributor."""

    name: str
    role: str
    start: int
    end: int


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


def contributor(mapped: Mapped, made: Made, post: str | None = None) -> Contributor:
    """Return one name as a contributor; a role that is not in the vocabulary counts as author's."""
    kind = _kinds().get(made.role, "author")
    return Contributor(name=made.name, role=made.role, role_kind=kind, post=post, spans=mapped.spans_of(made.start, made.end))


@cache
def _kinds() -> dict[str, Role]:
    return {word: kind for kind, words in vocabulary("roles")["kinds"].items() for word in words}


def role_kind(role: str) -> Role | None:
    """Return the kind of a role as written; None for a word that is no role."""
    return _kinds().get(role)


@cache
def _role() -> re.Pattern[str]:
    """A role; one of a single character needs a mark: 文/ before its name, /文 or a gap behind it."""
    words = sorted(_kinds(), key=lambda w: -len(w))
    long = "|".join(re.escape(w) for w in words if len(w) > 1)
    short = "".join(w for w in words if len(w) == 1)
    credits = "|".join(re.escape(w) for w in sorted(vocabulary("roles")["credits"]["words"], key=lambda w: -len(w)))
    behind = rf"(?<=[\s/|｜])[{short}](?=$|[\s）)】，、])"
    return re.compile(rf"(?P<credit>{credits})|(?P<role>{long}|[{short}](?=\s*[/|｜:：])|{behind})")


def byline(text: str) -> Byline | None:
    """Return what `text` says as a byline; None where it is anything else.

    Offsets are code points of `text`. Bare names without a role count only beside a credit (李谦 卢丽珍 文/图): as 作者.
    """
    tokens = list(_role().finditer(text))
    if not tokens or len(text) > 160:
        return None
    bounds = [0, *(b for t in tokens for b in t.span()), len(text)]
    stretches = list(zip(bounds[::2], bounds[1::2], strict=True))
    return _before(text, tokens, stretches) if _is_behind(text, tokens, stretches) else _after(text, tokens, stretches)


def _is_behind(text: str, tokens: Sequence[re.Match[str]], stretches: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the roles stand behind their names: names come first and nothing follows the last role."""
    opening, closing = text[slice(*stretches[0])], text[slice(*stretches[-1])]
    roles = [t for t in tokens if t["role"]]
    behind = {*vocabulary("roles")["behind"]["words"]}
    return bool(roles) and bool(_names(text, stretches[0])) and not _strip(closing) and bool(_strip(opening)) and {t["role"] for t in roles} <= behind


def _before(text: str, tokens: Sequence[re.Match[str]], stretches: Sequence[tuple[int, int]]) -> Byline | None:
    made: list[Made] = []
    credit = None
    for token, stretch in zip(tokens, stretches, strict=False):
        names = _names(text, stretch)
        if names is None:
            return None
        credit = token.span() if token["credit"] else credit
        made += [Made(name, token["role"] or "作者", start, end) for name, start, end in names]
    return Byline(tuple(made), credit, sum(1 for t in tokens if t["role"]))


def _after(text: str, tokens: Sequence[re.Match[str]], stretches: Sequence[tuple[int, int]]) -> Byline | None:
    made: list[Made] = []
    credit = None
    role = "作者"
    opening = _opening(text, stretches[0])
    if opening is None:
        return None
    made += [Made(name, role, start, end) for name, start, end in opening]
    for token, stretch in zip(tokens, stretches[1:], strict=True):
        role = token["role"] or ("作者" if not made else role)
        credit = token.span() if token["credit"] else credit
        names = _names(text, stretch)
        if names is None:
            names = _unit(text, token, stretch)
        if names is None:
            return None
        made += [Made(name, "作者" if token["credit"] and not _has_role_before(tokens, token) else role, s, e) for name, s, e in names]
    if not made or (opening and not credit and not _marked(text, tokens[0])):
        return None
    return Byline(tuple(made), credit, sum(1 for t in tokens if t["role"]))


def _has_role_before(tokens: Sequence[re.Match[str]], token: re.Match[str]) -> bool:
    return any(t["role"] for t in tokens if t.start() < token.start())


def _marked(text: str, token: re.Match[str]) -> bool:
    return bool(token["role"]) and text[token.end() : token.end() + 1] in "：:"


def _opening(text: str, stretch: tuple[int, int]) -> list[tuple[str, int, int]] | None:
    words = _strip(text[slice(*stretch)])
    if not words or _HOUSE.fullmatch(words):
        return []
    return _names(text, stretch)


def _names(text: str, stretch: tuple[int, int]) -> list[tuple[str, int, int]] | None:
    """Return the names in a stretch, an empty list where only fillers stand in it, None where anything else does."""
    start, end = stretch
    for fill in reversed(list(_FILLER.finditer(text, start, end))):
        if fill.end() == end:
            end = fill.start()
    fill_at = _FILLER.match(text, start, end)
    start = fill_at.end() if fill_at else start
    if start >= end:
        return []
    found = names_in(text, start, end)
    return list(found) if found else None


def _unit(text: str, token: re.Match[str], stretch: tuple[int, int]) -> list[tuple[str, int, int]] | None:
    """Return a unit in place of a person where the role is marked with a colon (供稿：县农业农村局)."""
    match = re.compile(rf"\s*[:：]\s*(?P<unit>{_UNIT_WORD})\s*").fullmatch(text, *stretch)
    return [(match["unit"], *match.span("unit"))] if match and _marked(text, token) else None


def _strip(text: str) -> str:
    return _FILLER.sub("", text)


def labelled_makers(mapped: Mapped) -> Iterator[Contributor]:
    """Yield those whom a line names behind a role and a colon, whatever else stands in it (… 2025年5月28日 签发：涂白亮)."""
    for token in _role().finditer(mapped.text):
        match = _NAMED.match(mapped.text, token.end()) if token["role"] else None
        names = names_in(mapped.text, *match.span("names")) if match else None
        for name, start, end in names or ():
            yield contributor(mapped, Made(name, token["role"], start, end))


# ：涂白亮 | ：李 勉
_NAMED = re.compile(r"\s*[:：]\s*(?P<names>[\u3400-\u9fff](?:\s[\u3400-\u9fff](?![\u3400-\u9fff])|[\u3400-\u9fff·]{1,7}))(?=\s|$|[）)】])")
# （记者 陈智 整合） （编辑：劳娟 审核：徐峰） — a byline in brackets inside or behind a paragraph
_BRACKETED = re.compile(r"[（(【](?P<inside>[^（）()【】]{3,60})[）)】]")


def bracketed(mapped: Mapped) -> Iterator[tuple[Byline, Mapped, tuple[int, int]]]:
    """Yield the bylines that stand in brackets in a paragraph: what they say, their wording, and where they stand in it."""
    for match in _BRACKETED.finditer(mapped.text):
        found = byline(match["inside"])
        if found and found.roles:
            yield found, mapped.part(*match.span("inside")), match.span()

