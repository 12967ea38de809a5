"""A name made of numbers against what follows to explain it: “一中心、三站、六点”, 即1个服务中心、3个服务站、5个服务点."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int
from parsers.grammar.scanning import in_order

_N = r"(?:[一二两三四五六七八九十]{1,2}|\d{1,2})"
_NOUN = r"[^\W\d_a-zA-Z一二两三四五六七八九十]{1,3}"
_ITEM = re.compile(rf"(?P<n>{_N})(?P<noun>{_NOUN})")
# “一核两带三区”发展格局，即
_NAME = re.compile(
    rf"“(?P<items>{_N}{_NOUN}(?:[、+]?{_N}{_NOUN}){{1,5}})”"
    r"[^。；：\n]{0,20}?(?:[，（](?:即|也就是|就是|指|分别[是为])|：)"
)
# 1个服务中心、
_TOLD = re.compile(rf"(?P<n>{_N})[个支条座处项类家张套]?(?P<noun>[^\W\d_a-zA-Z]{{1,10}})(?:[、，和及]|(?=[。；）]))")


def shorthand(prose: Prose) -> Iterator[Finding]:
    """Yield the numbers of a name that the explanation right behind it has otherwise; an error."""
    if "“" not in prose.text:
        return
    for name in _NAME.finditer(prose.text):
        items, told, at = list(_ITEM.finditer(name["items"])), [], name.end()
        while match := _TOLD.match(prose.text, at):
            told.append(match)
            at = match.end()
        if len(told) != len(items) or not all(in_order(item["noun"], one["noun"]) for item, one in zip(items, told, strict=True)):
            continue
        for item, one in zip(items, told, strict=True):
            if to_int(item["n"]) != to_int(one["n"]):
                message = f"The name says {item[0]}, but what explains it says {one['n']} ({one['noun']})."
                yield prose.finding(name.start(), one.end("noun"), message, item["n"], one["n"])
