"""Who is who: organisations, countries and series of meetings, with their names in each language and their years."""

from .countries import Countries, countries
from .organisations import Agencies, Match, Name, Organisation, agencies

__all__ = ["Agencies", "Countries", "Match", "Name", "Organisation", "agencies", "countries"]
