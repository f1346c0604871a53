"""Dates with times in heads of releases."""

import pytest

from corpus.languages import LANGS
from corpus.reading import reading
from ingest.head.moments import first_moment, moments_in
from ingest.head.rules import head_rules

EXAMPLES = [
    pytest.param(text, iso, id=f"{rule.id}-{n}")
    for lang in LANGS
    for rule in head_rules(lang).moment
    for n, (text, iso) in enumerate(rule.examples)
]


@pytest.mark.parametrize(("text", "iso"), EXAMPLES)
def test_a_form_of_dates_reads_its_own_examples(text: str, iso: str) -> None:
    moment = first_moment(reading(text))
    assert moment is not None
    assert moment.iso == iso


@pytest.mark.parametrize("text", ["1.2.3", "2025-13-01", "2025. 2. 30.", "010-6803 1947", "제2025호"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert first_moment(text) is None


def test_several_dates_come_in_order() -> None:
    line = "2022. 10. 26.(수) 06:00 (수요일 석간)\t배포 일시\t2022. 10. 25.(화)"
    assert [moment.iso for moment in moments_in(line)] == ["2022-10-26T06:00", "2022-10-25"]
