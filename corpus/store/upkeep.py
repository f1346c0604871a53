"""What is kept beside records by those who can tell it: events, items that are one, vectors, files as they were."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from . import events, hashed, items, joined, sums, vectors
from .hashed import HashedFile
from .rows import StoredMeeting


class Upkeep:
    """The part of a store that runs bring up to date after they have stored records."""

    _connection: sqlite3.Connection

    def meetings(self) -> Iterator[StoredMeeting]:
        """The meetings of all records with the events that their own texts give them, by document and position."""
        for document, text in sums.rows(self._connection, "documents", "record"):
            for position, told in enumerate(json.loads(text).get("meetings", ())):
                fields = {name: told.get(name) for name in ("event", "date", "status", "ref")}
                yield StoredMeeting(document=document, position=position, **fields)

    def events(self) -> dict[tuple[str, int], str]:
        """The events of meetings that are not those of their own records, by document and position."""
        rows = self._connection.execute("SELECT document, position, event FROM events")
        return {(document, position): event for document, position, event in rows}

    def unjoined(self) -> list[StoredMeeting]:
        """The meetings whose events a change since the last `put_events` may have changed; as `meetings` gives them."""
        return joined.unjoined(self._connection)

    def put_events(self, events_of_others: Mapping[tuple[str, int], str], *, whole: bool = True) -> None:
        """Store the events of meetings that are not those of their own records, in place of earlier ones.

        The keys are documents and positions of meetings: of the `whole` corpus, or of those that are `unjoined`.
        """
        if not whole and joined.is_settled(self._connection):
            return
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            joined.put(transaction, events_of_others, whole=whole)

    def hashed_files(self) -> dict[str, HashedFile]:
        """What files were when their bytes were last read, by path."""
        return hashed.every(self._connection)

    def put_hashed_files(self, files: Iterable[HashedFile]) -> None:
        """Keep what files were when their bytes were read, in place of what was known of these."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            hashed.put(transaction, files)

    def ungrouped(self) -> list[str]:
        """The keys of the meetings of which `put_items` is to say anew which items are one, sorted."""
        return items.ungrouped(self._connection)

    def put_items(self, groups: Mapping[str, Sequence[Sequence[tuple[str, int]]]]) -> None:
        """Store which items of agreement (record and position) of each of these meetings are one."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            items.put(transaction, groups)
            events.refresh(transaction)

    def unembedded(self, model: str, *, limit: int) -> dict[int, str]:
        """Facts of which `put_vectors` is to keep a vector of this model, the first ones, and their names."""
        return vectors.missing(self._connection, model, limit=limit)

    def put_vectors(self, model: str, made: Mapping[int, bytes]) -> None:
        """Keep vectors of the names of facts, as bytes; those of another model are dropped."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            vectors.put(transaction, model, made)
