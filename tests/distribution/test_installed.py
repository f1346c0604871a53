"""The wheel in an environment that has nothing else: `make check-dist`."""

import os
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

from .building import ROOT, built, copied


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if not request.config.getoption("--installed"):
        pytest.skip("takes minutes: `make check-dist`")
    return tmp_path


def test_the_wheel_alone_does_the_main_job_outside_of_the_project(place: Path) -> None:
    wheel = built(copied(place / "source"), place / "built")[1]
    venv.create(place / "venv", with_pip=True)
    binaries, elsewhere = place / "venv" / "bin", place / "elsewhere"
    shutil.copytree(ROOT / "corpus" / "samples", elsewhere / "releases")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def done(*command: str) -> str:
        ran = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr[-2000:]
        return ran.stdout

    done(str(binaries / "pip"), "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(wheel))
    assert done(str(binaries / "pip"), "check").strip() == "No broken requirements found."
    communique = str(binaries / "communique")
    assert "indexed 18" in done(communique, "run", "releases", "--corpus", "corpus")
    assert "rare earth" in done(
        communique, "search", "rare earth supply chain hotline", "--corpus", "corpus", "-k", "1"
    )
