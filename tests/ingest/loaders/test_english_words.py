"""Compounds that keep their hyphen: the rules against their own examples."""

import pytest

from ingest.loaders.pdf.english import is_compound, rules


@pytest.mark.parametrize("word", rules().examples)
def test_a_compound_keeps_its_hyphen(word: str) -> None:
    assert is_compound(*word.split("-"))


@pytest.mark.parametrize("word", rules().rejects)
def test_a_broken_word_is_none(word: str) -> None:
    assert not is_compound(*word.split("-"))
