"""Sending news: an Atom feed, lines in a file, a signed request."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import httpx
from feedgen.feed import FeedGenerator
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from corpus.errors import CorpusError, MissingPart, StoreError, Unreachable

from .questions import Feed, File, SavedQuestion, Webhook
from .state import Delivery, Entry, as_json, replace

_TIMEOUT_S = 10.0
_ATTEMPTS = 3
_CLIENT_ERROR, _SERVER_ERROR, _TOO_MANY = 400, 500, 429
Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a request and gives the status of the answer."""


class _Again(Exception):
    """An answer that may be another one in a while."""


def feed(question: SavedQuestion, target: Feed, folder: Path, entries: Sequence[Entry]) -> None:
    """Write the feed with the latest entries; its bytes follow from them."""
    made = FeedGenerator()
    made.id(f"urn:communique:saved:{question.name}")
    made.title(question.title or question.question)
    made.subtitle(question.question)
    made.generator("Communiqué")
    made.author(name="Communiqué")
    made.updated(datetime.fromisoformat(entries[-1].found_at) if entries else datetime.fromtimestamp(0, UTC))
    for entry in entries:
        match = entry.news.match
        one = made.add_entry(order="prepend")
        one.id(
            f"urn:communique:saved:{question.name}:{hashlib.sha256(match.keys[0].encode()).hexdigest()[:16]}:{match.digest}"
        )
        one.title(f"[{entry.news.change}] {match.title}")
        one.updated(datetime.fromisoformat(entry.found_at))
        one.content(_told(entry), type="text")
    _replaced(folder / target.path, made.atom_str(pretty=True))


def file(question: SavedQuestion, target: File, folder: Path, delivery: Delivery) -> None:
    """Add a line of JSON for each entry; those of a delivery that was interrupted are not added twice."""
    path = folder / target.path
    lines = [{"saved": question.name, "delivery": delivery.id, **as_json(entry)} for entry in delivery.entries]
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_bytes() if path.is_file() else b""
        if content in before:
            return
        whole = before[: before.rfind(b"\n") + 1]  # without a line that was cut off
        replace(path, whole + content)
    except OSError as error:
        raise _unwritable(path, error) from error


def webhook(question: SavedQuestion, target: Webhook, delivery: Delivery, *, post: Post, pause: float = 1.0) -> None:
    """Send a delivery, again after a while where the other side is busy or away.

    The body is signed with HMAC-SHA256 over the id of the delivery, a full stop and the body.

    Raises:
        MissingPart: the variable with the secret is not set.
        Unreachable: it was refused, or could not be sent.
    """
    body = json.dumps(
        {
            "saved": question.name,
            "question": question.question,
            "delivery": delivery.id,
            "entries": [as_json(entry) for entry in delivery.entries],
        },
        ensure_ascii=False,
    ).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": delivery.id}
    if target.secret_env:
        secret = os.environ.get(target.secret_env)
        if not secret:
            raise MissingPart(
                f"{question.name}: the variable {target.secret_env} with the secret of its webhook is not set",
                hint="Set it, and run `communique alerts`: what waits is then sent",
            )
        signed = hmac.new(secret.encode(), f"{delivery.id}.".encode() + body, hashlib.sha256).hexdigest()
        headers["X-Communique-Signature"] = f"sha256={signed}"
    attempts = Retrying(
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait_exponential(multiplier=pause, max=30),
        retry=retry_if_exception_type((_Again, httpx.TransportError)),
        reraise=True,
    )
    hint = "It is kept, and tried again with the next run or `communique alerts`"
    try:
        attempts(_sent, post, target.url, body, headers)
    except _Again as error:
        raise Unreachable(f"{question.name}: {_host(target.url)} answered {error}", hint=hint) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise Unreachable(f"{question.name}: {_host(target.url)} could not be reached: {reason}", hint=hint) from error


def _sent(post: Post, url: str, body: bytes, headers: Mapping[str, str]) -> None:
    status = post(url, body, headers)
    if status >= _SERVER_ERROR or status == _TOO_MANY:
        raise _Again(str(status))
    if status >= _CLIENT_ERROR or status < 200 or status >= 300:
        raise Unreachable(f"{_host(url)} refused the matches with {status}", hint="Check the address and the secret")


def posted(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a request over the network; redirects are not followed."""
    return httpx.post(url, content=body, headers=dict(headers), timeout=_TIMEOUT_S, follow_redirects=False).status_code


def _host(url: str) -> str:
    return httpx.URL(url).host


def _told(entry: Entry) -> str:
    match = entry.news.match
    lines = [f"{name}: {cell.value}" for name, cell in match.cells.items() if cell.value]
    before = entry.news.before or {}
    lines += [
        f"{name} was: {before[name] or '-'}"
        for name, cell in match.cells.items()
        if name in before and before[name] != cell.value
    ]
    quotes = {quote.text: quote.record for cell in match.cells.values() for quote in cell.evidence}
    lines += [f"“{' '.join(text.split())}” ({record})" for text, record in quotes.items()]
    return "\n".join(lines)


def _replaced(path: Path, content: bytes) -> None:
    try:
        replace(path, content)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> CorpusError:
    return StoreError(f"{path} cannot be written: {error.strerror}", hint="Name another path in the saved question")
