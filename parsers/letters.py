"""What a mail puts round the text that it brings: heads of the mails that it forwards or answers, signatures, words that only hand it over.

The head is told by its labels, which no paper has one under the other; without a head or a signature nothing is taken.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from parsers.reading import Reading, Role, Span

# ----- 原始邮件 ----- | ---------- Forwarded message ---------- | 在 2024-06-02 15:30:00，"张伟" <z@a.cn> 写道：
_OPENS = re.compile(
    r"\s*(?:-{2,}\s*(?:原始邮件|转发邮件信息|转发的邮件|回复的原邮件|Original\s+Message|Forwarded\s+message)\s*-{2,}|在\s.{6,120}写道[:：]|On\s.{6,120}wrote:)\s*",
    re.IGNORECASE,
)
# 发件人：李科长 <li@puyang.gov.cn> | Sent: Monday, June 3, 2024 9:12 AM
_LABEL = re.compile(
    r"[>\s*]*(?P<label>发\s*件\s*人|发送日期|发送时间|日\s*期|时\s*间|收\s*件\s*人|抄\s*送|主\s*题|附\s*件|From|Sent|Date|To|Cc|Subject)\s*[*]*[:：]",
    re.IGNORECASE,
)
_SENDERS = ("发件人", "from")
# nothing else is looked at in a text without any of these; by what they begin with, since each text is searched for them
_HINT = re.compile(r"发\s*件\s*人|写道[:：]|原始邮件|转发邮件|发自我的|来自我的|从我的")
_LATIN_HINT = re.compile(r"[FfWwSs-](?:(?i:(?<=f)rom\s*\**:|(?<=w)rote:|(?<=f)orwarded|(?<=s)ent from)|(?<=^-)- ?$)", re.MULTILINE)
# labels of one head, an empty line between some of them at most
_LEAST_LABELS = 3
_QUOTED = re.compile(r"\s*>")
# -- | 发自我的iPhone | 从我的华为手机发送
_SIGNATURE = re.compile(r"-- ?")
_SENT_FROM = re.compile(r"\s*(?:发自我的|从我的.{1,12}发送|来自我的|Sent from my ).{0,20}")
_REACHED_AT = re.compile(r"电话|手机|传真|地址|邮箱|邮编|联系|Tel|Mobile|E-?mail|QQ|@", re.IGNORECASE)
_LONGEST_SIGNATURE = 10
# 李科长： / 附件是我县第23期简报，请审阅。正文如下： | 现将稿件发您，请审核。谢谢！
_HANDS_OVER = re.compile(
    r".*(?:如下|见下|附后)[:：。]?\s*|.{0,60}请.{0,10}(?:审核|审阅|审定|查收|查阅|接收|指正|斧正|采用|刊发|阅示)[。！!]?\s*(?:谢谢.{0,3})?\s*"
)
_SALUTES = re.compile(r"\s*[^\s，。、；：:]{2,14}[:：]\s*")
_COVER = 6
# of what stands before and behind a head, what is this many times shorter is not what the mail is about
_SHORTER = 3


class _Line(NamedTuple):
    text: str
    span: Span


def without_letter(reading: Reading) -> Reading:
    """Return the reading with what a mail puts round its text as furniture; as it is where nothing shows that it is a mail."""
    if not (_HINT.search(reading.text) or _LATIN_HINT.search(reading.text)):
        return reading
    lines = list(_lines(reading.text))
    head = _head(lines)
    outside = {*head, *_signature(lines, head.start if head else len(lines))}
    if head:
        outside.update(_side(lines, head), (i for i in range(head.stop, len(lines)) if _QUOTED.match(lines[i].text)))
    if outside:
        outside.update(_cover(lines))
    known = {role.span.start for role in reading.roles if role.name == "furniture"}
    taken = [lines[i].span for i in sorted(outside) if lines[i].text.strip() and lines[i].span.start not in known]
    kept = [role for role in reading.roles if not any(span.start <= role.span.start < span.end for span in taken)]
    return replace(reading, roles=(*kept, *(Role(span, "furniture") for span in taken))) if taken else reading


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.splitlines(keepends=True):
        inner = line.strip()
        start = at + len(line) - len(line.lstrip()) if inner else at
        yield _Line(line.rstrip("\r\n"), Span(start, start + len(inner)))
        at += len(line)


def _head(lines: list[_Line]) -> range:
    """Return the lines of the first head of another mail in a text; none where there is none."""
    labels = [_LABEL.match(line.text) for line in lines]
    for i, label in enumerate(labels):
        if not label:
            continue
        end = i
        while end < len(lines) and (labels[end] or not lines[end].text.strip()):
            end += 1
        said = {"".join(found["label"].split()).lower() for found in labels[i:end] if found}
        if len(said) >= _LEAST_LABELS and said.intersection(_SENDERS):
            return range(next((j for j in range(i - 1, max(-1, i - 3), -1) if _OPENS.fullmatch(lines[j].text)), i), end)
    return next((range(i, i + 1) for i, line in enumerate(lines) if _OPENS.fullmatch(line.text)), range(0))


def _side(lines: list[_Line], head: range) -> range:
    """Return the lines before or behind the head of another mail if they are much less than what is on its other side."""
    before, behind = (sum(len(line.text.strip()) for line in part) for part in (lines[: head.start], lines[head.stop :]))
    if before >= _SHORTER * behind:
        return range(head.stop, len(lines))
    return range(head.start) if behind >= _SHORTER * before else range(0)


def _signature(lines: list[_Line], end: int) -> range:
    """Return the lines of a signature at the end of a mail's own text: behind two dashes, with a telephone or an address."""
    start = next((i for i in range(end - 1, -1, -1) if _SIGNATURE.fullmatch(lines[i].text) or _SENT_FROM.fullmatch(lines[i].text)), None)
    if start is None:
        return range(0)
    signed = _SENT_FROM.fullmatch(lines[start].text) or any(_REACHED_AT.search(line.text) for line in lines[start:end])
    return range(start, end) if signed and sum(bool(line.text.strip()) for line in lines[start:end]) <= _LONGEST_SIGNATURE else range(0)


def _cover(lines: list[_Line]) -> range:
    """Return the lines that hand over what follows: a salutation first, the last ends in 如下."""
    shown = [i for i, line in enumerate(lines) if line.text.strip()][:_COVER]
    if not shown or not _SALUTES.fullmatch(lines[shown[0]].text):
        return range(0)
    last = next((i for i in reversed(shown) if _HANDS_OVER.fullmatch(lines[i].text)), None)
    return range(0) if last is None else range(last + 1)
