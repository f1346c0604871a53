"""The registries of meeting series and programmes."""

import csv
import shutil

import pytest

from corpus.errors import BadResource
from corpus.registry.groups import spellings
from corpus.registry.programmes import ProgrammeRegistry, programmes
from corpus.registry.series import SeriesRegistry, series
from corpus.registry.tables import ROOT
from corpus.registry.topics import topics_in


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("제9차 한중 해양협력대화", "ko", "kr-cn.maritime-dialogue"),
        ("第九轮中韩海洋事务对话", "zh", "kr-cn.maritime-dialogue"),
        ("9th ROK-China Dialogue on Maritime Affairs", "en", "kr-cn.maritime-dialogue"),
        ("제12차 한·중·일 보건장관회의", "ko", "thmm"),
        ("中韩科技合作联委会第十六次会议", "zh", "kr-cn.science-joint-committee"),
        ("8th China-ROK Environment Ministers' Meeting", "en", "kr-cn.environment-ministers"),
        ("21st Tripartite Environment Ministers Meeting", "en", "temm"),
        ("제3차 루리타니아 협력회의", "ko", None),
    ],
)
def test_a_name_leads_to_its_series(name, lang, expected):
    assert series().named(name, lang) == expected


def test_countries_of_the_release_decide_where_the_name_says_not_who_meets():
    name = "23rd meeting of the Joint Committee on Environmental Cooperation"
    assert series().named(name, "en", ("KR", "CN")) == "kr-cn.environment-joint-committee"
    assert series().named(name, "en", ("KR", "JP")) == "kr-jp.environment-joint-committee"
    assert series().named(name, "en") is None


def test_every_series_and_programme_can_be_found_by_a_name():
    for registry, folder in ((series(), "series"), (programmes(), "programmes")):
        for lang in ("ko", "en", "zh"):
            with (ROOT / folder / f"{lang}.csv").open(encoding="utf-8", newline="") as lines:
                named = {row["id"] for row in csv.DictReader(lines)}
            assert named <= set(registry.ids)
    assert len(series().ids) >= 100


def test_a_group_is_named_in_every_order():
    assert "한중일 환경장관회의" in [
        s.replace("  ", " ") for s in spellings("{members} 환경장관회의", "ko", "KR CN JP")
    ]
    assert {"中韩科技联委会", "韩中科技联委会"} <= set(spellings("{members}科技联委会", "zh", "KR CN"))
    assert "Tripartite Customs Heads' Meeting" in spellings("{members} Customs Heads' Meeting", "en", "KR CN JP")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("양국은 청천(晴天)계획의 성과를 점검했다.", "ko", ["clean-sky-plan"]),
        ("双方将落实《巴黎协定》和《生物多样性公约》。", "zh", ["paris-agreement", "cbd"]),
        ("The North-East Asia Clean Air Partnership was launched in 2018.", "en", ["neacap"]),
    ],
)
def test_a_programme_is_found_in_a_sentence(text, lang, expected):
    from corpus.reading import reading

    assert [match.id for match in programmes().find(reading(text), lang)] == expected


@pytest.mark.parametrize(
    ("table", "line", "hint"),
    [
        ("series/series.csv", "temm,Again,ministers,,INT,,,made", "Rename"),
        ("series/ko.csv", "nowhere,ko,회의,,,", "series.csv"),
    ],
)
def test_a_wrong_table_says_where(tmp_path, table, line, hint):
    shutil.copytree(ROOT / "series", tmp_path / "series")
    with (tmp_path / table).open("a", encoding="utf-8") as lines:
        lines.write(line + "\n")
    with pytest.raises(BadResource, match=hint):
        SeriesRegistry(tmp_path / "series")


def test_two_programmes_cannot_share_a_name(tmp_path):
    shutil.copytree(ROOT / "programmes", tmp_path / "programmes")
    with (tmp_path / "programmes" / "en.csv").open("a", encoding="utf-8") as lines:
        lines.write("cbd,en,Paris Agreement,,,\n")
    with pytest.raises(BadResource, match="also a name of 'paris-agreement'"):
        ProgrammeRegistry(tmp_path / "programmes")


def test_topics_are_the_same_in_three_languages():
    assert (
        topics_in("한중 청년 환경포럼") == topics_in("中韩青年环境论坛") == topics_in("youth forum on the environment")
    )


def test_a_series_is_called_as_its_readers_call_it():
    called = [series().called("temm", lang) for lang in ("ko", "zh")]
    assert called == ["한중일환경장관회의", "中日韩环境部长会议"]
    assert series().called("kr-cn.economic-joint-committee", "zh") == "中韩经贸联委会"


@pytest.mark.parametrize(
    ("text", "lang", "ids"),
    [
        (" environment ministers' meeting of the two", "en", {"temm", "kr-cn.environment-ministers"}),
        (" 해양협력대화 결과", "ko", {"kr-cn.maritime-dialogue"}),
        ("环境部长会议", "zh", {"temm", "kr-cn.environment-ministers"}),
        (" environment meetings", "en", set()),
        ("결과와 해양협력대화", "ko", set()),
    ],
)
def test_a_series_is_found_behind_a_number_without_its_countries(text, lang, ids):
    found = series().without_countries(text, lang)
    assert set(found.ids if found else ()) == ids
