"""The door: settings, the pipeline that joins the stages, the command line, and the corpus for Python programs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .corpus import Corpus

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__"]


def __getattr__(name: str) -> Any:
    """`Corpus` is imported when it is asked for: the command line need not load what it does not use."""
    if name == "Corpus":
        from .corpus import Corpus

        return Corpus
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
