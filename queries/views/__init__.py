"""The register's pages: a meeting, a series, an organisation, a person, two countries, an item of agreement."""

from .agency import agency
from .agreement import agreement, keyed
from .lists import agencies, agreements, all_series, meetings, pairs, persons
from .marks import Marks, in_line, marked, renamed, reply_with_marks, set_in, with_corrected, with_marks
from .meeting import meeting
from .pair import country_pair
from .person import person
from .series import series

__all__ = [
    "Marks",
    "agencies",
    "agency",
    "agreement",
    "agreements",
    "all_series",
    "country_pair",
    "in_line",
    "keyed",
    "marked",
    "meeting",
    "meetings",
    "pairs",
    "person",
    "persons",
    "renamed",
    "reply_with_marks",
    "series",
    "set_in",
    "with_corrected",
    "with_marks",
]
