"""Every rule of `meetings.toml` finds its own examples and leaves its rejects alone."""

import pytest

from corpus.languages import LANGS, Lang
from extract.meetings.circumstances import sign_of_format, sign_of_level
from extract.meetings.grammar import grammar
from extract.meetings.rules import Description, Noun

from .support import MARK, meetings_in


def naming(lang: Lang) -> list[Noun | Description]:
    """The rules that name a meeting."""
    rules = grammar(lang).rules
    return [*rules.noun, *rules.description, *rules.given]


NAMES = [
    pytest.param(lang, source, id=f"{rule.id}-{number}")
    for lang in LANGS
    for rule in naming(lang)
    for number, source in enumerate(rule.examples)
]
REJECTS = [
    pytest.param(lang, text, id=f"{rule.id}-reject-{number}")
    for lang in LANGS
    for rule in naming(lang)
    for number, text in enumerate(rule.rejects)
]
CUES = [
    pytest.param(lang, *example, id=f"{cue.id}-{number}")
    for lang in LANGS
    for cue in grammar(lang).rules.cue
    for number, example in enumerate(cue.examples)
]
FORMATS = [
    pytest.param(lang, rule.value, text, id=f"{rule.id}-{number}")
    for lang in LANGS
    for rule in grammar(lang).rules.format
    for number, text in enumerate(rule.examples)
]
LEVELS = [
    pytest.param(lang, field, rule.value, text, id=f"{rule.id}-{number}")
    for lang in LANGS
    for field in ("level", "rank")
    for rule in getattr(grammar(lang).rules, field)
    for number, text in enumerate(rule.examples)
]


@pytest.mark.parametrize(("lang", "source"), NAMES)
def test_a_rule_finds_its_own_examples(lang: Lang, source):
    marked = MARK.search(source)
    assert marked is not None
    assert marked[1] in [meeting.name for meeting in meetings_in(lang, MARK.sub(r"\1", source))]


@pytest.mark.parametrize(("lang", "text"), REJECTS)
def test_a_rule_leaves_its_rejects_alone(lang: Lang, text):
    assert meetings_in(lang, text) == []


@pytest.mark.parametrize(("lang", "text", "status"), CUES)
def test_a_cue_decides_the_status(lang: Lang, text, status):
    assert [meeting.status for meeting in meetings_in(lang, text)] == [status]


@pytest.mark.parametrize(("lang", "value", "text"), FORMATS)
def test_words_say_how_the_sides_met(lang: Lang, value, text):
    assert sign_of_format(text, grammar(lang)) == value


@pytest.mark.parametrize(("lang", "field", "value", "text"), LEVELS)
def test_words_say_at_what_level_the_sides_met(lang: Lang, field, value, text):
    signs = grammar(lang).levels if field == "level" else grammar(lang).ranks
    assert sign_of_level(text, signs) == value


@pytest.mark.parametrize("lang", LANGS)
def test_rule_ids_are_unique_and_name_their_language(lang: Lang):
    rules = grammar(lang).rules
    ids = [rule.id for rule in naming(lang)]
    ids += [cue.id for cue in rules.cue]
    ids += [sign.id for sign in rules.format]
    ids += [sign.id for sign in [*rules.level, *rules.rank]]
    assert len(ids) == len(set(ids))
    assert all(i.startswith(f"{lang}.") for i in ids)
