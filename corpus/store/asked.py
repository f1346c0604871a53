"""What is asked of the facts of a store, without reading its records."""

import sqlite3
from collections.abc import Collection, Mapping
from datetime import date

from . import factfilters, marks, persons
from .factfilters import FactFilter
from .known import Known
from .lookup import Lookup


class Asked:
    """The part of a store that answers from facts; what was asked lately is known until something is committed."""

    _connection: sqlite3.Connection
    _known: Known

    @property
    def lookup(self) -> Lookup:
        """Facts by what they are about, and the register's rows, without reading whole records."""
        return Lookup(self._connection)

    def marks(self, identifiers: Collection[str] | None = None) -> dict[str, bytes]:
        """What changes with the document, the record or the events of a release, of these or of all; see `marks`."""
        return marks.marks(self._connection, identifiers)

    def data_version(self) -> int:
        """A number that changes when another connection commits; it means nothing to any other `Store`."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def selected(
        self,
        wanted: FactFilter,
        field: str,
        *,
        among: Collection[str] | None = None,
        today: date | None = None,
        limit: int = -1,
    ) -> list[tuple[str, int, str | None, str]]:
        """The meetings or agreements that satisfy a filter: see `factfilters.selected`."""
        return factfilters.selected(self._connection, wanted, field, among=among, today=today, limit=limit)

    def counted(self, wanted: FactFilter, field: str) -> tuple[int, int]:
        """How many meetings or agreements satisfy a filter, and how many where those of one event are one."""
        return self._known.get(("counted", wanted, field), lambda: factfilters.counted(self._connection, wanted, field))

    def names_of_persons(self) -> frozenset[str]:
        """Every name that a record gives a person, folded; see `facts.folded`."""
        return self._known.get("persons", lambda: persons.names(self._connection))

    def counts(self) -> dict[str, int]:
        """How many meetings, agreements, agencies, persons and programmes the records state."""
        return dict(self._connection.execute("SELECT field, COUNT(*) FROM facts GROUP BY field ORDER BY field"))

    def matching(self, wanted: FactFilter) -> Mapping[str, list[tuple[int, int]] | None]:
        """The documents that satisfy a filter, each with the spans it allows; see `factfilters.matching`."""
        return self._known.get(wanted, lambda: factfilters.matching(self._connection, wanted))
