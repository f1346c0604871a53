"""Which items of agreement of one meeting are one, though several releases tell of them.

Whether two are one is for those to say who can compare texts; here is kept what they said, and of which meetings they
are to be asked again: triggers note it when a change of the facts touches their items.
"""

import sqlite3
from collections.abc import Mapping, Sequence

Told = tuple[str, int]
"""A record and the position of an item in it."""


def ungrouped(connection: sqlite3.Connection) -> list[str]:
    """The keys of the meetings whose items have changed since they were last grouped, sorted."""
    return [event for (event,) in connection.execute("SELECT event FROM ungrouped_events ORDER BY event")]


def is_grouped(connection: sqlite3.Connection, event: str) -> bool:
    """Whether the items of a meeting have not changed since they were last grouped."""
    return connection.execute("SELECT 1 FROM ungrouped_events WHERE event = ?", (event,)).fetchone() is None


def put(transaction: sqlite3.Connection, groups: Mapping[str, Sequence[Sequence[Told]]]) -> None:
    """Write which items of these meetings are one, in place of what was known of them; an item alone is a group too.

    The tellings of an item are counted in the order of lists of items, so that it stands where the first of them does.
    """
    for event, together in groups.items():
        transaction.execute("DELETE FROM ungrouped_events WHERE event = ?", (event,))
        transaction.execute(
            "UPDATE facts SET item = NULL, telling = 0"
            " WHERE event = ? AND field = 'agreements' AND (item IS NOT NULL OR telling)",
            (event,),
        )
        order = {  # `+dated`: else SQLite goes through all facts of the corpus in the order of an index
            (document, position): number
            for number, (document, position) in enumerate(
                transaction.execute(
                    "SELECT document, position FROM facts WHERE event = ? AND field = 'agreements'"
                    " ORDER BY +dated DESC, first_day DESC, document DESC, position DESC",
                    (event,),
                )
            )
        }
        for group in together:
            told = sorted((each for each in group if each in order), key=order.__getitem__)
            if len(told) > 1:
                item = f"{told[0][0]}~{told[0][1]}"
                transaction.executemany(
                    "UPDATE facts SET item = ?, telling = ?"
                    " WHERE document = ? AND field = 'agreements' AND position = ?",
                    [(item, number, *each) for number, each in enumerate(told)],
                )
        transaction.execute("INSERT OR IGNORE INTO stale_events VALUES (?)", (event,))


def grouped(connection: sqlite3.Connection) -> tuple[list[tuple[str, int, str, int]], list[str]]:
    """What is known of which items are one, to be restored when the facts are derived anew.

    The record, position, item and place among its tellings of each, and the meetings that are not grouped as yet. Where
    no item has several tellings, perhaps none were ever grouped, and nothing is known.
    """
    together = connection.execute(
        "SELECT document, position, item, telling FROM facts WHERE item IS NOT NULL ORDER BY item, telling"
    ).fetchall()
    return together, ungrouped(connection)


def restore(transaction: sqlite3.Connection, known: tuple[list[tuple[str, int, str, int]], list[str]]) -> None:
    """Write what `grouped` gave into facts that were derived anew from the same records."""
    together, left = known
    if not together:
        return
    transaction.executemany(
        "UPDATE facts SET item = ?3, telling = ?4 WHERE document = ?1 AND field = 'agreements' AND position = ?2",
        together,
    )
    transaction.execute(
        "INSERT OR IGNORE INTO stale_events SELECT DISTINCT event FROM facts"
        " WHERE item IS NOT NULL AND event IS NOT NULL"
    )
    transaction.execute("DELETE FROM ungrouped_events")
    transaction.executemany("INSERT INTO ungrouped_events VALUES (?)", [(event,) for event in left])


def tellings(connection: sqlite3.Connection, record: str, position: int) -> list[Told]:
    """Where an item is told, this telling first, then those of other releases in the order of lists."""
    rows = connection.execute(
        "SELECT other.document, other.position FROM facts JOIN facts AS other ON other.item = facts.item"
        " WHERE facts.document = ? AND facts.field = 'agreements' AND facts.position = ? ORDER BY other.telling",
        (record, position),
    )
    own = record, position
    return [own, *(told for told in rows if told != own)]
