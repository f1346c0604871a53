"""The corpus on disk: documents, records, facts to filter by, and failures, in one SQLite file."""

from .facts import FactFilter
from .lock import writing
from .store import Failure, Rendition, Store, Stored, StoredMeeting

__all__ = ["FactFilter", "Failure", "Rendition", "Store", "Stored", "StoredMeeting", "writing"]
