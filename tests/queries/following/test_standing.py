"""Commitments that are kept for all that ask: the same whoever asks, and wherever they are found."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import NotYetFound, StoreError
from corpus.store import Store
from queries.following import Commitments, by_urgency, chosen, follow_up, standing
from queries.mcp.tools import Tools
from queries.search import Searcher
from tests.queries.served import sample_corpus

DAY = date(2030, 1, 1)
_SECONDS = 20


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_corpus(tmp_path_factory.mktemp("standing"))


@pytest.fixture
def apart(corpus: Path, tmp_path: Path) -> Iterator[tuple[Path, Commitments]]:
    """A corpus, and its commitments as those of a large one: found in a process apart."""
    folder = Path(shutil.copytree(corpus, tmp_path / "corpus"))
    with closing(Commitments(folder, at_once=0)) as commitments:
        yield folder, commitments


def test_commitments_found_in_a_process_apart_are_those_that_are_found_at_once(apart):
    folder, commitments = apart
    with Store(folder) as store:
        assert commitments.ready(store, DAY) is None
        found = commitments.on(store, DAY)
        assert commitments.ready(store, DAY) == found == Commitments(folder).on(store, DAY)
    assert found.of is None
    assert any(each.state == "overdue" for each in found.every)


def test_who_asks_before_any_were_found_is_told_to_ask_again(apart, monkeypatch):
    folder, commitments = apart
    monkeypatch.setattr(standing, "FIRST", 0.0)
    with Store(folder) as store:
        with pytest.raises(NotYetFound, match="still being found out"):
            commitments.on(store, DAY)
        monkeypatch.undo()
        assert commitments.on(store, DAY).every


def test_commitments_of_a_moment_ago_say_so_until_those_of_now_are_found(apart, monkeypatch):
    folder, commitments = apart
    with Store(folder) as store:
        before = commitments.on(store, DAY)
    with Store(folder) as store:
        store.remove("sample-ko-01")
    monkeypatch.setattr(standing, "PATIENCE", 0.0)
    with Store(folder) as store:
        passed = commitments.on(store, DAY)
        assert passed.of is not None
        assert passed.every == before.every
        monkeypatch.setattr(standing, "PATIENCE", 60.0)
        now = commitments.on(store, DAY)
    assert now.of is None
    sources = {source.record for each in now.every for source in each.sources}
    assert "sample-en-01" in sources
    assert "sample-ko-01" not in sources


def test_a_server_that_ends_does_not_begin_to_look_for_commitments(apart):
    folder, commitments = apart
    commitments.close()
    with Store(folder) as store, pytest.raises(StoreError, match="The server is ending"):
        commitments.on(store, DAY)


@pytest.mark.parametrize("at_once", [0, 1000])
def test_a_model_is_told_what_pages_and_api_show(corpus, at_once):
    with Store(corpus) as store:
        every = follow_up(store, DAY)
    with Searcher(corpus) as asked, closing(Commitments(corpus, at_once=at_once)) as commitments:
        tools = Tools(asked, commitments)
        told = tools.follow_up(on=DAY.isoformat(), limit=100)
        late = tools.follow_up(on=DAY.isoformat(), states=["overdue"], countries=["KR", "CN"], limit=100)
    assert told.as_of is None
    expected = [(each.title, each.state, each.agreed) for each in by_urgency(every)]
    assert [(each.title, each.state, each.agreed) for each in told.commitments] == expected
    expected = [
        (each.title, each.state, each.agreed)
        for each in by_urgency(chosen(every, states=["overdue"], countries=["KR", "CN"]))
    ]
    assert [(each.title, each.state, each.agreed) for each in late.commitments] == expected
    assert 0 < len(expected) < len(every)


def test_a_model_is_told_of_what_moment_the_commitments_are_that_a_run_has_changed_since(apart, monkeypatch):
    folder, commitments = apart
    with Searcher(folder) as asked:
        tools = Tools(asked, commitments)
        before = tools.follow_up(on=DAY.isoformat(), limit=100)
        with Store(folder) as store:
            store.remove("sample-ko-01")
        monkeypatch.setattr(standing, "PATIENCE", 0.0)
        passed = tools.follow_up(on=DAY.isoformat(), limit=100)
    assert before.as_of is None
    assert passed.as_of is not None
    assert passed.commitments == before.commitments


def test_what_is_late_comes_first_and_what_is_settled_last(corpus):
    with Store(corpus) as store:
        found = by_urgency(follow_up(store, DAY))
    ranks = [0 if each.state == "overdue" else 2 if each.state in ("completed", "dropped") else 1 for each in found]
    assert ranks == sorted(ranks)
    assert len({*ranks}) > 1
    since = [each.overdue_since or "" for each in found if each.state == "overdue"]
    assert since == sorted(since)


def test_the_process_apart_ends_with_a_server_that_is_killed(corpus, tmp_path):
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from queries.following import background\n"
        "if __name__ == '__main__':\n"
        "    follower = background.Follower(Path(sys.argv[1]))\n"
        "    follower.found().result()\n"
        "    print(*follower._process._processes, flush=True)\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "server.py"
    script.write_text(code, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        [sys.executable, str(script), str(corpus)], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        child = int(server.stdout.readline())
        server.send_signal(signal.SIGKILL)
        server.wait()
    deadline = time.monotonic() + _SECONDS
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Whether a process runs; one that ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
