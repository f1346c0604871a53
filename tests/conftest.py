"""Options of the tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique import extractor, pipeline
from ingest.limits import LIMITS, Limits


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="hostile files at their full size, and more mutants")


class Warm(extractor.Extractor):
    """An extractor whose process lives on from run to run: what extraction needs takes seconds to load."""

    def close(self) -> None:
        """Leave the process to the next run."""

    def grow(self, jobs: int) -> None:
        """Stay one, as there are as many already as tests that run at a time."""
        super().grow(1)


@pytest.fixture(autouse=True, scope="session")
def warm_extractor() -> Iterator[None]:
    """Runs without limits or jobs of their own share the process that extracts."""
    kept, home = Warm(), _surroundings()

    def chosen(*, jobs: int = 1, limits: Limits = LIMITS) -> extractor.Extractor:
        shared = jobs == 1 and limits == LIMITS and _surroundings() == home
        return kept if shared else extractor.Extractor(jobs=jobs, limits=limits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Extractor", chosen)
        yield
    super(Warm, kept).close()


def _surroundings() -> tuple[Path, str | None]:
    """What a process sees of where it was started: relative paths, and programs such as that for recognition."""
    return Path.cwd(), os.environ.get("PATH")
