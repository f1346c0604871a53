"""A store of which bits or pages are lost: no wrong record is shown, the damage is named, what is whole recovered."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from communique.doctor import examine, repair
from corpus.errors import CorpusError, StoreError
from corpus.store import STORE_FILE, Store
from corpus.store.schema import VERSION

from . import corpora

PAGE = 4096


def contents(folder: Path) -> dict[str, list[Any]]:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / STORE_FILE)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def damaged(data: bytes, *, count: int) -> Iterator[tuple[str, bytes]]:
    """The file with one bit changed, in the head of every page and all over it; and cut short."""
    moments = random.Random(7)
    for page in range(0, len(data), PAGE):
        place = page + moments.randrange(12)
        yield f"bit at {place}", flipped(data, place, moments.randrange(8))
    for _ in range(count):
        place = moments.randrange(len(data))
        yield f"bit at {place}", flipped(data, place, moments.randrange(8))
    for place in range(100):
        if place % 3 == 0:
            yield f"bit at {place}", flipped(data, place, moments.randrange(8))
    for length in (1, 99, 100, 512, PAGE - 1, PAGE, len(data) // 2, len(data) - PAGE, len(data) - 1):
        yield f"cut to {length}", data[:length]


def test_no_damage_shows_another_record_and_all_of_it_is_found(corpus: Path, many: bool) -> None:
    path = corpus / STORE_FILE
    data, rows = path.read_bytes(), contents(corpus)
    with Store(corpus) as store:
        records = {record.id: record for record in store.records()}
        texts = {name: store.document(name) for name in records}
        said = store.corrections()
    seen = {"refused": 0, "found": 0, "without effect": 0}
    for what, bad in damaged(data, count=3000 if many else 60):
        for end in ("", "-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(bad)
        try:
            with Store(corpus) as store:
                for name, record in records.items():
                    assert (store.record(name), store.document(name)) == (record, texts[name]), what
                assert store.corrections() == said, what
                lists = (
                    store.documents,
                    store.renditions,
                    store.sightings,
                    store.earlier,
                    store.failures,
                    store.counts,
                )
                assert all(read() is not None for read in lists), what
                assert list(store.meetings()), what
        except CorpusError:
            seen["refused"] += 1
        try:
            findings = examine(corpus)
        except StoreError as error:
            told = error.problem
            assert "this program knows up to" in told, what
            continue
        if any(finding.part == "store" for finding in findings):
            seen["found"] += 1
        else:
            assert contents(corpus) == rows, what
            seen["without effect"] += 1
    assert min(seen.values()) > 3, seen


def changed(corpus: Path, sql: str, *values: object) -> None:
    """Change rows behind the back of the store: the checksums stay."""
    with closing(sqlite3.connect(corpus / STORE_FILE)) as connection:
        connection.create_function("row_sum", -1, lambda *_: b"")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            [sql_of] = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            connection.execute(f"DROP TRIGGER {name}")
            connection.execute("CREATE TABLE IF NOT EXISTS kept (sql TEXT)")
            connection.execute("INSERT INTO kept VALUES (?)", (sql_of,))
        connection.execute(sql, values)
        for (trigger,) in connection.execute("SELECT sql FROM kept").fetchall():
            connection.execute(trigger)
        connection.execute("DROP TABLE kept")
        connection.commit()


def test_a_letter_that_became_another_is_refused_on_reading(corpus: Path) -> None:
    changed(corpus, "UPDATE documents SET record = replace(record, 'dialogue', 'dialogux') WHERE id = 'one'")
    with Store(corpus) as store:
        with pytest.raises(StoreError, match=r"is damaged: the record of 'one' in documents is not as it was written"):
            store.record("one")
        assert store.record("two").id == "two"


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE documents SET lang = 'zh' WHERE id = 'one'", "the row of 'one' in documents"),
        ("UPDATE documents SET document = replace(document, '9', '8') WHERE id = 'one'", "the document of 'one'"),
        ("UPDATE contents SET record = '{}'", "the content of 'three' in contents"),
        ("UPDATE renditions SET role = 'repost'", "the row of 'in/three.html' in renditions"),
        ("UPDATE corrections SET author = 'nobody' WHERE id = 1", "the row of '1' in corrections"),
        (
            "UPDATE extracted_records SET record = '{}' WHERE document = 'one'",
            "the record of 'one' in extracted_records",
        ),
        ("UPDATE failures SET hint = 'none'", "the row of 'in/broken.pdf' in failures"),
        ("UPDATE record_changes SET changed_at = '1999' WHERE document = 'one'", "the row of 'one' in record_changes"),
        ("DELETE FROM corrections WHERE id = 2", "'2' is gone from corrections"),
        ("DELETE FROM versions WHERE number = 1", "'three' is gone from versions"),
    ],
)
def test_a_row_that_is_not_as_it_was_written_is_named(corpus: Path, sql: str, told: str) -> None:
    changed(corpus, sql)
    assert any(told in finding.problem for finding in examine(corpus))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM facts WHERE field = 'agreements' AND document = 'two'",
        "UPDATE facts SET first_day = '1999-01-01' WHERE document = 'one' AND field = 'meetings'",
        "UPDATE fact_terms SET term = 'us.dos' WHERE term = 'kr.mofa'",
        "DELETE FROM fact_spans",
        "DELETE FROM register",
        "UPDATE register SET name = 'another'",
        "DELETE FROM register_organisations",
        "INSERT INTO register_parties VALUES ('US', '2025-04-23.cn-kr.9')",
        "INSERT INTO events VALUES ('one', 0, 'another')",
    ],
)
def test_facts_that_do_not_follow_from_the_records_are_found_and_derived_anew(corpus: Path, sql: str) -> None:
    changed(corpus, sql)
    before = corpora.shown(corpus)
    assert {finding.kind for finding in examine(corpus)} == {"facts"}
    assert repair(corpus, model="fake").left == ()
    assert examine(corpus) == []
    assert corpora.shown(corpus) == before


def test_events_that_the_records_do_not_tell_are_found_and_joined_again(corpus: Path) -> None:
    with Store(corpus) as store:
        store.put_events({("one", 0): "another"})
    [finding] = examine(corpus)
    assert finding.problem == "the events are not those that the records tell"
    assert repair(corpus, model="fake").left == ()
    with Store(corpus) as store:
        assert store.record("one").meetings[0].event == "2025-04-23.cn-kr.9"


def test_a_lost_index_of_sqlite_is_made_anew(corpus: Path) -> None:
    with closing(sqlite3.connect(corpus / STORE_FILE)) as connection:
        [root] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'facts_by_name'").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray((corpus / STORE_FILE).read_bytes())
    start = (root - 1) * PAGE
    cells = int.from_bytes(data[start + 3 : start + 5], "big")
    data[start + 3 : start + 5] = (cells - 1).to_bytes(2, "big")
    (corpus / STORE_FILE).write_bytes(data)
    assert examine(corpus)
    repair(corpus, model="fake")
    assert examine(corpus) == []


def test_of_a_damaged_record_the_text_is_extracted_anew_and_corrections_stay(corpus: Path) -> None:
    before = corpora.shown(corpus)
    changed(corpus, "UPDATE documents SET record = '{}' WHERE id IN ('one', 'three')")
    changed(corpus, "UPDATE extracted_records SET record = '{}' WHERE document = 'one'")
    report = repair(corpus, model="fake")
    assert (report.left, report.lost) == ((), ())
    assert "the records of 2 extracted anew" in report.done[0]
    assert corpora.shown(corpus) == before
    assert (corpus / f"{STORE_FILE}.damaged-1").is_file()


def test_of_a_damaged_text_the_source_is_named_and_corrections_wait_for_it(corpus: Path) -> None:
    changed(corpus, "UPDATE documents SET document = replace(document, '9', '8') WHERE id = 'one'")
    report = repair(corpus, model="fake")
    assert any(
        line.startswith("one: its text is lost; `communique run in/one.txt` reads it again") for line in report.lost
    )
    with Store(corpus) as store:
        assert [stored.id for stored in store.documents()] == ["three", "two"]
        assert {name for name, _ in store.corrections()} == {"one", "two"}
        read = corpora.document("one")
        store.put(read, corpora.record(read), code_version="1")
        assert store.record("one").agreements[0].title == "공동조사"  # what the analyst said


def zeroed(corpus: Path, wanted: Callable[[bytes], bool]) -> int:
    """Overwrite the pages that hold something, as a disk does that loses them; how many."""
    path = corpus / STORE_FILE
    data = bytearray(path.read_bytes())
    count = 0
    for start in range(PAGE, len(data), PAGE):
        if wanted(bytes(data[start : start + PAGE])):
            data[start : start + PAGE] = bytes(PAGE)
            count += 1
    path.write_bytes(data)
    return count


def is_leaf(page: bytes) -> bool:
    return page[0] == 13  # of a table


def test_of_lost_pages_every_other_release_is_recovered(corpus: Path) -> None:
    before = corpora.shown(corpus)
    assert zeroed(corpus, lambda page: b"The two sides agreed" in page and not is_leaf(page))
    with Store(corpus) as store, pytest.raises(StoreError, match="is damaged"):
        store.document("two")
    report = repair(corpus, model="fake")
    assert report.left == ()
    assert [line for line in report.lost if line.startswith("two: its text is lost")]
    after = corpora.shown(corpus)
    assert set(after["releases"]) == {"one", "three"}
    assert all(after["releases"][name] == before["releases"][name] for name in after["releases"])
    assert after["corrections"] == before["corrections"]


def test_releases_of_which_not_even_the_row_is_left_are_named(corpus: Path) -> None:
    before = corpora.shown(corpus)
    assert zeroed(corpus, lambda page: is_leaf(page) and b"in/one.txt" in page)
    assert any(finding.kind == "file" for finding in examine(corpus))
    report = repair(corpus, model="fake")
    assert report.left == ()
    named = " ".join(report.lost)
    assert all(name in named for name in before["releases"] if name not in corpora.shown(corpus)["releases"])
    assert "one: its text is lost" in named


@pytest.mark.parametrize("place", [0, 16, 28, 30])
def test_a_damaged_head_of_the_file_loses_nothing(corpus: Path, place: int) -> None:
    before = corpora.shown(corpus)
    path = corpus / STORE_FILE
    path.write_bytes(flipped(path.read_bytes(), place, 1))
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with pytest.raises(StoreError, match="is damaged"), Store(corpus) as store:
        list(store.records())
    report = repair(corpus, model="fake")
    assert (report.left, report.lost) == ((), ())
    assert corpora.shown(corpus) == before


def test_an_emptied_store_is_not_taken_for_a_new_one(corpus: Path) -> None:
    (corpus / STORE_FILE).write_bytes(b"")
    for create in (False, True):
        with pytest.raises(StoreError, match="it is empty, though what it held was indexed"):
            Store(corpus, create=create)


def test_a_store_that_is_gone_is_named_and_cannot_be_made_from_the_index(corpus: Path) -> None:
    (corpus / STORE_FILE).unlink()
    [finding] = [finding for finding in examine(corpus) if finding.part == "store"]
    assert (finding.problem, finding.rebuilt) == ("it is missing", False)
    assert "communique restore" in finding.remedy
    assert repair(corpus, model="fake").left


def test_a_damaged_log_is_named(corpus: Path) -> None:
    with closing(sqlite3.connect(corpus / STORE_FILE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM documents").fetchone()  # keeps the log from being taken into the file
        with Store(corpus) as store:
            store.put_failure("in/other.pdf", "problem", "hint")
        log = (corpus / f"{STORE_FILE}-wal").read_bytes()
        data = (corpus / STORE_FILE).read_bytes()
    (corpus / STORE_FILE).write_bytes(data)
    (corpus / f"{STORE_FILE}-wal").write_bytes(log)
    assert not [finding for finding in examine(corpus) if finding.kind == "log"]
    (corpus / STORE_FILE).write_bytes(data)
    (corpus / f"{STORE_FILE}-wal").write_bytes(flipped(log, 300, 2))
    [finding] = [finding for finding in examine(corpus) if finding.kind == "log"]
    assert "its frame 1 of" in finding.problem


def test_a_number_of_a_schema_that_is_not_known_is_refused_and_nothing_is_touched(corpus: Path) -> None:
    with closing(sqlite3.connect(corpus / STORE_FILE)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    data = (corpus / STORE_FILE).read_bytes()
    for look in (Store, examine, repair):
        with pytest.raises(StoreError, match=f"has schema {VERSION + 1}; this program knows up to {VERSION}"):
            look(corpus)
    assert (corpus / STORE_FILE).read_bytes() == data
