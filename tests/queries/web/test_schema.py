"""The API holds to its description: requests made from it, good and bad, find no answer that it does not tell of."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.web.serving import serve
from queries.web.settings import Settings

EXAMPLES = os.environ.get("COMMUNIQUE_SCHEMA_EXAMPLES", "5")
"""Requests made up for each address."""
PHASES = os.environ.get("COMMUNIQUE_SCHEMA_PHASES", "examples,fuzzing,stateful")
"""With `coverage` also those at the edges of what each address accepts: four thousand, some minutes."""
UNHURRIED = Settings(rate="1000000/second", upload_rate="1000000/second")


@pytest.fixture(scope="module")
def address(corpus_folder: Path) -> Iterator[str]:
    """Where a server on this machine is, with no limit of rates."""
    told: list[str] = []
    ready, end = threading.Event(), threading.Event()

    def started(at: str) -> None:
        told.append(at)
        ready.set()

    thread = threading.Thread(
        target=lambda: serve(corpus_folder, port=0, settings=UNHURRIED, started=started, ended=end)
    )
    thread.start()
    assert ready.wait(60)
    yield told[0]
    end.set()
    thread.join(30)


def test_the_api_holds_to_its_description(address: str, tmp_path: Path) -> None:
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}api/v1/openapi.json", "--checks", "all"),
        *("--max-examples", EXAMPLES, "--generation-deterministic", "--no-color"),
        *("--phases", PHASES, "--request-timeout", "60", "--suppress-health-check", "all"),
    ]
    found = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False, cwd=tmp_path)
    assert found.returncode == 0, found.stdout[-8000:] + found.stderr[-2000:]
    assert re.search(r"Selected: (\d+)/\1\s+Tested: \1\s", found.stdout), found.stdout
