"""Columns interleaved by blocks: sentences torn apart by a heading or a picture are joined, and nothing else is moved."""

from parsers.document import Document
from tests.structure import feature

OPENING = "初夏时节，走进龙王乡，一排排菇棚整齐排列，菇农们忙着采摘、分拣、装车，处处是丰收的景象，村民脸上笑开了花。"
WORKS = "菌棒厂里机器轰鸣，工人把木屑、麦麸装进菌袋，每天生产菌棒三万个，供应全县菇农，质量年年提高，技术员"
WORKS_ON = "小李一边查看菌棒一边介绍，厂里今年新上两条生产线，周边村民在家门口就能上班，每月工资按时发到手里。"
SALES = "直播间里主播正在介绍香菇，网上订单一个接一个，快递车每天往返县城，香菇卖到全国，网上销售占了一半，企"
SALES_ON = "业负责人说，下一步要把直播间开到菇棚里，让客户看得见采摘的过程，买得放心，吃得舒心，回头客越来越多。"
PARTY = "党支部带头办起合作社，党员包户帮扶，支部书记挨家挨户讲技术，党员带着群众干，合作社分红年年增加。"
HEAD = "小蘑菇撑起大产业\n——龙王乡产业发展走笔\n\n本报记者 赵志远"


def column(text: str, indent: str = "　　") -> str:
    text = indent + text
    return "\n".join(text[i : i + 16] for i in range(0, len(text), 16))


def told(document: Document) -> list[list[str]]:
    return [["".join(p.text.split()) for p in s.paragraphs] for s in document.sections]


def test_two_sentences_torn_by_a_heading_and_by_a_block_are_joined() -> None:
    first, second = (column(WORKS_ON, "") + "\n" + column(PARTY), column(SALES_ON, ""))
    said = feature(HEAD, column(OPENING), "菌棒厂里", column(WORKS), "直播间里", column(SALES), first, second)
    assert told(said) == [[WORKS + WORKS_ON, PARTY], [SALES + SALES_ON]]
    assert [f.code for f in said.findings] == ["reading_order_repaired"]


def test_a_sentence_torn_by_a_picture_goes_on_behind_it() -> None:
    torn = (column(SALES), "▲龙王乡村民分拣香菇。", column(PARTY), column(SALES_ON, ""))
    said = feature(HEAD, column(OPENING), column(PARTY), "直播间里", *torn, "菌棒厂里", column(PARTY))
    assert told(said)[0][0] == SALES + SALES_ON


def test_a_sentence_that_only_a_column_broke_stays_where_it_is() -> None:
    said = feature(HEAD, column(OPENING), "菌棒厂里", column(WORKS), column(WORKS_ON, ""), "直播间里", column(SALES), column(SALES_ON, ""))
    assert told(said) == [[WORKS + WORKS_ON], [SALES + SALES_ON]]
    assert said.findings == ()
