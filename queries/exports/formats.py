"""The formats that records are written in, each in a module that is imported when it is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import BinaryIO

from corpus.errors import BadQuery, MissingPart
from corpus.records import Record

from .tables import TABLES

EXTRA = "exports"
"""The extra that installs what formats need beyond the program itself."""


@dataclass(frozen=True)
class Export:
    """A format: the `module` here that writes it, how its files end, its media type, and what it is for.

    `needs` are the packages that it is written with and that a plain installation lacks.
    """

    module: str
    suffix: str
    media_type: str
    title: str
    needs: tuple[str, ...] = ()


FORMATS: dict[str, Export] = {
    "jsonl": Export("lines", ".jsonl", "application/jsonl", "Records, a line of JSON each; reads back without loss"),
    "csv": Export("tables", ".csv", "text/csv", "One table, a row an item, for spreadsheets"),
    "parquet": Export("parquet", ".parquet", "application/vnd.apache.parquet",
                      "Records in nested columns; reads back without loss", ("pyarrow",)),
    "icalendar": Export("calendars", ".ics", "text/calendar", "Meetings as calendar events", ("icalendar",)),
    "followthemoney": Export("entities", ".ftm.json", "application/json+ftm",
                             "Meetings, bodies, persons and agreements as FollowTheMoney entities"),
    "schema-org": Export("schemaorg", ".jsonld", "application/ld+json", "Meetings as schema.org events, JSON-LD"),
    "annotations": Export("annotations", ".anno.jsonld", "application/ld+json",
                          "The evidence of every fact as W3C Web Annotations"),
    "plover": Export("plover", ".plover.jsonl", "application/jsonl",
                     "Who did what with whom, as PLOVER-style event data"),
    "graphml": Export("graphs", ".graphml", "application/graphml+xml",
                      "The network of meetings, bodies, persons and agreements", ("networkx",)),
}  # fmt: skip
"""By their names on the command line."""


def load(form: str) -> ModuleType:
    """The module of a format; all have `write(records, out)`, those that read back `read(source)`.

    Raises:
        BadQuery: there is no such format.
        MissingPart: a package that it needs is not installed.
    """
    if form not in FORMATS:
        raise BadQuery(f"There is no format {form!r}", hint=f"Choose one of {', '.join(FORMATS)}")
    try:
        return import_module(f".{FORMATS[form].module}", __package__)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in FORMATS[form].needs:
            raise
        raise MissingPart(
            f"The package {error.name}, with which {form} is written, is not installed",
            hint=f"Install it: pip install 'communique[{EXTRA}]'",
        ) from error


def write(form: str, records: Iterable[Record], out: BinaryIO, *, table: str | None = None) -> None:
    """Write `records` in a format of `FORMATS` to `out`; of CSV the table `table`, agreements by default.

    Raises:
        BadQuery: there is no such format or table, or a table is named for another format than CSV.
        MissingPart: a package that the format needs is not installed.
    """
    if table is not None and form != "csv":
        raise BadQuery(f"{form} has no tables to choose from", hint="Leave out the table, or export to csv")
    if table is not None and table not in TABLES:
        raise BadQuery(f"There is no table {table!r}", hint=f"Choose one of {', '.join(TABLES)}")
    writer: Callable[..., None] = load(form).write
    if form == "csv":
        writer(records, out, table=table)
    else:
        writer(records, out)
