"""What a byline ends in that names no maker: who gave the pictures, and where the report is from."""

import re

from parsers.grammar.people.naming import is_plausible

# … 通讯员 王五 图片除署名外由张家镇提供: who gave the pictures, behind those who wrote
_PICTURES = re.compile(r"(?<=\S)\s+(?:本?[版文报]?(?:图片|照片))(?:除[^\s，。]{2,6}外)?[^\s，。]{0,4}由[^\s，。]{2,20}(?:提供|供图|拍摄)$")
# 记者 许静 菏泽报道: where a report is from
_FROM = re.compile(r"(?<=\S)\s+(?!摄影|图片|综合|通讯|联合|采访|文图)(?P<place>[^\W\da-zA-Z_]{2,5})报道$")


def beside_makers(text: str) -> re.Match[str] | None:
    """Return what a byline ends in beside its makers: who gave the pictures, or where the report is from."""
    if text.endswith("报道"):
        place = _FROM.search(text)
        return place if place and not is_plausible(place["place"]) else None
    return _PICTURES.search(text) if text.endswith(("提供", "供图", "拍摄")) else None
