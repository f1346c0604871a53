"""The examples of the documentation, run as they stand."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with the samples in it."""
    (tmp_path / "samples").symlink_to(ROOT / "corpus" / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
def test_the_examples_for_python_give_what_they_show(folder: Path) -> None:
    examples = "\n".join(_PYTHON.findall((DOCS / "python.md").read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(examples, {}, "python.md", str(DOCS / "python.md"), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL)
    runner.run(test)
    assert runner.tries > 15
    assert runner.failures == 0


def _commands() -> list[tuple[str, list[str]]]:
    """The commands of the tutorial, in order, each with the lines that it is shown to print."""
    found: list[tuple[str, list[str]]] = []
    for block in _CONSOLE.findall((DOCS / "tutorial.md").read_text(encoding="utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
    return found


@pytest.mark.slow
def test_the_tutorial_can_be_followed_from_nothing_to_the_first_alert(folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    commands = _commands()
    assert len(commands) > 8
    for command, shown in commands:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, (command, done.stderr)
        printed = done.stdout + done.stderr
        for line in shown:
            assert not line.strip() or line.strip() in printed, (command, line, printed)
    assert shlex.split(commands[0][0])[0] == "communique"
