"""Invented lines of press releases: what is found in them, over each language, as shares."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.languages import LANGS, Lang
from extract.dates import find_dates

CASES = Path(__file__).parents[2] / "data" / "dates"
FLOOR = 0.97
"""Share of dates found, and of found ones that are right."""
EXACT = 0.95
"""Share of lines of which every date is found and nothing else."""


def rates(lang: Lang) -> tuple[float, float, float]:
    """Recall, precision and the share of lines that are exactly right."""
    expected = found = right = exact = 0
    lines = (CASES / f"press.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        wanted = Counter(case["values"])
        given = Counter(date.value for date in find_dates(re.sub(r"\[\[|\]\]", "", case["text"]), lang, case["ref"]))
        expected, found = expected + wanted.total(), found + given.total()
        right += (wanted & given).total()
        exact += wanted == given
    assert len(lines) >= 60
    return right / expected, right / found, exact / len(lines)


@pytest.mark.parametrize("lang", LANGS)
def test_the_dates_of_press_releases_are_found_and_nothing_else_is(lang: Lang) -> None:
    recall, precision, exact = rates(lang)
    assert recall >= FLOOR
    assert precision >= FLOOR
    assert exact >= EXACT


@pytest.mark.parametrize("lang", LANGS)
def test_every_line_marks_its_dates(lang: Lang) -> None:
    for line in (CASES / f"press.{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        assert bool(case["values"]) == ("[[" in case["text"]), case["id"]
