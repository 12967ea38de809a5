"""What mails put round the text that they bring is furniture: heads of other mails, signatures, words that hand it over."""

import pytest

from parsers.media import read_source
from parsers.parse import parse_source
from parsers.source import Source

ISSUE = """台前快报
第 23 期
台前县人民政府办公室                2024年6月3日

我县“三个强化”抓实安全生产

    今年以来，我县强化责任落实，开展专项检查126次，排查隐患438处，整改率达98.6%。
    一是强化组织领导。成立由县长任组长的领导小组。
    二是强化排查整治。组织12个检查组深入企业。

报：市政府办公室。
"""
HEAD = "----- 原始邮件 -----\n发件人：李科长 <li@puyang.gov.cn>\n收件人：张伟 <zhang@taiqian.gov.cn>\n发送时间：2024年6月2日 15:30\n主题：请报送简报\n"
OUTLOOK = "From: 李科长 <li@puyang.gov.cn>\nSent: Monday, June 3, 2024 9:12 AM\nTo: 张伟\nSubject: 简报\n"
SIGNED = "-- \n台前县人民政府办公室信息科  张伟\n电话：0393-2211234\n"


def left(text: str, name: str = "body.txt") -> str:
    """What of a text is no furniture."""
    reading = read_source(Source(text.encode(), name))
    assert reading.text == text
    shown = list(text)
    for span in reading.furniture:
        shown[span.start : span.end] = "" if span.start == span.end else ["\x00"] * (span.end - span.start)
    return "".join(shown).replace("\x00", "").strip()


@pytest.mark.parametrize(
    "text",
    [
        f"李科长：\n\n    附件是我县第23期简报，请审阅。正文如下：\n\n{ISSUE}\n{SIGNED}{HEAD}\n请于6月3日前报送。\n> 更早的信\n",
        f"{HEAD}\n{ISSUE}",
        f"转发，请阅。\n\n{OUTLOOK}\n{ISSUE}",
        f"{ISSUE}\n在 2024-06-02 15:30:00，“李科长” <li@puyang.gov.cn> 写道：\n> 请报送。\n> 谢谢\n",
        f"{ISSUE}\n{SIGNED}",
        f"{ISSUE}\n发自我的iPhone\n",
        f"张主任：\n    现将快报发您，请审核。谢谢！\n{ISSUE}\n{SIGNED}",
    ],
    ids=["answered", "forwarded", "forwarded from Outlook", "quoted", "signed", "sent from a telephone", "handed over"],
)
def test_what_a_mail_puts_round_its_text_is_furniture(text: str) -> None:
    assert left(text) == ISSUE.strip()


@pytest.mark.parametrize(
    "text",
    [
        ISSUE,
        "李科长：\n现将有关情况汇报如下：\n" + ISSUE,
        ISSUE + "\n--\n下一条消息\n",
        "主题：安全生产\n时间：2024年6月3日\n附件：三份\n" + ISSUE,
        "会议发件人：某某的说法不一。\n" + ISSUE,
    ],
    ids=["no mail", "a report", "dashes", "labels without a sender", "a word"],
)
def test_what_is_no_mail_is_left_alone(text: str) -> None:
    assert left(text) == text.strip()


def test_an_issue_in_a_mails_body_is_read_as_one() -> None:
    _, (document,) = parse_source(Source(f"张主任：\n    请审核。\n\n{ISSUE}\n{SIGNED}{HEAD}请报送。\n".encode(), "body.txt"))
    assert (document.doc_type, document.issue_number, str(document.issue_date)) == ("bulletin", 23, "2024-06-03")


def test_heads_in_a_mails_page_are_furniture() -> None:
    page = f"<html><body><div>{ISSUE.replace(chr(10), '</div><div>')}</div><div>{HEAD.replace('<', '&lt;').replace(chr(10), '</div><div>')}</div></body></html>"
    reading = read_source(Source(page.encode(), "body.html"))
    assert next(reading.raw([span]).split("\n")[0] for span in reading.furniture) == "----- 原始邮件 -----"
    assert "主题：请报送简报" in "".join(reading.raw([span]) for span in reading.furniture)
