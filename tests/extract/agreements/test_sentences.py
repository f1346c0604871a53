"""How much of many manners of speaking the rules understand; figures of the first run are in docs/measurements.md."""

import pytest

from corpus.languages import LANGS, Lang

from .sentences import Case, Shares, cases, named, settings, shares, titles

FLOORS: dict[Lang, Shares] = {
    "ko": Shares(items=0.80, sentences=0.82, quiet=0.97),
    "en": Shares(items=0.90, sentences=0.90, quiet=0.975),
    "zh": Shares(items=0.93, sentences=0.94, quiet=0.98),
}
"""Of items found, of sentences with items in which one was found, of sentences without any that are left alone."""


@pytest.mark.parametrize("lang", LANGS)
def test_items_are_found_and_sentences_without_any_are_left_alone(lang: Lang) -> None:
    now, floor = shares(lang), FLOORS[lang]
    assert now.items >= floor.items
    assert now.sentences >= floor.sentences
    assert now.quiet >= floor.quiet


@pytest.mark.parametrize("lang", LANGS)
def test_about_half_of_the_sentences_state_an_item(lang: Lang) -> None:
    own = cases(lang)
    assert len(own) >= 350
    assert 0.4 < sum(bool(case.items) for case in own) / len(own) < 0.6
    assert len({case.text for case in own}) == len({case.id for case in own}) == len(own)
    assert {case.setting for case in own} == set(settings()[lang])


def test_what_the_paragraphs_before_a_sentence_state_is_not_counted_for_it() -> None:
    after_signing = Case("made", "The weather was fine.", (), "weather", "document")
    assert titles("en", after_signing) == []
    assert titles("en", after_signing._replace(text="The two sides agreed to hold a joint seminar on kelp.")) != []


def test_a_title_names_an_item_whose_words_it_contains_or_shortens() -> None:
    assert named("tide gauges", ["twelve new Tide Gauges"])
    assert named("twelve new tide gauges", ["tide gauges"])
    assert not named("tide gauges", ["a seminar"])
    assert not named("tide gauges", [])
