"""Which type a text is: each kind by its cues, each cue where it says; ties and texts without a claim are `other`."""

import pytest

from parsers.detect import MARGIN, SURE, Detection, classify
from parsers.document import Document
from parsers.media import read_source
from parsers.registry import kinds
from parsers.source import Source
from tests.golden_cases import Case, cases
from tests.structure import parsed, reading_of

BULLETIN = """延津政务快报
第52期
延津县人民政府办公室 2023年11月16日

春耕备耕早动手

王楼镇组织农机投入春耕，小麦长势良好。（王楼镇）

报：县委常委
签发：李 勉
"""
FEATURE = """小蘑菇撑起大产业
——龙王乡食用菌产业发展纪实

本报记者 赵志远 通讯员 孙丽萍 文/图

“今年收入翻番。”种植户张学军说。

“乡里有了加工厂。”支书李明介绍。

图①：菇农采摘。

产业越做越大。⑨
"""
THEORY = """首页 > 新闻 > 理论 > 正文
来源：濮阳日报 发布时间：2025-03-19 07:22

奋力建设现代化新范县
范县县委书记 王小鹏

必须坚持项目为王。要把工业放在首位。务必真抓实干。应当持续用力。
"""
TEXTS = {"bulletin": BULLETIN, "newspaper_feature": FEATURE, "theory_article": THEORY}


def said(text: str) -> Detection:
    return classify(reading_of(text))


def cues(text: str) -> dict[str, str]:
    """Each cue with the wording it was seen in; of a cue seen twice the last."""
    return {c.cue: "".join(text[s.start : s.end] for s in c.spans) for c in said(text).classification.evidence}


def test_a_whole_head_makes_a_bulletin_of_what_reads_like_an_essay() -> None:
    essay = "王楼镇兴业富民的探索与启示\n\n内容提要：王楼镇走出了一条富民路。\n\n一、主要做法\n\n必须坚持项目为王。要把工业放在首位。\n\n二、几点启示\n\n务必真抓实干。应当持续用力。必须久久为功。\n"
    head = BULLETIN.split("春耕", maxsplit=1)[0]
    assert said(head + essay).doc_type == "bulletin"
    assert said(head.replace("第52期", "总第301期") + essay).doc_type == "bulletin"


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_each_kind_is_known_and_sure(kind: str) -> None:
    found = said(TEXTS[kind])
    assert found.doc_type == kind
    assert found.confidence > 0.5
    assert found.classification.scores[kind] >= SURE


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_the_score_is_the_sum_of_the_evidence(kind: str) -> None:
    found = said(TEXTS[kind]).classification
    assert round(sum(c.weight for c in found.evidence), 3) == found.scores[kind]
    assert set(found.scores) == set(kinds()) - {"other"}


CUES = [
    ("bulletin", "publication", "延津政务快报"),
    ("bulletin", "issue_number", "第52期"),
    ("bulletin", "issuing_body", "延津县人民政府办公室 2023年11月16日"),
    ("bulletin", "issue_date", "延津县人民政府办公室 2023年11月16日"),
    ("bulletin", "distribution", "报：县委常委"),
    ("bulletin", "sign_off", "签发：李 勉"),
    ("newspaper_feature", "subtitle", "——龙王乡食用菌产业发展纪实"),
    ("newspaper_feature", "byline", "本报记者 赵志远 通讯员 孙丽萍 文/图"),
    ("newspaper_feature", "caption", "图①：菇农采摘。"),
    ("newspaper_feature", "end_mark", "产业越做越大。⑨"),
    ("newspaper_feature", "quoted_speech", "”种植户张学军说”支书李明介绍"),
    ("theory_article", "breadcrumb", "首页 > 新闻 > 理论 > 正文"),
    ("theory_article", "author_with_post", "范县县委书记 王小鹏"),
    ("theory_article", "voice_of_ought", "必须要把务必应当"),
]


@pytest.mark.parametrize(("kind", "cue", "wording"), CUES)
def test_a_cue_points_at_its_words(kind: str, cue: str, wording: str) -> None:
    assert cues(TEXTS[kind])[cue] == wording


def test_a_byline_in_brackets_is_seen_inside_its_paragraph() -> None:
    assert cues("小麦丰收在望。（记者 许静 通讯员 董伟）")["byline_in_brackets"] == "记者 许静 通讯员 董伟"


def test_an_author_named_at_the_end() -> None:
    assert cues("奋力建设新范县\n\n绿色发展是出路。\n\n（作者系范县县委书记）")["author_is"] == "（作者系范县县委书记）"


NOBODY_S = [
    "今天天气很好，适合出门散步。",
    "会议纪要\n\n会议研究了三件事。",
    "第一书记李明说，今年是丰收年。",
    "在全县动员会上的讲话\n县长 张国栋\n同志们：\n我们要抓好防火，要把责任压实，必须严格执法。",
    "小麦价格\n玉米价格\n大豆价格",
    "a",
    "。",
]


@pytest.mark.parametrize("text", NOBODY_S)
def test_without_a_claim_it_is_other(text: str) -> None:
    found = said(text)
    assert found.doc_type == "other"
    assert max(found.classification.scores.values()) < SURE


def test_two_that_tie_are_other_with_the_evidence_of_both() -> None:
    text = "延津政务快报\n第52期\n\n本报记者 赵志远 文/图\n\n图①：菇农采摘。\n\n产业越做越大。⑨\n"
    found = said(text)
    ranked = sorted(found.classification.scores.values())
    assert ranked[-1] >= SURE
    assert ranked[-1] - ranked[-2] < MARGIN
    assert (found.doc_type, found.confidence) == ("other", 0.0)
    assert {"publication", "issue_number", "byline", "caption"} <= set(cues(text))


