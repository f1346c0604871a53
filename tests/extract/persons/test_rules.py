"""Every rule is tried on the sentences beside it."""

import re

import pytest

from corpus.documents import Block
from corpus.languages import LANGS, Lang
from corpus.reading import reading
from extract.persons.finder import finder
from extract.persons.rules import lexicon


def unmarked(marked: str) -> tuple[str, list[str]]:
    """A sentence without its double brackets, and what stood in them."""
    return re.sub(r"\[\[(.+?)\]\]", r"\1", marked), re.findall(r"\[\[(.+?)\]\]", marked)


def names_in(text: str, lang: Lang, rule: str | None = None) -> list[str]:
    block = Block(kind="paragraph", start=0, end=len(text), lang=lang)
    form = reading(text)
    found = finder(lang).find(form, block)
    if rule is not None:
        found = finder(lang).find_by(rule, form, block)
    return [text[mention.name.start : mention.name.end] for mention in found]


CASES = [(lang, rule) for lang in LANGS for rule in (r.rule for r in lexicon(lang).rules)]
EXAMPLES = [(lang, rule.id, example) for lang, rule in CASES for example in rule.examples]
REJECTS = [(lang, rule.id, example) for lang, rule in CASES for example in rule.rejects]


@pytest.mark.parametrize(
    ("lang", "rule", "example"), EXAMPLES, ids=[f"{r}-{n}" for n, (_, r, _) in enumerate(EXAMPLES)]
)
def test_a_rule_finds_its_own_examples(lang: Lang, rule: str, example: str) -> None:
    text, names = unmarked(example)
    assert names_in(text, lang, rule) == names


@pytest.mark.parametrize(
    ("lang", "rule", "example"), EXAMPLES, ids=[f"{r}-{n}" for n, (_, r, _) in enumerate(EXAMPLES)]
)
def test_all_rules_together_find_the_examples(lang: Lang, rule: str, example: str) -> None:
    text, names = unmarked(example)
    assert set(names) <= set(names_in(text, lang))


@pytest.mark.parametrize(("lang", "rule", "example"), REJECTS, ids=[f"{r}-{n}" for n, (_, r, _) in enumerate(REJECTS)])
def test_no_rule_takes_what_a_rule_rejects(lang: Lang, rule: str, example: str) -> None:
    assert names_in(example, lang) == []


@pytest.mark.parametrize("lang", LANGS)
def test_rule_ids_are_unique_and_say_their_language(lang: Lang) -> None:
    ids = [compiled.rule.id for compiled in lexicon(lang).rules]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{lang}.person.") for one in ids)
