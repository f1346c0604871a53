"""The core does without the extras; what needs one says which, and how to get it, in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.store import Store

from .building import ROOT

OPTIONAL = (
    "babel", "dask", "distributed", "fastapi", "fsspec", "icalendar", "jinja2", "limits", "mcp", "mcp_types",
    "milvus_lite", "multipart", "networkx", "obstore", "pandas", "polars", "pyarrow", "pymilvus", "python_multipart",
    "sentence_transformers", "starlette", "transformers", "uvicorn",
)  # fmt: skip
"""What only extras bring, by the names that are imported."""
_WITHOUT = """
import importlib.machinery, sys
missing = set(sys.argv[1].split(","))

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name.partition(".")[0] in missing else found(name, *rest)
sys.meta_path.insert(0, Missing())
from communique.cli import main
main(sys.argv[2:])
"""


def without(missing: tuple[str, ...], *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command where some packages are not installed."""
    command = [sys.executable, "-c", _WITHOUT, ",".join(missing), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus without releases."""
    folder = tmp_path_factory.mktemp("empty")
    Store(folder, create=True).close()
    return folder


@pytest.mark.parametrize(
    ("package", "extra", "arguments"),
    [
        ("fastapi", "web", ["serve"]),
        ("uvicorn", "web", ["serve"]),
        ("jinja2", "web", ["serve"]),
        ("limits", "web", ["serve"]),
        ("mcp", "mcp", ["mcp"]),
        ("icalendar", "exports", ["export", "--to", "icalendar"]),
        ("networkx", "exports", ["export", "--to", "graphml"]),
        ("pyarrow", "exports", ["export", "--to", "parquet"]),
        ("distributed", "cluster", ["run", "README.md", "--cluster", "local"]),
        ("pymilvus", "milvus", ["run", "README.md", "--store", "milvus://127.0.0.1:1/none"]),
        ("sentence_transformers", "models", ["run", "README.md", "--model", "st:nowhere"]),
    ],
)
def test_a_command_that_needs_an_extra_names_it(
    folder: Path, tmp_path: Path, package: str, extra: str, arguments: list[str]
) -> None:
    corpus = tmp_path / "new" if arguments[0] == "run" else folder
    done = without((package,), *arguments, "--corpus", corpus)
    assert done.returncode == 2, done.stderr
    [line] = done.stderr.strip().splitlines()
    assert line.startswith("communique: ")
    assert "not installed" in line
    assert f"communique[{extra}]" in line


def test_the_core_does_its_work_without_any_extra(tmp_path: Path) -> None:
    samples = [
        ROOT / "corpus" / "samples" / name for name in ("sample-ko-01.hwpx", "sample-zh-05.pdf", "sample-en-06.txt")
    ]
    corpus = tmp_path / "corpus"
    ran = without(OPTIONAL, "run", *samples, "--corpus", corpus, "--model", "fake")
    assert (ran.returncode, ran.stdout) == (0, "read 3, unchanged 0, indexed 3\n"), ran.stderr
    for arguments in (
        ("search", "해양 협력"), ("register",), ("show", "sample-ko-01"), ("status",), ("verify",), ("follow-up",),
        ("export", "--to", "jsonl"), ("export", "--to", "csv"), ("view", "meeting"),
    ):  # fmt: skip
        done = without(OPTIONAL, *arguments, "--corpus", corpus)
        assert done.returncode == 0, (arguments, done.stderr)
