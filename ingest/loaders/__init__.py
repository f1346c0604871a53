"""One module a format; `LOADERS` says which reads what."""

from ingest import sniff

from .raw import Loader
from .text import read_text

LOADERS: dict[str, Loader] = {
    sniff.TEXT: read_text,
}
"""Media type, as `sniff.media_type` tells it, to the loader that reads it."""
