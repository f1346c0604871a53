"""Date expressions and the EDTF values they resolve to."""

from .find import FoundDate, find_dates

__all__ = ["FoundDate", "find_dates"]
