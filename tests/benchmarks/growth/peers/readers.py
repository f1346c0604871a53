"""Text of PDF files."""

from importlib.metadata import version
from pathlib import Path

from ingest import read

from ...second_readers import by_pypdfium2
from . import Row
from .timing import seconds

_SAMPLES = Path(__file__).parents[4] / "corpus" / "samples"


def beside_pypdfium2(_corpus: Path) -> list[Row]:
    """The text alone by pypdfium2, against blocks, tables and the head of the release."""
    files = sorted(_SAMPLES.glob("*.pdf"))
    contents = [(path.read_bytes(), path.name) for path in files]
    theirs = seconds(lambda: [by_pypdfium2(data, name) for data, name in contents])
    ours = seconds(lambda: [read(path) for path in files])
    return [
        {
            "peer": "pypdfium2", "version": version("pypdfium2"), "what": "reading PDF: text alone, here with blocks,"
            " tables and head", "on": f"{len(files)} PDF samples", "unit": "ms a file", "less is better": True,
            "ours": 1000 * ours / len(files), "theirs": 1000 * theirs / len(files),
        }
    ]  # fmt: skip
