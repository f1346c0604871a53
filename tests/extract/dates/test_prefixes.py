"""The patterns that are tried at a place are all that can match there."""

import pytest

from corpus.languages import LANGS, Lang
from corpus.reading import reading
from extract.dates.grammar import grammar
from extract.dates.prefixes import Prefixes

TEXTS: dict[Lang, str] = {
    "ko": "오는 23일~25일, '26~'28년, 2022. 10. 26.(수), 내년 1월 중순, 3개 기관, 12명, 지난해 9월부터",
    "en": "on january 22 and 23, the week after next, q3 2022, 12 people, mid-may, from 2023 to 2027, '22.3.1",
    "zh": "二〇二二年三月,下周二,10月26日至28日,第三季度,12人,今年前9个月,同日",
}


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        (r"(?<!x)\d{1,3}(?:,\d{3})+", "12,345", True),
        (r"(?<!x)\d{1,3}(?:,\d{3})+", "12;345", False),
        (r"[^a-c]\S{0,300}z", "dddd", True),
        (r"[b-d]z", "ez", False),
        (r"(?:ab|a)(?!c)d?", "acx", True),
        (r"\x27\d\d\b", "'22", True),
        (r"[\]a-]x", "-x", True),
        (r"(?:a{0,9}b){2,}", "aabab", True),
        (r"\d", "٣", True),
    ],
)
def test_a_pattern_fits_where_its_first_characters_do(pattern: str, text: str, fits: bool) -> None:
    assert Prefixes(["never", pattern]).fitting(text, 0, len(text)) == ((1,) if fits else ())


def test_a_pattern_that_may_be_empty_fits_everywhere() -> None:
    assert Prefixes(["a?"]).fitting("z", 0, 1) == (0,)


@pytest.mark.parametrize("lang", LANGS)
def test_no_rule_that_matches_is_left_out(lang: Lang) -> None:
    rules, text = grammar(lang), reading(TEXTS[lang])
    matched = 0
    for start in range(len(text)):
        fitting = rules.prefixes.fitting(text, start, len(text))
        matching = [n for n, one in enumerate(rules.patterns) if one.regex.match(text, start)]
        assert {*matching} <= {*fitting}
        matched += len(matching)
    assert matched
