"""The corpus on disk: documents, records, facts to filter by, and failures, in one SQLite file."""

from .events import Event, EventFilter
from .factfilters import FactFilter
from .facts import event_key
from .hashed import HashedFile
from .itemfilters import ItemFilter
from .lock import holder, writing
from .lookup import Field, Line, Lookup, Named, Place
from .releases import Content, Copy, Release, Role, Sighting, Version
from .store import STORE_FILE, Failure, Rendition, Store, Stored, StoredMeeting

__all__ = [
    "STORE_FILE",
    "Content",
    "Copy",
    "Event",
    "EventFilter",
    "FactFilter",
    "Failure",
    "Field",
    "HashedFile",
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
    "holder",
    "writing",
]
