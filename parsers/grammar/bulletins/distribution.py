"""To whom a bulletin goes: 报：… 送：… 发：… 抄送：… 本期发：…, one recipient per comma."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from parsers.document import Recipient
from parsers.mapped import Mapped
from seeds import vocabulary

# （联系人：于海洋　电话：0455-4622107） | 印发 2025年4月22日 | 共印50份 | （共印５０份） | 网址：http://…
PRINTED = re.compile(
    r"^[（(]?(?:(?:联系|值班|投稿|电子|咨询|监督)?(?:电话|传真|邮箱|网址|地址|邮编)|(?:联系|联络)人)\s*[:：]|印发\s*$|[共]?印\s*[0-9０-９]+\s*份|打印[:：]|^主题词\s*[:：]|^[（(]?共\s*[0-9０-９]+\s*份"
)

# 市委办公室，… | 市委办公室 县委办公室
_PARTED = re.compile(r"[，,；;]|[^\W\da-zA-Z_]{3} [^\W\da-zA-Z_]{2}")
# no page is so narrow
_LONGEST_SHORT = 16
# 县委、县人大、县政府、县政协领导: bodies that share the word behind the last
_ORGAN = r"[省市州盟县区旗](?:委|人大(?:常委会)?|政府|政协|纪委(?:监委)?)"
_SHARED = re.compile(rf"(?:{_ORGAN}、)+{_ORGAN}(?:班子)?(?:主要|分管|有关)?(?:班子成员|领导)")


@cache
def _label() -> re.Pattern[str]:
    words = sorted(vocabulary("publications")["distribution"]["labels"], key=lambda w: -len(w))
    spread = "|".join(r"\s*".join(map(re.escape, w)) for w in words)
    return re.compile(rf"(?:(?<=^)|(?<=[\s。；;]))(?P<label>{spread})\s*[:：]\s*")


def is_distribution(text: str) -> bool:
    """Tell whether a line begins a distribution list."""
    return bool(_label().match(text))


def is_printed(text: str) -> bool:
    """Tell whether a line is the printer's at the foot: who printed when, how many copies."""
    return bool(PRINTED.search(text)) and len(text) <= 60


def recipients(lines: Sequence[Mapped]) -> Iterator[Recipient]:
    """Yield the recipients in the lines of a list with their label as `kind`.

    A line without a label goes on with the one above. Entries part at ， and ； and at gaps, or at 、 where the whole list has none of them.
    """
    parting = "，,；;。 " if any(_PARTED.search(_outside_brackets(line.text)) for line in lines) else "、。"
    groups: list[list[Mapped]] = []
    for line in lines:
        if is_distribution(line.text) or not groups:
            groups.append([])
        groups[-1].append(line)
    for group in groups:
        yield from _recipients(
            _joined(group), parting, [len(_joined(group[: i + 1]).text) for i in range(len(group) - 1) if _is_short(group[i])]
        )


def _joined(lines: Sequence[Mapped]) -> Mapped:
    return Mapped(lines[0].reading, tuple(s for line in lines for s in line.spans))


def _is_short(line: Mapped) -> bool:
    """Tell whether a line ends long before a page does, so that what stands below it is another entry."""
    return len(line.text) <= _LONGEST_SHORT


def _recipients(mapped: Mapped, parting: str, breaks: Sequence[int]) -> Iterator[Recipient]:
    text = mapped.text
    labels = list(_label().finditer(text))
    ends = [m.start() for m in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        kind = re.sub(r"\s", "", label["label"])
        for start, stop in _entries(text, label.end(), end, parting, breaks):
            words = mapped.slice(start, stop)
            yield Recipient(kind=kind, recipient=words.text, spans=words.spans)


def _entries(text: str, start: int, end: int, parting: str, breaks: Sequence[int]) -> Iterator[tuple[int, int]]:
    depth, begun = 0, start
    shared = [m.span() for m in _SHARED.finditer(text, start, end)]
    for i in range(start, end):
        if depth <= 0 and i in breaks:
            yield from _entry(text, begun, i)
            begun = i
        depth += (text[i] in "（(") - (text[i] in "）)")
        if depth <= 0 and text[i] in parting and not any(a <= i < b for a, b in shared):
            yield from _entry(text, begun, i)
            begun = i + 1
    yield from _entry(text, begun, end)


def _entry(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text[start:end].strip():
        yield start, end


def _outside_brackets(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", text)
