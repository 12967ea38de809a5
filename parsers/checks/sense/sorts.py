"""Words that name parts of one whole by their sort: of each set a thing can have only one (线上, 线下; 新开工, 续建)."""

import re
from collections.abc import Sequence

# words that leave each other out
_ONE_OF = [
    re.compile(words)
    for words in (
        "新开工|续建|新建|改建|扩建|竣工|在建|完工|未开工|停建",
        "男|女",
        "国家级|省级|市级|县级|区级|部级",
        "一级|二级|三级",
        "县直|县级|乡镇|镇级|乡级|村",
        "五星|四星|三星",
        "线上|线下",
        "省内|省外|国外|境外",
        "投产|(?<!未)挂果|未挂果|初果|盛果|幼[龄林园树]|新植|新栽",
        "县内|县外|本地|外地",
        "发明|实用新型|外观设计",
        "个体|企业|专业合作社",
        "内销|外销|出口",
        "城镇|城市|城区|农村|乡村",
        "[第]?一产|[第]?二产|[第]?三产",
        "小学|初中|高中|幼儿园",
        "已|未|正在",
        "财政|上级|自筹|社会资本|银行|商户|村集体",
    )
]
# 农业类项目, 工业类项目
_SORTED = re.compile(r"(?P<sort>[^\W\da-zA-Z_]{2,10})类(?:项目|企业|工程|产品|事项|问题|案件|隐患)$")
_THREE = 3


def exclusive(labels: Sequence[str]) -> bool:
    """Tell whether each label has another word of a set of which a thing can have only one (线上, 线下), or is of another sort (农业类项目)."""
    if len({m["sort"] for label in labels if (m := _SORTED.search(label))}) == len(labels) >= _THREE:
        return True
    for pattern in _ONE_OF:
        words = [pattern.search(label) for label in labels]
        if all(words) and len({m[0] for m in words if m}) == len(labels):
            return True
    return False
