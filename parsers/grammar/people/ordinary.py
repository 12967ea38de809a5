"""Words that begin with a surname and are no names (安居, 高度), and how much that says against a surname."""

from functools import cache

from seeds import vocabulary

COMMON = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范方姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武贺赖龚"
)


@cache
def _ordinary() -> dict[str, str]:
    return dict(vocabulary("ordinary_words")["words"])


@cache
def _not_names() -> frozenset[str]:
    return frozenset(vocabulary("given_names")["not_names"])


def is_ordinary(word: str) -> bool:
    """Tell whether a word of two characters is one of those that begin with a surname without being a name (安居, 高度)."""
    return len(word) > 1 and (word[1] in _ordinary().get(word[0], "") or word in _not_names())


@cache
def names_too() -> frozenset[str]:
    """Return such words of which, behind a post or what somebody is, a name begins more often (县委书记高山)."""
    return frozenset(vocabulary("given_names")["names_too"])


@cache
def names_at_posts() -> frozenset[str]:
    """Return such words of which a name begins more often only behind a post (副县长夏天)."""
    return frozenset(vocabulary("given_names")["names_at_posts"])


# a rare surname that begins more ordinary words than this needs a following word to be believed, any that begins so many does
_SOME, _MANY = 15, 100


def is_doubtful(surname: str) -> bool:
    """Tell whether a surname begins so many words that its name must be told by what follows."""
    words = len(_ordinary().get(surname, ""))
    return words > (_MANY if surname in COMMON else _SOME)
