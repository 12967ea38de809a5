"""Names that sum up what is listed in front of them: 产业链、创新链、人才链、资金链“三链融合”; 自治、法治、德治“三治”."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose, opening
from parsers.document import Finding
from parsers.grammar.numerals import to_int

# a list of short names with one last character, and a number of that character in quotation marks
_SUMMED = re.compile(
    r"(?:(?P<first>[^\W\da-zA-Z_]{1,16}(?P<sort>[^\W\da-zA-Z_]))、)(?P<rest>(?:[^\W\da-zA-Z_]{1,4}(?P=sort)[、和与]){0,7}[^\W\da-zA-Z_]{1,4}(?P=sort))(?:等)?“(?P<n>[两二三四五六七八九])(?P=sort)"
)
_NUMBERS = tuple("两二三四五六七八九")
_JOINED = re.compile(r"[、和与]")


def sum_names(prose: Prose) -> Iterator[Finding]:
    """Yield the lists whose number of names is not the one in the name that sums them up; an error."""
    text = prose.text
    quote = text.find("“")
    while quote >= 0:
        match = _SUMMED.search(text, opening(text, quote, "，。；：\n”"), quote + 3) if text[quote + 1 : quote + 2] in _NUMBERS else None
        if match and match["n"] and match.end() == quote + 3:
            rest = _JOINED.split(match["rest"])
            names = [match["first"][-len(rest[0]) :], *rest]
            if len(names) != to_int(match["n"]):
                message = f"The text names {len(names)} ({'、'.join(names)}), but sums them up as {match['n']}{match['sort']}."
                yield prose.finding(match.end("first") - len(names[0]), match.end(), message, str(len(names)), match["n"])
        quote = text.find("“", quote + 1)
