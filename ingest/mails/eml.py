"""Mails as they travel (EML).

Source: RFC 5322, RFC 2045 to 2049. Korean and Chinese mailers write raw bytes into headers and wrong names of
encodings; both are told from the bytes.
"""

import email
import re
from datetime import datetime
from email import policy
from email.message import EmailMessage
from typing import Any

from corpus.errors import UnreadableFile
from ingest.encodings import decode, decode_declared, narrowed
from ingest.limits import LIMITS, MIB, Allowance, Limits

from .mail import Attachment, Mail

_POLICY = policy.default
_HOLDS_PARTS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)


def read_eml(data: bytes, *, name: str, limits: Limits = LIMITS) -> Mail:
    """Read a mail; pictures that belong to its text are no attachments.

    Raises:
        UnreadableFile: over the limit.
    """
    if len(data) > limits.mail_bytes:
        raise Allowance(name, limits).refusal(f"is a mail of more than {limits.mail_bytes // MIB} MB")
    data = narrowed(data)
    if len(_HOLDS_PARTS.findall(data)) > limits.mail_parts_of_parts:
        excess = f"is a mail with more than {limits.mail_parts_of_parts} parts that hold others"
        raise Allowance(name, limits).refusal(excess)
    message = email.message_from_bytes(data, policy=_POLICY)
    bodies = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    chosen = {id(part) for part in bodies.values()}
    leaves = [part for part in _leaves(message) if id(part) not in chosen]
    attachments = [found for part in leaves if (found := _attachment(part)) is not None]
    return Mail(
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        date=_date(message),
        plain=_text(bodies["plain"], name),
        page=_text(bodies["html"], name),
        attachments=tuple(attachments),
    )


def _leaves(message: EmailMessage) -> list[EmailMessage]:
    """The parts that hold something, a mail within the mail as one."""
    found: list[EmailMessage] = []
    waiting: list[Any] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart":
            waiting += reversed(part.get_payload() if part.is_multipart() else [])
        else:
            found.append(part)
    return found


def _attachment(part: EmailMessage) -> Attachment | None:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        mail = inner[0] if isinstance(inner, list) and inner else None
        if not isinstance(mail, EmailMessage):
            return None
        return Attachment(f"{_header(mail, 'Subject') or 'mail'}.eml", mail.as_bytes(policy=policy.compat32))
    file_name = _file_name(part)
    is_picture = part.get_content_maintype() == "image" and part["Content-ID"] is not None
    if not file_name or is_picture:
        return None
    payload = part.get_payload(decode=True)
    return Attachment(file_name, payload if isinstance(payload, bytes) else None)


def _file_name(part: EmailMessage) -> str:
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        parsed = _parsed(part, header)
        if parsed is not None and (value := getattr(parsed, "params", {}).get(parameter)):
            return str(value)
    return ""


def _header(message: EmailMessage, name: str) -> str:
    parsed = _parsed(message, name)
    return " ".join(str(parsed).split()) if parsed is not None else ""


def _parsed(message: EmailMessage, name: str) -> Any:
    """A header field as the library parses it, its raw bytes decoded first; None where there is none."""
    raw = next((str(value) for field, value in message.raw_items() if field.lower() == name.lower()), None)
    if raw is None:
        return None
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        data = raw.encode("ascii", "surrogateescape")
        try:
            raw = decode(data, name=name).text
        except UnreadableFile:
            raw = data.decode("ascii", "replace")
    # Continued lines: the factory takes what stands on one.
    return _POLICY.header_factory(name, " ".join(raw.splitlines()))


def _date(message: EmailMessage) -> datetime | None:
    found = getattr(_parsed(message, "Date"), "datetime", None)
    return found if isinstance(found, datetime) else None


def _text(part: Any, name: str) -> str | None:
    if part is None:
        return None
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    return decode_declared(data, part.get_content_charset() or "", name=name).text
