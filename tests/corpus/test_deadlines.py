"""Items of agreement by the day on which they fall due. The releases and the dates are invented."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Block, Document, Head, Source
from corpus.records import Agreement, Meeting, Record
from corpus.store import STORE_FILE, FactFilter, ItemFilter, Store
from corpus.store.checking import flaws
from corpus.store.schema import VERSION

LINES = ["Joint survey by June 2026.", "Exchange from 2023 to 2027.", "Hotline from 2024 on.", "Centre by 2026."]
TIMES: list[dict[str, Any]] = [
    {"deadline": "2026-06"},
    {"period": "2023/2027"},
    {"period": "2024/.."},
    {"deadline": "2026"},
]


def put(store: Store, name: str = "one") -> None:
    """A release whose items are `LINES`, to be done by `TIMES`."""
    text = "\n".join(LINES)
    document = Document(
        id=name,
        source=Source(path=f"in/{name}.txt", media_type="text/plain", sha256=name * 8, size=len(text)),
        text=text,
        lang="en",
        langs=("en",),
        blocks=(Block(kind="paragraph", start=0, end=len(text), lang="en"),),
        head=Head(ref_date="2024-04-24"),
    )
    quotes = [(text.index(line), text.index(line) + len(line)) for line in LINES]
    items = tuple(
        Agreement(
            evidence=(document.quote(*quote),), rule="r", title=line, key=line, kind="other", status="agreed",
            meeting="dialogue", **times,
        )
        for line, quote, times in zip(LINES, quotes, TIMES, strict=True)
    )  # fmt: skip
    met = Meeting(evidence=(document.quote(0, 5),), rule="r", name="dialogue", status="held", event="2024-04-23.cn-kr")
    record = Record(
        id=name, source=document.source, lang="en", langs=("en",), ref_date="2024-04-24", meetings=(met,),
        agreements=items,
    )  # fmt: skip
    store.put(document, record, code_version="1")


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, "2026", [0, 3]),
        (None, "2026-06", [0]),
        (None, "2026-06-15", []),
        ("2026-06-15", "2026-12-30", [0]),
        ("2026-07", None, [1, 3]),
        ("2027", "2027", [1]),
        ("2028", None, []),
    ],
)
def test_an_item_falls_due_on_the_last_day_that_it_has(
    tmp_path: Path, since: str | None, until: str | None, found: Sequence[int]
) -> None:
    wanted = FactFilter(due_since=since, due_until=until)
    with Store(tmp_path, create=True) as store:
        put(store)
        assert sorted(position for _, position, _, _ in store.selected(wanted, "agreements")) == found
        assert store.selected(wanted, "meetings") == []
        starts = [sum(len(line) + 1 for line in LINES[:position]) for position in found]
        allowed = [(start, start + len(LINES[position])) for start, position in zip(starts, found, strict=True)]
        assert store.matching(wanted) == ({"one": allowed} if found else {})


def test_lists_by_deadline_have_what_falls_due_the_soonest_first(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        put(store)
        for wanted, found in [
            (ItemFilter(due=True), [0, 3, 1]),
            (ItemFilter(due=True, due_first="2026-07-01"), [3, 1]),
            (ItemFilter(due_last="2026-12-31"), [3, 0]),  # not by deadline: the last one first, as lists are
        ]:
            places, total = store.lookup.agreements(wanted)
            assert [place.position for place in places] == found
            assert total == len(found)


def test_a_deadline_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="not an EDTF date"):
        FactFilter(due_until="soon")


def test_a_store_without_deadlines_gets_them_and_keeps_which_items_are_one(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        for name in ("one", "two"):
            put(store, name)
        groups = [[("one", number), ("two", number)] for number in range(len(LINES))]
        store.put_items({"2024-04-23.cn-kr": groups})
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.executescript(
            "DROP INDEX facts_by_due; ALTER TABLE facts DROP COLUMN due_day; DROP TRIGGER vectors_in;"
            " DROP TRIGGER vectors_renamed; DROP TABLE fact_vectors; DROP TABLE unembedded_facts;"
            " PRAGMA user_version = 13;"
        )
    with Store(tmp_path) as store:
        places, total = store.lookup.agreements(ItemFilter(due=True))
        assert ([place.position for place in places], total) == ([0, 3, 1], 3)
        assert store.lookup.tellings("one", 0) == [("one", 0), ("two", 0)]
        assert store.ungrouped() == []
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert flaws(tmp_path / STORE_FILE) == []


def test_examining_finds_a_deadline_that_does_not_follow_from_the_record(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        put(store)
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute("UPDATE facts SET due_day = '2031-12-31' WHERE position = 3 AND field = 'agreements'")
        connection.commit()
    assert [(flaw.kind, flaw.document) for flaw in flaws(tmp_path / STORE_FILE)] == [("facts", "one")]
