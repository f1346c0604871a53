"""The tables of meeting series and programmes are complete and consistent."""

import csv
from collections import Counter
from typing import get_args

import pytest

from corpus.languages import LANGS
from corpus.records import Level
from corpus.registry.finder import squeezed
from corpus.registry.programmes import programmes
from corpus.registry.series import series
from corpus.registry.tables import ROOT


def names(folder: str, lang: str) -> list[dict[str, str]]:
    with (ROOT / folder / f"{lang}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_there_are_mechanisms_enough_and_each_has_a_name_in_every_language() -> None:
    ids = {("series", one) for one in series().ids} | {("programmes", one) for one in programmes().ids}
    assert len(ids) >= 250
    bare = [
        (folder, one, lang)
        for folder, one in sorted(ids)
        for lang in LANGS
        if one not in {row["id"] for row in names(folder, lang)}
    ]
    assert bare == []


@pytest.mark.parametrize("folder", ["series", "programmes"])
@pytest.mark.parametrize("lang", LANGS)
def test_no_name_stands_twice(folder: str, lang: str) -> None:
    rows = Counter((row["id"], squeezed(row["name"])) for row in names(folder, lang) if "{" not in row["name"])
    written = Counter((row["id"], row["name"]) for row in names(folder, lang))
    assert [key for key, number in written.items() if number > 1] == []
    assert rows


def test_canonical_names_are_unique() -> None:
    for entries in (
        [series().entry(one) for one in series().ids],
        [programmes().entry(one) for one in programmes().ids],
    ):
        twice = [name for name, number in Counter(entry.name for entry in entries).items() if number > 1]
        assert twice == []


def test_levels_are_those_of_meetings_and_fit_the_kind() -> None:
    levels = set(get_args(Level)) | {None}
    assert {series().entry(one).level for one in series().ids} <= levels
    odd = [
        one
        for one in series().ids
        if (series().entry(one).kind, series().entry(one).level)
        in {("summit", "ministerial"), ("ministers", "summit"), ("ministers", "director-general")}
    ]
    assert odd == []


def test_every_programme_is_found_by_its_english_name() -> None:
    registry = programmes()
    for one in registry.ids:
        written = [row["name"] for row in names("programmes", "en") if row["id"] == one and "{" not in row["name"]]
        for name in written[:1]:
            if name[0].isupper():
                assert one in [match.id for match in registry.find(f"They follow the {name}.", "en")], name
