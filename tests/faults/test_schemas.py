"""A store of every earlier schema opens, and holds what it held; stopped on the way there, it is as it was."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from communique.doctor import examine
from corpus.store import STORE_FILE, FactFilter, Store, sums
from corpus.store.schema import MIGRATIONS, VERSION

from . import corpora


def old(folder: Path, version: int) -> Path:
    """A store as the program of that schema left it, with what of today's rows its tables have columns for."""
    folder.mkdir()
    today = corpora.made(folder / "today")
    path = folder / STORE_FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.create_function("row_sum", -1, sums.row_sum)
        for step in MIGRATIONS[:version]:
            connection.executescript(step)
        connection.execute("ATTACH ? AS today", (str(today / STORE_FILE),))
        tables = [name for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in ("documents", "failures", "renditions", "contents", "versions", "sightings", "corrections",
                      "extracted_records", "events"):  # fmt: skip
            if table in tables:
                columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
                connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
        if "corrections" not in tables:  # the records of then have none
            for name, told in connection.execute("SELECT document, record FROM today.extracted_records").fetchall():
                connection.execute("UPDATE main.documents SET record = ? WHERE id = ?", (told, name))
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    shutil.rmtree(today)
    return folder


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_store_of_an_earlier_schema_holds_what_it_held(tmp_path: Path, version: int) -> None:
    folder = old(tmp_path / "old", version)
    corpora.made(tmp_path / "today")
    with Store(folder) as store, Store(tmp_path / "today") as today:
        assert [stored.id for stored in store.documents()] == ["one", "three", "two"]
        for name in ("one", "two", "three"):
            assert store.document(name) == today.document(name)
            assert store.extracted(name).as_json() == today.extracted(name).as_json()
        assert [failure.path for failure in store.failures()] == ["in/broken.pdf"]
        assert store.counts() == today.counts()
        assert len(store.corrections()) == (2 if version >= 9 else 0)
        assert [len(store.versions(name)) for name in ("one", "two", "three")] == [0, 0, 2 if version >= 5 else 0]
        wanted = FactFilter(kinds=("exchange",), agencies=("kr.mofa",))
        assert store.matching(wanted) == today.matching(wanted)
        assert store.lookup is not None
    assert [finding for finding in examine(folder) if finding.part == "store"] == []


def test_a_store_of_the_newest_schema_is_not_touched_by_opening(tmp_path: Path) -> None:
    corpora.made(tmp_path)
    before = (tmp_path / STORE_FILE).read_bytes()
    Store(tmp_path).close()
    assert (tmp_path / STORE_FILE).read_bytes() == before


UPGRADE = """
import os, signal, sys
from pathlib import Path
from tests.faults.injection import Faults
from corpus.store import Store
Faults(Path(sys.argv[1]), at=int(sys.argv[2]), how=sys.argv[3]).install()
Store(Path(sys.argv[1])).close()
"""


@pytest.mark.parametrize("how", ["kill", "error"])
def test_stopped_while_it_is_brought_up_to_date_a_store_is_as_it_was_or_as_it_is_to_be(
    tmp_path: Path, how: str
) -> None:
    from .injection import unavailable

    if reason := unavailable():
        pytest.skip(reason)
    base = old(tmp_path / "old", 4)
    versions = set()
    for moment in (1, 3, 9, 40, 90, 150):
        folder = tmp_path / f"stopped-{moment}"
        shutil.copytree(base, folder)
        command = [sys.executable, "-c", UPGRADE, str(folder), str(moment), how]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
        assert done.returncode in (0, 1, -9), done.stderr
        assert "StoreError" in done.stderr or done.returncode in (0, -9)
        with closing(sqlite3.connect(folder / STORE_FILE)) as connection:
            [version] = connection.execute("PRAGMA user_version").fetchone()
        versions.add(version)
        assert version in (4, VERSION)
        with Store(folder) as store:
            assert json.dumps(store.counts()) == '{"agencies": 3, "agreements": 3, "meetings": 3}'
        assert [finding for finding in examine(folder) if finding.part == "store"] == []
    assert versions == {4, VERSION}
