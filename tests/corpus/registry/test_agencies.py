from itertools import combinations
from pathlib import Path

import pytest

from corpus import edtf
from corpus.errors import BadResource
from corpus.languages import LANGS
from corpus.registry import agencies, countries
from corpus.registry.organisations import Agencies, Name
from corpus.registry.tables import ROOT

SHARED = {
    ("KR", "MOE"),  # Education, and for a time Environment
}
"""Names that two bodies of one country bore at one time."""

ORGANISATIONS = "id,name,country,parent,kind,valid_from,valid_to,successor\n"
NAMES = "id,lang,name,valid_from,valid_to,source\n"
BORDERS = "lang,side,ending,text,note\nko,after,부,서,부서\n"


def tables(folder: Path, organisations: str, names: str = "") -> Path:
    (folder / "organisations.csv").write_text(ORGANISATIONS + organisations, encoding="utf-8")
    (folder / "korea.csv").write_text(NAMES + names, encoding="utf-8")
    (folder / "borders.csv").write_text(BORDERS, encoding="utf-8")
    return folder


def test_every_organisation_has_a_name_in_every_language() -> None:
    bare = [(one, lang) for one in agencies().ids for lang in LANGS if not agencies().names(one, lang)]
    assert bare == []


def test_names_are_in_the_form_in_which_texts_are_matched() -> None:
    signs = str.maketrans({"’": None, "“": None, "—": None, "・": None, "（": None, "　": None})
    odd = [n.name for one in agencies().ids for n in agencies().names(one) if n.name.translate(signs) != n.name]
    assert odd == []


def test_no_two_bodies_of_a_country_bear_one_name_at_one_time() -> None:
    bearers: dict[tuple[str, str, str], list[Name]] = {}
    for one in agencies().ids:
        for name in agencies().names(one):
            bearers.setdefault((agencies().entry(one).country, name.lang, name.name), []).append(name)
    clashes = [
        (country, text, left.id, right.id)
        for (country, _, text), names in sorted(bearers.items())
        for left, right in combinations(names, 2)
        if left.id != right.id and (country, text) not in SHARED and _meet(left, right)
    ]
    assert clashes == []


def _meet(left: Name, right: Name) -> bool:
    def period(name: Name) -> str:
        entry = agencies().entry(name.id)
        start = name.valid_from or entry.valid_from or "0001"
        return f"{start}/{name.valid_to or entry.valid_to or '9999'}"

    (_, left_end), (right_start, _) = edtf.days(period(left)), edtf.days(period(right))
    (left_start, _), (_, right_end) = edtf.days(period(left)), edtf.days(period(right))
    assert left_end is not None
    assert right_end is not None
    assert left_start is not None
    assert right_start is not None
    return min(left_end, right_end).year - max(left_start, right_start).year > 0  # a year of change belongs to both


def test_the_first_english_name_of_today_is_the_canonical_one() -> None:
    odd = [
        (one, agencies().canonical(one, "2026-06"), agencies().entry(one).name)
        for one in agencies().ids
        if agencies().entry(one).valid_to is None
        and agencies().names(one, "en", "2026-06")
        and agencies().canonical(one, "2026-06") != agencies().entry(one).name
    ]
    assert odd == []


def test_a_ministry_is_found_under_its_name_of_the_time() -> None:
    registry = agencies()
    assert registry.canonical("cn.mee", "2017-05") == "Ministry of Environmental Protection"
    assert registry.canonical("cn.mee", "2020-05") == "Ministry of Ecology and Environment"
    assert registry.canonical("kr.me") == "Ministry of Climate, Energy and Environment"
    [name] = registry.names("kr.me", "zh", "2026-01")
    assert name.name == "气候能源环境部"


def test_same_named_ministries_come_back_together() -> None:
    [match] = agencies().find("외교부는", "ko", "2024")
    assert {"kr.mofa", "cn.mfa"} <= set(match.ids)
    [match] = agencies().find("외교부는", "ko", "2005")
    assert match.ids.index("cn.mfa") < match.ids.index("kr.mofa")


def test_a_name_within_a_longer_word_is_none() -> None:
    assert agencies().find("관계 부처의 외교부문 협력", "ko") == []
    assert agencies().find("两国外交部门保持沟通", "zh") == []
    assert [m.ids for m in agencies().find("중국생태환경부", "ko")] == [("cn.mee",)]
    assert agencies().find("지속환경부", "ko", "2020") == []


def test_names_in_latin_letters_are_found_in_any_language() -> None:
    assert [m.ids for m in agencies().find("세계보건기구(WHO)", "ko")] == [("int.who",), ("int.who",)]


@pytest.mark.parametrize(
    ("organisations", "names", "problem"),
    [
        ("kr.x,X,KR,,ministry,,,\nkr.x,Y,KR,,ministry,,,\n", "", r"line 3: id 'kr.x' stands twice"),
        ("kr.x,X,ZZ,,ministry,,,\n", "", r"line 2: country 'ZZ' is unknown"),
        ("kr.x,X,KR,kr.none,ministry,,,\n", "", r"line 2: parent 'kr.none' is unknown"),
        ("kr.x,X,KR,,ministry,,,kr.none\n", "", r"line 2: successor 'kr.none' is unknown"),
        ("kr.x,X,KR,,club,,,\n", "", r"line 2, column kind"),
        ("kr.x,X,KR,,ministry,May 2008,,\n", "", r"line 2, column valid_from: .*no year"),
        ("kr.x,X,KR,,ministry,2013,2008,\n", "", r"line 2: it ends before it begins"),
        ("kr.x,X,KR,,ministry\n", "", r"line 2: not 8 cells"),
        ("kr.x,X,KR,,ministry,,,\n", "kr.y,ko,엑스,,,own\n", r"korea.csv, line 2: organisation 'kr.y' is unknown"),
        ("kr.x,X,KR,,ministry,,,\n", "kr.x,xx,엑스,,,own\n", r"korea.csv, line 2, column lang"),
    ],
)
def test_a_bad_table_is_named_with_its_line(tmp_path: Path, organisations: str, names: str, problem: str) -> None:
    with pytest.raises(BadResource, match=problem):
        Agencies(tables(tmp_path, organisations, names))


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    tables(tmp_path, "")
    (tmp_path / "korea.csv").write_text("id,lang,name,since\n", encoding="utf-8")
    with pytest.raises(BadResource, match=r"line 1: column 'since' is wrong"):
        Agencies(tmp_path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadResource, match=r"organisations.csv is missing"):
        Agencies(tmp_path)


def test_every_table_of_names_has_a_source_for_every_name() -> None:
    for one in agencies().ids:
        assert all(name.source for name in agencies().names(one))


def test_countries_are_known_by_any_of_their_names() -> None:
    assert countries().code("大韩民国", "zh") == "KR"
    assert countries().code("中方", "zh") == "CN"
    assert countries().names("en")["Chinese"] == "CN"
    assert "한" not in countries().names("ko")


def test_every_mention_in_a_long_text_is_found() -> None:
    text = "환경부는 중국 생태환경부와 서울에서 회의를 열고 협력 방안을 논의하였다. " * 2000
    assert len(agencies().find(text, "ko", "2023")) == 2 * 2000


def test_the_tables_stand_where_the_package_expects_them() -> None:
    assert (ROOT / "agencies" / "organisations.csv").exists()
