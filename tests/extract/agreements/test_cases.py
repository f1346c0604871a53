import pytest

from corpus.languages import LANGS
from extract.agreements.rules import AgreementRules
from extract.rulefiles import load

from .support import agreements, blank, release

CASES = [
    pytest.param(lang, case, id=f"{lang}-{number}")
    for lang in LANGS
    for number, case in enumerate(load(lang, "agreements", AgreementRules).cases)
]


@pytest.fixture(scope="module")
def nlp():
    return blank()


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_a_rule_file_proves_its_own_cases(nlp, lang, case):
    found = agreements(nlp, release(lang, case.text))
    assert [(item.title, item.kind, item.status) for item in found] == case.items


@pytest.mark.parametrize("lang", LANGS)
def test_every_verb_and_head_has_words_and_an_id_of_its_own(lang):
    rules = load(lang, "agreements", AgreementRules)
    for group in (rules.verbs, rules.heads, rules.cues):
        ids = [rule.id for rule in group]
        assert len(ids) == len(set(ids))
    assert all(verb.words or verb.past for verb in rules.verbs)
    assert all(head.words for head in rules.heads)
