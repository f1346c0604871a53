"""A corpus as one file, taken while it is in use, and put back whole or not at all."""

from .restoring import Restored, restore
from .saving import Saved, backup

__all__ = ["Restored", "Saved", "backup", "restore"]
