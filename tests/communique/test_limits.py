"""What costs more than it may is named by `run` and by `status`, each by what it did."""

import re
from pathlib import Path

import pytest

from communique.pipeline import run
from communique.report import status
from corpus.errors import BadResource
from corpus.store import Store
from ingest.limits import MIB, FetchLimits, Limits, load_limits
from tests.ingest.hostile.pages import content_bomb
from tests.ingest.loaders.pdf_writer import Page, pdf

from .conftest import Command


def test_status_names_what_hung_and_what_took_too_much(tmp_path: Path) -> None:
    full, long, slow = (tmp_path / name for name in ("full.pdf", "long.txt", "slow.pdf"))
    full.write_bytes(content_bomb(1024 * MIB))
    long.write_text("The ministers met in Seoul. " * 60_000, encoding="utf-8")
    slow.write_bytes(pdf(*(Page().lines(60, 100, ["The ministers met in Seoul."] * 40) for _ in range(300))))
    corpus = tmp_path / "corpus"
    small = Limits(memory_bytes=640 * MIB, text_bytes=1_000_000)
    assert len(run([str(full), str(long)], corpus, model="fake", limits=small).failures) == 2
    assert len(run([str(slow)], corpus, limits=Limits(wall_seconds=0.02)).failures) == 1
    with Store(corpus) as store:
        lines = [line for line in status(store).lines() if line.startswith("failed: ")]
    for line, says in zip(
        lines,
        (
            "full.pdf takes more than 640 MB to read",
            "long.txt is a text of 1,680,000 bytes; the limit is 1,000,000",
            "slow.pdf took more than 0.02 seconds to read",
        ),
        strict=True,
    ):
        assert says in line


def test_a_wrong_file_of_limits_is_one_line(communique: Command, three_releases: Path, tmp_path: Path) -> None:
    limits = tmp_path / "limits.toml"
    limits.write_text("memory = 5", encoding="utf-8")
    done = communique("text", three_releases / "dev-en-01.txt", "--limits", limits)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"communique: {limits}, memory: no such limit.")


def test_the_limits_of_fetching_stand_in_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text("wall_seconds = 9\n[fetch]\ndelay = 0\nbody_bytes = 10\n", encoding="utf-8")
    limits = load_limits(path)
    assert (limits.wall_seconds, limits.fetch) == (9, FetchLimits(delay=0, body_bytes=10))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[fetch]\npatience = 1", "fetch.patience: no such limit"),
        ("[fetch]\ndelay = -1", "fetch: delay must not be below 0"),
    ],
)
def test_a_wrong_limit_of_fetching_is_one_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadResource, match=re.escape(f"limits.toml, {says}")):
        load_limits(path)
