"""Authors and editors of an article, entered into a draft wherever the text names them."""

from collections.abc import Iterator, Sequence

from parsers.document import Contributor
from parsers.draft import Draft
from parsers.grammar.authors import AUTHOR_IS, author_in_brackets, group_author, post_told, signed_author
from parsers.grammar.bylines import byline
from parsers.grammar.pieces import Piece


def enter_makers(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter the pieces that name authors and editors as contributors."""
    for piece in pieces:
        draft.block(piece.role or "", piece.spans)
        said = AUTHOR_IS.fullmatch(piece.text)
        if signed := signed_author(piece.mapped) or group_author(piece.mapped) or author_in_brackets(piece.mapped):
            draft.add_contributors([signed])
        elif said:
            give_post(draft, post_told(said))
        elif found := byline(piece.text):
            draft.add_contributors(found.contributors(piece.mapped))


def give_post(draft: Draft, post: str | None) -> None:
    """Give the author the post that stands apart from his name, where there is one."""
    if post:
        draft.set(contributors=tuple(_with_post(c, post) for c in draft.fields.get("contributors", ())))


def _with_post(contributor: Contributor, post: str) -> Contributor:
    if contributor.role == "作者" and not contributor.post:
        return contributor.model_copy(update={"post": post})
    return contributor


def without_author(draft: Draft, body: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with （作者系…） cut off the end of the last; the post goes to the author."""
    for i, piece in enumerate(body):
        said = AUTHOR_IS.search(piece.text) if i == len(body) - 1 else None
        if not said or said.start() == 0:
            yield piece
            continue
        give_post(draft, post_told(said))
        draft.block("author", piece.mapped.spans_of(*said.span()))
        yield piece.cut(0, said.start())
