"""Headings that open their paragraph: 聚焦高质量发展,加快构建现代化产业体系。推动高质量发展是… | 第一，…。 | 【一湖清水】…."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.grammar.layout.headline import EDITORS_NOTE
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.marks import MEASURE_MARK, Mark, ornament_end
from parsers.grammar.numerals import to_int
from parsers.mapped import Mapped

# the style of headings without a mark
PLAIN = -1
_FEWEST = 2
# headings of which one may be told from the others by the word that these begin with
_FEWEST_OF_ONE_WORD = 4
# 第一，牢牢守住耕地红线，夯实“粮田”根基。…
_COUNTED = re.compile(r"(?P<mark>第(?P<n>[一二三四五六七八九十]+)[，,、：:])(?P<words>[^。！？：；]{4,36})。(?=.)")
# 【一湖清水】沿着…
_FRAMED = re.compile(r"[【〖](?P<words>[^】〗]{2,16})[】〗](?=.)")

# a figure, somebody's words (他感慨道; not 拓宽增收渠道), or what a name means (三农是“…, 集体经济是“压舱石”)
_NO_HEADING = re.compile(r"\d|说$|(?:[说问答喊叹讲写]|介绍|解释|表示|补充|强调|感慨|回忆)道$|^[^，,]{2,8}是“|，[^，,]{2,8}是“[^”]{2,10}”$")


# 积分怎么用？兑换有实惠。… | 钱从哪里来？… : a question, and an answer as short as it is
_ASKED = re.compile(r"(?P<asked>[^。！？：:；;，\d“”]{4,16}？)(?P<answer>[^。！？：:；;，\d“”]{2,16}(?=。.))?(?=.)")
_FEWEST_ASKED = 3


# ◎“组织链”串起“产业链”。成立…
_ADORNED = re.compile(r"[^。！？：；\d]{4,36}。(?=.)")


@dataclass
class Head:
    """A heading found: its mark if it has one, the wording it stands in, where it ends there, and whether its paragraph goes on."""

    mapped: Mapped
    mark: Mark | None
    start: int
    end: int
    rest: int | None
    hashes: int
    level: int = 1

    @property
    def style(self) -> int:
        """Return the rank of its mark; plain headings have one of their own."""
        return self.mark.rank if self.mark else PLAIN


def run_ins(pieces: Sequence[Piece]) -> list[Head | None]:
    """Return the heading that opens each piece, or None: counted (第一，…。), framed (【…】), adorned (◎…。), asked (…？), or first sentences alike in build.

    Of the last there must be three, or two of equal length; of questions three.
    """
    counted = [_COUNTED.match(p.text) for p in pieces]
    if sum(map(bool, counted)) >= 2:
        return [_counted(p, m) if m else None for p, m in zip(pieces, counted, strict=True)]
    framed = framed_run_ins(pieces)
    if any(framed):
        return framed
    adorned = [_adorned(p) for p in pieces]
    if sum(map(bool, adorned)) >= 2:
        return adorned
    asked = _asked(pieces)
    if sum(map(bool, asked)) >= _FEWEST_ASKED:
        return asked
    openings = [_opening(p) for p in pieces]
    best = max((_alike_to(openings, anchor, step) for step in (1, 2) for anchor in range(len(openings))), key=_worth, default=[])
    if len(best) < 2 or (len(best) == 2 and not _are_twins(pieces, openings, best)):
        return [None] * len(pieces)
    best = _of_one_word(pieces, best)
    return [_run_in(p, openings[i]) if i in best else None for i, p in enumerate(pieces)]


def framed_run_ins(pieces: Sequence[Piece]) -> list[Head | None]:
    """Return the heading in brackets that opens each piece (【一湖清水】沿着…), or None; none at all where there is but one."""
    framed = [None if p.display else _FRAMED.match(p.text) for p in pieces]
    if sum(map(bool, framed)) < _FEWEST:
        return [None] * len(pieces)
    return [
        Head(p.mapped, None, m.start("words"), m.end("words"), m.end(), p.hashes) if m else None
        for p, m in zip(pieces, framed, strict=True)
    ]


def _counted(piece: Piece, match: re.Match[str]) -> Head:
    mark = Mark(0, to_int(match["n"]), match["mark"], match.start("words"))
    return Head(piece.mapped, mark, match.start("words"), match.end("words"), match.end(), piece.hashes)


def _adorned(piece: Piece) -> Head | None:
    """Return the first sentence behind an ornament, where it reports no figure and text follows."""
    start = ornament_end(piece.text)
    match = _ADORNED.match(piece.text, start) if start else None
    return Head(piece.mapped, None, start, match.end() - 1, match.end(), piece.hashes) if match else None


def _asked(pieces: Sequence[Piece]) -> list[Head | None]:
    """Return the short question that opens a piece, with its answer where all such pieces have one as short."""
    found = [None if p.display else _ASKED.match(p.text) for p in pieces]
    answered = all(m["answer"] for m in found if m)
    ends = [0 if not m else m.end("answer") if answered else m.end("asked") for m in found]
    return [Head(p.mapped, None, 0, end, end + answered, p.hashes) if end else None for p, end in zip(pieces, ends, strict=True)]


def _opening(piece: Piece) -> tuple[int, tuple[int, ...]] | None:
    """Return where the first sentence ends and the lengths of its clauses, where it can be a run-in heading."""
    sentence = re.match(r"[^。！？：:；;]{4,30}(?=。)", piece.text)
    counted = MEASURE_MARK.match(piece.text)
    if (counted and counted["counted"]) or EDITORS_NOTE.match(piece.text):
        return None
    if not sentence or sentence.end() + 1 >= len(piece.text) or _NO_HEADING.search(sentence[0]) or _is_quoted(sentence[0]):
        return None
    return sentence.end(), tuple(len(c) for c in re.split(r"[，,\s]", sentence[0]))


def _is_quoted(sentence: str) -> bool:
    """Tell whether a sentence ends within somebody's words (“手中有粮，心中不慌。”)."""
    return sentence.count("“") > sentence.count("”")


