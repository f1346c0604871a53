from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.pipeline import run
from corpus.store import Store

from .scoring import CHAINS


@pytest.fixture(scope="package")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Store]]:
    """The chains of releases by name, each read and extracted into a corpus of its own."""
    stores: dict[str, Store] = {}
    for folder in sorted(path for path in CHAINS.iterdir() if path.is_dir()):
        target: Path = tmp_path_factory.mktemp(folder.name)
        run([str(folder)], target, model="fake")
        stores[folder.name] = Store(target)
    yield stores
    for store in stores.values():
        store.close()
