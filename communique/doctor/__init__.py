"""The state of a corpus on disk: what is damaged, what that means, and what can be rebuilt."""

from .examining import examine
from .findings import Finding, Repair
from .repairing import repair

__all__ = ["Finding", "Repair", "examine", "repair"]
