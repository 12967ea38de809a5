"""Where a person's name ends in running text: 市委书记刘宁莅濮调研 → 刘宁, 种粮大户周光发站在 → 周光发, 村民安居乐业 → no name.

A name is a surname and one or two more characters. How sure it must be depends on what stands before it (`Trust`); what stands behind it,
the characters of common given names and the list of ordinary words that begin with a surname decide between its possible ends.
"""

import re
from enum import IntEnum
from functools import cache

from parsers.grammar.people.givens import can_be, could_be_given, given_characters, is_doubled, is_given
from parsers.grammar.people.names import is_compound, is_name, is_transliterated
from parsers.grammar.people.ordinary import COMMON, is_doubtful, is_ordinary, names_at_posts, names_too
from parsers.grammar.people.particles import PARTICLES, is_mere_word, is_short_of_name
from parsers.grammar.wordlists import alternation, compiled
from parsers.grammar.wordpairs import begins_word, pair_level, runs_over
from seeds import vocabulary


class Trust(IntEnum):
    """How strongly the words before a name promise one: nothing, a suffix (养蜂人), a label (村民), a post (市委书记)."""

    BARE = 0
    SUFFIX = 1
    LABEL = 2
    POST = 3


_STOP = r"[，。、；：:,;！？!?（）()“”‘’「」『』《》〈〉\[\]【】…—―\s]"
# 方阿婆, 李大爷, 王某某: nobody in particular
_NOBODY = re.compile(
    r"养[牛羊猪鸡鸭鹅鱼蜂蚕虾蟹殖老护]|.(?:某|阿婆|阿姨|大爷|大妈|大娘|大叔|大姐|大哥|大嫂|奶奶|爷爷|老汉|老师|老板|师傅|婆婆|叔叔|女士|先生|同志|老人)"
)


@cache
def _follows() -> re.Pattern[str]:
    """What may stand behind a name: a stop, the end, or a word by which its sentence goes on."""
    return re.compile(rf"$|{_STOP}|{alternation(*_list('speech'), *_list('verbs'))}|[^\W\da-zA-Z_]{{1,2}}着|\d")


@cache
def speech() -> re.Pattern[str]:
    """Return the pattern of words that say that somebody speaks."""
    return compiled(_list("speech"))


# what names written by their sound are spelled with
SOUNDS = "[阿巴白包贝毕布才查朝赤次措达德丹道丁东敦多额恩尔嘎噶格根古贡哈胡呼吉加嘉江杰久卡克拉勒里隆罗洛玛曼米木穆那娜纳尼努诺培普齐其恰钦琼热仁日萨桑色苏索塔台泰特提图托瓦旺乌希夏雅央依伊音扎珠卓]"


@cache
def _pieced() -> re.Pattern[str]:
    """Names in pieces, also with one more syllable before a word by which a sentence goes on (仁青加|笑着), and with more up to one of speech."""
    pieces = alternation(*vocabulary("given_names")["pieces"])
    more = rf"[加太杰措草本那夫图娜仓](?={_follows().pattern})|{SOUNDS}{{2,4}}(?={speech().pattern})"
    return re.compile(rf"(?:{pieces})+(?:{more})?")


@cache
def post_words() -> re.Pattern[str]:
    """Return the pattern of the last words of posts, longest first."""
    return compiled(vocabulary("posts")["words"])


def goes_on(text: str, end: int) -> bool:
    """Tell whether what stands at `end` may stand behind a name."""
    return bool(_follows().match(text, end))


def _list(name: str) -> list[str]:
    return list(vocabulary("people")[name]["words"])


@cache
def labels() -> re.Pattern[str]:
    """Return a pattern for the words for what somebody is: 村民, 记者, 种植户."""
    return compiled(_list("labels"))


