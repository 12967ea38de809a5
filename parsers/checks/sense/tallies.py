"""Works and visits summed up by another verb: 新建供水工程12处，改造供水工程18处，共实施供水工程32处; prizes of all ranks, 共评出获奖作品12件."""

import re
from collections.abc import Iterator
from decimal import Decimal

from parsers.checks.sense.breakdowns import Breakdown, sum_finding
from parsers.checks.sense.statements import Sentence
from parsers.document import Finding
from parsers.grammar.figures.quantities import Quantity

# 全县共实施供水工程; what there is (共有) and what was built in many years (累计建成) is more
_DONE = re.compile(
    r"(?:^|全[县市区州旗镇乡村]|今年)(?:总共|一共|合计|共)(?:实施|推进|开展|组织|整治|举办|安排)(?:各类)?(?P<noun>[^\W\da-zA-Z_]{2,8})$"
)
# 检查宾馆46家、民宿183家、农家乐57家，累计检查各类经营场所
_VARIOUS = re.compile(r"^(?:总共|一共|合计|累计|共)(?:计)?(?P<verb>[^\W\da-zA-Z_]{2})各类[^\W\da-zA-Z_]{2,8}$")
_PRIZE = re.compile(r"(?P<rank>[特一二三四])等奖$")
_PRIZES = re.compile(r"^(?:总共|一共|合计|共计?)(?:评选?出|产生|评出|选出|颁发)?(?:了|各类)?(?:获奖|优秀|奖项|等次)[^\W\da-zA-Z_]{0,4}$")
_OTHERS = re.compile(r"若干|优秀奖|组织奖|单项奖|鼓励奖|入围|提名|等(?!奖|次)|其中|分别|还")
_NEAR = Decimal("0.15")
_NOUN, _LEAST = 2, "一二三"


def tallies(sentence: Sentence) -> Iterator[Finding]:
    """Yield the totals under another verb that all their parts, side by side in front of them, do not give; a warning."""
    if len(sentence.figures) <= _NOUN or ("共" not in sentence.text and "累计" not in sentence.text and "合计" not in sentence.text):
        return
    for i in range(_NOUN, len(sentence.figures)):
        front = sentence.front(i)
        run = _prizes(sentence, i) if _PRIZES.match(front) else _works(sentence, i) or _visits(sentence, i)
        found = Breakdown(sentence.figures[i], run)
        if len(run) < _NOUN or found.adds_up:
            continue
        if abs(found.total - found.whole.value) <= found.total * (1 if _PRIZES.match(front) else _NEAR):
            yield sum_finding(sentence, found, "warning")


def _prizes(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the numbers of prizes of all ranks right in front of figure `i`; none where there are others too."""
    ranks = [j for j in range(i) if _PRIZE.search(sentence.front(j))]
    apart = not ranks or ranks != list(range(ranks[0], i)) or len(ranks) < len(_LEAST)
    told = sentence.prose.text[sentence.figures[ranks[0]].start : sentence.figures[i].start] if ranks else ""
    return [] if apart or _OTHERS.search(told) else [sentence.figures[j] for j in ranks]


def _works(sentence: Sentence, i: int) -> list[Quantity]:
    """Return the figures for what figure `i` counts by the same noun, in the clauses right in front of it."""
    done = _DONE.search(sentence.front(i))
    run: list[Quantity] = []
    for j in range(i - 1, -1, -1):
        same = done and sentence.front(j).endswith(done["noun"][-_NOUN:]) and not sentence.back(j)
        if not same or sentence.figures[j].word.unit != sentence.figures[i].word.unit or _OTHERS.search(sentence.gap(j + 1)):
            break
        run.insert(0, sentence.figures[j])
    return run


def _visits(sentence: Sentence, i: int) -> list[Quantity]:
    """Return a list of kinds right in front of figure `i`, which sums up 各类 of them under the verb in front of the first."""
    various = _VARIOUS.match(sentence.front(i))
    run: list[Quantity] = []
    for j in range(i - 1, -1, -1) if various else ():
        if sentence.figures[j].word.unit != sentence.figures[i].word.unit or sentence.back(j):
            break
        run.insert(0, sentence.figures[j])
        if not sentence.gap(j).startswith("、"):
            return run if various and various["verb"] in sentence.front(j) and not _OTHERS.search(sentence.gap(j)) else []
    return []
