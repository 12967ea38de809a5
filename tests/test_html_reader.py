"""Web pages: all that is visible stands once in the reading, as a browser shows it, in whatever encoding and however broken."""

import re

import pytest

from parsers.errors import BrokenFile, EmptySource, KuaibaoError, NoContent, ResourceLimit, UndecidableEncoding
from parsers.media import read_source
from parsers.readers import html
from parsers.reading import Reading
from parsers.source import Source

TEXT = "近年来，范县坚持把发展特色产业作为乡村振兴的根本之策，因地制宜发展设施农业，全县建成温室大棚3600座，带动1.2万户群众增收致富。"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read(markup: str, encoding: str = "utf-8", name: str = "a.html") -> Reading:
    return read_source(Source(markup.encode(encoding), name))


def lines(markup: str) -> list[str]:
    return [line for line in read(page(f"{markup}<p>{TEXT}</p>")).text.splitlines() if line.strip()][:-1]


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>干字当头&nbsp;奋勇争先</p>", ["干字当头 奋勇争先"]),
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;缩进，两字。</p>", ["    缩进，两字。"]),
        ("<p>　　全角，缩进。</p>", ["　　全角，缩进。"]),
        ("<p>范县\n  王楼镇</p>", ["范县王楼镇"]),
        ("<p>范县 王楼镇</p>", ["范县 王楼镇"]),
        ("<p>GDP\n2024</p>", ["GDP 2024"]),
        ("<p>王<b>楼</b><i>镇</i></p>", ["王楼镇"]),
        ("<p>上行，<br>下行。</p>", ["上行，", "下行。"]),
        ("<div>甲。<div>乙。</div>丙。</div>", ["甲。", "乙。", "丙。"]),
        ("<p>&ldquo;五星&rdquo;支部&#8212;&#x4E00;</p>", ["“五星”支部—一"]),
        ("<p>软\u00ad连\u0007字</p>", ["软连字"]),
        ("<pre>甲：\n  乙。</pre>", ["甲：", "  乙。"]),
        (
            "<table><tr><td>乡镇</td><td>户数</td><td></td></tr><tr><td>王楼镇</td><td>12</td><td>98%</td></tr></table>",
            ["乡镇\t户数", "王楼镇\t12\t98%"],
        ),
        (
            "<table><tr><td>序号</td><td>乡镇</td><td>户数</td></tr><tr><td></td><td>王楼镇</td><td>12</td></tr><tr><td colspan=2>合计</td><td>12</td></table>",
            ["序号\t乡镇\t户数", "\t王楼镇\t12", "合计\t\t12"],
        ),
        (
            "<table><tr><td rowspan='2'>东片</td><td>计划</td><td>500</td></tr><tr><td>完成</td><td>480</td></tr><tr><td>西片</td><td>300</td></tr></table>",
            ["东片\t计划\t500", "\t完成\t480", "西片\t300"],
        ),
        ("<table><tr><td>责任<br>单位</td><td>县水利局</td></tr></table>", ["责任 单位\t县水利局"]),
        ("<p>濬<ruby>县<rt>xiàn</rt></ruby></p>", ["濬县"]),
        ("<p>厂房1200m<sup>2</sup>，投资300万元<sup><a>[1]</a></sup></p>", ["厂房1200m²，投资300万元[1]"]),
        ("<p>未关<p>也未关<li>列表", ["未关", "也未关", "列表"]),
        ("<p>一<p>甲</b></i></div>乙", ["一", "甲乙"]),
    ],
)
def test_lines_are_as_a_browser_shows_them(markup: str, said: list[str]) -> None:
    assert lines(markup) == said


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '看不见。';</script>",
        "<style>p:after{content:'看不见'}</style>",
        "<noscript>看不见。</noscript>",
        "<template><p>看不见。</p></template>",
        "<!-- 看不见。 -->",
        "<div style='color:red; display : none'>看不见。<p>看不见。</p></div>",
        "<p hidden>看不见。</p>",
        "<p style=visibility:hidden>看不见。</p>",
        "<div class='a tc'>看不见。</div>",
        "<div id=pop>看不见。</div>",
        "<video>看不见。</video>",
        "<input value=看不见>",
    ],
)
def test_what_nobody_sees_is_not_read(hidden: str) -> None:
    head = "<title>看不见</title><style>@media print{p{display:none}} .tc, #pop{margin:0;display:none} .nav .x{display:none}</style>"
    assert read(page(f"{hidden}<p class=x>{TEXT}</p>", head)).text.strip() == TEXT


def test_all_that_is_visible_stands_once() -> None:
    words = [f"第{n}处文字" for n in range(40)]
    parts = (
        "<nav><a>{}</a></nav>",
        "<h1>{}</h1>",
        "<p>{}，这是一句话。</p>",
        "<ul><li><a>{}</a></li></ul>",
        "<td>{}</td>",
        "<button>{}</button>",
        "<footer>{}</footer>",
    )
    body = "".join(parts[i % len(parts)].format(word) for i, word in enumerate(words))
    found = re.findall(r"第\d+处文字", read(page(body)).text)
    assert found == words


