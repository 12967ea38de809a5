"""Authors and editors of an article, entered into a draft wherever the text names them."""

import re
from collections.abc import Iterator, Sequence

from parsers.document import Contributor
from parsers.draft import Draft
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.authors import (
    AUTHOR_IS,
    JOURNAL,
    author_in_brackets,
    author_named,
    bare_authors,
    group_author,
    is_post,
    office_author,
    post_told,
    signed_author,
)
from parsers.grammar.makers.bylines import byline
from parsers.mapped import Mapped

# 注释： | 参考文献：
_NOTES = re.compile(r"[【\[]?(?:注释?|参考文献|参考资料|文献来源)[】\]]?\s*[:：]?")
# 作者简介：粟卫军（1981—），男，…副教授；石兰芳…
_LIVES = re.compile(r"[【\[［（(]?作者简介(?:[】\]］]|\s*[:：])[\s:：]*")
# （作者单位：县委党校　执笔：石兰芳 戴永红） | （作者单位：县委政策研究室　责编：储昭伟）
_WRITERS = re.compile(r"[\s，；](?P<by>(?:执笔|撰稿|撰写|责编|责任编辑|编辑|校对|审核)人?\s*[:：][^（）()：:]{2,40}?)[）)]?\s*$")
# 县委政策研究室|　责编：储昭伟: who made it besides
_BESIDE = re.compile(r"[\s，；]+(?:执笔|撰稿|撰写|责编|责任编辑|编辑|校对|审核)人?\s*[:：].*$")
_LONGEST_NAME = 12


def enter_makers(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter the pieces that name authors and editors as contributors."""
    for piece in pieces:
        draft.block(piece.role or "", piece.spans)
        said = AUTHOR_IS.fullmatch(piece.text)
        if (
            signed := signed_author(piece.mapped)
            or group_author(piece.mapped)
            or office_author(piece.mapped)
            or author_in_brackets(piece.mapped)
        ):
            draft.add_contributors([signed])
        elif named := author_named(piece.mapped):
            draft.add_contributors([named[0]])
        elif said:
            _give_told(draft, said)
            _enter_writers(draft, piece.mapped)
        elif found := byline(piece.text):
            draft.add_contributors(found.contributors(piece.mapped))
        else:
            draft.add_contributors(bare_authors(piece.mapped))


def give_post(draft: Draft, post: str | None) -> None:
    """Give the author the post that stands apart from his name, where there is one."""
    if post:
        draft.set(contributors=tuple(_with_post(c, post) for c in draft.fields.get("contributors", ())))


def _give_told(draft: Draft, said: re.Match[str]) -> None:
    """Give the authors what an AUTHOR_IS match tells of them: each his own where it says so (作者分别系…、…), else all the same."""
    post = _BESIDE.sub("", post_told(said) or "") or None
    made = draft.fields.get("contributors", ())
    posts = re.split(r"[、，；]", post) if post and said["each"] else []
    if len(posts) > 1 and len(posts) == sum(1 for c in made if c.role == "作者"):
        each = iter(posts)
        draft.set(contributors=tuple(_with_post(c, next(each)) if c.role == "作者" else c for c in made))
    else:
        give_post(draft, post)


def _enter_writers(draft: Draft, told: Mapped) -> None:
    """Enter who wrote, named behind where he works (（作者单位：…　执笔：石兰芳）)."""
    if written := _WRITERS.search(told.text):
        by = told.part(*written.span("by"))
        if found := byline(by.text):
            draft.add_contributors(found.contributors(by))


def _with_post(contributor: Contributor, post: str) -> Contributor:
    if contributor.role == "作者" and not contributor.post:
        return contributor.model_copy(update={"post": post})
    return contributor


def without_author(draft: Draft, body: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with （作者系…） cut off the end of the last; the post goes to the author."""
    for i, piece in enumerate(body):
        if i == len(body) - 1 and (named := author_named(piece.mapped)):
            draft.add_contributors([named[0]])
            draft.block("author", piece.mapped.spans_of(named[1], len(piece.text)))
            yield from [piece.cut(0, named[1])] if named[1] else []
            continue
        said = AUTHOR_IS.search(piece.text) if i == len(body) - 1 else None
        if not said or said.start() == 0:
            yield piece
            continue
        _give_told(draft, said)
        _enter_writers(draft, piece.mapped.part(*said.span()))
        draft.block("author", piece.mapped.spans_of(*said.span()))
        yield piece.cut(0, said.start())


def enter_journal(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter the column that the head of a journal's page names (《安庆论坛》2023年第4期 ·乡村振兴研究·)."""
    heads = [(p, m) for p in pieces if p.role == "furniture" and (m := JOURNAL.fullmatch(p.text))]
    draft.set(column=next((p.mapped.group(m, name) for p, m in heads for name in ("column", "plain") if m[name]), None))


def without_notes(draft: Draft, body: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces before the notes (注释, 参考文献), which stand by themselves behind the text; the authors' lives give their posts."""
    start = next((i for i, p in enumerate(body) if _NOTES.fullmatch(p.text)), len(body))
    for i, piece in enumerate(body):
        lives = _LIVES.match(piece.text)
        if lives and i > 0:
            _enter_lives(draft, piece.text[lives.end() :])
        if i < start and not (lives and i > 0):
            yield piece
        else:
            draft.block("notes", piece.spans)


def _enter_lives(draft: Draft, text: str) -> None:
    """Give each author the post in the clauses on his life; a sole author need not be named there."""
    made = draft.fields.get("contributors", ())
    is_sole = sum(1 for c in made if c.role == "作者") == 1
    lives = [(life, re.sub(r"\s", "", life[:_LONGEST_NAME])) for life in re.split(r"[；;。]", text)]
    told = {c.name: post for life, head in lives if (post := _post_in_life(life)) for c in made if c.name in head or is_sole}
    draft.set(contributors=tuple(_with_post(c, post) if (post := told.get(c.name)) else c for c in made))


def _post_in_life(life: str) -> str | None:
    return next((clause.strip() for clause in re.split(r"[，,]", life) if is_post(clause.strip())), None)
