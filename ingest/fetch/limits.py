"""How much fetching may cost, and how politely it goes about it; every default is stated here, once."""

from corpus.model import Model
from ingest.limits import LIMITS


class FetchLimits(Model):
    """What one request, one page and one source may cost. Sizes are bytes after unpacking, times seconds."""

    body_bytes: int = LIMITS.file_bytes
    """Largest file kept: what is larger is not read either."""
    list_bytes: int = 52_428_800
    """Largest feed, sitemap or list page: the limit of the sitemap protocol."""
    robots_bytes: int = 512_000
    """RFC 9309 asks for at least 500 KiB; what comes after is left out."""
    redirects: int = 8
    connect_seconds: float = 20.0
    silence_seconds: float = 60.0
    """Between two pieces of an answer."""
    body_seconds: float = 900.0
    """From the first to the last byte of a body: 200 MB at 220 KB a second."""
    attempts: int = 4
    first_wait: float = 2.0
    """Before the second attempt; it doubles from attempt to attempt, unless the server names a time."""
    longest_wait: float = 300.0
    """A server that asks for more patience is left alone until the next run."""
    delay: float = 1.0
    """Between two requests to one host; a longer one asked for in robots.txt holds."""
    longest_delay: float = 60.0
    host_failures: int = 5
    """So many failed addresses in a row, and a host is left alone until the next run."""
    attachments: int = 60
    """Of one page."""
    pages: int = 1000
    """List pages of one board, pages of one window of the API."""
    sitemaps: int = 500
    resume_hours: float = 24.0
    """A run that was stopped is continued for so long; later it begins anew."""
