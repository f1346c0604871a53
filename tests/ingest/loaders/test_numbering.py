"""Numbers of lists and outlines of Hancom documents."""

import pytest

from ingest.loaders.numbering import STYLES, Level, Numbers, numeral


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    numbers = Numbers({1: {1: Level("^1."), 2: Level("^1.^2."), 3: Level("^1.^2.^3.")}})
    assert [numbers.next(1, level) for level in (1, 3, 3, 2, 3, 1)] == [
        "1.",
        "1.1.1.",
        "1.1.2.",
        "1.2.",
        "1.2.1.",
        "2.",
    ]


def test_lists_count_apart() -> None:
    numbers = Numbers({"a": {1: Level("^1)")}, "b": {1: Level("(^1)", "LATIN_CAPITAL", 3)}})
    assert [numbers.next(key, 1) for key in "abab"] == ["1)", "(C)", "2)", "(D)"]


@pytest.mark.parametrize(("form", "number"), [("^n", "2.1"), ("^N", "2.1."), ("제^2항", "제1항"), ("", ""), ("^9", "")])
def test_a_form_says_which_levels_it_shows(form: str, number: str) -> None:
    numbers = Numbers({1: {1: Level("^1.", start=2), 2: Level(form)}})
    assert numbers.next(1, 2) == number


def test_a_list_or_level_that_the_file_does_not_define_has_no_number() -> None:
    numbers = Numbers({1: {1: Level("^1.")}})
    assert (numbers.next(2, 1), numbers.next(1, 4)) == ("", "")


@pytest.mark.parametrize("style", STYLES)
def test_a_number_without_a_sign_in_its_style_is_in_digits(style: str) -> None:
    assert numeral(0, style) == "0"
    assert len({numeral(count, style) for count in range(1, 60)}) == 59
