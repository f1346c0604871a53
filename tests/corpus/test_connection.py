"""A connection that one thread closes while another reads."""

import threading
import time
from pathlib import Path

import pytest

from corpus.errors import StoreError
from corpus.store.connection import connected


def test_closing_waits_for_a_statement_of_another_thread(tmp_path: Path) -> None:
    connection = connected(tmp_path / "store.sqlite")
    within, order = threading.Event(), list[str]()

    def pause() -> int:
        within.set()
        time.sleep(0.3)  # closing begins meanwhile
        order.append("read")
        return 7

    connection.create_function("pause", 0, pause)
    reader = threading.Thread(target=connection.execute, args=("SELECT pause()",))
    reader.start()
    assert within.wait(10)
    connection.close()
    order.append("closed")
    reader.join(10)
    assert order == ["read", "closed"]


def test_what_is_read_after_closing_is_told_so(tmp_path: Path) -> None:
    connection = connected(tmp_path / "store.sqlite")
    rows = connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000) SELECT i FROM n"
    )
    begun = iter(rows)
    assert next(begun) == (1,)
    connection.close()
    with pytest.raises(StoreError, match="closed while it was read"):
        list(begun)
    with pytest.raises(StoreError, match="closed while it was read"):
        connection.execute("SELECT 1")
