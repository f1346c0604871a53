import pytest

from corpus.languages import LANGS
from extract.agreements.rules import AgreementRules, grammar
from extract.agreements.scan import Scan, openings
from extract.rulefiles import load


@pytest.mark.parametrize(
    ("alternative", "characters"),
    [
        ("签署", {"签"}),
        ("[Ss]ign", {"S", "s"}),
        ("a?b", {"a", "b"}),
        ("a|b", {"a", "b"}),
        (r"\bx", {"x"}),
        ("(?:a|b)?c", {"a", "b", "c"}),
        ("(?<!a)(?:b{0,2}|[cd])+e", None),
        ("(?=a)", None),
        (".a", None),
        ("[^a]b", None),
        (r"\(a", {"("}),
    ],
)
def test_the_first_characters_of_a_pattern_are_told_or_left_open(alternative, characters):
    assert openings(alternative) == characters


@pytest.mark.parametrize("lang", LANGS)
def test_a_scan_finds_what_its_pattern_finds(lang):
    rules = grammar(lang)
    scan = rules.verb if rules.rules.order == "object-verb" else rules.event
    for case in load(lang, "agreements", AgreementRules).cases:
        spans = [match.span() for match in scan.finditer(case.text, 0, len(case.text))]
        assert spans == [match.span() for match in scan.pattern.finditer(case.text)]


def test_a_scan_goes_on_after_a_match_of_no_characters():
    scan = Scan([("a", ["(?=b)"])])
    assert [match.start() for match in scan.finditer("abcb", 0, 4)] == [1, 3]


def test_a_scan_ends_after_a_match_of_no_characters_at_the_end():
    scan = Scan([("a", ["(?=b|$)"])])
    assert [match.start() for match in scan.finditer("abc", 0, 3)] == [1, 3]
