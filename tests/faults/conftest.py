import shutil
from pathlib import Path

import pytest

from . import corpora


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus that nothing is wrong with; not to be changed."""
    return corpora.made(tmp_path_factory.mktemp("sound") / "corpus")


@pytest.fixture
def corpus(sound: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(sound, tmp_path / "corpus"))


@pytest.fixture(autouse=True)
def _records_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that are derived anew are those that the corpus was made with."""
    monkeypatch.setattr("extract.run", corpora.extracted)


@pytest.fixture
def many(request: pytest.FixtureRequest) -> bool:
    """Whether every moment is asked for."""
    return bool(request.config.getoption("--long"))
