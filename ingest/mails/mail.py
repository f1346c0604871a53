"""A mail, whatever format it was kept in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; `name` as given there, `data` None where its bytes cannot be had."""

    name: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail states about itself, its text as plain text and as a page, and its files.

    `date` is the local time of the sender. `reasons` say, one line each, why something is probably missing.
    """

    subject: str
    sender: str
    date: datetime | None
    plain: str | None
    page: str | None
    attachments: tuple[Attachment, ...]
    reasons: tuple[str, ...] = ()