def name_end(text: str, start: int, trust: Trust) -> int | None:
    """Return where the name that begins at `start` of `text` ends (code points), None where none begins."""
    if ("·" in text or "•" in text) and (dotted := _dotted().match(text, start)):
        return dotted.end() if trust and not post_words().search(dotted[0]) and not labels().match(text, start) else None
    if trust and (pieced := _pieced().match(text, start)) and pieced.end() - start <= _LONGEST:
        return pieced.end()
    if text.startswith(_INSIDE, max(0, start - 1)) or (trust < Trust.POST and text.startswith("的", start)):  # 群众的日子
        return None
    if text[start : start + 1] in _JOINING and labels().match(text, start + 1):  # 干部和群众, 能手向群众
        return None
    if post_words().match(text, start) or _NOBODY.match(text, start) or _BOTH_HEAD.match(text, start):
        return None
    lengths = (4, 3) if is_short_of_name(text, start, speech(), at_post=trust == Trust.POST) else (4, 3, 2)
    length = _length(text, start, [n for n in lengths if can_be(text[start : start + n], n)], trust)
    if not length or post_words().search(text, start, start + length + 1) or _is_other(text, start + length):
        return None
    return start + length - bool(length == 3 and _BUSY.match(text, start + 2))


# “名誉村长”郑鸿仁
_GAPS = frozenset("：: ”")


def past_gap(text: str, behind: int) -> int:
    """Return where a name may begin that stands behind a post or a label: 村长”|郑鸿仁, 副县长（挂职）|王强."""
    if text.startswith("（", behind):
        closed = text.find("）", behind, behind + 8)
        return closed + 1 or behind
    return behind + 1 if text[behind : behind + 1] in _GAPS else behind


_JOINING = frozenset("和向从由同")
# 乡村|民宿里: no villager; 办理|事项和任务: no 理事; 输变电工|程竣工: no electrician; 中医|药大学: no doctor; 黄山市|长江路: no mayor
_INSIDE = ("民宿", "事项", "工程", "医药", "长江路", "长江大道", "长江流域", "长江经济", "长征路", "长安街", "长安路", "长城路")
# 由县委书记、县长|任双组长: both head what they head
_BOTH_HEAD = re.compile(r"任双(?:总|副)?(?:主任|组长|指挥长|[河林田路街]长|理事长|会长|召集人)")
# 杨丰|正带着徒弟, 李明|正忙着, 姜健|关于
_BUSY = re.compile(r"正(?:[^\W\da-zA-Z_]{1,2}着|在(?!说))|关于")


def _is_other(text: str, end: int) -> bool:
    """Tell a people (鄂温克族村民) from a name, and a town (68岁的韩张镇居民) from one in 镇: what follows is no word by which a sentence goes on."""
    return text[end : end + 1] == "族" or (text[end - 1] == "镇" and not _follows().match(text, end))


_LONGEST = 6  # a name in pieces: 额尔德木图


@cache
def _dotted() -> re.Pattern[str]:
    """A name with a dot, up to the first word by which its sentence can go on: 阿不都·热合曼|说; 都 behind 不 or 布 is of the name (哈布都拉)."""
    part = r"[^\W\da-zA-Z_]"
    ends = rf"(?={_follows().pattern}|老人|一家)(?!(?<=[不布卜])都|{part}{{2}}着)"
    return re.compile(rf"{part}{{1,7}}(?:[·•]{part}{{1,7}})*[·•](?:{part}{{2,7}}?{ends}|{part}{{1,7}})")


# 袁德才|改良: what stands in names, and by itself before what comes only then (李明才|知道)
_ABLE = re.compile(r".[德秀英育广有文成贤俊怀茂兴长志国永]才(?![能会知明刚发是有可开想懂算回到])")


def _length(text: str, start: int, fits: list[int], trust: Trust) -> int | None:
    """Return how many characters the name takes, the surest end first."""
    if not fits:
        return None
    followed = {n: m[0] for n in fits if (m := _follows().match(text, start + n))}
    if is_mere_word(text, start, followed.get(3), speech(), at_post=trust == Trust.POST):
        return None
    if 3 in fits and trust and _ABLE.match(text, start):
        return 3
    compound = is_compound(text[start : start + 2]) or is_doubled(text[start : start + 4])
    word = _is_word(text, start, trust) and not compound
    given = [n for n in fits if is_given(text[start + 1 + compound : start + n])]
    for n in _ends(followed, text, start):
        if _is_sure(text, start, n, trust, n in given, word, followed[n]):
            return n
    if word or trust <= Trust.SUFFIX:
        return None
    return _parted(text, start, fits, given, trust) or _alone(text, start, fits, given, trust, 2 in followed)