def test_pages_that_hide_their_text_until_a_script_runs_are_read() -> None:
    assert TEXT in read(page(f"<h1>标题一行</h1><div id=js_content style='visibility: hidden;'><p>{TEXT}</p></div>")).text


@pytest.mark.parametrize(
    ("markup", "encoding", "said"),
    [
        (page(f"<p>{TEXT}</p>", "<meta charset=utf-8>"), "utf-8", ("utf-8", "utf-8")),
        (page(f"<p>{TEXT}</p>", "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"), "gb18030", ("gb18030", "gb18030")),
        (page(f"<p>{TEXT}</p>", "<meta charset=utf-8>"), "gb18030", ("gb18030", "utf-8")),
        (page(f"<p>{TEXT}</p>", "<meta charset=gb2312>"), "utf-8", ("utf-8", "gb18030")),
        (page(f"<p>{TEXT}</p>"), "utf-16", ("utf-16-le", None)),
    ],
    ids=["as declared", "gb2312 is GB18030", "declared wrongly", "declared wrongly too", "UTF-16"],
)
def test_the_encoding_is_what_the_bytes_are(markup: str, encoding: str, said: tuple[str, str | None]) -> None:
    reading = read(markup, encoding)
    assert reading.text.strip() == TEXT
    assert (reading.evidence["encoding"], reading.evidence.get("declared_encoding")) == said


def test_what_the_page_declares_decides_where_the_bytes_do_not() -> None:
    reading = read(page("<p>镕㙍堃</p>", "<meta charset=gbk>"), "gb18030")
    assert (reading.text.strip(), reading.evidence["encoding"]) == ("镕㙍堃", "gb18030")


@pytest.mark.parametrize("name", ["undefined", "unicode_escape", "idna", "rot13", "hex"])
def test_a_page_that_declares_no_encoding_of_text_declares_none(name: str) -> None:
    reading = read(page(f"<p>{TEXT}</p>", f"<meta charset={name}>"), "gb18030")
    assert (reading.text.strip(), reading.evidence["encoding"]) == (TEXT, "gb18030")
    with pytest.raises(UndecidableEncoding):
        read(page("<p>镕㙍堃", f"<meta charset={name}>"), "gb18030")


SAVED = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.fanxian.gov.cn/a.html\r\nSubject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: '
    "{}\r\nContent-Location: http://www.fanxian.gov.cn/a.html\r\n\r\n{}\r\n----B\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lG\r\n----B--\r\n"
)


def test_a_page_saved_in_one_file_is_read() -> None:
    import quopri

    coded = quopri.encodestring(page(f"<p>{TEXT}</p>").encode()).decode("ascii")
    reading = read_source(Source(SAVED.format("quoted-printable", coded).encode(), "a.mht"))
    assert (reading.text.strip(), reading.media_type, reading.notes) == (TEXT, "multipart/related", ())


def test_parts_within_parts_without_end_are_refused() -> None:
    nested = "".join(f'Content-Type: multipart/related; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(3000))
    with pytest.raises(ResourceLimit, match="without end"):
        read_source(Source(b"MIME-Version: 1.0\r\n" + nested.encode(), "a.mht"))


def test_a_page_under_another_name_is_read_and_said_to_be_one() -> None:
    reading = read(page(f"<p>{TEXT}</p>"), name="通知.doc")
    assert (reading.media_type, [n.code for n in reading.notes]) == ("text/html", ["name_mismatch"])


REFUSED: list[tuple[str, bytes, type[KuaibaoError], str]] = [
    ("no bytes", b"", EmptySource, "drop it again"),
    ("nothing visible", page("<script>1</script>").encode(), NoContent, "no visible text"),
    (
        "a list of links",
        page("".join(f"<li><a href={n}>第{n}次会议召开</a> 2024-01-0{n}" for n in range(9))).encode(),
        NoContent,
        "list of links",
    ),
    ("navigation only", page("<nav><a>首页</a></nav><footer>版权所有</footer>").encode(), NoContent, "no article"),
    ("elements without end", page("<div>" * 50_000).encode(), ResourceLimit, "within each other"),
    ("fonts that never close", page("".join(f"<p><font size={n}>字" for n in range(500))).encode(), ResourceLimit, "multiply"),
    ("bytes of no encoding", page("<p>").encode() + bytes(range(128, 256)), UndecidableEncoding, "UTF-8"),
    (
        "bytes that are not what is declared",
        page("<p>", "<meta charset=utf-8>").encode() + bytes(range(128, 256)),
        UndecidableEncoding,
        "UTF-8",
    ),
]


@pytest.mark.parametrize(("data", "error", "advice"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_cannot_be_read_says_what_to_do(data: bytes, error: type[KuaibaoError], advice: str) -> None:
    with pytest.raises(error, match=advice):
        html.read(Source(data, "a.html"), "text/html")


def test_a_saved_file_without_a_page_is_refused() -> None:
    with pytest.raises(BrokenFile, match="holds no page"):
        html.read(Source(SAVED.replace("text/html", "text/plain").format("8bit", "x").encode(), "a.mht"), "multipart/related")


def test_deep_pages_are_read_without_recursion() -> None:
    assert TEXT in read(page("<div>" * 900 + f"<p>{TEXT}</p>")).text
