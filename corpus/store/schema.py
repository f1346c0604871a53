"""The schema of the store, as the steps that led to it; `PRAGMA user_version` counts the steps taken."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import StoreError
from .sums import PARTS, statements

MIGRATIONS: tuple[str, ...] = (
    # 1: a document, its record, and what could not be read
    """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL,
        lang TEXT NOT NULL,
        ref_date TEXT,
        status TEXT NOT NULL,
        code_version TEXT NOT NULL,
        ingested_at TEXT NOT NULL,
        document TEXT NOT NULL,
        record TEXT NOT NULL
    );
    CREATE INDEX documents_by_content ON documents (sha256);
    CREATE TABLE failures (
        path TEXT PRIMARY KEY,
        problem TEXT NOT NULL,
        hint TEXT NOT NULL,
        failed_at TEXT NOT NULL
    );
    """,
    # 2: the facts of the records as rows, so that filters need not read records
    """
    CREATE TABLE facts (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        field TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        kind TEXT,
        status TEXT,
        level TEXT,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        dated INTEGER NOT NULL
    );
    CREATE INDEX facts_by_document ON facts (document);
    CREATE TABLE fact_spans (
        fact INTEGER NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
        first_char INTEGER NOT NULL,
        last_char INTEGER NOT NULL
    );
    CREATE INDEX fact_spans_by_fact ON fact_spans (fact);
    CREATE TABLE fact_terms (
        fact INTEGER NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        term TEXT NOT NULL
    );
    CREATE INDEX fact_terms_by_term ON fact_terms (kind, term);
    CREATE INDEX fact_terms_by_fact ON fact_terms (fact);
    """,
    # 3: a release in several formats: the copies of a document, and what near copies are found by
    """
    ALTER TABLE documents ADD COLUMN media_type TEXT NOT NULL DEFAULT '';
    ALTER TABLE documents ADD COLUMN signature BLOB NOT NULL DEFAULT x'';
    UPDATE documents SET media_type = json_extract(document, '$.source.media_type');
    CREATE TABLE renditions (
        path TEXT PRIMARY KEY,
        document TEXT NOT NULL,
        media_type TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        code_version TEXT NOT NULL,
        content TEXT NOT NULL
    );
    CREATE INDEX renditions_by_document ON renditions (document);
    """,
    # 4: the events of meetings that the other records of the corpus tell more of than their own
    """
    CREATE TABLE events (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (document, position)
    );
    """,
    # 5: the versions of a release: what was seen where and when, what earlier versions said, who else published it
    """
    ALTER TABLE documents ADD COLUMN form TEXT NOT NULL DEFAULT '';
    ALTER TABLE documents ADD COLUMN seen_at TEXT NOT NULL DEFAULT '';
    ALTER TABLE renditions ADD COLUMN role TEXT NOT NULL DEFAULT 'copy';
    ALTER TABLE renditions ADD COLUMN form TEXT NOT NULL DEFAULT '';
    CREATE TABLE contents (
        document TEXT NOT NULL,
        form TEXT NOT NULL,
        path TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        code_version TEXT NOT NULL,
        signature BLOB NOT NULL,
        content TEXT NOT NULL,
        record TEXT NOT NULL,
        PRIMARY KEY (document, form)
    );
    CREATE TABLE versions (
        document TEXT NOT NULL,
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        form TEXT NOT NULL,
        PRIMARY KEY (document, number)
    );
    CREATE TABLE sightings (
        document TEXT NOT NULL,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        form TEXT NOT NULL,
        PRIMARY KEY (document, path, seen_at, sha256)
    );
    CREATE INDEX sightings_by_path ON sightings (path);
    """,
    # 6: every meeting once, as a row that lists read; the facts know which meeting they belong to
    """
    ALTER TABLE facts ADD COLUMN event TEXT;
    ALTER TABLE facts ADD COLUMN core INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE facts ADD COLUMN date TEXT;
    CREATE INDEX facts_by_event ON facts (event, field) WHERE event IS NOT NULL;
    CREATE INDEX facts_by_name ON facts (field, name);
    CREATE INDEX facts_by_day ON facts (field, first_day);
    CREATE TABLE register (
        event TEXT PRIMARY KEY,
        series TEXT,
        round INTEGER,
        name TEXT NOT NULL,
        date TEXT,
        first_day TEXT,
        last_day TEXT,
        status TEXT,
        level TEXT,
        core INTEGER NOT NULL,
        releases INTEGER NOT NULL,
        agreements INTEGER NOT NULL
    );
    CREATE INDEX register_by_day ON register (core, first_day);
    CREATE INDEX register_by_series ON register (series, first_day);
    CREATE TABLE register_parties (
        country TEXT NOT NULL,
        event TEXT NOT NULL REFERENCES register (event) ON DELETE CASCADE,
        PRIMARY KEY (country, event)
    ) WITHOUT ROWID;
    CREATE INDEX register_parties_by_event ON register_parties (event);
    CREATE TABLE stale_events (event TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TRIGGER facts_in AFTER INSERT ON facts WHEN new.event IS NOT NULL BEGIN
        INSERT OR IGNORE INTO stale_events VALUES (new.event);
    END;
    CREATE TRIGGER facts_out AFTER DELETE ON facts WHEN old.event IS NOT NULL BEGIN
        INSERT OR IGNORE INTO stale_events VALUES (old.event);
    END;
    CREATE TRIGGER facts_moved AFTER UPDATE OF event ON facts WHEN old.event IS NOT new.event BEGIN
        INSERT OR IGNORE INTO stale_events SELECT old.event WHERE old.event IS NOT NULL;
        INSERT OR IGNORE INTO stale_events SELECT new.event WHERE new.event IS NOT NULL;
    END;
    """,
    # 7: the facts hold programmes, the formats of meetings and the members of their series; persons in any script
    """
    CREATE INDEX fact_terms_by_kind ON fact_terms (kind, fact);
    """,
    # 8: when each record last became another
    """
    CREATE TABLE record_changes (
        document TEXT PRIMARY KEY,
        digest TEXT NOT NULL,
        changed_at TEXT NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO record_changes SELECT id, '', ingested_at FROM documents;
    CREATE INDEX record_changes_by_moment ON record_changes (changed_at);
    CREATE TABLE touched_records (document TEXT PRIMARY KEY) WITHOUT ROWID;
    """,
    # 9: what analysts said of facts, and what had been extracted
    """
    CREATE TABLE corrections (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        field TEXT NOT NULL,
        name TEXT NOT NULL,
        evidence TEXT,
        action TEXT NOT NULL,
        changes TEXT NOT NULL,
        into_name TEXT,
        into_evidence TEXT,
        author TEXT NOT NULL,
        made_at TEXT NOT NULL,
        note TEXT,
        undone_at TEXT
    );
    CREATE INDEX corrections_by_document ON corrections (document);
    CREATE TABLE extracted_records (
        document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
        record TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # 10: what lists of large corpora read in order, and without going to the rows
    """
    DROP INDEX fact_terms_by_term;
    CREATE INDEX fact_terms_by_term ON fact_terms (kind, term, fact);
    DROP INDEX fact_terms_by_fact;
    CREATE INDEX fact_terms_by_fact ON fact_terms (fact, kind, term);
    CREATE INDEX facts_by_time ON facts (field, dated, first_day, document, position);
    DROP INDEX facts_by_document;
    CREATE INDEX facts_by_document ON facts (document, field, position);
    CREATE TABLE register_organisations (
        organisation TEXT NOT NULL,
        event TEXT NOT NULL REFERENCES register (event) ON DELETE CASCADE,
        PRIMARY KEY (organisation, event)
    ) WITHOUT ROWID;
    CREATE INDEX register_organisations_by_event ON register_organisations (event);
    """,
    # 11: checksums of what was read, extracted and said
    statements(PARTS),
    # 12: items of agreement that several releases tell of: one line of a list, not one for each release
    """
    ALTER TABLE facts ADD COLUMN item TEXT;
    ALTER TABLE facts ADD COLUMN telling INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX facts_by_item ON facts (item, telling) WHERE item IS NOT NULL;
    DROP INDEX facts_by_time;
    CREATE INDEX facts_by_time ON facts (field, dated, first_day, document, position, telling);
    CREATE TABLE ungrouped_events (event TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TRIGGER items_in AFTER INSERT ON facts WHEN new.field = 'agreements' AND new.event IS NOT NULL BEGIN
        INSERT OR IGNORE INTO ungrouped_events VALUES (new.event);
    END;
    CREATE TRIGGER items_out AFTER DELETE ON facts WHEN old.field = 'agreements' AND old.event IS NOT NULL BEGIN
        INSERT OR IGNORE INTO ungrouped_events VALUES (old.event);
    END;
    CREATE TRIGGER items_moved AFTER UPDATE OF event ON facts
    WHEN new.field = 'agreements' AND old.event IS NOT new.event BEGIN
        INSERT OR IGNORE INTO ungrouped_events SELECT old.event WHERE old.event IS NOT NULL;
        INSERT OR IGNORE INTO ungrouped_events SELECT new.event WHERE new.event IS NOT NULL;
    END;
    """,
    # 13: of which meetings it is to be told anew which are one; what files were when their bytes were last read
    """
    ALTER TABLE facts ADD COLUMN subject TEXT;
    CREATE INDEX facts_by_subject ON facts (subject) WHERE subject IS NOT NULL;
    CREATE TABLE stale_subjects (subject TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TRIGGER subjects_in AFTER INSERT ON facts WHEN new.subject IS NOT NULL BEGIN
        INSERT OR IGNORE INTO stale_subjects VALUES (new.subject);
    END;
    CREATE TRIGGER subjects_out AFTER DELETE ON facts WHEN old.subject IS NOT NULL BEGIN
        INSERT OR IGNORE INTO stale_subjects VALUES (old.subject);
    END;
    CREATE TABLE hashed_files (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        device INTEGER NOT NULL,
        sha256 TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # 14: the day on which an item of agreement falls due
    """
    ALTER TABLE facts ADD COLUMN due_day TEXT;
    CREATE INDEX facts_by_due ON facts (due_day, document, position) WHERE due_day IS NOT NULL;
    """,
    # 15: vectors of what items of agreement and meetings are called
    """
    CREATE TABLE fact_vectors (
        fact INTEGER PRIMARY KEY REFERENCES facts (id) ON DELETE CASCADE,
        model TEXT NOT NULL,
        vector BLOB NOT NULL,
        total INTEGER NOT NULL
    );
    CREATE TABLE unembedded_facts (fact INTEGER PRIMARY KEY REFERENCES facts (id) ON DELETE CASCADE);
    INSERT INTO unembedded_facts SELECT id FROM facts WHERE field IN ('agreements', 'meetings');
    CREATE TRIGGER vectors_in AFTER INSERT ON facts WHEN new.field IN ('agreements', 'meetings') BEGIN
        INSERT OR IGNORE INTO unembedded_facts VALUES (new.id);
    END;
    CREATE TRIGGER vectors_renamed AFTER UPDATE OF name ON facts WHEN new.field IN ('agreements', 'meetings') BEGIN
        DELETE FROM fact_vectors WHERE fact = new.id;
        INSERT OR IGNORE INTO unembedded_facts VALUES (new.id);
    END;
    """,
)
VERSION = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection, path: Path, fill: Callable[[], None]) -> None:
    """Take the steps that `path` lacks, and `fill` what they added: all of it in one transaction.

    Raises:
        StoreError: the store was written by a newer program, or is in use.
    """
    if _version(connection, path) == VERSION:
        return
    with connection as transaction:
        transaction.execute("BEGIN IMMEDIATE")
        version = _version(connection, path)  # another process may have taken the steps meanwhile
        for number in range(version, VERSION):
            for statement in _statements(MIGRATIONS[number]):
                transaction.execute(statement)
        if version < VERSION:
            fill()
            transaction.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise StoreError(
            f"{path} has schema {version}; this program knows up to {VERSION}",
            hint="Install the version of communique that wrote it, or a newer one",
        )
    return version


def _statements(script: str) -> Iterator[str]:
    """The statements of a step one by one: a script as a whole would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
