import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
RELEASES = Path(__file__).parents[1] / "data" / "releases"

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def communique() -> Command:
    """Runs the command line as a user does, in a process of its own."""

    def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "communique", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    return run


@pytest.fixture
def three_releases(tmp_path: Path) -> Path:
    """A folder with one release in each language."""
    folder = tmp_path / "releases"
    folder.mkdir()
    for name in ("dev-ko-01", "dev-en-01", "dev-zh-01"):
        (folder / f"{name}.txt").write_bytes((RELEASES / f"{name}.txt").read_bytes())
    return folder
