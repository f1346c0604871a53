"""Facts by what they are about: a meeting, a series, an organisation, a person, countries; records stay unread."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from ..model import Model
from ..records import Agency, Agreement, Item, Meeting, Person
from . import events, identities, items, people, vectors
from .events import Event, EventFilter
from .facts import folded
from .itemfilters import ItemFilter, each_once

Field = Literal["meetings", "agreements", "agencies", "persons"]
_TYPES: dict[str, type[Item]] = {
    "meetings": Meeting, "agreements": Agreement, "agencies": Agency, "persons": Person,
}  # fmt: skip
_LATEST_FIRST = "dated DESC, first_day DESC, document DESC, position DESC"
_BY_DEADLINE = "due_day, document, position"
_PATHS = 100
"""Places read of one record at once; functions of SQLite take 127 values."""
_AT_ONCE = 500
"""Values in one statement; SQLite takes more, but plans get no better."""


class Place(Model):
    """Where a fact stands: the record, the list and the position in it; `event` is the meeting it belongs to."""

    record: str
    field: Field
    position: int
    event: str | None = None


class Line(Model):
    """What a list says of a release: its title, issuer, language and day of issue, and when it was withdrawn."""

    id: str
    title: str | None = None
    issuer: str | None = None
    lang: str
    ref_date: str | None = None
    path: str
    url: str | None = None
    withdrawn: str | None = None


class Named(Model):
    """Who is named and in how many releases, with the days of issue of the first and the last.

    `names` are all names of a person that the register knows to be one, the first of them `name`; none are listed of
    organisations.
    """

    name: str
    names: tuple[str, ...] = ()
    ref: str | None = None
    releases: int
    first: str | None = None
    last: str | None = None


class Lookup:
    """Reads the tables of facts of an open store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def events(
        self, wanted: EventFilter, *, limit: int = 50, offset: int = 0, ascending: bool = False
    ) -> tuple[list[Event], int]:
        """A page of the meetings that satisfy a filter, and how many there are in all."""
        page = events.listed(self._connection, wanted, limit=limit, offset=offset, ascending=ascending)
        return page, events.counted(self._connection, wanted)

    def event(self, key: str) -> Event | None:
        """The meeting with this key; None where no release tells of it."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM register WHERE event = ?", (key,)).fetchone()
        return _event(row) if row else None

    def events_among(self, keys: Iterable[str]) -> list[Event]:
        """The meetings with these keys, the latest first."""
        found = []
        for some in _portions(keys):
            found += [
                _event(row)
                for row in self._connection.execute(
                    f"SELECT {_COLUMNS} FROM register WHERE event IN ({_marks(some)})", some
                )
            ]
        return sorted(found, key=lambda one: (one.date is not None, one.date or "", one.event), reverse=True)

    def called(self, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """What releases of each language call these meetings: by key and language, of those about it first."""
        found: dict[str, dict[str, str]] = {}
        for some in _portions(dict.fromkeys(keys)):
            for event, lang, name in self._connection.execute(
                "SELECT event, lang, name FROM facts JOIN documents ON documents.id = facts.document"
                f" WHERE field = 'meetings' AND event IN ({_marks(some)}) ORDER BY core DESC, facts.document, position",
                some,
            ):
                found.setdefault(event, {}).setdefault(lang, name)
        return found

    def attendance(self, wanted: EventFilter) -> list[tuple[str, str, str, str | None]]:
        """Who took part in the meetings that satisfy a filter: the meeting, the organisation, its name and country.

        The organisation is its id in the registry or, where it has none, its name. Of organisations of one name in a
        release all take part. The order of the joins is fixed: from a meeting to the bodies of its own release; by
        names first, a ministry that every release names would lead to all of them.
        """
        where, values = events.clauses(wanted)
        return list(
            self._connection.execute(
                "SELECT facts.event, COALESCE(ref.term, MIN(body.name)), MIN(body.name), UPPER(MIN(party.term))"
                " FROM facts CROSS JOIN fact_terms AS met ON met.fact = facts.id AND met.kind = 'agency'"
                " CROSS JOIN facts AS body ON body.document = facts.document AND body.field = 'agencies'"
                " CROSS JOIN fact_terms AS called ON called.fact = body.id AND called.kind = 'name'"
                " AND called.term = met.term"
                " LEFT JOIN fact_terms AS ref ON ref.fact = body.id AND ref.kind = 'ref'"
                " LEFT JOIN fact_terms AS party ON party.fact = body.id AND party.kind = 'party'"
                f" WHERE facts.field = 'meetings' AND facts.event IN (SELECT event FROM register WHERE {where})"
                " GROUP BY facts.event, COALESCE(ref.term, met.term) ORDER BY 1, 2",
                values,
            )
        )

    def years(self, wanted: EventFilter) -> dict[str, int]:
        """How many meetings each year has, of those that satisfy a filter; `""` for undated ones."""
        where, values = events.clauses(wanted)
        return dict(
            self._connection.execute(
                f"SELECT COALESCE(substr(first_day, 1, 4), ''), COUNT(*) FROM register WHERE {where}"
                " GROUP BY 1 ORDER BY 1",
                values,
            )
        )

    def series(self, countries: Sequence[str] = ()) -> list[tuple[str, int, str | None, str | None]]:
        """The series that meet, those of all of `countries`: id, number of meetings, first and last day."""
        where, values = events.clauses(EventFilter(countries=tuple(countries), core=False))
        return list(
            self._connection.execute(
                "SELECT series, COUNT(*), MIN(first_day), MAX(first_day) FROM register"
                f" WHERE series IS NOT NULL AND {where} GROUP BY series ORDER BY series",
                values,
            )
        )

    def pairs(self) -> list[tuple[str, str, int, str | None]]:
        """Two countries that meet, in alphabetical order, with the number of meetings and the last day."""
        return list(
            self._connection.execute(
                "SELECT one.country, other.country, COUNT(*), MAX(first_day) FROM register_parties AS one"
                " JOIN register_parties AS other ON one.event = other.event AND one.country < other.country"
                " JOIN register ON register.event = one.event WHERE core GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
            )
        )

    def of_event(self, key: str, field: Field) -> list[Place]:
        """Where meetings or agreements stand that belong to a meeting, by record and position."""
        return self._places("facts.event = ? AND facts.field = ?", [key, field])

    def with_term(self, field: Field, kind: str, terms: Iterable[str], *, limit: int = -1) -> list[Place]:
        """Where facts stand that have one of these terms: a `ref`, a `name`, a `party`, an `agency`, a `head`.

        At most `limit` of each portion of terms are read, where one is given.
        """
        found: dict[tuple[str, int], Place] = {}
        for some in _portions(terms):
            values = [term if kind in ("ref", "event") else folded(term) for term in some]
            bearing = f"SELECT fact FROM fact_terms WHERE kind = ? AND term IN ({_marks(some)})"
            where = f"facts.field = ? AND facts.id IN ({bearing})"
            for place in self._places(where, [field, kind, *values], limit=limit):
                found[place.record, place.position] = place
        return [found[key] for key in sorted(found)]

    def in_records(self, field: Field, records: Iterable[str]) -> list[Place]:
        """Where the facts of one list stand in these records."""
        return [
            place
            for some in _portions(records)
            for place in self._places(f"facts.field = ? AND facts.document IN ({_marks(some)})", [field, *some])
        ]

    def core_events(self, records: Iterable[str]) -> list[str]:
        """The keys of the meetings that these records are about."""
        found: dict[str, None] = {}
        for some in _portions(records):
            rows = self._connection.execute(
                "SELECT event FROM facts WHERE field = 'meetings' AND core AND event IS NOT NULL"
                f" AND document IN ({_marks(some)}) ORDER BY document, position",
                some,
            )
            found.update((event, None) for (event,) in rows)
        return list(found)

    def records_about(self, keys: Iterable[str]) -> list[str]:
        """The records that are about these meetings."""
        found: dict[str, None] = {}
        for some in _portions(keys):
            rows = self._connection.execute(
                "SELECT DISTINCT document FROM facts WHERE field = 'meetings' AND core"
                f" AND event IN ({_marks(some)}) ORDER BY document",
                some,
            )
            found.update((record, None) for (record,) in rows)
        return list(found)

    def units_of(self, parents: Sequence[str], ref: str | None) -> list[str]:
        """The names of organisations that records place under one of these names; of those that name `ref` too."""
        where = f"kind = 'parent' AND term IN ({_marks(parents)})"
        values: list[object] = [folded(name) for name in parents]
        clause = f"field = 'agencies' AND id IN (SELECT fact FROM fact_terms WHERE {where})"
        if ref is not None:
            named = "SELECT fact FROM fact_terms WHERE kind = 'ref' AND term = ?"
            clause += f" AND document IN (SELECT document FROM facts WHERE id IN ({named}))"
            values.append(ref)
        rows = self._connection.execute(f"SELECT DISTINCT name FROM facts WHERE {clause} ORDER BY name", values)
        return [name for (name,) in rows]

    def _places(self, where: str, values: Sequence[object], *, limit: int = -1) -> list[Place]:
        order = "ORDER BY document, position" if limit < 0 else "LIMIT ?"
        rows = self._connection.execute(
            f"SELECT document, field, position, event FROM facts WHERE {where} {order}",
            [*values, *([limit] if limit >= 0 else [])],
        )
        return [Place(record=row[0], field=row[1], position=row[2], event=row[3]) for row in rows]

    def items(self, places: Iterable[Place]) -> Iterator[tuple[Place, Item]]:
        """The facts at these places, with their evidence; meetings with the event of the corpus."""
        every = list(places)
        told = self._told(every)
        for place in every:
            found = told.get((place.record, place.field, place.position))
            if found is None:
                continue
            item = _TYPES[place.field].model_validate(found)
            yield place, item.model_copy(update={"event": place.event}) if isinstance(item, Meeting) else item

    def _told(self, places: Iterable[Place]) -> dict[tuple[str, str, int], Any]:
        """What records say at these places, by record, field and position: each record is parsed once."""
        by_record: dict[str, list[Place]] = {}
        for place in places:
            by_record.setdefault(place.record, []).append(place)
        found: dict[tuple[str, str, int], Any] = {}
        for record, standing in by_record.items():
            for start in range(0, len(standing), _PATHS):
                some = standing[start : start + _PATHS]
                paths = [f"$.{place.field}[{place.position}]" for place in some]
                row = self._connection.execute(  # of several paths it gives a list, so one more than needed
                    f"SELECT json_extract(record, '$.id', {_marks(paths)}) FROM documents WHERE id = ?",
                    (*paths, record),
                ).fetchone()
                for place, each in zip(some, json.loads(row[0])[1:] if row is not None else (), strict=row is not None):
                    found[record, place.field, place.position] = each
        return found

    def vectors(self, model: str, places: Iterable[Place]) -> dict[str, bytes]:
        """Vectors by names: those kept of the facts at these places, as they were written; some may be missing."""
        return vectors.of(self._connection, model, ((place.record, place.field, place.position) for place in places))

    def agreements(
        self, wanted: ItemFilter, *, limit: int = 50, offset: int = 0, total: int | None = None
    ) -> tuple[list[Place], int]:
        """A page of items of agreement, the latest first, undated ones last, and how many there are in all.

        Where those are asked for that fall due some day, the one that does so first comes first. Of an item that
        several releases tell, the first telling that satisfies the filter. They are not counted where `total` is known.
        """
        where, values = each_once(self._connection, wanted)
        order = _BY_DEADLINE if wanted.due else _LATEST_FIRST
        rows = self._connection.execute(
            f"SELECT document, field, position, event FROM facts WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        page = [Place(record=row[0], field=row[1], position=row[2], event=row[3]) for row in rows]
        if total is None:
            [total] = self._connection.execute(f"SELECT COUNT(*) FROM facts WHERE {where}", values).fetchone()
        return page, int(total or 0)

    def is_grouped(self, event: str) -> bool:
        """Whether `tellings` are known of the items of a meeting as it is now."""
        return items.is_grouped(self._connection, event)

    def languages(self, records: Iterable[str]) -> dict[str, str]:
        """The languages of releases, by id."""
        return {
            record: lang
            for some in _portions(dict.fromkeys(records))
            for record, lang in self._connection.execute(
                f"SELECT id, lang FROM documents WHERE id IN ({_marks(some)})", some
            )
        }

    def tellings(self, record: str, position: int) -> list[tuple[str, int]]:
        """The records and positions at which an item of agreement is told, this one first."""
        return items.tellings(self._connection, record, position)

    def agreement_years(self, wanted: ItemFilter) -> dict[str, int]:
        """How many items each year has, of those that satisfy a filter; `""` for undated ones."""
        where, values = each_once(self._connection, wanted)
        rows = self._connection.execute(
            "SELECT CASE WHEN dated THEN substr(first_day, 1, 4) ELSE '' END, COUNT(*)"
            f" FROM facts WHERE {where} GROUP BY 1 ORDER BY 1",
            values,
        )
        return dict(rows)

    def naming(self, kind: str, terms: Sequence[str], field: Field) -> tuple[int, str | None, str | None]:
        """How many releases have a fact with one of these terms, and the first and last day of issue."""
        values = [term if kind in ("ref", "event") else folded(term) for term in terms]
        row = self._connection.execute(
            "SELECT COUNT(*), MIN(ref_date), MAX(ref_date) FROM documents WHERE id IN (SELECT facts.document FROM facts"
            f" WHERE field = ? AND id IN (SELECT fact FROM fact_terms WHERE kind = ? AND term IN ({_marks(values)})))",
            [field, kind, *values],
        ).fetchone()
        return int(row[0]), row[1], row[2]

    def lines(self, records: Iterable[str]) -> dict[str, Line]:
        """What lists say of these releases, by id."""
        found: dict[str, Line] = {}
        for some in _portions(dict.fromkeys(records)):
            for row in self._connection.execute(
                "SELECT id, json_extract(record, '$.title'), json_extract(record, '$.issuer'), lang, ref_date, path,"
                " json_extract(record, '$.source.url'), json_extract(record, '$.source.withdrawn')"
                f" FROM documents WHERE id IN ({_marks(some)}) ORDER BY id",
                some,
            ):
                found[row[0]] = Line(**dict(zip(Line.model_fields, row, strict=True)))
        return found

    def releases(self, *, like: str = "", lang: str = "", limit: int = 50, offset: int = 0) -> tuple[list[Line], int]:
        """A page of releases, the newest first, and how many there are; those with all words of `like` in title, id or
        issuer."""
        words = like.casefold().split()
        told = "lower(id || ' ' || COALESCE(json_extract(record, '$.title'), '') || ' ' ||"
        told += " COALESCE(json_extract(record, '$.issuer'), ''))"
        conditions = [*(f"instr({told}, ?)" for _ in words), *(["lang = ?"] if lang else [])]
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        values = [*words, *([lang] if lang else [])]
        found = [
            identifier
            for (identifier,) in self._connection.execute(
                f"SELECT id FROM documents {where} ORDER BY ref_date IS NULL, ref_date DESC, id", values
            )
        ]
        page = found[offset : offset + limit]
        lines = self.lines(page)
        return [lines[identifier] for identifier in page], len(found)

    def persons(self, *, like: str = "", limit: int = 50, offset: int = 0) -> tuple[list[Named], int]:
        """The persons that releases name, the most frequent first, and how many there are; `like` is part of a name.

        Names that are one person's are one (see `identities`), in whatever scripts.
        """
        lines, total = people.listed(self._connection, like=like, limit=limit, offset=offset)
        return [
            Named(name=name, names=names, releases=releases, first=first, last=last)
            for name, names, releases, first, last in lines
        ], total

    def names_of(self, person: str) -> tuple[str, ...]:
        """All names in the facts of the person called so (see `identities`); this one where no other is known."""
        return identities.names_of(self._connection, person)

    def agencies(self, *, like: str = "", limit: int = 50, offset: int = 0) -> tuple[list[Named], int]:
        """The organisations, the most frequent first, and how many there are in all; those with `like` in a name.

        Facts with one id in the registry are one, by their first name; those without go by their name.
        """
        condition = "field = 'agencies' AND instr(lower(name), ?)" if like else "field = 'agencies' AND ? = ''"
        rows = self._connection.execute(
            "WITH found AS (SELECT name, (SELECT term FROM fact_terms WHERE fact = facts.id AND kind = 'ref') AS ref,"
            f" facts.document AS release FROM facts WHERE {condition})"
            " SELECT MIN(name), ref, COUNT(DISTINCT release), MIN(ref_date), MAX(ref_date), COUNT(*) OVER ()"
            " FROM found JOIN documents ON id = release GROUP BY COALESCE(ref, name)"
            " ORDER BY 3 DESC, 1, 2 LIMIT ? OFFSET ?",
            [like.lower(), limit, offset],
        ).fetchall()
        return [
            Named(name=name, ref=ref, releases=releases, first=first, last=last)
            for name, ref, releases, first, last, _ in rows
        ], rows[0][5] if rows else 0


_COLUMNS = ", ".join(Event.model_fields)


def _event(row: Sequence[Any]) -> Event:
    return Event(**dict(zip(Event.model_fields, row, strict=True)))


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    every = list(values)
    for start in range(0, len(every), _AT_ONCE):
        yield every[start : start + _AT_ONCE]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)
