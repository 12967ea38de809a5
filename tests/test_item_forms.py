"""How the items of one issue are told apart where nothing closes them, and texts with the same marks that are one."""

import pytest

from tests.test_issues import BUILD, FOOT, HEAD, ONE, SPRING, TWO, issue, makers, titles

_TITLES = ["王楼镇抢抓农时备春耕", "胙城乡多措并举抓项目"]
_TEXTS = [SPRING, BUILD]
_SENDERS = ["王楼镇", "胙城乡"]


def _items(form: str) -> str:
    rows = enumerate(zip(_TITLES, _TEXTS, _SENDERS, strict=True), 1)
    return HEAD + "\n\n".join(form.format(n=n, title=title, text=text, sender=sender) for n, (title, text, sender) in rows) + "\n\n" + FOOT


@pytest.mark.parametrize(
    "form", ["▲{title}。{text}", "●{title}：{text}", "## {title}\n\n{text}", "- **{title}**：{text}", "【{title}】{text}"]
)
def test_titles_of_one_build_part_the_items(form: str) -> None:
    said = issue(_items(form))
    assert titles(said) == _TITLES
    assert not any(d.sections for d in said)


@pytest.mark.parametrize(
    "form", ["{title}\n{text}\n供稿：{sender}", "{title}\n{text}\n（{sender}|李明）", "{title}\n{text}\n（来源：{sender}）"]
)
def test_each_sender_is_of_its_own_item(form: str) -> None:
    said = issue(_items(form))
    assert titles(said) == _TITLES
    assert [[name for name, role in makers(d) if role == "供稿"] for d in said] == [[sender] for sender in _SENDERS]


@pytest.mark.parametrize("column", ["★{}★\n\n", "一、{}\n\n1."])
def test_columns_with_a_sign_on_both_sides_or_a_number_gather_items(column: str) -> None:
    second = column.replace("一、", "二、")
    text = (
        column.format("经济发展")
        + f"{_TITLES[0]}\n{SPRING}（王楼镇）\n\n"
        + second.format("民生保障")
        + f"{_TITLES[1]}\n{BUILD}（胙城乡）\n\n"
    )
    said = issue(HEAD + text + FOOT)
    assert titles(said) == _TITLES
    assert [d.column.text if d.column else None for d in said] == ["经济发展", "民生保障"]


@pytest.mark.parametrize(
    "text",
    [
        f"王楼镇抓春耕\n\n▲坚持早谋划。{SPRING}\n\n▲坚持早落实。{BUILD}\n\n",
        f"## 王楼镇抓春耕\n\n{SPRING}\n\n## 坚持早落实\n\n{BUILD}\n\n",
        f"王楼镇抓春耕\n\n一、主要做法\n\n1.早谋划\n{SPRING}\n\n二、存在问题\n\n1.资金不足\n{BUILD}（王楼镇）\n\n",
    ],
)
def test_headings_of_one_text_part_no_items(text: str) -> None:
    (document,) = issue(HEAD + text + FOOT)
    assert titles([document]) == ["王楼镇抓春耕"]
    assert document.sections


def test_counted_titles_go_on_through_columns_behind_an_ornament() -> None:
    said = issue(HEAD + f"◆要闻\n1、春耕备耕早动手\n{SPRING}\n\n◆乡镇\n2、项目建设提速增效\n{BUILD}\n\n" + FOOT)
    assert [(d.title and d.title.text, d.column and d.column.text) for d in said] == [
        ("春耕备耕早动手", "要闻"),
        ("项目建设提速增效", "乡镇"),
    ]


def test_a_unit_and_its_writer_in_heavy_brackets_sign_what_stands_above() -> None:
    said = issue(HEAD + f"春耕备耕早动手\n\n{SPRING}\n【王楼镇　李建国】\n\n项目建设提速增效\n\n{BUILD}\n【胙城乡　张明】\n\n" + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]
    assert [makers(d)[-2:] for d in said] == [[("王楼镇", "供稿"), ("李建国", "作者")], [("胙城乡", "供稿"), ("张明", "作者")]]


def test_a_dash_and_a_sender_may_end_the_paragraph() -> None:
    said = issue(HEAD + f"○春耕备耕早动手\n{SPRING}——王楼镇\n\n○项目建设提速增效\n{BUILD}——胙城乡　李建国\n\n" + FOOT)
    assert [makers(d)[2:] for d in said] == [[("王楼镇", "供稿")], [("胙城乡", "供稿"), ("李建国", "作者")]]
    assert [p.text for d in said for p in d.lead] == [SPRING, BUILD]