def _are_twins(pieces: Sequence[Piece], openings: Sequence[tuple[int, tuple[int, ...]] | None], pair: Sequence[int]) -> bool:
    """Tell whether two first sentences are as long as each other, and both or neither tell what came about (年轻人也回来了 beside 转变从政策开始)."""
    ends = {pieces[i].text[: o[0]].endswith("了") for i in pair if (o := openings[i])}
    return _shape_length(openings, pair[0]) == _shape_length(openings, pair[1]) and len(ends) == 1


def _shape_length(openings: Sequence[tuple[int, tuple[int, ...]] | None], i: int) -> int:
    shape = openings[i]
    return sum(shape[1]) if shape else 0


def _alike_to(openings: Sequence[tuple[int, tuple[int, ...]] | None], anchor: int, step: int) -> list[int]:
    """Return the pieces whose openings have the clauses of the anchor's, each longer or shorter by `step` characters at most."""
    shape = openings[anchor]
    if not shape:
        return []
    return [i for i, other in enumerate(openings) if other and _alike(shape[1], other[1], step)]


def _of_one_word(pieces: Sequence[Piece], group: Sequence[int]) -> list[int]:
    """Return a group of headings less the one at its edge that does not begin as all others do (要坚持…, 要推进…, 要擦亮…): a lead or an end."""
    inner = {pieces[i].text[:1] for i in group[1:-1]}
    if len(group) < _FEWEST_OF_ONE_WORD or len(inner) > 1:
        return list(group)
    return [i for i in group if pieces[i].text[:1] in inner or i not in (group[0], group[-1])]


def _worth(group: Sequence[int]) -> int:
    """Return the size of a group of headings, and nothing for one too small; of equal ones the closer alike comes first."""
    return len(group) if len(group) >= _FEWEST else 0


def _alike(a: Sequence[int], b: Sequence[int], step: int) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= step for x, y in zip(a, b, strict=True))


def _run_in(piece: Piece, opening: tuple[int, tuple[int, ...]] | None) -> Head | None:
    return Head(piece.mapped, None, 0, opening[0], opening[0] + 1, piece.hashes) if opening else None
