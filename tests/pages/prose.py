"""Made-up wording for test pages: sentences of the sample documents, shuffled, and titles in the manner of party papers."""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DOCUMENTS = Path(__file__).parents[2] / "seeds" / "documents"
_SENTENCE = re.compile(r"[^。！？\n]{12,90}[。！？]")
_OPENING = re.compile(r"[\u4e00-\u9fff“《]{2}(?<![次个的元])")
_PLACES = "王楼镇 延津县 清河镇 范县 王助镇 石羊乡 柳林镇 濮阳县 新习镇 高新区 示范区 台前县".split()
_VERBS = "扎实推进 全力打造 深入开展 奋力谱写 加快建设 持续优化 有力推动 全面提升 着力破解 聚力实施".split()
_NOUNS = "乡村振兴 营商环境 基层治理 重点项目 粮食生产 秋冬种 人居环境整治 产业转型 为民服务 文明创建 防汛备汛 招商引资".split()
_TAILS = "工作 新篇章 见实效 加速跑 再发力 有新招 出实招 暖民心 开新局 迈新步".split()
_NAMES = "李明 王小鹏 张学军 刘燕 陈智 赵红梅 孙志强 周敏 吴建国 郑丽".split()


@cache
def _sentences() -> tuple[str, ...]:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(_DOCUMENTS.glob("*.txt")))
    found = (re.sub(r"[\s*#>]", "", match[0]) for match in _SENTENCE.finditer(text))
    return tuple(s for s in found if _OPENING.match(s) and s.count("“") == s.count("”") and not set(s) & set("•\ufffd●①②③④⑤⑥⑦⑧⑨"))


def paragraph(rng: random.Random) -> str:
    """A paragraph of one to five sentences."""
    return "".join(rng.choice(_sentences()) for _ in range(rng.choice((1, 2, 2, 3, 3, 4, 5))))


def paragraphs(rng: random.Random) -> Iterator[str]:
    """Paragraphs without end."""
    while True:
        yield paragraph(rng)


def title(rng: random.Random, longest: int) -> str:
    """A headline of at most so many characters, at least four."""
    forms = [
        f"{rng.choice(_PLACES)}{rng.choice(_VERBS)}{rng.choice(_NOUNS)}{rng.choice(_TAILS)}",
        f"{rng.choice(_VERBS)}{rng.choice(_NOUNS)} {rng.choice(_VERBS)}{rng.choice(_NOUNS)}",
        f"{rng.choice(_PLACES)}{rng.choice(_NOUNS)}{rng.choice(_TAILS)}",
        f"{rng.choice(_PLACES)}：{rng.choice(_NOUNS)}{rng.choice(_TAILS)}",
        f"{rng.choice(_NOUNS)}{rng.choice(_TAILS)}",
    ]
    fitting = [form for form in forms if len(form) <= longest]
    return rng.choice(fitting) if fitting else rng.choice(_NOUNS)[:longest]


def subheading(rng: random.Random) -> str:
    """A heading over a part of an article."""
    return rng.choice((f"{rng.choice(_VERBS)}{rng.choice(_NOUNS)}"[:10], f"{rng.choice(_NOUNS)}{rng.choice(_TAILS)}"[:8]))


def byline(rng: random.Random, longest: int) -> str:
    """Who wrote it, in at most so many characters."""
    first, second = rng.sample(_NAMES, 2)
    forms = (f"本报记者 {first}", f"全媒体记者 {first} 通讯员 {second}", f"□本报记者 {first} {second}", f"记者 {first} 文/图")
    return rng.choice([form for form in forms if len(form) <= longest] or [f"记者 {first}"])


def caption(rng: random.Random) -> str:
    """Words to a photograph."""
    words = f"{rng.choice(_PLACES)}{rng.choice(_NOUNS)}现场"
    name = rng.choice(_NAMES)
    return rng.choice((f"图为{words}。", f"{words}。 {name} 摄", f"{words}，群众正在忙碌。本报记者 {name} 摄", f"图①：{words}。", words))
