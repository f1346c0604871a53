"""From a `Document` to a `Record`: a spaCy pipeline that reads each block in its own language."""

from . import lean  # noqa: F401  isort: skip  before anything imports spaCy

from .pipeline import run

__all__ = ["run"]
