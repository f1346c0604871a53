"""What the store tells of its documents without reading them."""

from ..model import Model
from .releases import Role


class Stored(Model):
    """What the store knows of a document without reading it; `lang` is `und` where it has no text."""

    id: str
    path: str
    sha256: str
    lang: str
    status: str
    code_version: str
    ingested_at: str
    media_type: str
    withdrawn: str | None = None


class Rendition(Model):
    """The same release in another file: `document` is the id of the document that was made of the best one.

    `role` is `repost` where another outlet published it.
    """

    path: str
    document: str
    media_type: str
    sha256: str
    code_version: str
    role: Role = "copy"


class StoredMeeting(Model):
    """Which event a meeting is by its own record; `position` counts the meetings of the record from 0."""

    document: str
    position: int
    event: str | None = None
    date: str | None = None
    status: str
    ref: str | None = None


class Failure(Model):
    """An input that could not be read."""

    path: str
    problem: str
    hint: str
    failed_at: str