def _is_word(text: str, start: int, trust: Trust) -> bool:
    """Tell whether a word begins where the name should; behind a label or a post some of them are names more often (县委书记|高山)."""
    first = text[start : start + 2]
    if not is_ordinary(first) or (trust and is_transliterated(text[start : start + 4])):
        return False
    return trust < Trust.LABEL or not (first in names_too() or (trust == Trust.POST and first in names_at_posts()))


# what stands in names too, but where nothing else tells them, rather in 让小农户|连上大市场
_OF_SENTENCES = frozenset("上下大中小里来去起出入到开家进前后内外多有可能会用方为同成")


def _parted(text: str, start: int, fits: list[int], given: list[int], trust: Trust) -> int | None:
    """Return the length of a name of three that only the word behind it tells: 王允强|具体负责, 商建民|耐心劝说."""
    if 3 not in fits or text[start + 2] in _singles() or not begins_word(text, start + 3):
        return None
    if 3 in given and _OF_SENTENCES.isdisjoint(text[start + 1 : start + 3]):
        return 3
    return 3 if trust == Trust.POST and text[start] in COMMON and pair_level(text[start + 1 : start + 3]) <= 0 else None


def _alone(text: str, start: int, fits: list[int], given: list[int], trust: Trust, followed: bool) -> int | None:
    """Return the length of a name with no known word behind it; None where its surname begins too many words."""
    if is_doubtful(text[start]) or (trust < Trust.POST and text[start] in PARTICLES):
        return None
    for n in given:
        if n > 2 and text[start + n - 1] not in _singles() and text[start + n : start + n + 1] != "着" and not runs_over(text, start + n):
            return n
    closed = 2 in given and 3 not in fits and text[start] in COMMON  # 马强|打开: the third cannot be in a name
    handling = 2 in given and text[start + 3 : start + 4] == "着"  # 周静|举着手机
    parted = 2 in given and (trust == Trust.POST or text[start] in COMMON) and begins_word(text, start + 2)  # 靳磊|传达
    return 2 if followed or closed or handling or parted or (trust == Trust.POST and given == [2]) else None


# how long a word is that may begin in a longer name: 致辞 in 马骏致|辞, not 芳坐着 in 周佩芳|坐着
_WHOLE = (2, 4)


def _ends(followed: dict[int, str], text: str, start: int) -> list[int]:
    """Return the lengths in the order in which they are to be believed: 马骏|致辞 before 马骏致|辞, else the longer one."""
    if (
        2 in followed
        and 3 in followed
        and ((len(followed[2]) in _WHOLE and followed[3] in _singles()) or (followed[2] == "常" and speech().match(text, start + 3)))
    ):  # 刘洋|常说
        return [2, 3]
    weak = followed.get(2, "") in given_characters()[0] and 3 not in followed and not begins_word(text, start + 2)
    return [n for n in (4, 3, 2) if n in followed and not (n == 2 and weak)]


def _is_sure(text: str, start: int, n: int, trust: Trust, given: bool, word: bool, behind: str) -> bool:
    says = bool(speech().match(text, start + n)) or behind in {"（", "("}
    if word:
        firm = len(behind) != 1 or behind not in _singles()
        return (n > 2 and given and (says or (firm and trust > Trust.BARE and text[start] in COMMON))) or (
            trust == Trust.POST and (says or behind in _LEADS) and text[start] in COMMON
        )
    if trust == Trust.POST:
        return True
    if trust == Trust.SUFFIX:
        return given and (says or text[start] in COMMON)
    if trust == Trust.LABEL:
        is_told = text[start] in COMMON or is_transliterated(text[start : start + 4])
        return given or (n > 2 and (says or (is_told and len(behind) > 1)))
    return given and (says or text[start] in COMMON)


# what only people do: 村委会主任高爽|带着16名妇女
_LEADS = frozenset({"带着", "带领", "率领", "率队", "牵头"})


@cache
def _singles() -> frozenset[str]:
    return frozenset(w for w in _list("verbs") if len(w) == 1)


def is_nobody(word: str) -> bool:
    """Tell whether a word calls somebody by surname and age or standing, which is nobody in particular (李奶奶, 王某某)."""
    return bool(_NOBODY.fullmatch(word))


def is_plausible(word: str) -> bool:
    """Tell whether a whole word looks like a name by its characters alone."""
    plain = is_name(word) and could_be_given(word[1:], known=True)
    return (plain and (is_compound(word) or not is_ordinary(word[:2]))) or bool(_pieced().fullmatch(word))