def test_entries_of_contents_need_no_heading() -> None:
    said = issue(HEAD + "1.春耕备耕早动手\n2.项目建设提速增效\n\n" + ONE + TWO + FOOT)
    assert titles(said) == ["春耕备耕早动手", "项目建设提速增效"]


@pytest.mark.parametrize("form", ["{}、{}\n{}\n\n", "{0}、{1}\n\n　　{2}\n"])
def test_counted_titles_that_name_others_part_items_without_senders(form: str) -> None:
    said = issue(HEAD + "".join(form.format(n, t, w) for n, t, w in zip("一二", _TITLES, _TEXTS, strict=True)) + FOOT)
    assert titles(said) == _TITLES


def test_counted_headings_that_name_nobody_are_of_one_text() -> None:
    assert len(issue(HEAD + f"一、本周进展\n{SPRING}\n\n二、存在问题\n{BUILD}\n\n" + FOOT)) == 1


def test_senders_in_the_titles_part_items() -> None:
    said = issue(HEAD + "".join(f"{t}（{s}）\n\n{w}\n\n" for t, s, w in zip(_TITLES, _SENDERS, _TEXTS, strict=True)) + FOOT)
    assert titles(said) == _TITLES
    assert [makers(d)[-1][0] for d in said] == _SENDERS


def test_an_indented_title_between_wrapped_items_is_not_the_first_line_of_a_text() -> None:
    def wrapped(words: str) -> str:
        text = "　　" + words
        return "\n".join(text[i : i + 28] for i in range(0, len(text), 28))

    one, two = (wrapped(words * 2) + "\n" + wrapped(words * 3) for words in (SPRING, BUILD))
    said = issue(HEAD + f"　　　{_TITLES[0]}\n{one}\n　　（王楼镇）\n\n　　　　　　{_TITLES[1]}\n{two}\n　　（胙城乡）\n\n" + FOOT)
    assert titles(said) == _TITLES


@pytest.mark.parametrize(
    "form",
    [
        "{title}\n    {sender}的做法：{text}",
        "{title}\n{sender}\n    {sender}的做法：{text}",
        "{title}\n（{sender} 李建国）\n    {sender}的做法：{text}",
        "{title}\n    （{sender}讯）{text}",
        "{title}\n    {text}\n                              {sender}",
        "{title}\n    {text}【{sender}】",
    ],
)
def test_plain_titles_that_each_name_another_part_the_items(form: str) -> None:
    said = issue(_items(form))
    assert titles(said) == _TITLES
    assert not any(d.sections for d in said)
    if "\n{sender}" in form or "                {sender}" in form or form.endswith("】"):
        assert [makers(d)[-1] for d in said] == [(sender, "供稿") for sender in _SENDERS]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("延津县抢抓农时备春耕", "王楼镇抓早抓实抢进度"),  # what a county does, over what its towns do
        ("王楼镇抢抓农时备春耕", "王楼镇干部带头抓进度"),
        ("王楼镇抢抓农时备春耕", "多措并举推动项目建设"),
    ],
)
def test_plain_headings_of_one_text_part_nothing(first: str, second: str) -> None:
    (document,) = issue(HEAD + f"{first}\n    {first[:3]}的做法：{SPRING}\n\n{second}\n    {second[:3]}的做法：{BUILD}\n\n" + FOOT)
    assert titles([document]) == [first]
    assert [s.heading.text for s in document.sections] == [second]


def test_a_unit_far_right_over_the_foot_signs_though_a_line_is_empty() -> None:
    (document,) = issue(HEAD + f"全县春季工作综述\n\n    {SPRING}\n\n                    胙城乡\n\n" + FOOT)
    assert makers(document)[-1] == ("胙城乡", "供稿")
    assert not document.sections


def test_a_unit_far_right_over_its_own_text_is_a_heading() -> None:
    (document,) = issue(HEAD + f"全县春季工作综述\n\n    {SPRING}\n\n                    胙城乡\n    {BUILD}\n\n" + FOOT)
    assert [s.heading.text for s in document.sections] == ["胙城乡"]


def test_a_list_of_headlines_behind_ornaments_parts_nothing() -> None:
    assert len(issue(HEAD + f"※ {_TITLES[0]}\n\n※ {_TITLES[1]}\n\n编者按：{SPRING}\n")) == 1
