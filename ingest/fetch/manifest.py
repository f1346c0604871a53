"""What was fetched, in one SQLite file: an address a row, written as soon as its bytes are safely kept."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from corpus.errors import StoreError
from corpus.model import Model
from corpus.store.connection import address, is_on_read_only_disk

MANIFEST_FILE = "fetched.sqlite"
VERSION = 1
Role = Literal["release", "attachment", "list", "other", "withdrawn"]
"""What an address gives: a release or a file of it; a list, feed or sitemap that names releases; something else; a
release that its source has taken back."""

_SCHEMA = """
CREATE TABLE runs (id INTEGER PRIMARY KEY, source TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT);
CREATE TABLE fetched (
    url TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    problem TEXT,
    sha256 TEXT,
    entry TEXT NOT NULL
);
CREATE TABLE links (url TEXT NOT NULL, page TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (url, page));
CREATE TABLE versions (url TEXT NOT NULL, sha256 TEXT NOT NULL, fetched_at TEXT NOT NULL, PRIMARY KEY (url, sha256));
"""


class Entry(Model):
    """An address and what it gave; where it failed later, what it gave before stays.

    `fetched_at` is when the kept bytes came, `checked_at` when the address was last asked; both are UTC. `final_url` is
    where it led, `content_type` what the server called it, `media_type` what its bytes are. `facts` are what the feed,
    list or API that named it says of it, in their own words; `licence` is KOGL-1 to KOGL-4 or a Creative Commons code.
    """

    url: str
    role: Role
    checked_at: str
    final_url: str = ""
    status: int = 0
    fetched_at: str | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    content_type: str = ""
    media_type: str | None = None
    filename: str = ""
    size: int = 0
    sha256: str | None = None
    linked_from: str | None = None
    label: str = ""
    licence: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    problem: str | None = None
    hint: str | None = None


class Manifest:
    """The manifest of a folder."""

    def __init__(self, folder: Path) -> None:
        """Open it, or begin it.

        Raises:
            StoreError: it cannot be opened, or a newer program wrote it.
        """
        self.path = folder / MANIFEST_FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(address(self.path), uri=True, isolation_level=None, timeout=30)
            if not is_on_read_only_disk(self.path):
                self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                self._connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(
                f"{self.path} cannot be opened: {error}", hint="Restore a copy, or fetch into another folder"
            ) from error
        if version > VERSION:
            raise StoreError(
                f"{self.path} has schema {version}; this program knows up to {VERSION}",
                hint="Install the version of communique that wrote it, or a newer one",
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def begin(self, source: str, now: datetime, *, resume_hours: float) -> tuple[int, str]:
        """Begin a run over a source, or continue the one that was stopped; its number, and when it began."""
        earliest = (now - timedelta(hours=resume_hours)).isoformat()
        row = self._connection.execute(
            "SELECT id, started_at FROM runs WHERE source = ? AND finished_at IS NULL AND started_at >= ?"
            " ORDER BY id DESC LIMIT 1",
            (source, earliest),
        ).fetchone()
        if row is not None:
            return int(row[0]), str(row[1])
        started = now.isoformat()
        cursor = self._connection.execute("INSERT INTO runs (source, started_at) VALUES (?, ?)", (source, started))
        return int(cursor.lastrowid or 0), started

    def finish(self, run: int, now: datetime) -> None:
        """A run came to its end; what failed in it is asked for again in the next."""
        self._connection.execute("UPDATE runs SET finished_at = ? WHERE id = ?", (now.isoformat(), run))

    def get(self, url: str) -> Entry | None:
        """What is known of an address."""
        row = self._connection.execute("SELECT entry FROM fetched WHERE url = ?", (url,)).fetchone()
        return Entry.model_validate_json(row[0]) if row else None

    def put(self, entry: Entry) -> None:
        """Write what is known of an address, in one transaction."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            transaction.execute(
                "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?, ?)",
                (entry.url, entry.role, entry.checked_at, entry.problem, entry.sha256, entry.model_dump_json()),
            )
            if entry.linked_from is not None:
                transaction.execute(
                    "INSERT OR REPLACE INTO links VALUES (?, ?, ?)", (entry.url, entry.linked_from, entry.label)
                )
            if entry.sha256 is not None:
                transaction.execute(
                    "INSERT OR IGNORE INTO versions VALUES (?, ?, ?)", (entry.url, entry.sha256, entry.fetched_at or "")
                )

    def entries(self) -> Iterator[Entry]:
        """All addresses, in the order in which they were first met."""
        for (text,) in self._connection.execute("SELECT entry FROM fetched ORDER BY rowid"):
            yield Entry.model_validate_json(text)

    def pages(self, url: str) -> dict[str, str]:
        """The pages that link to an address, with the words of the link."""
        rows = self._connection.execute("SELECT page, label FROM links WHERE url = ? ORDER BY page", (url,))
        return {str(page): str(label) for page, label in rows}

    def lacks_files(self, page: str) -> bool:
        """Whether a file that a page links could not be had."""
        row = self._connection.execute(
            "SELECT 1 FROM links JOIN fetched USING (url) WHERE page = ? AND problem IS NOT NULL LIMIT 1", (page,)
        ).fetchone()
        return row is not None

    def versions(self, url: str) -> list[tuple[str, str]]:
        """The bytes that an address gave over time: SHA-256 and time, oldest first."""
        rows = self._connection.execute(
            "SELECT sha256, fetched_at FROM versions WHERE url = ? ORDER BY fetched_at, sha256", (url,)
        )
        return [(str(sha256), str(fetched_at)) for sha256, fetched_at in rows]
