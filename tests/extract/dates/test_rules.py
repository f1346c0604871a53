"""Every rule, join and mark finds its own examples and leaves its rejects alone."""

import re

import pytest

from corpus.languages import LANGS, Lang
from extract.dates import find_dates
from extract.dates.rules import REF_DATE, load_date_rules

_MARK = re.compile(r"\[\[(.*?)\]\](?!\])")


def named(lang: Lang):
    rules = load_date_rules(lang)
    return [*rules.rule, *rules.join, *rules.mark]


EXAMPLES = [
    pytest.param(lang, *example, id=f"{rule.id}-{number}")
    for lang in LANGS
    for rule in named(lang)
    for number, example in enumerate(rule.examples)
]
REJECTS = [
    pytest.param(lang, text, id=f"{rule.id}-reject-{number}")
    for lang in LANGS
    for rule in named(lang)
    for number, text in enumerate(rule.rejects)
]


@pytest.mark.parametrize(
    ("lang", "source", "values", "ref_date"),
    [p if len(p.values) == 4 else pytest.param(*p.values, REF_DATE, id=p.id) for p in EXAMPLES],
)
def test_a_rule_finds_its_own_examples(lang, source, values, ref_date):
    surfaces = _MARK.findall(source)
    text = _MARK.sub(r"\1", source)
    found = find_dates(text, lang, ref_date)
    assert [date.value for date in found] == values.split()
    assert all(any(s in d.surface or d.surface in s for d in found) for s in surfaces)


@pytest.mark.parametrize(("lang", "text"), REJECTS)
def test_a_rule_leaves_its_rejects_alone(lang, text):
    assert find_dates(text, lang, REF_DATE) == []


@pytest.mark.parametrize("lang", LANGS)
def test_rule_ids_are_unique_and_name_their_language(lang):
    ids = [rule.id for rule in named(lang)]
    assert len(ids) == len(set(ids))
    assert all(i.startswith(f"{lang}.") for i in ids)
