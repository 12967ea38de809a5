"""Whole Word files as county offices make them: mast-heads in text boxes and tables, a red line, numbers that Word counts, tracked changes, comments."""

from parsers.document import Document, Text
from parsers.parse import parse_source
from parsers.source import Source
from tests.typeset_docx import package, text_box

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
PAGE = (
    '<w:p><w:r><w:t>— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> —</w:t></w:r></w:p>'
)
LINE = '<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri="w"><wps:wsp><wps:cNvCnPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs: str, centred: bool = False, level: int | None = None) -> str:
    """A paragraph of runs, plain words among them; with a list's level it is an item of the list."""
    listed = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    properties = listed + ('<w:jc w:val="center"/>' if centred else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else par(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def parsed(body: str) -> list[Document]:
    footer = '<w:sectPr><w:footerReference r:id="rfooter1"/></w:sectPr>'
    data = package(body + footer, {"numbering": NUMBERING, "footer1": PAGE})
    return parse_source(Source(data, "快报.docx"))[1]


def text_of(text: Text | None) -> str:
    return text.text if text else ""


def test_a_red_head_in_a_text_box_with_the_issue_in_a_table() -> None:
    changed = f'<w:ins w:id="1">{run("68.5万亩")}</w:ins><w:del w:id="2"><w:r><w:delText>66.5万亩</w:delText></w:r></w:del>'
    comment = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    (document,) = parsed(
        par(text_box("濮 阳 县 政 务 信 息"))
        + par("第 26 期", centred=True)
        + table(["濮阳县人民政府办公室", "2024年6月5日"])
        + par(LINE)
        + par("我县“三个到位”扎实推进“三夏”生产", centred=True)
        + par("截至6月4日，全县已收获小麦", changed, '<w:commentRangeStart w:id="0"/>', "，占总面积的81.2%", comment, "。")
        + par("组织领导到位。", level=0)
        + par("召开专题会议3次，下派督导组12个。")
        + par("服务保障到位。", level=0)
        + par("强化用油保障。", level=1)
        + par("设立加油便民点48处，供应柴油1200吨。")
        + par("（县农业农村局　供稿）")
        + table(["报：市委办公室，市政府办公室。"], ["发：各乡镇人民政府，县政府各部门。"])
    )
    assert (document.doc_type, document.issue_number, str(document.issue_date)) == ("bulletin", 26, "2024-06-05")
    assert (text_of(document.publication), text_of(document.issuing_body)) == ("濮阳县政务信息", "濮阳县人民政府办公室")
    assert text_of(document.title) == "我县“三个到位”扎实推进“三夏”生产"
    assert [text.text for text in document.lead] == ["截至6月4日，全县已收获小麦68.5万亩，占总面积的81.2%。"]
    assert [(s.marker, s.heading.text) for s in document.sections] == [("一、", "组织领导到位"), ("二、", "服务保障到位")]
    assert [(s.marker, s.heading.text) for s in document.sections[1].sections] == [("（一）", "强化用油保障")]
    assert [(d.kind, d.recipient) for d in document.distribution][:2] == [("报", "市委办公室"), ("报", "市政府办公室")]
    assert [f.code for f in document.findings] == ["tracked_changes", "list_numbers_worked_out"]


def test_two_items_under_a_head_in_a_table_and_a_list_of_them() -> None:
    head = par("内部资料") + par("台 前 信 息", centred=True) + par("（第十九期）", centred=True)
    head += par("台前县委办公室", "<w:r><w:tab/></w:r>", "二〇二四年五月二十日")
    first, second = parsed(
        table([head])
        + par("本期要目", centred=True)
        + par("◆侯庙镇：念好“三字诀” 推动秸秆禁烧")
        + par("◆打渔陈镇：夏收正当时")
        + par("侯庙镇：念好“三字诀” 推动秸秆禁烧", centred=True)
        + par("侯庙镇召开动员会3次，发放明白纸1.8万份，悬挂横幅260条。设立值守点58个，落实网格员326名。")
        + par("（侯庙镇　供稿）")
        + par("打渔陈镇：夏收正当时", centred=True)
        + par("打渔陈镇组织收割机120台，日均收割小麦1.1万亩，预计6月8日前全部收割完毕。")
        + par("（打渔陈镇　供稿）")
        + table(["报：", "县委常委，县人大、县政府、县政协领导"], ["发：", "各乡镇党委、政府，县直各单位"])
        + par("签发：刘明　　　　编辑：王芳　　　　电话：0393-2212345")
    )
    assert (text_of(first.title), text_of(second.title)) == ("侯庙镇：念好“三字诀”推动秸秆禁烧", "打渔陈镇：夏收正当时")
    for document in (first, second):
        assert (text_of(document.publication), document.issue_number, str(document.issue_date)) == ("台前信息", 19, "2024-05-20")
        assert {d.kind for d in document.distribution} == {"报", "发"}
