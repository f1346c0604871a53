import re
from datetime import date

import pytest

from corpus.languages import LANGS
from corpus.reading import reading
from queries.asking.understanding import understand
from queries.asking.words import compiled, operators, words

TODAY = date(2026, 5, 20)
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
        for sentence, written in turn.examples:
            at = sentence.index(written)
            before = compiled(turn.before).search(sentence, 0, at)
            assert before or compiled(turn.after.removeprefix("^")).match(sentence, at + len(written)), sentence


def test_every_language_has_the_same_signs():
    shown = {lang: {(sign.name, sign.value) for sign in words(lang).sign} for lang in LANGS}
    assert shown["ko"] == shown["en"] == shown["zh"]


def test_every_filter_but_words_can_be_written_as_an_operator():
    assert {"on", "since", "until", "due", "party", "agency", "person", "series", "round", "programme"} <= {
        *operators().values()
    }


DEADLINES = [(lang, rule) for lang in LANGS for rule in words(lang).deadline]


@pytest.mark.parametrize(("lang", "rule"), DEADLINES, ids=lambda value: getattr(value, "id", value))
def test_words_beside_a_date_that_make_it_a_deadline_find_their_examples_and_nothing_else(lang, rule):
    for example, value in rule.examples:
        question, expected = marked(example)
        found = [one for one in understand(question, today=TODAY).filters if one.name == "due"]
        assert [(one.value, question[one.start : one.end].strip()) for one in found] == [(value, expected)]
    for question in rule.rejects:
        assert not [one for one in understand(question, today=TODAY).filters if one.name == "due"], question
