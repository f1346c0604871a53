from pathlib import Path

import pytest

from corpus.documents import BlockKind
from corpus.errors import BadResource
from corpus.languages import LANGS, Lang
from extract import rulefiles
from extract.agencies.rules import Rule, grammar

from .support import agencies, unmarked

RULES = [(lang, rule) for lang in LANGS for rule in grammar(lang).rules.rule]
EXAMPLES = [
    pytest.param(lang, rule, source, name, id=f"{rule.id}-{number}")
    for lang, rule in RULES
    for number, (source, name) in enumerate(rule.examples)
]
REJECTS = [
    pytest.param(lang, rule, source, id=f"{rule.id}-{number}")
    for lang, rule in RULES
    for number, source in enumerate(rule.rejects)
]


def kind_of_block(rule: Rule) -> BlockKind:
    return "contact" if rule.where == "contact" else "paragraph"


@pytest.mark.parametrize(("lang", "rule", "source", "name"), EXAMPLES)
def test_a_rule_finds_its_own_examples(lang: Lang, rule: Rule, source: str, name: str) -> None:
    text, [surface] = unmarked(source)
    found = agencies(text, lang=lang, kind=kind_of_block(rule))
    assert (name, True) in [(one.name, surface in one.surfaces) for one in found]


@pytest.mark.parametrize(("lang", "rule", "source"), REJECTS)
def test_a_rule_leaves_alone_what_it_rejects(lang: Lang, rule: Rule, source: str) -> None:
    assert rule.id not in [one.rule for one in agencies(source, lang=lang)]


@pytest.mark.parametrize(("lang", "rule"), [pytest.param(lang, rule, id=rule.id) for lang, rule in RULES])
def test_every_rule_names_its_language_and_has_an_example(lang: Lang, rule: Rule) -> None:
    assert rule.id.startswith(f"{lang}.")
    assert rule.examples
    assert rule.note.endswith(".")


def test_ids_of_rules_stand_once() -> None:
    ids = [rule.id for _, rule in RULES]
    assert len(ids) == len(set(ids))


def test_words_that_are_nowhere_listed_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "en").mkdir()
    text = (rulefiles.ROOT / "en" / "agencies.toml").read_text(encoding="utf-8")
    broken = text.replace("{head_first}", "{unheard_of}", 1)
    (tmp_path / "en" / "agencies.toml").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(rulefiles, "ROOT", tmp_path)
    grammar.cache_clear()
    try:
        with pytest.raises(BadResource, match=r"uses \{unheard_of\}, which is no list"):
            grammar("en")
    finally:
        monkeypatch.undo()
        grammar.cache_clear()
