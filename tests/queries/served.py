"""A corpus to serve: six invented releases on two meetings, each told in Korean, English and Chinese."""

from pathlib import Path

from communique.pipeline import run

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
RELEASES = tuple(f"sample-{lang}-0{number}" for lang in ("en", "ko", "zh") for number in (1, 5))
FAKE = "fake"


def sample_corpus(folder: Path) -> Path:
    """Make the corpus in `folder`, with the embedder that needs no weights."""
    paths = [str(path) for path in sorted(SAMPLES.iterdir()) if path.stem in RELEASES]
    run(paths, folder, model=FAKE)
    return folder
