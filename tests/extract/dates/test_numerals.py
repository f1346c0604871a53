import pytest

from corpus.languages import Lang
from extract.dates.rules import load_date_rules


@pytest.mark.parametrize(
    ("lang", "text", "number"),
    [
        ("zh", "二〇二二", 2022),
        ("zh", "二十八", 28),
        ("zh", "千二十二", 1022),
        ("zh", "廿三", 23),
        ("ko", "이천이십이", 2022),
        ("ko", "십오", 15),
        ("en", "two thousand and fifteen", 2015),
        ("en", "nineteen eighty six", 1986),
        ("en", "nineteen zero one", 1901),
        ("en", "one thousand seven hundred and eighty nine", 1789),
        ("en", "twenty-fourth", 24),
        ("en", "03", 3),
    ],
)
def test_number_words_read_as_their_number(lang: Lang, text: str, number: int) -> None:
    assert load_date_rules(lang).numerals.read(text) == number


def test_what_is_no_number_reads_as_none() -> None:
    assert load_date_rules("en").numerals.read("spring") is None
