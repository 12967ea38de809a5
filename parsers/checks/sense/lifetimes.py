"""Lives told in years: who was born in 1975 does not leave school in 1985; 1998年接过邮包，到2024年退休，走了36年."""

import re
from collections.abc import Iterator

from parsers.checks.sense.statements import Prose
from parsers.document import Finding
from parsers.grammar.numerals import to_int

_YEAR = r"(?:19[5-9]|20\d)\d"
# 1975年3月出生，中共党员，某院医生。1985年从卫校毕业
_BORN = re.compile(
    rf"(?P<y>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:出生|生(?=[，。；]))(?P<between>(?:(?!{_YEAR})[^\n]){{0,60}}?)(?P<y2>{_YEAR})年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?"
    r"(?P<how>[^，。；：\n\d]{0,10}?)(?P<deed>毕业|参加工作|入伍|入职|当兵|参军|退伍|加入中国共产党|入党|当选|结婚|从警|从医|从教|任教)"
)
# of somebody else, or not yet
_OTHER = re.compile(
    r"出生|父|母|儿|女儿|丈夫|妻|兄|弟|哥|姐|妹|孙|爷|奶|爱人|公公|婆婆|小学|幼儿园|家[中里]|先辈|他们|[^\W\d]{2,3}，[男女]"
)
_YOUNGEST = {"加入中国共产党": 17, "入党": 17, "当选": 17, "结婚": 17, "从警": 17}
_LEAST = 13
_N = r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})"
# 1998年，某人接过父亲的邮包，成为投递员。到2024年退休，他在这条路上整整走了36年
_SINCE = re.compile(
    rf"(?<![\d从自至到—-])(?P<y>(?:19|20)\d\d)年(?:\d{{1,2}}月)?，?(?P<begun>[^；\n\d]{{3,70}})[。；，]\n?(?:直?到|至)(?:了?今年（)?(?P<y2>(?:19|20)\d\d)年(?:底|\d{{1,2}}月|）)?(?![，、]?\d)"
    rf"(?P<till>[^。；\n\d]{{0,30}}?)了(?:整整|足足)?(?P<near>近|将近|约)?{_N}(?P<odd>[余多])?(?:个年头|年)(?=[，。；！”])"
)
_BEGUN = re.compile(r"接过|成为|当上|来到|开始|承包|按下|创办|扎根|参加|走上|加入|调到|开办|签下|挂职|驻村|申请|拜师|嫁到|上任|立下|种下")
# 1958年，高炉点火投产。2008年，高炉退役，60年间: less can be of a later time
_AFTER = re.compile(
    rf"(?P<y>(?:19|20)\d\d)年[^。；\n\d]{{2,40}}[。；，]\n?(?P<y2>(?:19|20)\d\d)年[^。；\n\d]{{2,30}}[，。；](?:整整|这|在这)?{_N}年(?:间|里(?!程))"
)
# 1948年出生的琴师，18岁那年（1976年） | 1958年出生。1976年，18岁的他
_AGED = re.compile(
    r"(?P<y>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:出生|生(?=[，。；]))(?P<between>(?:(?!(?:19|20)\d\d年)[^\n]){0,40}?)"
    r"(?:(?P<n>\d\d)岁(?:那年|时)（(?P<y2>(?:19|20)\d\d)年）|(?P<y3>(?:19|20)\d\d)年(?:\d{1,2}月)?，(?:年仅|刚满|时年|当时)?(?P<n2>\d\d)岁的[他她])"
)
_AGE_SLACK = 2
# 今年48岁，已在乡村讲台坚守了39年
_WORKED = re.compile(
    r"(?P<age>\d\d)岁(?:的[^，。；\n\d]{1,8})?，[^，。；\n\d]{0,14}?(?:从教|从医|从警|从业|执教|任教|坚守|工作|扎根|护林|教龄|工龄)[^，。；\n\d]{0,8}?(?P<n>\d\d)[余多个]?年(?=[，。；！”])"
)
_BIRTH, _UNTIL = ("出生", "年生", "月生", "日生"), ("到20", "到19", "至20", "至19", "到今年（", "到了今年（")
# within the time, or before it
_WITHIN = re.compile(r"仅|光|其中|最后|先后|此前|前后|加上|算上|又|再")
# 他在山路上走了, not 林场已经走过了
_OWN, _LINE = re.compile(r"[他她我]|自己|这[^，]{0,8}(?:已经?)?持续$"), re.compile(r"祖|辈|代")
_SLACK, _ROUND = 2, 3


def lifetimes(prose: Prose) -> Iterator[Finding]:
    """Yield what someone did too young for it, and years of a life's work that its first and last year do not give; warnings."""
    born = any(word in prose.text for word in _BIRTH)
    for match in _BORN.finditer(prose.text) if born else ():
        age = int(match["y2"]) - int(match["y"])
        if age < _YOUNGEST.get(match["deed"], _LEAST) and not _OTHER.search(match["between"] + match["how"]):
            message = f"Who was born in {match['y']} was {age} in {match['y2']}, too young for “{match['deed']}”."
            least = str(int(match["y"]) + _YOUNGEST.get(match["deed"], _LEAST))
            yield prose.finding(*match.span(), message, f"{least} or later", match["y2"], "warning")
    yield from _aged(prose) if born and "岁" in prose.text else ()
    yield from _young(prose) if "岁" in prose.text else ()
    yield from _worked(prose)


def _young(prose: Prose) -> Iterator[Finding]:
    for match in _WORKED.finditer(prose.text):
        began = int(match["age"]) - int(match["n"])
        if began < _LEAST and not _OTHER.search(match[0]) and not _LINE.search(match[0]):
            message = f"Who is {match['age']} and has worked for {match['n']} years was {began} at the beginning."
            yield prose.finding(*match.span(), message, f"at most {int(match['age']) - _LEAST}", match["n"], "warning")


def _aged(prose: Prose) -> Iterator[Finding]:
    for match in _AGED.finditer(prose.text):
        age, said = int(match["y2"] or match["y3"]) - int(match["y"]), match["n"] or match["n2"]
        if abs(age - int(said)) > _AGE_SLACK and not _OTHER.search(match["between"]):
            message = f"Who was born in {match['y']} was {age} in {match['y2'] or match['y3']}, but the text says “{said}岁”."
            yield prose.finding(*match.span(), message, f"{age}岁", f"{said}岁", "warning")


def _worked(prose: Prose) -> Iterator[Finding]:
    for match in _AFTER.finditer(prose.text) if "年间" in prose.text or "年里" in prose.text else ():
        years, said = int(match["y2"]) - int(match["y"]), to_int(match["n"])
        if said > years + _SLACK > _SLACK:
            message = f"From {match['y']} to {match['y2']} are {years} years, but the text says “{match['n']}年”."
            yield prose.finding(match.start(), match.end("n") + 1, message, str(years), match["n"], "warning")
    for match in _SINCE.finditer(prose.text) if any(word in prose.text for word in _UNTIL) else ():
        years, said = int(match["y2"]) - int(match["y"]), to_int(match["n"])
        slack = _ROUND if match["near"] or match["odd"] else _SLACK
        if abs(years - said) > slack and _BEGUN.search(match["begun"]) and _OWN.search(match["till"]) and not _WITHIN.search(match["till"]):
            message = f"From {match['y']} to {match['y2']} are {years} years, but the text says “{match['n']}年”."
            yield prose.finding(*match.span(), message, str(years), match["n"], "warning")
