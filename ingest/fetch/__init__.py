"""From the web into a folder: originals under their hash, and a manifest of where each came from."""

from .addresses import AddressRules
from .fetcher import FetchOptions, FetchReport, fetch
from .manifest import MANIFEST_FILE, Entry, Manifest
from .period import Period
from .releases import Fetched, releases, revisions
from .sources import Options, is_source

__all__ = [
    "MANIFEST_FILE",
    "AddressRules",
    "Entry",
    "FetchOptions",
    "FetchReport",
    "Fetched",
    "Manifest",
    "Options",
    "Period",
    "fetch",
    "is_source",
    "releases",
    "revisions",
]
