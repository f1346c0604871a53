"""Mails as Outlook keeps them (MSG)."""

import io
from datetime import datetime
from email.utils import parsedate_to_datetime

import olefile
from oxmsg import Message
from oxmsg.attachment import Attachment as Attached

from corpus.errors import UnreadableFile
from ingest.encodings import decode
from ingest.limits import LIMITS, MIB, Allowance, Limits

from .mail import Attachment, Mail

_RTF, _SHORT_NAME = 0x1009, 0x3704
_UNSTATED = "iso-8859-15"
"""What the library takes for the encoding of a mail that does not state its own."""


def read_msg(data: bytes, *, name: str, limits: Limits = LIMITS) -> Mail:
    """Read a mail of Outlook.

    Raises:
        UnreadableFile: over the limit.
        OSError, ValueError, LookupError …: damaged (see `loaders.damage`).
    """
    if len(data) > limits.mail_bytes:
        raise Allowance(name, limits).refusal(f"is a mail of more than {limits.mail_bytes // MIB} MB")
    _check(data, Allowance(name, limits))
    message = Message.load(io.BytesIO(data))
    properties = message.properties
    plain, page = message.body, message.html_body
    reasons = []
    if plain is None and page is None and properties.binary_prop_value(_RTF) is not None:
        reasons.append("its text is kept as RTF only, which is not read")
    return Mail(
        subject=" ".join(_repaired(message.subject or "").split()),
        sender=_repaired(message.sender or ""),
        date=_date(message),
        plain=_repaired(plain) if plain else None,
        page=_repaired(page) if page else None,
        attachments=tuple(_attachment(each) for each in message.attachments),
        reasons=tuple(reasons),
    )


def _check(data: bytes, allowance: Allowance) -> None:
    """Refuse a directory of too many entries, and one whose streams together are larger than the file allows."""
    with olefile.OleFileIO(io.BytesIO(data)) as container:
        streams = container.listdir()
        if len(streams) > allowance.limits.archive_entries:
            raise allowance.refusal(f"holds more than {allowance.limits.archive_entries:,} parts")
        for stream in streams:
            allowance.spend(container.get_size(stream))


def _attachment(attached: Attached) -> Attachment:
    name = attached.file_name or attached.properties.str_prop_value(_SHORT_NAME) or "attachment"
    return Attachment(_repaired(name), attached.file_bytes)


def _date(message: Message) -> datetime | None:
    """The local time of the sender where the header that travelled with the mail is kept; else the time in UTC."""
    try:
        return parsedate_to_datetime(message.message_headers["date"])
    except (KeyError, TypeError, ValueError):
        return message.sent_date


def _repaired(text: str) -> str:
    """Words of a mail that does not state its encoding, in the one that the bytes suggest."""
    try:
        data = text.encode(_UNSTATED)
        return text if text.isascii() else decode(data, name="mail").text
    except (UnicodeEncodeError, UnreadableFile):
        return text
