"""Other programs for parts of the same work, measured in the same run on the same input."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

COMPARED: dict[str, str] = {
    "pypdfium2": "readers",
    "spacy": "texts",
    "kiwipiepy": "texts",
    "duckling": "dates",
    "jionlp": "dates",
    "faiss": "vectors",
    "lancedb": "vectors",
    "haystack": "vectors",
}
"""Peers by the package that is imported, each with the module that measures it."""
INSTALL = "`make bench-peers` installs it"

Row = dict[str, Any]
Measured = Callable[[Path], list[Row]]


def compare(name: str, corpus: Path) -> list[Row]:
    """What a peer and this program take for the same; one row that says so where the peer is not installed."""
    try:
        import_module(name)
    except ImportError as error:
        return [{"peer": name, "missing": f"{name} is not installed ({error}); {INSTALL}"}]
    measured: Measured = getattr(import_module(f".{COMPARED[name]}", __package__), f"beside_{name}")
    return measured(corpus)
