"""The corpus on disk: documents, records, facts to filter by, and failures, in one SQLite file."""

from .facts import FactFilter
from .lock import writing
from .releases import Content, Copy, Release, Role, Sighting, Version
from .store import Failure, Rendition, Store, Stored, StoredMeeting

__all__ = [
    "Content",
    "Copy",
    "FactFilter",
    "Failure",
    "Release",
    "Rendition",
    "Role",
    "Sighting",
    "Store",
    "Stored",
    "StoredMeeting",
    "Version",
    "writing",
]
