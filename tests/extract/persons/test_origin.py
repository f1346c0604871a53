"""The form of a name in Latin letters tells a country that the text does not give."""

import pytest

from extract.persons.origin import of_name

from .support import read, release


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Kim Do-yun", {"KR"}),
        ("Do-yun KIM", {"KR"}),
        ("Yoon Seo Jin", {"KR"}),
        ("Choi Heejin", {"KR"}),
        ("HAN Linqing", {"CN"}),
        ("Linqing Shen", {"CN"}),
        ("Aoki Shinsuke", {"JP"}),
        ("Shinsuke AOKI", {"JP"}),
        ("Anna Bergström", set()),
        ("Peter Lee", set()),
        ("Kim", set()),
        ("Nguyen Thi Hoa", set()),
    ],
)
def test_a_form_speaks_for_its_countries(name: str, countries: set[str]) -> None:
    assert of_name(name) == countries


def test_the_side_of_a_name_without_one_is_that_of_its_form() -> None:
    document = release(
        ("en", "The Republic of Korea and China held talks. Minister Han Linqing welcomed Minister Yoon Seo-jin.")
    )
    persons, _ = read(document)
    assert {person.name: person.side for person in persons} == {"Han Linqing": "CN", "Yoon Seo-jin": "KR"}


def test_a_form_of_a_country_that_is_not_named_says_nothing() -> None:
    document = release(("en", "The ministers of Peru and Chile met. Minister Han Linqing welcomed the guests."))
    [person], _ = read(document)
    assert person.side is None
