from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.pipeline import run
from corpus.store import Store

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"


@pytest.fixture(scope="package")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The bundled samples, read and extracted."""
    folder = tmp_path_factory.mktemp("samples")
    run([str(SAMPLES)], folder, model="fake")
    with Store(folder) as store:
        yield store
