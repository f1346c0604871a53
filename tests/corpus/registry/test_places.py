"""Places of China and Korea in Latin letters."""

import pytest

from corpus.languages import Lang
from corpus.registry.places import place_in_latin, revised


@pytest.mark.parametrize(
    ("name", "lang", "country", "latin"),
    [
        ("洛阳", "zh", "CN", "Luoyang"),
        ("忠州", "zh", "KR", "Chungju"),
        ("龙仁", "zh", "KR", "Yongin"),
        ("江陵", "zh", "KR", "Gangneung"),
        ("강릉", "ko", "KR", "Gangneung"),
    ],
)
def test_a_place_is_spelt_as_its_country_spells_it(name: str, lang: Lang, country: str, latin: str) -> None:
    assert place_in_latin(name, lang, country) == latin


def test_a_place_read_in_two_ways_or_of_another_country_has_no_spelling() -> None:
    assert place_in_latin("丽水", "zh", "KR") is None
    assert place_in_latin("长崎", "zh", "JP") is None


@pytest.mark.parametrize(
    ("hangul", "latin"), [("신라", "silla"), ("백마", "baengma"), ("왕십리", "wangsimni"), ("석유", "seogyu")]
)
def test_sounds_that_change_are_spelt_as_they_are_spoken(hangul: str, latin: str) -> None:
    assert revised(hangul) == latin
