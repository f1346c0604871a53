"""The form of a name in Latin letters tells a country that the text does not give."""

import pytest

from extract.persons.origin import of_name

from .support import agency, read, release


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


def test_a_title_that_names_a_body_of_one_country_tells_more_than_the_name() -> None:
    text = "The Republic of Korea and China held talks. Vice Minister of Science and ICT Han Linqing spoke."
    [person], _ = read(release(("en", text)))
    assert person.side == "KR"


def test_whose_title_names_the_issuer_is_of_its_country_whatever_the_name() -> None:
    text = "Korea and China met. The Ministry of Environment invited. Vice Minister of Environment Han Linqing spoke."
    document = release(("en", text))
    ministry = agency(document, "Ministry of Environment", "Ministry of Environment", "KR")
    [person], _ = read(document, ministry, issuer="Ministry of Environment")
    assert person.side == "KR"
