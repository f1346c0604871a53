"""The six meetings of the bundled samples, each told by three ministries: every planted difference, nothing else."""

import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from corpus.store import Store
from queries.comparing import Comparison, compare, compare_records
from tests.queries.support import meeting, record

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PLANTED: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "planted.toml").read_text("utf-8"))
SAME: list[dict[str, Any]] = tomllib.loads((HERE / "same_items.toml").read_text("utf-8"))["meeting"]
NUMBERS = ("01", "02", "03", "04", "05", "06")
LEAST_F1 = 0.95


def compared(samples: Store, number: str) -> Comparison:
    return compare(samples, [f"sample-{lang}-{number}" for lang in ("ko", "en", "zh")])


@pytest.mark.parametrize("number", NUMBERS)
def test_every_planted_difference_is_found_and_nothing_else(samples, number):
    found = [
        (one.about, one.item, one.field, {said.record.split("-")[1]: said.value for said in one.said})
        for one in compared(samples, number).differences
    ]
    planted = [each for each in PLANTED["difference"] if each["number"] == number]
    assert len(found) == len(planted), found
    for each in planted:
        assert any(
            about == each["about"] and item.startswith(each["item"]) and field == each["field"] and says == each["says"]
            for about, item, field, says in found
        ), (each, found)


@pytest.mark.parametrize("left", PLANTED["left_out"], ids=lambda left: f"{left['number']}-{left['lang']}")
def test_what_a_release_leaves_out_is_named(samples, left):
    comparison = compared(samples, left["number"])
    missing = [row.name for row in comparison.left_out(f"sample-{left['lang']}-{left['number']}")]
    assert any(left["item"] in name for name in missing), missing


def test_each_difference_is_quoted_from_both_sides(samples):
    for number in NUMBERS:
        for difference in compared(samples, number).differences:
            assert len({said.record for said in difference.said}) > 1
            for said in difference.said:
                text = samples.document(said.record).text
                assert said.evidence
                assert all(text[quote.start : quote.end] == quote.text for quote in said.evidence)


def test_items_of_agreement_are_matched_across_languages(samples):
    """Pairs of items that are one, over all six meetings, against what a reader says."""
    right = found = gold = 0
    for entry in SAME:
        comparison = compared(samples, entry["number"])
        free = tuple(entry["free"])
        rows = [
            [t.name for t in row.tellings if not t.name.startswith(free or ("\0",))] for row in comparison.agreements
        ]
        titles = [title for row in rows for title in row]
        wanted = {
            frozenset(pair)
            for group in entry["same"]
            for pair in combinations([t for t in titles if t.startswith(tuple(group))], 2)
        }
        joined = {frozenset(pair) for row in rows for pair in combinations(row, 2)}
        right, found, gold = right + len(wanted & joined), found + len(joined), gold + len(wanted)
    assert gold > 45
    assert 2 * right / (found + gold) >= LEAST_F1


def test_persons_are_one_whatever_script_writes_their_names(samples):
    names = {
        frozenset(t.name for t in row.tellings) for row in compared(samples, "01").persons if len(row.tellings) > 1
    }
    assert names == {
        frozenset({"윤재현", "Yoon Jae-hyun", "尹在贤"}),
        frozenset({"천리민", "Chen Limin", "陈立民"}),
    }


def test_the_meeting_that_all_are_about_is_named(samples):
    assert compared(samples, "02").event == "thmm-12"


def test_a_meeting_that_two_releases_date_otherwise_is_one_meeting():
    """Its series is in no registry, so that each release gives it an id by the day that it states."""
    name = {"ko": "제3차 한중 토양 협력회의", "en": "3rd Korea-China Meeting on Soil Cooperation"}
    told = {"ko": ("2021-04-14", "서울"), "en": ("2021-04-16", "Beijing")}
    records = [
        record(lang, meeting(name[lang], ordinal=3, date=day, place=place, event=f"{day}.cn-kr.{lang}"))
        for lang, (day, place) in told.items()
    ]
    [row] = compare_records(records).meetings
    assert [difference.field for difference in row.differences] == ["date", "place"]
