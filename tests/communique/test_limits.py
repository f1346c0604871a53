"""What costs more than it may is named by `run` and by `status`, each by what it did."""

from pathlib import Path

from communique.pipeline import run
from communique.report import status
from corpus.store import Store
from ingest.limits import MIB, Limits
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
