"""The rules of lines, markers and titles prove themselves by their examples."""

import re

import pytest

from corpus.languages import LANGS
from corpus.reading import reading
from ingest.layout.markers import Depth, families, marker_of
from ingest.layout.prose import prose_patterns, prose_rules
from ingest.layout.rules import LayoutRules, line_reader
from ingest.layout.titles import TitleRules, patterns
from ingest.layout.wrapping import is_terminal
from ingest.rulefiles import load

RULES = [rule for lang in LANGS for rule in load(f"{lang}/layout", LayoutRules).line]
EXAMPLES = [pytest.param(rule, line, id=f"{rule.id}-{n}") for rule in RULES for n, line in enumerate(rule.examples)]
REJECTS = [pytest.param(rule, line, id=f"{rule.id}-{n}") for rule in RULES for n, line in enumerate(rule.rejects)]
MARKED = [(family.id, line) for family in families() for line in family.examples]
UNMARKED = [(family.id, line) for family in families() for line in family.rejects]
TITLES = [load(f"{lang}/titles", TitleRules) for lang in LANGS]


@pytest.mark.parametrize(("rule", "line"), EXAMPLES)
def test_a_rule_knows_its_own_examples(rule, line):
    assert re.fullmatch(rule.pattern, reading(line), re.IGNORECASE)
    assert line_reader().kind_of(reading(line)) == rule.kind


@pytest.mark.parametrize(("rule", "line"), REJECTS)
def test_a_rule_leaves_other_lines_alone(rule, line):
    assert not re.fullmatch(rule.pattern, reading(line), re.IGNORECASE)


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule.id for rule in RULES]
    assert len(names) == len(set(names))


def test_in_the_middle_of_a_long_text_there_are_no_menus() -> None:
    assert line_reader().kind_of("인쇄", inside=True) is None
    assert line_reader().kind_of("표 1. 협력사업", inside=True) == "caption"


@pytest.mark.parametrize(("family", "line"), MARKED)
def test_a_marker_is_told_by_its_family(family: str, line: str) -> None:
    marker = marker_of(reading(line))
    assert marker is not None
    assert marker.family == family


@pytest.mark.parametrize(("family", "line"), UNMARKED)
def test_what_only_looks_like_a_marker_is_none(family: str, line: str) -> None:
    marker = marker_of(reading(line))
    assert marker is None or marker.family != family


def depths(*lines: str) -> list[int]:
    depth = Depth()
    found = []
    for line in lines:
        marker = marker_of(reading(line.strip()))
        assert marker is not None
        found.append(depth.of(marker, len(line) - len(line.lstrip())))
    return found


def test_depth_follows_the_families_of_a_release() -> None:
    assert depths("□ 가", "○ 나", "- 다", "○ 라", "□ 마", "- 바") == [1, 2, 3, 2, 1, 2]


def test_depth_follows_indentation_where_there_is_one_family() -> None:
    assert depths("- 가", "  - 나", "  - 다", "- 라") == [1, 2, 2, 1]


@pytest.mark.parametrize("rules", TITLES)
def test_lines_that_only_name_a_body(rules: TitleRules) -> None:
    assert [line for line in rules.issuer_examples if not patterns().issuer.fullmatch(reading(line))] == []
    assert [line for line in rules.issuer_rejects if patterns().issuer.fullmatch(reading(line))] == []
    for line, title in rules.label_examples:
        match = patterns().label.match(reading(line))
        assert match is not None
        assert line[match.end() :] == title


@pytest.mark.parametrize("lang", LANGS)
def test_how_prose_ends_and_goes_on(lang: str) -> None:
    rules = prose_rules(lang)
    assert [line for line in rules.complete_examples if not is_terminal(reading(line))] == []
    assert [line for line in rules.unfinished_examples if not prose_patterns().unfinished.search(reading(line))] == []
    assert [line for line in rules.subject_examples if not prose_patterns().subject.search(reading(line))] == []
    assert [line for line in rules.complete_examples if prose_patterns().unfinished.search(reading(line))] == []
