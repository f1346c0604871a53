from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from queries.web.app import create_app
from queries.web.settings import SETTINGS, Settings
from tests.queries.served import sample_corpus

Ask = Callable[..., TestClient]


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_corpus(tmp_path_factory.mktemp("served"))


@pytest.fixture
def serve(corpus_folder: Path) -> Iterator[Ask]:
    """Starts a server with settings; gives a client of it, without a network."""
    with ExitStack() as stack:

        def started(settings: Settings = SETTINGS, *, folder: Path = corpus_folder) -> TestClient:
            app = create_app(folder, settings=settings)
            client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
            return stack.enter_context(client)

        yield started


@pytest.fixture
def client(serve: Ask) -> TestClient:
    return serve()
