"""A writer that is killed at any of its steps leaves the state before the commit or the one after it."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index import Index

from .support import TEXTS, built, documents

WRITER = """
import os, signal, sys
from pathlib import Path
from index import Index
from tests.index.support import passage

steps = int(sys.argv[2])

def counted(function):
    def step(*arguments, **options):
        global steps
        steps -= 1
        if steps == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return step

from index.stores.embedded import database, layout, writing
for module, name in [(os, "fsync"), (os, "open"), (os, "unlink"), (writing, "write_segment"),
                     (writing, "merge_segments"), (layout.SectionWriter, "add"), (layout.SectionWriter, "close"),
                     (database, "remove_document"), (database, "insert_passage"), (database, "write_segment"),
                     (database, "forget_segment"), (database, "write_manifest")]:
    setattr(module, name, counted(getattr(module, name)))
with Index.open(Path(sys.argv[1])) as index:
    index.remove("ko-10")
    index.replace("ko-9", [passage("ko-9", "제9차 회의 결과")], key="changed")
    index.replace("new", [passage("new", "새로운 합의")], key="new")
    index.commit()
print("done")
"""


def entries(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "index.sqlite") as database:
        return [name for (name,) in database.execute("SELECT name FROM segments")]


@pytest.mark.slow
def test_a_killed_writer_leaves_the_old_state_or_the_new_one(tmp_path: Path) -> None:
    old, new = TEXTS, dict(TEXTS, **{"ko-9": "changed", "new": "new"})
    del new["ko-10"]
    seen = []
    for step in range(1, 80):
        folder = tmp_path / str(step)
        built(folder).close()
        done = subprocess.run([sys.executable, "-c", WRITER, str(folder), str(step)], capture_output=True, text=True)
        with Index.open(folder) as index:
            index.check()
            state = index.documents()
            assert state in (old, new)
            assert ("new" in documents(index, "새로운 합의", k=20)) == (state == new)
            assert len(index) == len(state)
            seen.append(state == new)
            if step % 4 == 0:
                index.remove("zh-9")  # the next writer goes on from there, and cleans up
                index.commit()
                assert len(list(folder.glob("segment-*"))) == len(entries(folder))
        if done.stdout.strip() == "done":
            break
        assert done.returncode == -9, done.stderr
    assert done.stdout.strip() == "done"
    assert not seen[0]
    assert seen[-1]
