"""Words to pictures: 图①…, 图为…, 上图：…, and lines that end in a photographer's name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.document import Caption
from parsers.draft import Draft
from parsers.grammar.layout.pieces import Piece
from parsers.grammar.layout.setting import SLACK
from parsers.mapped import Mapped

# ① of 图①八仙筒镇 is a whole number: the 八 behind it begins the words
_N = r"(?:[①-⑳]|[一二三四五六七八九十]{1,2}|\d{1,2})"
# 图① | 图1： | 图2/ | 图一 | 上图： | 左图为 | ①…
LABEL = re.compile(
    rf"[（(【]?(?P<label>(?:组|题|照)?(?:图片?|照片){_N}|[上下左右中]{{1,2}}图(?![书谋])|[①-⑳](?=[^\W\da-zA-Z_])|图(?=[:：]))[）)】]?(?P<joint>\s*[:：、.．/／|｜丨]?\s*)"
)
# 图为延津县王楼镇麦田。 资料图 | ▶村民在晾晒葵花籽。: an arrow to the side stands before headings too, which are no sentences
# ［霍山县医院专家在开展义诊。］: a web copy's brackets round one sentence
OPENS = re.compile(
    r"[【（(［\[]?[▲△▼▽↑↓]|[▶◀►◄](?=.*。$)|[【（(［\[]?[上下左右]?图(?:片)?为|图说|【?(?:图片说明|图注)|[［\[][^［\[\]］。]{8,60}。[\]］]$"
)
# square or heavy brackets round all of a caption are no words of it
_FRAMED = re.compile(r"[［\[【](?P<inside>[^［\[【】\]］]+)[\]］】]")
# ▲村民在分拣蔬菜: the arrow points at the picture and is no part of its words
_ARROW = re.compile(r"[▲△▼▽↑↓◀▶►◄←→]\s*(?=\S)")
# what either begins with: most lines do not
_FIRST = re.compile(r"[（(【［\[▲△▼▽↑↓▶◀►◄组题照图上下左右中①-⑳]")
# …。 本报记者 张三 摄 | …。张三/摄 | …。 通讯员 张 耀 摄 | …。 县融媒体中心供图
_SHOT_BY = re.compile(
    r"[。 　)）]\s*(?P<by>(?:[^\W\da-zA-Z_]{0,6}(?:记者|通讯员|特约摄影))?\s*(?:[^\W\da-zA-Z_]\s[^\W\da-zA-Z_]|[^\W\da-zA-Z_]{2,4})"
    r"(?:(?:[\s、][^\W\da-zA-Z_]{2,4}){0,2}\s*[/／]?\s*(?:摄|供图|图)|[^\W\da-zA-Z_]{2,8}摄|[^\W\da-zA-Z_]{2,12}供图))$"
)
# …采摘柑橘。李立新 王芳 摄影 | …。特约记者 李立新 摄影报道 | …。摄影：李立新 | …。图片由龙王乡政府提供: behind the one sentence of a caption
_MADE_BY = re.compile(
    r"[^。]{4,60}。\s*(?P<by>[^。，；：“”（）()的是在了]{2,40}摄影(?:报道)?|(?:摄影|图片)\s*[:：/／]\s*[^\W\da-zA-Z_]{1,3}\s?[^\W\da-zA-Z_]{1,2}"
    r"|(?:图片|照片)由?[^。，]{2,20}(?:提供|供图))"
)
# 本报记者 高明 摄, under the words to a picture
_SHOT_LINE = re.compile(r"[^\W\da-zA-Z_]{0,8}(?:记者|通讯员)\s*[^\W\da-zA-Z_]{1,4}(?:\s[^\W\da-zA-Z_]{1,4}){0,2}\s*摄")
# …游人如织。（资料片） | …夜景。 资料图片
_ARCHIVE = re.compile(r"(?:[（(]|(?<=。)|(?<=[\s\u3000]))(?:本报)?资料(?:图片|片|图|照片)[）)]?$")
# …通组路（8月13日摄）。 | …务工（受访者供图） | …羊肚菌（县融媒体中心供图） | …视频截图
_TAKEN = re.compile(
    r"(?<!^)[（(][^（）()，。]{0,24}?(?:\d{1,2}\s*日(?:拍)?摄|供图|图片?[^（）()，。]{0,16}提供|无人机照片|资料照片)(?:，[^（）()]{2,12})?[）)]。?(?:\s*[^\W\da-zA-Z_]{0,8}(?:记者|通讯员)?\s*[\u4e00-\u9fff\s]{2,9}摄)?(?:\s*[/／]\s*本刊)?$|视频截图$|，图为[^，。]{4,40}。$"
)
# …四方街。（本报记者 张三 摄）
_SHOT_INSIDE = re.compile(r"[（(][^\W\da-zA-Z_][\u4e00-\u9fff\s、/／·•]{1,19}摄[）)]。?$")
LONGEST = 90
_SHORTEST = 8


def is_caption(text: str) -> bool:
    """Tell whether a line is the words to a picture by what it begins or ends with."""
    if len(text) > LONGEST:
        return False
    opens = _FIRST.match(text) and opens_caption(text)
    return bool(opens or shot_by(text) or (len(text) > _SHORTEST and _is_credited(text)))


def _is_credited(text: str) -> bool:
    """Tell whether a line ends in when a picture was taken, by whom, or out of which archive."""
    return bool(
        (text[-1] in "）)。摄刊图" and _TAKEN.search(text))
        or ("摄" in text[-3:] and _SHOT_INSIDE.search(text))
        or ("资料" in text[-8:] and _ARCHIVE.search(text))
    )


def captions(mapped: Mapped) -> Iterator[Caption]:
    """Yield the captions of a line: more than one where labels follow each other (图①…。图②…。)."""
    starts = [0, *(m.start() for m in LABEL.finditer(mapped.text) if m.start() and mapped.text[m.start() - 1] in "。；;　 ")]
    for start, end in pairwise([*starts, len(mapped.text)]):
        yield _caption(mapped.part(start, end))


def _caption(mapped: Mapped) -> Caption:
    """Return a caption with its label or arrow apart; the words keep their final stop."""
    if framed := _FRAMED.fullmatch(mapped.text):
        mapped = mapped.part(*framed.span("inside"))
    match = LABEL.match(mapped.text)
    labelled = bool(match and match.end() < len(mapped.text))
    arrow = _ARROW.match(mapped.text)
    start = match.end() if match and labelled else arrow.end() if arrow else 0
    words = mapped.slice(start, len(mapped.text))
    return Caption(label=match["label"] if match and labelled else None, text=words.text, spans=words.spans)


def shot_by(text: str) -> re.Match[str] | None:
    """Return where a caption names its photographer (group `by`), or None."""
    if text.endswith(("摄", "图")):
        return _SHOT_BY.search(text)
    return _MADE_BY.fullmatch(text) if "摄影" in text or "片" in text[-24:] else None


def opens_caption(text: str) -> bool:
    """Tell whether a line begins a caption by its label, its arrow or its words."""
    return bool(LABEL.match(text) or OPENS.match(text))


def names_who_shot(text: str) -> bool:
    """Tell whether a line is nothing but the reporter who took a picture: 本报记者 高明 摄."""
    return text.endswith("摄") and bool(_SHOT_LINE.fullmatch(text))


def goes_on(first: Piece, last: Piece, piece: Piece) -> bool:
    """Tell whether a caption's line goes on with those above it: …村民正在收 / 虾。谭勇 摄. Lines under each other may be as many captions."""
    if names_who_shot(piece.text):
        return not (piece.lines[0].gap or is_signed(last.text))
    if piece.lines[0].gap or last.ended or is_signed(last.text) or opens_caption(piece.text):
        return False
    return piece.ended or is_signed(piece.text) or piece.lines[0].width + SLACK >= first.lines[0].width


def is_signed(text: str) -> bool:
    """Tell whether a caption's line ends with who took the picture or gave it."""
    return text.endswith(("摄", "摄）", "供图", "资料片）")) or bool(shot_by(text))


def enter_asides(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Enter what stands beside the text: words to pictures, and notes, which are no part of its structure."""
    for piece in pieces:
        draft.block(piece.role or "", piece.spans)
    found = (c for p in pieces if p.role == "caption" for c in captions(p.mapped))
    draft.set(captions=(*draft.fields.get("captions", ()), *found))
