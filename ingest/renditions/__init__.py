"""One release in several files: which documents are the same, and which file is the best of them."""

from .candidates import Candidates, is_comparable, signature_of
from .same import is_better, is_same_release

__all__ = ["Candidates", "is_better", "is_comparable", "is_same_release", "signature_of"]
