"""Telephone numbers are told from years and amounts; the forms prove themselves by their examples."""

import pytest

from corpus.reading import reading
from ingest.phones import PhoneRules, has_phone, phone_pattern
from ingest.rulefiles import load

RULES: PhoneRules = load("phones", PhoneRules)


@pytest.mark.parametrize("number", [number for form in RULES.form for number in form.examples])
def test_a_form_knows_its_own_examples(number: str) -> None:
    found = phone_pattern().search(reading(f"Tel {number}, room 3"))
    assert found is not None
    assert found[0] == number.strip("()") or found[0] == number


@pytest.mark.parametrize("words", RULES.rejects)
def test_years_and_amounts_are_no_numbers_to_call(words: str) -> None:
    assert not has_phone(words)
