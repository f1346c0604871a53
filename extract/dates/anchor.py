"""From where relative dates count, and what is said of a date that nothing ties to the calendar."""

from dataclasses import dataclass
from datetime import date


class Unresolved(Exception):
    """A date that nothing in the text ties to the calendar, or that the calendar does not have."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates count from: the day of issue, and what the text mentioned last."""

    ref: date | None = None
    """The day of issue, or a day of the month or year of issue."""
    ref_is_day: bool = True
    ref_is_stated: bool = True
    """False where no day of issue is known, and `ref` only the latest month of the text."""
    day: date | None = None
    """The day mentioned last."""
    month: date | None = None
    """A day of the month mentioned last in the same block, by itself or in a day."""
    year: int | None = None
    """The year mentioned last in the same sentence."""
    value: str | None = None
    """The EDTF value of the month, quarter or interval mentioned last."""

    def today(self) -> date:
        """The day of issue."""
        if self.ref is None or not self.ref_is_day:
            raise Unresolved
        return self.ref

    def issued(self) -> date:
        """A day of the month or year of issue."""
        if self.ref is None:
            raise Unresolved
        return self.ref
