"""The author of an article as its head or foot names them: 范县县委书记 王小鹏 | 王小鹏 | （作者系范县县委书记） | （作者单位：…）."""

import re
from functools import cache

from parsers.document import Contributor
from parsers.grammar.names import NAME, is_name
from parsers.mapped import Mapped
from seeds import vocabulary

# （作者系中共范县县委书记） | （作者单位：范县县委党校） | （作者为…）
AUTHOR_IS = re.compile(
    r"[（(]?\s*(?:本文)?作者(?:[\u4e00-\u9fff]{2,4})?(?P<how>系|为|是|单位|简介)\s*[:：]?\s*(?P<post>[^（）()。]{2,50})[。]?[）)]?\s*$"
)


@cache
def _posts() -> str:
    return "|".join(sorted(map(re.escape, vocabulary("posts")["words"]), key=lambda w: -len(w)))


@cache
def _signed() -> re.Pattern[str]:
    """A post and a name, alone on a line: 中共环县县委书记 何庆林 | 范县县委副书记、县长 张三 | 县委书记：李四."""
    return re.compile(
        rf"[○□◎●■\s]*(?:作者[:：]\s*)?(?P<post>[^\s，。；“”：:]{{0,24}}?(?:{_posts()})(?:[、兼][^\s，。；“”：:]{{0,16}}?(?:{_posts()}))*)[\s:：]+(?P<name>.{{2,12}})"
    )


def signed_author(mapped: Mapped) -> Contributor | None:
    """Return the author that a line names with a post, as written; None for any other line."""
    match = _signed().fullmatch(mapped.text)
    if not match:
        return None
    name = _name(match["name"])
    if not name:
        return None
    return Contributor(name=name, role="作者", role_kind="author", post=match["post"], spans=mapped.spans_of(*match.span("name")))


def bare_author(mapped: Mapped) -> Contributor | None:
    """Return the author where a line under the title is nothing but a name."""
    text = mapped.text.strip("○□◎●■ ")
    name = _name(text)
    if not name:
        return None
    start = mapped.text.index(text)
    return Contributor(name=name, role="作者", role_kind="author", spans=mapped.spans_of(start, start + len(text)))


def _name(written: str) -> str | None:
    match = NAME.fullmatch(written.strip())
    name = re.sub(r"\s+", "", match[0]) if match else ""
    return name if name and is_name(name) else None
