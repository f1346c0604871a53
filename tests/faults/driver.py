"""Changes a corpus again and again, each time with a fault at another moment, and tells what was left.

`python -m tests.faults.driver FOLDER HOW STRIDE`; a line of JSON for each moment. A process of its own, which forks:
what is imported is imported once.
"""

import json
import os
import resource
import shutil
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from communique.doctor import examine, repair
from corpus.errors import CorpusError

from . import corpora
from .injection import Faults, How


def main(folder: Path, how: str, stride: int) -> None:
    """Print what came of a fault at every moment that the change of a corpus has."""
    base = corpora.made(folder / "base")
    states = [corpora.shown(base)]
    undisturbed = folder / "undisturbed"
    shutil.copytree(base, undisturbed)
    for step in corpora.STEPS:
        step(undisturbed)
        states.append(corpora.shown(undisturbed))
    hits = corpora.found(undisturbed)
    work, progress = folder / "work", folder / "progress"
    if how == "size":
        largest = max(path.stat().st_size for path in undisturbed.rglob("*") if path.is_file())
        # the nearer to the full size, the more steps come before the fault
        moments = [largest - largest * (100 - number) ** 2 // 10_000 for number in range(2, 100, stride)]
    else:
        _renewed(base, work)
        total = int(_forked(work, progress, _counting(work))["problem"])  # how often something is written
        moments = list(range(1, total + 1, stride))
    for moment in moments:
        _renewed(base, work)
        told = _forked(work, progress, _limited(moment) if how == "size" else _faulty(work, how, moment))
        told |= _left(work, states, hits)
        sys.stdout.write(json.dumps({"moment": moment, **told}) + "\n")


def _renewed(base: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)


def _faulty(work: Path, how: str, moment: int) -> Callable[[], None]:
    assert how in get_args(How)
    return Faults(work, at=moment, how=how).install  # type: ignore[arg-type]


def _limited(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _counting(work: Path) -> Callable[[], Callable[[], int]]:
    faults = Faults(work, at=0, how="kill")

    def install() -> Callable[[], int]:
        faults.install()
        return lambda: faults.count

    return install


def _forked(work: Path, progress: Path, prepare: Callable[[], Callable[[], int] | None]) -> dict[str, Any]:
    """Change the corpus in a process of its own: how many steps it said it had done, and what it failed with."""
    progress.write_bytes(b"")
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        outcome, problem = 0, ""
        acknowledged = os.open(progress, os.O_WRONLY | os.O_APPEND)
        try:
            counted = prepare()
            for step in corpora.STEPS:
                step(work)
                os.write(acknowledged, b"+")
            problem = str(counted()) if counted else ""
        except CorpusError as error:
            outcome, problem = 3, str(error)
        except BaseException:
            outcome, problem = 4, traceback.format_exc()
        os.write(writer, problem.encode()[-4000:])
        os._exit(outcome)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        problem = pipe.read().decode("utf-8", "replace")
    status = os.waitpid(child, 0)[1]
    done = progress.stat().st_size
    return {"outcome": os.waitstatus_to_exitcode(status), "done": done, "problem": problem}


def _left(work: Path, states: list[dict[str, Any]], hits: list[tuple[str, int, float]]) -> dict[str, Any]:
    """Which of the states is there; what a doctor finds and leaves; whether going on leads to where it should."""
    state = corpora.shown(work)
    at = [number for number, each in enumerate(states) if each == state]
    findings = [finding.line() for finding in examine(work)]
    for step in corpora.STEPS[max(at, default=0) :] if at else ():
        step(work)
    corpora.index(work)
    ended = corpora.shown(work) == states[-1] and corpora.found(work) == hits
    mended = repair(work, model="fake")
    left = [finding.line() for finding in mended.left]
    return {"states": at, "findings": findings, "ended": ended, "left": left, "lost": list(mended.lost)}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
