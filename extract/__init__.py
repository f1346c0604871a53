"""From a `Document` to a `Record`: a spaCy pipeline that reads each block in its own language.

`run` is imported when it is first asked for: questions need the dates and persons of the extractor, and no spaCy.
"""

from typing import TYPE_CHECKING, Any

from . import lean  # noqa: F401  before anything imports spaCy

if TYPE_CHECKING:
    from .pipeline import run

__all__ = ["run"]


def __getattr__(name: str) -> Any:
    if name == "run":
        from .pipeline import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
