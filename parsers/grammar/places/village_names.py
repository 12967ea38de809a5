"""What names of villages look like: their endings, what stands around them, and what is no name though 村 ends it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from parsers.grammar.places import gazetteer
from parsers.grammar.places.gazetteer import Unit
from parsers.grammar.places.mentions import common_words
from seeds import vocabulary

FULL = re.compile(r"村|社区|嘎查(?!达)")
ROW = re.compile(r"[^\W\da-zA-Z_](?<![^\W\da-zA-Z_]{2})[^\W\da-zA-Z_]++(?:、[^\W\da-zA-Z_]{2,}+)+")
COUNTED = re.compile(r"([0-9０-９]+|[两三四五六七八九十]+)个(?P<name>[^\W\da-zA-Z_]{2,3})")
SETTLEMENT = "庄寨屯楼堂营店桥湾沟坪村集堡铺岗坡塘岭"
# 横桥镇|西横桥村 is not 横桥村: what tells two villages of one name, right behind their township
SIDES = "东西南北上下前后大小老"
_EDGE = r"(?:^|[，。；：、！？“”（）《》\s]|(?<=[在到对赴和与及])|(?<=派驻|下派|进驻|选派))"
# 村 in front of these begins a word of its own: 村民, 村干部, 村集体, 村寨.
_NO_WORD = r"(?![民干级集里内委容组庄口规史务社落舍两界镇居企财账校医屯寨])"
# a village of one family where its people or party branch stand behind it: 冯村党总支书记
_FAMILY = "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范方姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎武贺赖龚]"
# 旧城镇六合社区居民, not 旧城镇老旧社区改造: what a community is behind its township, and what goes on behind it
_SORTS_OF_COMMUNITIES = "各|所有|农村|城市|城镇|老旧|智慧|示范|试点|安置|新型|中心|国际|辖|附近|周边|街道|部分|相关|物业|未来|网格|红色|党员|干部|志愿|书记|[到进深沉]"
# 龙潭河社区、五里村等6个村（社区）: communities in a row that is counted
_IN_ROW = rf"(?![^\W\da-zA-Z_]{{0,4}}(?:{_SORTS_OF_COMMUNITIES}))[^\W\da-zA-Z_]{{2,4}}社区(?=、[\u4e00-\u9fff、]{{2,16}}(?:村|社区)等[\d两三四五六七八九十]|等[\d两三四五六七八九十]+个)"
# 天柱村种粮大户: those of a village who stand behind its name
_ITS_PEOPLE = r"[^\W\da-zA-Z_]{0,2}大户|脱贫户|监测户|致富带头人|老党员"
# 东咀村、 | 大哈巴其拉村村民: a longer name where its people or party branch stand behind it
UNLISTED = re.compile(
    _EDGE
    + rf"(?P<name>[^\W\da-zA-Z_]{{2,3}}村|[^\W\da-zA-Z_]{{4,6}}村(?=村民|党支部|村“?两委|{_ITS_PEOPLE})|{_FAMILY}村(?=村民|党支部|党总支)|{_IN_ROW})"
    + rf"{_NO_WORD}(?=(?P<edge>[、，。；（）“”]|等|党|村|第一书记|{_ITS_PEOPLE})?)"
)
GOES_ON = re.compile(rf"村{_NO_WORD}|社区|嘎查(?!达)")
BEHIND_TOWNSHIP = re.compile(
    rf"[^\W\da-zA-Z_]{{1,4}}?村{_NO_WORD}|[^\W\da-zA-Z_]{{2,8}}?嘎查(?!达)"
    rf"|(?![^\W\da-zA-Z_]{{0,4}}(?:{_SORTS_OF_COMMUNITIES}))[^\W\da-zA-Z_]{{2,4}}?社区(?=[，。；、：（）“”]|$|居[民委]|[渔农牧]民|群众|党[支总委群]|书记|主任|网格|“?两委|等|[里内的])"
)
# 那泮村, 那桐村: 那 is 田 in the tongues of Guangdong, Guangxi, Hainan and Yunnan, whose codes begin so
_FIELD = re.compile(r"^那(?![个些片几座时里边处种天年家间])")
_FIELDS = ("44", "45", "46", "53")


# 佳木镇托万克佳木村: names of other tongues are long; codes of Inner Mongolia, Tibet, Qinghai and Xinjiang begin so
_LONG = re.compile(rf"[^\W\da-zA-Z_]{{5,8}}?村{_NO_WORD}")
_TONGUES = ("15", "54", "63", "65")


def behind_township(text: str, end: int, township: Unit) -> str | None:
    """Return the name of a village or community that begins right behind its township, at `end` of `text`; None where none does."""
    match = BEHIND_TOWNSHIP.match(text, end) or (_LONG.match(text, end) if township.code.startswith(_TONGUES) else None)
    return match[0] if match and can_be_name(match[0], township) else None


def names_in(townships: Sequence[Unit]) -> Mapping[str, tuple[Unit, Unit]]:
    """Return village name → township and village, a community also as a village; the township named first wins."""
    names: dict[str, tuple[Unit, Unit]] = {}
    for township in townships:
        listed = gazetteer.villages(township)
        for name, village in listed.items():
            names.setdefault(name, (township, village))
        for name, village in listed.items():
            names.setdefault(name.removesuffix("社区") + "村", (township, village))
    return names


@lru_cache(maxsize=1024)
def ending_so(township: Unit) -> dict[str, tuple[Unit, ...]]:
    """Return the last two or three letters of names → the villages of a township that end so, 村 and 社区 left out."""
    endings: dict[str, tuple[Unit, ...]] = {}
    for name, village in gazetteer.villages(township).items():
        stem = name.removesuffix("村").removesuffix("社区")
        for ending in {stem[-2:], stem[-3:]} - {stem}:
            endings[ending] = (*endings.get(ending, ()), village)
    return endings


@cache
def pairs() -> re.Pattern[str]:
    """Return the pattern of what joins two villages under one name: 前后曹楼."""
    return re.compile(rf"(?:{'|'.join(vocabulary('places')['villages']['pairs'])})(?=[^\W\da-zA-Z_]{{2}})")


@cache
def _no_name() -> re.Pattern[str]:
    words = vocabulary("places")["villages"]
    return re.compile(f"{'|'.join(words['verbs'])}|[{words['particles']}]")


@cache
def _never() -> tuple[str, ...]:
    return tuple(vocabulary("places")["villages"]["never"])


def is_name(village: str) -> bool:
    """Tell whether what a list has as a village is not a word as well: 新村, 中心村."""
    return village not in _never()


# 产业兴村, 党建强村 are none; 中兴村, 富强村 are
_ALSO_NAMES = ("兴村", "强村", "渔村", "古村")


def can_be_name(village: str, township: Unit | None = None) -> bool:
    """Tell whether letters in front of 村 can be the name of a village that no list has: no verbs, no particles, not 示范村."""
    stem = village.removesuffix("社区")
    stem = _FIELD.sub("", stem) if township and township.code.startswith(_FIELDS) else stem
    never = village.endswith(_never()) and not (len(village) == 3 and village.endswith(_ALSO_NAMES) and village not in _never())
    return not never and (stem.endswith(("路", "街", "巷")) or not _no_name().search(stem))


# particles and words of place behind which a name begins
_LED_BY = "在到对赴和与及由从向将让使为被给比以于把当自沿经至令是有如据按即离距近入进该本各全邻过往并又也还使叫"


def is_set_off(text: str, start: int, end: int) -> bool:
    """Tell whether a listed name is not the tail of a longer one: two letters need something in front that ends a word.

    One letter that opens a clause is the head of another name (。毛孙庄村), if it is no particle (，在孙庄村).
    """
    if start and "\u4e00" <= text[start - 1] <= "\u9fff" and text[start - 1] not in _LED_BY:
        before = text[start - 2 : start - 1]
        if start == 1 or before in ("，", "。", "；", "、", "：", "“", "（"):
            return False
    return (
        end - start > 2
        or start == 0
        or not "\u4e00" <= text[start - 1] <= "\u9fff"
        or text[start - 1] in "在到对赴和与及路县镇乡道将让于的等段"
    )


def stands_short(stem: str) -> bool:
    """Tell whether a village's name can go without 村: 白屯, 冯寨, 落花屯; not 团结, 大河."""
    return stem not in common_words() and (len(stem) > 2 or (len(stem) == 2 and stem[-1] in SETTLEMENT))


def one_apart(a: str, b: str) -> bool:
    """Tell whether two names differ in one letter that is not the first: 桑辛庄, 桑新庄."""
    return len(a) == len(b) and a[0] == b[0] and sum(x != y for x, y in zip(a, b, strict=True)) == 1
