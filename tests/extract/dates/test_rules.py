"""Every rule, join and mark finds its own examples and leaves its rejects alone."""

import re

import pytest

from corpus.languages import LANGS, Lang
from extract.dates import find_dates
from extract.dates.rules import REF_DATE, Join, Mark, Rule, load_date_rules

_MARK = re.compile(r"\[\[(.*?)\]\](?!\])")


def named(lang: Lang) -> list[Rule | Join | Mark]:
    rules = load_date_rules(lang)
    return [*rules.rule, *rules.join, *rules.mark]


EXAMPLES = [
    pytest.param(lang, source, values, *(rest or [REF_DATE]), id=f"{rule.id}-{number}")
    for lang in LANGS
    for rule in named(lang)
    for number, (source, values, *rest) in enumerate(rule.examples)
]
REJECTS = [
    pytest.param(lang, text, id=f"{rule.id}-reject-{number}")
    for lang in LANGS
    for rule in named(lang)
    for number, text in enumerate(rule.rejects)
]


@pytest.mark.parametrize(("lang", "source", "values", "ref_date"), EXAMPLES)
def test_a_rule_finds_its_own_examples(lang: Lang, source: str, values: str, ref_date: str) -> None:
    surfaces = _MARK.findall(source)
    found = find_dates(_MARK.sub(r"\1", source), lang, ref_date)
    assert [date.value for date in found] == values.split()
    assert all(any(surface in d.surface or d.surface in surface for d in found) for surface in surfaces)


@pytest.mark.parametrize(("lang", "text"), REJECTS)
def test_a_rule_leaves_its_rejects_alone(lang: Lang, text: str) -> None:
    assert find_dates(text, lang, REF_DATE) == []


@pytest.mark.parametrize("lang", LANGS)
def test_ids_are_unique_and_name_their_language(lang: Lang) -> None:
    ids = [rule.id for rule in named(lang)]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"{lang}.") for name in ids)


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_that_gives_a_date_has_an_example(lang: Lang) -> None:
    assert [rule.id for rule in named(lang) if not rule.examples and not rule.rejects] == []
