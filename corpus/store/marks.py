"""What tells that a stored release is still the one that was read: for those who keep what they read."""

import sqlite3
from collections.abc import Collection
from hashlib import blake2b


def marks(connection: sqlite3.Connection, identifiers: Collection[str] | None = None) -> dict[str, bytes]:
    """Of each of these releases (None: of all) 16 bytes that change with its document, its record or its events.

    Releases that are not in the store are left out. They are made of the checksums of the rows, which are written with
    the rows, so that nothing is read that could be long.
    """
    places = ",".join("?" * len(identifiers or ()))
    among, values = (f"IN ({places})", tuple(identifiers)) if identifiers is not None else ("IS NOT NULL", ())
    found: dict[str, list[bytes]] = {}
    for identifier, total in connection.execute(
        f"SELECT row, sum FROM sums WHERE source = 'documents' AND part IN ('document', 'record') AND row {among}"
        " ORDER BY row, part",
        values,
    ):
        found.setdefault(identifier, []).append(total)
    for identifier, position, event in connection.execute(
        f"SELECT document, position, event FROM events WHERE document {among} ORDER BY document, position", values
    ):
        if identifier in found:
            found[identifier].append(f"{position} {event}\n".encode())
    return {identifier: blake2b(b"".join(parts), digest_size=16).digest() for identifier, parts in found.items()}
