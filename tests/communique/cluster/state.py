"""All that a corpus holds, row by row, and the passages of its index."""

import sqlite3
from pathlib import Path
from typing import Any

from communique.indexing import INDEX_FOLDER
from communique.intake import RunReport
from corpus.store import STORE_FILE


def state(folder: Path) -> dict[str, list[Any]]:
    """Every row of every table: documents, records, events, failures, versions, copies, facts, sums.

    But for what files were on this disk, by which untouched ones are known: shards may have come from another.
    """
    found = rows_of(folder / STORE_FILE)
    del found["hashed_files"]
    assert found["documents"]
    return found


def rows_of(path: Path) -> dict[str, list[Any]]:
    """The rows of the tables of a database, by table."""
    connection = sqlite3.connect(path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    rows = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}
    connection.close()
    return rows


def index_of(folder: Path) -> dict[str, list[Any]]:
    """The rows of the tables of the index, and the bytes of its vectors."""
    index = folder / INDEX_FOLDER
    vectors = {path.name: [path.read_bytes()] for path in sorted(index.iterdir()) if ".sqlite" not in path.name}
    return vectors | rows_of(index / "index.sqlite")


def told(report: RunReport) -> dict[str, Any]:
    """What a run reports; the documents in no order."""
    fields = dict(vars(report))
    return {**fields, "failures": sorted(map(repr, report.failures))}
