"""A server with a socket and a real browser, for what only these can show."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from queries.web.app import create_app
from queries.web.settings import SETTINGS

BROWSER = "COMMUNIQUE_BROWSER"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_PATIENCE = 20.0


@pytest.fixture(scope="session")
def address(corpus_folder: Path) -> Iterator[str]:
    """Where the sample corpus is served."""
    app = create_app(corpus_folder, settings=SETTINGS.model_copy(update={"rate": "100000/minute"}))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + _PATIENCE
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.started
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(_PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, driven by Playwright; tests that need it are skipped where it is not installed."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    named = os.environ.get(BROWSER)
    path = named or next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser is installed: `apt install chromium`, or name one in {BROWSER}")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path)
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A page of the browser; what it complains of (a script that fails, a policy that is broken) fails the test."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    yield page
    context.close()
    assert [each for each in complaints if "status of 4" not in each] == []
