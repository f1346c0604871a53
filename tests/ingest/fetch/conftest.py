from collections.abc import Iterator
from pathlib import Path

import pytest

from .server import Desk, Site


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "fetched")
