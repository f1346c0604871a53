"""What analysts say of facts: confirmed, corrected, merged, rejected; and the gold records that follow."""

from .gold import gold
from .making import correct, undo

__all__ = ["correct", "gold", "undo"]
