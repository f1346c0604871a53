"""A run has its extracting process start before all else, and leaves none behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from communique import extractor, pipeline
from corpus.errors import StoreError


def test_what_launches_the_extractor_loads_nothing_that_the_run_needs_later() -> None:
    code = (
        "import sys, communique.pipeline;"
        "print([one for one in ('index', 'httpx', 'spacy', 'torch', 'scipy') if one in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_corpus_that_cannot_be_opened_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[extractor.Extractor] = []

    class Noted(extractor.Extractor):
        def launch(self) -> None:
            super().launch()
            made.append(self)

    monkeypatch.setattr(pipeline, "Extractor", Noted)
    (tmp_path / "corpus.sqlite").write_bytes(b"no database at all, but something else of some length" * 40)
    with pytest.raises(StoreError):
        pipeline.run([], tmp_path)
    assert [child.lives for one in made for child in one._children] == [False]
