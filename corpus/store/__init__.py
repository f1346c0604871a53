"""The corpus on disk: documents, records, facts to filter by, and failures, in one SQLite file."""

from .events import Event, EventFilter
from .facts import FactFilter, event_key
from .lock import writing
from .lookup import Field, ItemFilter, Line, Lookup, Named, Place
from .releases import Content, Copy, Release, Role, Sighting, Version
from .store import Failure, Rendition, Store, Stored, StoredMeeting

__all__ = [
    "Content",
    "Copy",
    "Event",
    "EventFilter",
    "FactFilter",
    "Failure",
    "Field",
    "ItemFilter",
    "Line",
    "Lookup",
    "Named",
    "Place",
    "Release",
    "Rendition",
    "Role",
    "Sighting",
    "Store",
    "Stored",
    "StoredMeeting",
    "Version",
    "event_key",
    "writing",
]
