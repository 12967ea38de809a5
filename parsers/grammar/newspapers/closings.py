"""How the last paragraph of a feature speaks: of the road ahead, in the present and the future."""

import re

# 今天的突泉，天更蓝… | 站在新的起点上，… | 单县儿女正以… | …奋力谱写新篇章: how a feature's last paragraph speaks; what was done (谱写了…) is told anywhere
_CLOSING = (
    re.compile(
        r"(?:今天|如今|今日)的[^\W\da-zA-Z_]{2,8}，|站在新的|新的(?:征程|起点|一年)|新征程|征程万里|征途漫漫|展望未来|面向未来|未来可期|奋楫|扬帆"
    ),
    re.compile(
        r"(?:美好|更加)[^，。]{0,4}(?:明天|未来)|(?:砥砺|阔步|勇毅|奋勇|奋力|昂首|大步|踔厉)前(?:行|进)[。！]|走(?:在)?前列[。！]|添(?:砖加瓦|光添彩|光增彩|彩)[。！]|(?:更大的?|更多|新的?|[多再]作)贡献[。！]"
        r"|贡献[^，。]{0,10}力量[。！]|(?:更大|新的?|更多)作为[。！]|(?:阔步|破浪|策马|扬帆)前行[。！]"
    ),
    re.compile(r"新(?:篇章|画卷|答卷|华章|篇|图景|辉煌)[^，。]{0,8}[。！]|越走越(?:宽|稳|实|远|好|顺|红)[^，。]{0,4}[。！]"),
    # 下一步，… | 首阳镇将紧盯… | “我们将认真落实县委部署，…: what whoever leads it says will be done
    re.compile(
        r"(?:^|[。，“])(?:下一步|今后|接下来|下一阶段)，|(?:表示|坦言)，(?:还|也)?将|(?:我们|[^\W\da-zA-Z_][镇县乡市区州旗]|街道|度假区|高新区|经开区)(?:还|也)?将"
        r"(?:继续|持续|认真|进一步|以|按照|坚持|立足|紧盯|紧扣|把|大力|全面|围绕|聚焦|深入|联动|依托|不断|抢抓|锚定)"
    ),
    # 一片“金叶”正托起苗乡群众的振兴梦。 | 黄河岸边的安仁，正驶向更加甜蜜的明天。
    re.compile(r"[^\W\da-zA-Z_]”?，?正(?:以|用|朝着|向着|沿着|乘着|牢记|昂首|阔步|托起|驶向|迈向|奔向|走向|绘就|谱写|书写|描绘)"),
    re.compile(
        r"(?:谱写|书写|续写|写下|描绘|绘就|绘成|添上)(?!了|出)[^。]{0,30}(?:篇章|画卷|答卷|华章|荣光|实景图|图景|乐章|一笔)[^，。]{0,4}”?[。！]"
    ),
)


def closing(text: str) -> int:
    """Return how many turns a paragraph has with which the last one of a feature speaks."""
    return sum(bool(cue.search(text)) for cue in _CLOSING)


def closes(text: str) -> bool:
    """Tell whether a paragraph speaks as the last one of a feature does."""
    return closing(text) > 0
