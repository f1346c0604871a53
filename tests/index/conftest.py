from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedders import converted


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The converted model, in a user's cache of the tests' own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        converted.converted_model.cache_clear()
        yield converted.converted_folder()
        converted.converted_model.cache_clear()
