"""How the items of a bulletin's issue are told apart by their own titles: in brackets, behind an ornament, counted, bold, or as first sentences."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.grammar.layout.headline import EDITORS_NOTE, INSTRUCTION
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.makers.senders import heading_unit, trailing_unit
from parsers.grammar.marks import MEASURE_MARK, heading_mark, ornament_end
from parsers.mapped import Mapped
from parsers.reading import Span

# the rank of 1. among heading marks
NUMBERED = 3
# 【壶镇镇“三张清单”推动产业集群提档升级】壶镇镇聚焦…
_FRAMED = re.compile(r"[【〖][^】〗]{2,48}[】〗](?=.)")
# 【城关镇】 on its own line
FRAMED_LINE = re.compile(r"[【〖][^】〗]{2,48}[】〗]")
# **巴格其镇核桃开园采收** 9月16日，… | - **巴格其镇核桃开园采收**：9月16日，…
_BOLD = re.compile(r"(?:[-+*][ \t]+)?\*\*(?P<words>[^*\s：:][^*：:]{5,40}[^*\s：:])\*\*(?=[ \t\u3000]*\S)")
# 1.县医院远程会诊中心投入运行。5月6日，…: a first sentence that names the news, not one that tells it with its day
_RUN_IN = re.compile(r"(?!(?:[0-9０-９]{1,2}月|近日|日前|今年|目前|截至))[^。！？：；]{4,40}[。：](?=.)")
# where in a text who acts is named, behind a day or the bracket of a dateline
_OPENING = 24
# ## 官湖镇推进圩镇改造: a heading that names who acts; one text's own headings name what is done
_WHO_ACTS = re.compile(
    r"(?:我[省市州县区旗镇乡]|[^\W\da-zA-Z_]{1,10}?(?:镇|乡|街道|局|委|办|中心|院|公司|集团|村|社区|县|区|市|旗|州|银行|开发区|管委会))(?![^\W\da-zA-Z_]{0,2}$)"
)


@dataclass(frozen=True)
class Title:
    """The title that opens a piece: where its wording begins behind its number, and where it ends."""

    opening: int | None
    end: int


def titles_of(pieces: Sequence[Piece], *, gathered: bool = False) -> dict[int, Title]:
    """Return the titles of the items with the indexes of their pieces, by the first build that parts them; none where their titles do not.

    `gathered` says that columns gather them: then counted ones need not say who sent them in.
    """
    return (
        _framed(pieces)
        or _adorned(pieces)
        or _counted(pieces, gathered)
        or _emboldened(pieces)
        or _told(pieces)
        or _headed(pieces)
        or _in_turn(pieces)
    )


def _from_the_first(pieces: Sequence[Piece], titles: dict[int, Title]) -> dict[int, Title]:
    """Return the titles if there are several and nothing stands over the first: what does is the title of the whole."""
    first = next((i for i, p in enumerate(pieces) if not p.role), -1)
    return titles if len(titles) > 1 and min(titles) == first else {}


def _framed(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the titles in heavy brackets, before the text or on lines of their own (【城关镇】)."""
    said = {i: p for i, p in enumerate(pieces) if not (p.role or EDITORS_NOTE.match(p.text) or INSTRUCTION.match(p.text))}
    found = {i: m for i, p in said.items() if (m := (FRAMED_LINE.fullmatch(p.text) if p.display else _FRAMED.match(p.text)))}
    return _from_the_first(pieces, {i: Title(None, m.end()) for i, m in found.items()})


