"""Killed, cut short, refused by the disk at any write: what was committed is there, and going on completes it.

Every write of SQLite and every file that Python makes, renames or synchronises is a moment; `--long` takes them all.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .injection import unavailable

STRIDES = {"kill": 37, "torn": 41, "error": 37, "full": 43, "size": 6}
KILLED, NAMED = -9, 3


Left = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def left_by(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Left:
    """What faults of a kind left, one at each moment."""

    @cache
    def left(how: str) -> list[dict[str, Any]]:
        if how != "size" and (reason := unavailable()):
            pytest.skip(reason)
        stride = 1 if pytestconfig.getoption("--long") else STRIDES[how]
        folder = tmp_path_factory.mktemp(how)
        command = [sys.executable, "-m", "tests.faults.driver", str(folder), how, str(stride)]
        here = Path(__file__).parents[2]
        done = subprocess.run(command, capture_output=True, text=True, cwd=here, timeout=3000, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return [json.loads(line) for line in done.stdout.splitlines()]

    return left


@pytest.mark.parametrize("how", STRIDES)
def test_what_was_committed_is_there_and_going_on_completes_it(left_by: Left, how: str) -> None:
    moments = left_by(how)
    assert len(moments) > 10
    for moment in moments:
        # the state is one of those between two steps: no step is stored in part, none that was told done is missing
        assert any(moment["done"] <= state <= moment["done"] + 1 for state in moment["states"]), moment
        assert moment["ended"], moment
        assert moment["left"] == [], moment
        assert moment["lost"] == [], moment
    reached = {state for moment in moments for state in moment["states"]}
    assert len(reached) > 4  # the faults hit many of the steps


@pytest.mark.parametrize("how", ["kill", "torn"])
def test_a_killed_program_damages_nothing(left_by: Left, how: str) -> None:
    for moment in left_by(how):
        assert moment["outcome"] in (0, KILLED), moment
        assert all("brings it up to date" in line or "joins them again" in line for line in moment["findings"]), moment


@pytest.mark.parametrize(("how", "told"), [("error", "disk I/O error"), ("full", "the disk is full"), ("size", "disk")])
def test_a_disk_that_refuses_is_told_in_one_line(left_by: Left, how: str, told: str) -> None:
    moments = left_by(how)
    assert {moment["outcome"] for moment in moments} <= {0, NAMED}, [
        moment["problem"] for moment in moments if moment["outcome"] not in (0, NAMED)
    ]
    problems = [moment["problem"] for moment in moments if moment["outcome"] == NAMED]
    assert any(told in problem for problem in problems)
    assert not any("Traceback" in problem or "\n" in problem for problem in problems)
