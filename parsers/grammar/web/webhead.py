"""Breadcrumb, source, author and time of a web copy: which lines say them, and how they are entered into a draft."""

import re
from collections.abc import Sequence
from functools import cache

from parsers.document import Contributor
from parsers.draft import Draft
from parsers.grammar.dates import DATE_TIME, iso_datetime
from parsers.grammar.layout.lines import Line
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.authors import group_author, signed_author
from parsers.grammar.makers.bylines import byline, labelled_makers
from parsers.grammar.makers.made import Made, contributor, role_kind
from parsers.grammar.people.names import names_in
from parsers.grammar.web.sourcelines import PUT_UP, Labelled, crumbs, is_furniture, is_meta, labelled, reported, site, source_names
from parsers.mapped import Mapped
from seeds import vocabulary

# what an entry of the register over a published paper begins with
_OPENS_REGISTER = ("索引号", "信息索引号", "文件名称|", "索引号|")
# 2024-06-04 08:57 | 2025年07月01日08:30: sites and accounts print the minute, papers only the day
_TO_THE_MINUTE = re.compile(r"\d{1,2}\D{1,3}\d{1,2}(?:日\s*|\s+)\d{1,2}[:：]\d{2}")


# 作者：“凉山战报”前方报道组
_GROUP = re.compile(r"[^\s，。：:]{3,20}(?:报道组|采访组|编辑部|工作室|评论部|课题组|融媒体中心|全媒体中心)")


def page_role(line: Mapped) -> str:
    """Return what a line is of the page round a text: breadcrumb, meta (its source or time, to the minute or labelled), furniture; else nothing."""
    if crumbs(line):
        return "breadcrumb"
    if is_page_meta(line.text):
        return "meta"
    return "furniture" if is_furniture(line.text) else ""


def register_end(lines: Sequence[Line]) -> int:
    """Return where the register entry of a published paper ends that opens a page (索引号：… 主题分类：… 名称：…); 0 where none does."""
    end = 0
    for i, line in enumerate(lines):
        words = "".join(line.text.split()).strip("[【|｜")
        if words.startswith(_OPENS_REGISTER) or (end and words.startswith(_register())):
            end = i + 1
        elif end:
            break
    return end


@cache
def _register() -> tuple[str, ...]:
    return tuple(vocabulary("webpage")["register"]["labels"])


def is_page_meta(text: str) -> bool:
    """Tell whether a line says source or time and means those of its page: with labels, or to the minute."""
    labels = any(pair.sort in ("source", "time") for pair in labelled(text))
    return is_meta(text) and (labels or bool(_TO_THE_MINUTE.search(text) or PUT_UP.match(text)))


def names_author(line: Mapped) -> bool:
    """Tell whether a line names an author by his post, or a group, also one of source and time: 作者：抚松县委副书记、县长 史丽娜."""
    if signed_author(line) or group_author(line):
        return True
    return any(pair.sort == "author" and signed_author(_value(line, pair)) for pair in labelled(line.text))


def enter_web_head(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter the pieces whose role is breadcrumb, meta or furniture: their blocks, and what they say."""
    for piece in pieces:
        draft.block(piece.role or "furniture", piece.spans)
        if piece.role == "breadcrumb":
            _enter_crumbs(draft, piece.mapped)
        elif piece.role == "meta":
            _enter_meta(draft, piece.mapped)
        elif piece.text[0] in "（(":
            _enter_time(draft, piece.mapped)
            draft.add_contributors(labelled_makers(piece.mapped))


def _value(mapped: Mapped, pair: Labelled) -> Mapped:
    """Return what stands behind a label, less the strokes that part it from the next."""
    words = mapped.text[pair.start : pair.end]
    start = pair.start + len(words) - len(words.lstrip())
    return mapped.part(start, max(start, pair.start + len(words.rstrip(" |｜"))))


def _before_bracket(text: str, pair: Labelled) -> int:
    """Return where the bracket begins that tells where somebody works (作者：翁建辉（泰顺县发展和改革局）), or the end of the value."""
    return next((at for at in range(pair.start, pair.end) if text[at] in "（("), pair.end)


def _enter_crumbs(draft: Draft, mapped: Mapped) -> None:
    found = crumbs(mapped)
    if found and "breadcrumb" not in draft.fields:
        steps, end = found
        draft.set(breadcrumb=tuple(steps), site=site(mapped, end))


def _enter_time(draft: Draft, mapped: Mapped) -> None:
    """Enter the time that a line of the page says, where none was said before: also of （此文刊于《东川日报》2024年4月9日第7版）."""
    if "published_at" not in draft.fields and (when := DATE_TIME.search(mapped.text)) and (said := iso_datetime(mapped.text)):
        draft.set(published_at=said, published_at_spans=mapped.spans_of(*when.span()))


def _enter_meta(draft: Draft, mapped: Mapped) -> None:
    _enter_time(draft, mapped)
    if "source_name" not in draft.fields:
        draft.set(source_name=next(source_names(mapped), None))
    pairs = labelled(mapped.text)
    within = reported(mapped.text)
    if within and not any(pair.start <= within[0] < pair.end for pair in pairs if pair.sort == "author"):
        makers = mapped.part(*within)
        written = byline(makers.text)
        draft.add_contributors(written.contributors(makers) if written else ())
    for pair in pairs:
        role = "作者" if pair.sort == "author" and pair.label != "记者" else pair.label
        kind = role_kind(role)
        signed = signed_author(_value(mapped, pair)) if kind == "author" else None
        written = byline(_value(mapped, pair).text) if kind == "author" else None
        if written and written.roles:
            draft.add_contributors(written.contributors(_value(mapped, pair)))
        elif signed:
            draft.add_contributors([signed])
        elif kind == "author" and (group := _GROUP.fullmatch(_value(mapped, pair).text)):
            draft.add_contributors([contributor(_value(mapped, pair), Made(group[0], role, *group.span()))])
        elif kind:
            names = (
                names_in(mapped.text, pair.start, pair.end) or names_in(mapped.text, pair.start, _before_bracket(mapped.text, pair)) or ()
            )
            draft.add_contributors(
                Contributor(name=name, role=role, role_kind=kind, spans=mapped.spans_of(start, end)) for name, start, end in names
            )