def _emboldened(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the bold wordings, no headings or measures of one text, that open paragraphs (**巴格其镇核桃开园采收** 9月16日，…)."""
    found = {i: p for i, p in enumerate(pieces) if not (p.role or p.display or EDITORS_NOTE.match(p.text)) and _bold_end(p)}
    return _from_the_first(pieces, {i: Title(None, _bold_end(p)) for i, p in found.items()})


def _headed(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the headings of one Markdown level, uncounted, each over text and each naming another who acts."""
    heads = {i: p for i, p in enumerate(pieces) if p.hashes and not p.role}
    actors = [m[0] for p in heads.values() if (m := _WHO_ACTS.match(p.text)) and not heading_mark(p.text)]
    alone = len({p.hashes for p in heads.values()}) == 1 and all(i + 1 < len(pieces) and not pieces[i + 1].display for i in heads)
    if not alone or len(set(actors)) != len(heads) or any(p.display for i, p in enumerate(pieces) if i not in heads and not p.role):
        return {}
    return _from_the_first(pieces, {i: Title(None, len(p.text)) for i, p in heads.items()})


def _in_turn(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the plain headings that each name another who acts, over text that tells of the same (柳林镇推行积分制 over 柳林镇在18个村…).

    What a county does, over what its towns do, may be one text.
    """
    said = [(i, p) for i, p in enumerate(pieces) if not p.role]
    heads: dict[int, str] = {}
    for k, (i, piece) in enumerate(said):
        if not piece.display or (k and said[k - 1][0] in heads and _is_under(piece, heads[said[k - 1][0]])):
            continue
        acts = None if piece.hashes or heading_mark(piece.text) else _WHO_ACTS.match(piece.text)
        text = next((p.text for _, p in said[k + 1 :] if not p.display), "")
        if not acts or acts[0] not in text[:_OPENING] or (k and said[k - 1][1].display):
            return {}
        heads[i] = acts[0]
    if len(set(heads.values())) < len(heads) or next(iter(heads.values()), "县")[-1] in "省市县区州旗":
        return {}
    return _from_the_first(pieces, {i: Title(None, len(pieces[i].text)) for i in heads})


def _is_under(piece: Piece, acts: str) -> bool:
    """Tell whether a line under a title says no more than who sent it in: 柳林镇 | （柳林镇 刘敏）."""
    sender = trailing_unit(piece.text)
    return piece.text == acts or bool(sender and not sender.start())


def _bold_end(piece: Piece) -> int:
    """Return where the bold wording that opens a paragraph ends, 0 where there is none or it is short or counted."""
    line = piece.lines[0]
    match = _BOLD.match(line.reading.text, line.span.start, line.span.end)
    words = Mapped(line.reading, (Span(*match.span("words")),)).text if match else ""
    counted = heading_mark(words) or MEASURE_MARK.match(words)
    return len(words) + piece.text.startswith(("：", ":"), len(words)) if piece.text.startswith(words) and not counted else 0


def _adorned(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the display lines that begin with the ornament of the first (▲ … ▲ …)."""
    ornament = pieces[0].text[:1] if pieces and pieces[0].display and ornament_end(pieces[0].text) else ""
    alike = {i: p for i, p in enumerate(pieces) if ornament and p.display and p.text.startswith(ornament)}
    if any(i + 1 in alike for i in alike):  # a list of headlines, which stand over no text
        return {}
    return _from_the_first(pieces, {i: Title(None, len(p.text)) for i, p in alike.items()}) or _adorned_sentences(pieces)


def _adorned_sentences(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the first words of paragraphs that all begin with one ornament (▲官湖镇推进圩镇改造。官湖镇投资…), under no title."""
    said = {i: p for i, p in enumerate(pieces) if not p.role}
    ends = {i: m.end() for i, p in said.items() if not p.display and (start := ornament_end(p.text)) and (m := _run_in(p, start))}
    alike = len({p.text[:1] for p in said.values()}) == 1 and len(ends) == len(said)
    return _from_the_first(pieces, {i: Title(None, end) for i, end in ends.items()}) if alike else {}


def _counted(pieces: Sequence[Piece], gathered: bool) -> dict[int, Title]:
    """Return the numbered titles from 1 on, where each item says who sent it in: one article's sections do not."""
    rank = next((m.rank for p in pieces if not p.role and (m := heading_mark(p.text))), None)
    titles: dict[int, Title] = {}
    for i, piece in enumerate(pieces):
        if piece.role or rank is None:
            continue
        start = _number_end(piece.text, rank, len(titles) + 1)
        run_in = _run_in(piece, start) if start and not piece.display else None
        if start and (piece.display or run_in):
            titles[i] = Title(start, run_in.end() if run_in else len(piece.text))
    parts = itertools.pairwise([*titles, len(pieces)])
    apart = gathered or all(_is_sent_in(pieces[a:b]) for a, b in parts) or _name_others(pieces, titles)
    return _from_the_first(pieces, titles) if apart else {}


def _name_others(pieces: Sequence[Piece], titles: dict[int, Title]) -> bool:
    """Tell whether counted titles each stand on a line over text and each name another who acts: 一、石塘镇探索… over 二、县医保局推行…, as sections do not."""
    actors = [m[0] for i, title in titles.items() if (m := _WHO_ACTS.match(pieces[i].text, title.opening or 0)) and pieces[i].display]
    over_text = all(i + 1 < len(pieces) and not pieces[i + 1].display for i in titles)
    return over_text and len(set(actors)) == len(titles)


def _run_in(piece: Piece, start: int) -> re.Match[str] | None:
    """Return the first sentence from `start` where more of the news follows than who sent it in."""
    match = _RUN_IN.match(piece.text, start)
    sender = trailing_unit(piece.text)
    return match if match and not (sender and match.end() >= sender.start("all")) else None


def _told(pieces: Sequence[Piece]) -> dict[int, Title]:
    """Return the first sentences of short news, a paragraph each, where nothing is set as a title and each names its sender."""
    said = {i: p for i, p in enumerate(pieces) if not p.role}
    found = {i: Title(None, m.end()) for i, p in said.items() if not p.display and trailing_unit(p.text) and (m := _run_in(p, 0))}
    return found if len(found) > 1 and len(found) == len(said) else {}


def _number_end(text: str, rank: int, ordinal: int) -> int:
    """Return where the wording behind a number begins, 0 where `text` has not this one; 5.12345热线 may follow 4."""
    mark = heading_mark(text)
    if mark and (mark.rank, mark.ordinal) == (rank, ordinal):
        return mark.end
    return len(f"{ordinal}.") if rank == NUMBERED and text.startswith(f"{ordinal}.") else 0


def _is_sent_in(item: Sequence[Piece]) -> bool:
    """Tell whether an item names its sender in brackets: behind its text, in its title or under it."""
    said = [p for p in item if not p.role]
    return bool(trailing_unit(said[-1].text) or heading_unit(said[0].text) or (len(said) > 1 and trailing_unit(said[1].text)))
