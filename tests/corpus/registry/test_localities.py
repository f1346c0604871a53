from pathlib import Path

import pytest

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.registry.localities import Localities, localities
from corpus.registry.tables import ROOT

LEVELS = "level,small,en,ko,zh\ncity,,{} City|City of {},{}시,{}市\n"
HEADER = "id,country,level,under,agency,en,ko,zh\n"


def tables(folder: Path, *rows: str) -> Path:
    (folder / "locality_levels.csv").write_text(LEVELS, encoding="utf-8")
    (folder / "localities.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("lang", "surface", "name", "country"),
    [
        ("ko", "의왕시", "Uiwang City", "KR"),
        ("ko", "다칭시", "Daqing City", "CN"),
        ("ko", "대경시", "Daqing City", "CN"),
        ("zh", "忠州市", "Chungju City", "KR"),
        ("zh", "静冈县", "Shizuoka Prefecture", "JP"),
        ("en", "City of Mokpo", "Mokpo City", "KR"),
        ("ko", "바이에른주", "State of Bavaria", "DE"),
    ],
)
def test_a_government_is_known_by_its_names_in_each_language(lang: Lang, surface: str, name: str, country: str) -> None:
    [one] = localities().full(lang)[surface]
    assert (one.name, one.country) == (name, country)


def test_a_place_that_is_listed_as_an_organisation_bears_its_name() -> None:
    [one] = localities().full("ko")["칭다오시"]
    assert (one.agency, one.name) == ("cn.qingdao", "Qingdao Municipal Government")


def test_a_country_is_no_place_without_its_level() -> None:
    assert "조지아" not in localities().bare("ko")
    assert "조지아주" in localities().full("ko")


def test_every_upper_and_lower_government_of_korea_is_there() -> None:
    korea = [one for one in localities().all if one.country == "KR"]
    assert [len([one for one in korea if (one.under is None) is upper]) for upper in (True, False)] == [17, 228]


def test_names_hold_no_blanks_at_their_ends_and_stand_once_in_a_cell() -> None:
    for one in localities().all:
        for names in one.bare.values():
            assert [name.strip() for name in names] == list(dict.fromkeys(names)), one.id


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("xx.a,XX,city,,,A,가,甲", "country 'XX' is unknown"),
        ("kr.a,KR,village,,,A,가,甲", "level 'village' is unknown"),
        ("kr.a,KR,city,kr.b,,A,가,甲", "under 'kr.b' is unknown"),
        ("kr.a,KR,city,,kr.none,A,가,甲", "agency 'kr.none' is unknown"),
    ],
)
def test_a_row_that_names_what_is_unknown_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(BadResource, match=f"line 2: {problem}"):
        Localities(tables(tmp_path, row))


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    row = "kr.a,KR,city,,,A,가람,甲乙"
    with pytest.raises(BadResource, match=r"line 3: id 'kr\.a' stands twice"):
        Localities(tables(tmp_path, row, row))


def test_the_tables_lie_in_the_registry() -> None:
    assert Localities(ROOT).levels.keys() == localities().levels.keys()