def other(text: str) -> Document:
    (document,) = parsed("other", text)
    return document


@pytest.mark.parametrize("text", NOBODY_S)
def test_a_text_of_no_type_is_kept_whole_and_says_so(text: str) -> None:
    document = other(text)
    assert [f.code for f in document.findings] == ["low_confidence_type"]
    assert "".join("".join(p.text for p in document.lead).split()) == "".join(text.split())


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.name)
def test_each_golden_case_is_of_its_kind(case: Case) -> None:
    reading = read_source(Source.from_path(case.source))
    found = classify(reading)
    assert found.doc_type == case.folder.parent.name
    assert all(reading.raw(c.spans).strip() for c in found.classification.evidence)


FEATURE = (
    "小地瓜干出大产业\n\n隆冬时节，走进隔川镇，家家户户的晒谷坪上铺开了竹匾。\n\n“一亩地多收六千元。”村民李小华说。\n\n（林水鑫 黄 河）\n"
)
WEB = "黑蜂飞出“甜蜜事业”\n来源：双鸭山日报    发布时间：2024-08-16 09:20\n\n七月的饶河，椴树花开满山坡。\n"
ESSAY = "关于生态产品价值实现的实践与思考\n——以江西省资溪县为例\n县委党校  张 莉  邱志刚\n\n资溪县森林覆盖率87.7%。\n"


def test_a_feature_is_known_by_its_scene_its_paper_and_the_names_at_its_end() -> None:
    assert (said(FEATURE).doc_type, said(WEB).doc_type) == ("newspaper_feature", "newspaper_feature")
    assert cues(FEATURE)["names_at_end"] == "（林水鑫 黄 河）"
    assert cues(FEATURE)["scene"].startswith("隆冬时节，")
    assert cues(WEB)["paper"].startswith("来源：双鸭山日报")


def test_a_feature_is_known_by_what_it_calls_itself_right_under_its_title() -> None:
    text = (
        "鹤鸣山下展新颜 生态答卷添新彩\n大邑县2024年经济社会发展综述\n2025-01-09 10:36  来源：成都日报\n\n2024年，全县接待游客120万人次。\n"
    )
    assert said(text).doc_type == "newspaper_feature"
    assert cues(text)["genre"] == "大邑县2024年经济社会发展综述"
    assert "genre" not in cues(text.replace("\n大邑", "\n\n大邑"))


def test_an_essay_is_known_by_its_title_the_county_it_studies_and_authors_of_a_school() -> None:
    assert said(ESSAY).doc_type == "theory_article"
    assert [c.weight for c in said(ESSAY).classification.evidence if c.cue == "essay"] == [1.5, 1.0, 1.0]


def test_headings_that_name_one_key_word_each_are_no_essay_s_key_words() -> None:
    text = "一片叶子富一方\n\n本报记者 许静\n\n入夏，茶园里一派繁忙。\n\n关键词：基地\n\n茶农采茶忙。\n\n关键词：链条\n\n茶厂制茶忙。\n"
    assert said(text).doc_type == "newspaper_feature"
    assert "essay" not in cues(text)
    assert cues(text.replace("关键词：基地", "关键词：茶园；基地"))["essay"] == "关键词：茶园；基地"


@pytest.mark.parametrize("text", ["站在新起点，我们要再出发。", "全镇干部职工要认真学习。（全文）", "文件来源：县档案馆"])
def test_turns_of_speech_are_no_feature(text: str) -> None:
    assert not {"scene", "paper", "names_at_end"} & set(cues(text))


def test_an_author_told_in_the_middle_of_a_scrambled_page_speaks_for_an_article() -> None:
    page = (
        f"{'要把生态优势转化为发展优势。' * 3}\n\n（作者系留坝县委常委、宣传部部长）\n\n走好生态富民路\n何 文 斌\n\n{'绿水青山就是金山银山。' * 3}\n"
        + "山清水秀。\n\n" * 4
    )
    assert said(page).doc_type == "theory_article"
    assert cues(page)["author_is"] == "（作者系留坝县委常委、宣传部部长）"


@pytest.mark.parametrize("line", ["作者：徐建华", "撰文｜徐建华（常山县委组织部）"])
def test_a_line_that_says_who_wrote_speaks_for_an_article(line: str) -> None:
    assert "author" in cues(f"以系统思维推进基层减负增效\n\n{line}\n\n减负不是减责任。\n")


@pytest.mark.parametrize(
    "head",
    [
        "首页 > 潇湘时评 > 正文\n\n让老街巷焕发新活力\n\n2024-03-05 09:10  作者：廖文斌  来源：常宁发布",
        "湘江网评 | 让老街巷焕发新活力",
        "临沧坚果产业发展现状研究\n市农村经济研究中心课题组 张立群",
        "坚果产业集群的形成\n\n张立群，李文秀\n\n（1.临沧市农业科学研究所，云南 临沧 677000；2.临沧市农业农村局，云南 临沧 677000）",
    ],
)
def test_comments_and_papers_of_scholars_are_articles(head: str) -> None:
    text = "老街巷是一座城的记忆。近年来，各地改造老旧街区，既留住了烟火气，也带来了新客流。让老街巷活起来，关键在人。"
    assert said(f"{head}\n\n{text}\n").doc_type == "theory_article"
