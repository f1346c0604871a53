"""A corpus for Python programs: `from communique import Corpus`."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import ValidationError

from corpus.documents import Document
from corpus.edtf import NotEdtf
from corpus.errors import BadQuery, MissingPart
from corpus.records import CorrectedField, Correction, CorrectionAction, Item, Record
from corpus.store import FactFilter, Store
from queries import exports, views
from queries.exports.tables import TABLES, columns_of
from queries.search import Searcher

if TYPE_CHECKING:
    from queries.asking import Reply
    from queries.comparing import Comparison
    from queries.saved import Outcome
    from queries.views.model import Agreements, Events

    from .intake import RunReport

Frames = Literal["pandas", "polars"]


class Corpus:
    """A corpus in a folder: run releases into it, ask it, read its records, see its register, export it.

    It can be used from several threads, and as a context manager.
    """

    def __init__(self, folder: str | Path, *, create: bool = False) -> None:
        """Open the corpus in `folder`; with `create`, make one where there is none.

        Raises:
            StoreError: there is none (and `create` is off), it is damaged, or a newer program wrote it.
        """
        self.folder = Path(folder)
        if create:
            Store(self.folder, create=True).close()
        self._searcher = Searcher(self.folder)

    def close(self) -> None:
        """Close it; it cannot be used any more."""
        self._searcher.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """How many releases it holds."""
        with self._searcher.store() as store:
            return len(store.documents())

    def run(self, *paths: str | Path, model: str | None = None) -> "RunReport":
        """Bring it up to date with files, folders and addresses; what was read, and what could not be and why.

        `model` is the embedding model of a new index. Saved questions are asked by `alert`.

        Raises:
            StoreError: another process writes the corpus.
            IndexMismatch: the index was built with another model.
        """
        from .pipeline import run

        return run([str(path) for path in paths], self.folder, model=model)

    def ask(
        self,
        question: str,
        *,
        k: int = 10,
        rows: int = 20,
        without: Iterable[str] = (),
        today: date | None = None,
        **filters: Any,
    ) -> "Reply":
        """Answer a question: the filters understood, a table of facts with evidence, the best passages.

        `without` are keys of understood filters to leave out; `filters` are fields of `corpus.store.FactFilter`:
        `since="2024"`, `parties=["CN"]`. `today` is what "last year" counts from.

        Raises:
            BadQuery: the question is empty, or a filter or operator has a value that it cannot have.
        """
        from queries.asking import ask

        wanted = _filter(filters)
        return ask(question, self._searcher, k=k, rows=rows, off=tuple(without), wanted=wanted, today=today)

    def record(self, identifier: str) -> Record:
        """The record of a release.

        Raises:
            NotInCorpus: there is none with this id.
        """
        return self._searcher.read(identifier)[1]

    def document(self, identifier: str) -> Document:
        """A release as it was read: text, blocks, tables, head.

        Raises:
            NotInCorpus: there is none with this id.
        """
        return self._searcher.read(identifier)[0]

    def records(self, *, since: str | None = None) -> Iterator[Record]:
        """All records, by id; with `since` (a day, or a moment, UTC) those that have changed since."""
        with self._searcher.store() as store:
            yield from store.records(since=since)

    def meetings(self, **wanted: Any) -> "Events":
        """A page of the register, the latest meetings first; filters and paging are those of `queries.views`.

        Raises:
            BadQuery: a filter has a value that it cannot have.
        """
        try:
            with self._searcher.store() as store:
                return views.meetings(store, **wanted)
        except NotEdtf as error:
            raise _no_date(error) from error

    def agreements(self, **wanted: Any) -> "Agreements":
        """A page of what was agreed, the latest first; filters and paging are those of `queries.views`.

        Raises:
            BadQuery: a filter has a value that it cannot have.
        """
        try:
            with self._searcher.store() as store:
                return views.agreements(store, **wanted)
        except NotEdtf as error:
            raise _no_date(error) from error

    def view(self, kind: Literal["meeting", "series", "agency", "person"], name: str) -> Any:
        """A meeting by its event, a series by its id, an organisation or a person by name: `queries.views`.

        Raises:
            NotInCorpus: no release tells of it.
            BadQuery: there is no such kind of view.
        """
        known: dict[str, Callable[[Store, str], Any]] = {
            "meeting": views.meeting,
            "series": views.series,
            "agency": views.agency,
            "person": views.person,
        }
        if kind not in known:
            raise BadQuery(f"There is no view of a {kind}", hint=f"Choose one of {', '.join(known)}")
        with self._searcher.store() as store:
            return known[kind](store, name)

    def pair(self, one: str, other: str) -> Any:
        """Two countries (ISO 3166 alpha-2): their meetings and what they agreed."""
        with self._searcher.store() as store:
            return views.country_pair(store, one, other)

    def compare(self, *identifiers: str) -> "Comparison":
        """Releases on one meeting beside each other.

        Raises:
            NotInCorpus: there is none with one of the ids.
            BadQuery: fewer than two releases are named.
        """
        from queries.comparing import compare

        with self._searcher.store() as store:
            return compare(store, identifiers)

    def rows(self, table: str = "agreements", *, since: str | None = None) -> Iterator[dict[str, Any]]:
        """The items of a list of the records as flat rows: `record`, `ref_date`, the item's fields, its best evidence.

        Raises:
            BadQuery: there is no such table.
        """
        if table not in TABLES:
            raise BadQuery(f"There is no table {table!r}", hint=f"Choose one of {', '.join(TABLES)}")
        names = columns_of(table)
        for record in self.records(since=since):
            items: tuple[Item, ...] = getattr(record, table)
            for item in items:
                quoted = item.evidence[0]
                yield {
                    "record": record.id,
                    "ref_date": record.ref_date,
                    **{name: _flat(item, name) for name in names},
                    "evidence": quoted.text,
                    "start": quoted.start,
                    "end": quoted.end,
                    "rule": item.rule,
                }

    def frame(self, table: str = "agreements", *, engine: Frames = "pandas", since: str | None = None) -> Any:
        """The same as a data frame of pandas or polars; columns are there even where no row is.

        Raises:
            BadQuery: there is no such table or engine.
            MissingPart: the package is not installed.
        """
        found = list(self.rows(table, since=since))
        columns = ["record", "ref_date", *columns_of(table), "evidence", "start", "end", "rule"]
        try:
            if engine == "pandas":
                import pandas

                return pandas.DataFrame(found, columns=columns)
            if engine == "polars":
                import polars

                schema = dict.fromkeys(columns)
                return polars.DataFrame(found, schema=schema, infer_schema_length=None)
        except ModuleNotFoundError as error:
            raise MissingPart(
                f"The package {error.name} is not installed", hint="Install it: pip install 'communique[frames]'"
            ) from error
        raise BadQuery(f"There are no data frames of {engine!r}", hint="Choose pandas or polars")

    def export(self, form: str, path: str | Path, *, table: str | None = None, since: str | None = None) -> None:
        """Write the records in a format of `queries.exports` to a file.

        Raises:
            BadQuery: there is no such format or table.
            MissingPart: a package that the format needs is not installed.
        """
        path = Path(path)
        beside = path.with_name(f".{path.name}.part")  # what is there stays until all of the new one is
        try:
            with beside.open("wb") as out:
                exports.write(form, self.records(since=since), out, table=table)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    def correct(
        self, identifier: str, field: CorrectedField, position: int | None, *, action: CorrectionAction, author: str,
        changes: dict[str, Any] | None = None, into: int | None = None, note: str | None = None,
    ) -> Correction:  # fmt: skip
        """Confirm, correct, merge or reject a fact: `queries.corrections.correct`."""
        from queries.corrections import correct

        return correct(
            self.folder,
            identifier,
            field,
            position,
            action=action,
            author=author,
            changes=changes,
            into=into,
            note=note,
        )

    def alert(self) -> "list[Outcome]":
        """Ask the saved questions, and send what is new or changed: `queries.saved.alert`."""
        from queries.saved import alert

        return alert(self.folder)


def _no_date(error: NotEdtf) -> BadQuery:
    return BadQuery(str(error), hint="Write 2019, 2019-11, 2019-11-04 or 2019/2021")


_DATES = ("since", "until", "due_since", "due_until")
"""Fields of a filter that are one date each."""


def _filter(fields: dict[str, Any]) -> FactFilter:
    unknown = [name for name in fields if name not in FactFilter.model_fields]
    if unknown:
        raise BadQuery(f"There is no filter {unknown[0]!r}", hint=f"Choose of {', '.join(FactFilter.model_fields)}")
    lists = {name: (value,) if isinstance(value, str) and name not in _DATES else value
             for name, value in fields.items()}  # fmt: skip
    try:
        return FactFilter.model_validate(lists)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadQuery(
            f"{first['loc'][0]} cannot be {first['input']!r}: {first['msg']}", hint="Give another value"
        ) from error


def _flat(item: Item, column: str) -> Any:
    name, _, part = column.partition("_")
    value = getattr(item, name)
    if part and value is not None:
        return getattr(value, part)
    return list(value) if isinstance(value, tuple) else value
