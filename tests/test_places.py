"""Places and regions by their rules, the gazetteer behind them, and what must hold of it."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from parsers.checks.places import ambiguous_places
from parsers.document import Place
from parsers.grammar.people.everybody import find_people
from parsers.grammar.places import gazetteer
from parsers.grammar.places.located import find_places
from parsers.grammar.places.mentions import mentions
from parsers.grammar.places.region import find_places_and_region
from seeds import VOCABULARIES, vocabulary
from tests.placed import document_of

CASES = yaml.safe_load((Path(__file__).parent / "rules" / "places.yaml").read_text(encoding="utf-8"))


def _places(case: dict[str, Any]) -> tuple[int, tuple[Place, ...]]:
    document, prose = document_of(case["text"], case.get("title", ""), case.get("body", ""))
    offset = len(case.get("title", "")) + len(case.get("body", "")) + 2
    return offset, find_places(prose, document)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['quote']}: {case['why']}")
def test_each_rule_holds(case: dict[str, Any]) -> None:
    offset, places = _places(case)
    named = [place for place in places if place.name == case["quote"]]
    if case["start"] is not None:
        assert case["text"][case["start"] : case["end"]] == case["quote"]
        at = (offset + case["start"], offset + case["end"])
        named = [place for place in named if any(at == tuple(span) for spans in place.mentions for span in spans)]
    said = ["ambiguous" if place.basis == "ambiguous" else place.canonical for place in named]
    assert said == ([] if case["value"] is None else [case["value"]])


@pytest.mark.parametrize(
    ("text", "title", "body", "region"),
    [
        ("王楼镇发展。", "范县王楼镇掠影", "", "河南省濮阳市范县王楼镇"),
        ("王楼镇发展。王楼镇振兴。王楼镇富裕。", "高质量打造宜居乡村", "延津县人民政府办公室", "河南省新乡市延津县王楼镇"),
        ("永宁镇修路，岳东镇种树，黄猫垭镇养鱼。", "乡村振兴", "苍溪县人民政府办公室", "四川省广元市苍溪县"),
        ("濮阳经开区发展，王助镇、胡村乡齐进。", "经开区回眸", "", "河南省濮阳市濮阳经济技术开发区"),
        ("范县、台前县、南乐县、清丰县分别完成。", "全市项目通报", "濮阳市人民政府办公室", "河南省濮阳市"),
        ("王楼镇发展。", "", "", "河南省"),
        ("淮源镇护林。", "淮源新篇——桐柏县绿色转型综述", "", "河南省南阳市桐柏县"),
        ("淮源镇护林。", "桐柏县淮源绿色转型综述", "", "河南省南阳市桐柏县淮源镇"),
        ("淮源镇护林。", "淮源绿色转型综述", "桐柏县人民政府办公室", "河南省南阳市桐柏县淮源镇"),
        ("贵州多山，贵州多桥。贵州省修路，习水县酿酒，贵州种茶，贵州养牛。", "", "", "贵州省"),
        ("贵州多山，贵州多桥。贵州省修路，习水县酿酒，全县增收，贵州种茶，贵州养牛。", "", "", "贵州省遵义市习水县"),
        ("发展产业。", "", "", None),
        ("延津县王楼镇任庄村变了样。任庄村建园区，任庄村种瓜，任庄村修路。", "好日子", "", "河南省新乡市延津县王楼镇"),
        ("延津县王楼镇任庄村变了样，全县学任庄村，任庄村修路，我县各村、县委各部门看任庄村。", "好日子", "", "河南省新乡市延津县"),
        ("延津县王楼镇任庄村变了样，石婆固镇学任庄村，任庄村修路，任庄村种瓜。", "好日子", "", "河南省新乡市延津县"),
    ],
)
def test_region(text: str, title: str, body: str, region: str | None) -> None:
    document, prose = document_of(text, title, body)
    found = find_places_and_region(prose, document)[1]
    assert (found and "".join(found.path)) == region


def test_no_place_stands_inside_the_name_of_a_person() -> None:
    document, prose = document_of("市农业农村局局长陈玉林说，玉林的香料卖到了高邮。", "高邮市种业")
    people = find_people(prose, document)
    places, region = find_places_and_region(prose, document, people)
    assert [place.name for place in places] == ["高邮市", "玉林", "高邮"]
    assert [len(place.mentions) for place in places] == [1, 1, 1]
    assert region
    assert region.path[-1] == "高邮市"


def test_an_open_place_lists_what_it_could_be_and_is_a_finding() -> None:
    document, prose = document_of("王楼镇扎实推进项目建设。")
    (place,) = find_places(prose, document)
    assert [c.path[2] for c in place.candidates] == ["延津县", "范县", "梁园区"]
    assert (place.path, place.adcode) == ((), None)
    (finding,) = ambiguous_places(document.model_copy(update={"places": (place,)}))
    assert (finding.code, finding.spans) == ("place_ambiguous", place.mentions[0])


def test_a_finding_does_not_list_ninety_towns() -> None:
    document, prose = document_of("城关镇整治环境。")
    (finding,) = ambiguous_places(document.model_copy(update={"places": find_places(prose, document)}))
    assert "more: the text does not say which" in finding.message
    assert len(finding.message) < 200


def test_a_code_never_goes_without_authority_and_date() -> None:
    document, prose = document_of("王楼镇发展，石婆固镇修路，濮阳经开区招商。", issuing_body="延津县人民政府办公室")
    coded = {p.name: (p.adcode, p.authority, p.as_of) for p in find_places(prose, document)}
    assert coded["王楼镇"] == ("410726105", "civil_affairs", "2025-12-31")
    assert coded["石婆固镇"] == ("410726104", "civil_affairs", "2025-12-31")
    zone = gazetteer.named("濮阳经济技术开发区")[0]
    assert (zone.code, zone.authority, zone.as_of) == ("410972", "statistics", "2023-06-30")


def test_the_text_of_every_mention_is_the_name() -> None:
    text = "延津县王楼镇与范县王楼镇结对，王楼镇干部赴兰考、长垣等地。"
    document, prose = document_of(text)
    for place in find_places(prose, document):
        for spans in place.mentions:
            assert prose[0].mapped.reading.raw(spans) == place.name


def test_the_data_is_what_the_description_says() -> None:
    for name, digest in vocabulary("gazetteer")["made"].items():
        assert hashlib.sha256((VOCABULARIES / name).read_bytes()).hexdigest() == digest


def test_the_data_holds_together() -> None:
    assert len(gazetteer.named("王楼镇")) == 3
    assert gazetteer.named("不存在的镇") == ()
    orphans = [unit for units in gazetteer.county_names().values() for unit in units if unit.level > 1 and len(gazetteer.path(unit)) < 2]
    assert orphans == []


def test_lists_of_words_do_not_contradict_each_other() -> None:
    words = vocabulary("places")["words"]
    assert not set(words["never"]) & set(words["rarely"])
    assert [inside for inside in words["inside"] if not mentions(inside, in_names=True)] == []


def test_the_gazetteer_loads_in_well_under_a_tenth_of_a_second() -> None:
    code = (
        "from parsers.grammar.places import gazetteer as g; import seeds, time; seeds.vocabulary('places'); t = time.process_time();"
        "g.short_names(); g.villages(g.named('范镇')[0] if g.named('范镇') else g.named('王楼镇')[1]); print(time.process_time() - t)"
    )
    runs = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(3)]
    assert min(runs) < 0.1
