"""Who wrote an item of a bulletin, on a line of its own under the title: a group, a person with a post, an office."""

import re
from collections.abc import Sequence

from parsers.document import Contributor
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.authors import bare_author, group_author, signed_author
from parsers.grammar.makers.senders import is_unit

# 云和县发展和改革局 | 县委政策研究室: an office by its whole name, not the second line of a title (打造百亿级产业中心)
_OFFICE = re.compile(
    r"(?:中共)?[^\W\da-zA-Z_]{0,9}?(?:[省市县区州旗镇乡]|街道|自治[区州县旗])(?:[^\W\da-zA-Z_]{1,10}局|[^\W\da-zA-Z_]{0,8}(?:"
    r"党组|党委|党工委|人民政府|政府办|党政办|办公室|研究室|督查室|委党校|组织部|宣传部|统战部|政法委|纪委监委))"
)


def item_authors(titles: Sequence[Piece]) -> tuple[list[Piece], list[tuple[Piece, Contributor]]]:
    """Return the lines of an item's title, and those under its first that name who wrote it, each with whom it names."""
    found = {i: maker for i, piece in enumerate(titles) if i and (maker := _maker(piece, titles[0].text))}
    return [p for i, p in enumerate(titles) if i not in found], [(titles[i], maker) for i, maker in found.items()]


def _maker(piece: Piece, title: str) -> Contributor | None:
    """Return who wrote: an office, a unit with whose name the title begins (柳林镇 under 柳林镇推行积分制), or people."""
    mapped = piece.mapped
    if _OFFICE.fullmatch(mapped.text) or (title.startswith(mapped.text) and is_unit(mapped.text)):
        return Contributor(name=mapped.text, role="供稿", role_kind="contributing_unit", spans=mapped.spans)
    return group_author(mapped) or signed_author(mapped) or bare_author(mapped)
