import re

import pytest

from corpus.languages import LANGS
from corpus.reading import reading
from queries.asking.words import compiled, operators, words

_MARK = re.compile(r"\[\[(.*?)\]\]")
SIGNS = [(lang, sign) for lang in LANGS for sign in words(lang).sign]
ASKS = [(lang, ask) for lang in LANGS for ask in words(lang).ask]


def marked(example: str) -> tuple[str, str]:
    return _MARK.sub(r"\1", example), _MARK.search(example)[1]  # type: ignore[index]


@pytest.mark.parametrize(("lang", "rule"), [*SIGNS, *ASKS], ids=lambda value: getattr(value, "id", value))
def test_a_rule_finds_its_own_examples_and_nothing_else(lang, rule):
    pattern = compiled(rule.pattern)
    for example in rule.examples:
        sentence, expected = marked(example)
        found = pattern.search(reading(sentence))
        assert found is not None
        assert found[0].strip() == expected.strip(), sentence
    for sentence in rule.rejects:
        assert pattern.search(reading(sentence)) is None, sentence


@pytest.mark.parametrize("lang", LANGS)
def test_periods_that_end_today_and_words_beside_dates_find_their_examples(lang):
    rules = words(lang)
    for pattern, rule in zip(rules.recents, rules.recent, strict=True):
        for example in rule.examples:
            sentence, expected = marked(example)
            assert pattern.search(reading(sentence))[0].strip() == expected  # type: ignore[index]
    for turn in rules.turn:
        for sentence, date in turn.examples:
            at = sentence.index(date)
            before = compiled(turn.before).search(sentence, 0, at)
            assert before or compiled(turn.after.removeprefix("^")).match(sentence, at + len(date)), sentence


def test_every_language_has_the_same_signs():
    shown = {lang: {(sign.name, sign.value) for sign in words(lang).sign} for lang in LANGS}
    assert shown["ko"] == shown["en"] == shown["zh"]


def test_every_filter_but_words_can_be_written_as_an_operator():
    assert {"on", "since", "until", "party", "agency", "person", "series", "round", "programme"} <= {
        *operators().values()
    }
