"""Days as lists of releases write them, and the period that is asked for."""

import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2}|\d{2}(?=\.))\s?[-./年년]\s?(?P<month>\d{1,2})\s?[-./月월]\s?(?P<day>\d{1,2})(?!\d)"
)
_RUN = re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)")


@dataclass(frozen=True)
class Period:
    """From `since` to `until`, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period; a release without a day is never left out."""
        return day is None or not (self.is_before(day) or (self.until is not None and day > self.until))

    def is_before(self, day: date | None) -> bool:
        """Whether a day lies before the period."""
        return day is not None and self.since is not None and day < self.since


ALWAYS = Period()


def day_in(text: str) -> date | None:
    """The first day that is written in a line of a list.

    >>> day_in("3 | 국장급 회의 개최 | 2024. 6. 21. | 120"), day_in("[24.06.21] 회의"), day_in("2024年6月21日")
    (datetime.date(2024, 6, 21), datetime.date(2024, 6, 21), datetime.date(2024, 6, 21))
    """
    for pattern in (_DAY, _RUN):
        for match in pattern.finditer(text):
            year = int(match["year"])
            try:
                return date(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
            except ValueError:
                continue
    return None
