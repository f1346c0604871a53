"""How Korean words end and go on: the rules against their own examples."""

import pytest

from ingest.loaders.pdf.korean import closes, continues, rules


@pytest.mark.parametrize("word", rules().closes_examples)
def test_what_closes_a_word(word: str) -> None:
    assert closes(word)


@pytest.mark.parametrize("word", rules().closes_rejects)
def test_what_may_go_on(word: str) -> None:
    assert not closes(word)


@pytest.mark.parametrize("word", rules().continues_examples)
def test_what_never_begins_a_word(word: str) -> None:
    assert continues(word)


@pytest.mark.parametrize("word", rules().continues_rejects)
def test_what_may_begin_one(word: str) -> None:
    assert not continues(word)
