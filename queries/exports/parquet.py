"""Records as Parquet: one row a record, lists and structures nested as they are in the record.

The columns follow from the types of the record, so that what is written comes back without loss.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import UnionType
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq

from corpus.errors import CorpusError
from corpus.model import Model
from corpus.records import SCHEMA, Record

_PLAIN: dict[type, pa.DataType] = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_ROWS = 1000
"""Records of a row group."""
_VERSION = b"communique.schema"


class UnreadableParquet(CorpusError):
    """A file that `write` did not write."""


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """The records as one Parquet file."""
    schema = columns()
    remaining = iter(records)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while rows := [record.model_dump(mode="python") for record in islice(remaining, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def read(source: Path | BinaryIO) -> Iterator[Record]:
    """The records of a file, as they were.

    Raises:
        UnreadableParquet: it is no Parquet file, or not one of records of this version.
    """
    try:
        file = pq.ParquetFile(source)
    except (pa.ArrowInvalid, OSError) as error:
        raise UnreadableParquet(f"{source}: {error}", hint="Give a file written by `export --to parquet`") from error
    version = (file.schema_arrow.metadata or {}).get(_VERSION)
    if version != str(SCHEMA).encode():
        raise UnreadableParquet(
            f"{source}: its records have version {version and version.decode()}, not {SCHEMA}",
            hint="Export the corpus anew with this version",
        )
    for group in range(file.num_row_groups):
        for row in file.read_row_group(group).to_pylist():
            yield Record.model_validate(row)


def columns() -> pa.Schema:
    """The columns: the fields of a record, by its types."""
    return pa.schema(_fields(Record), metadata={_VERSION: str(SCHEMA).encode()})


def _fields(model: type[Model]) -> list[pa.Field]:
    return [pa.field(name, *_type(field.annotation)) for name, field in model.model_fields.items()]


def _type(annotation: Any) -> tuple[pa.DataType, bool]:
    """The type of a column and whether it may be null."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        [(kind, _)] = [_type(option) for option in arguments if option is not type(None)]
        return kind, True
    if origin is Literal:
        return _PLAIN[type(arguments[0])], False
    if origin is tuple:
        return pa.list_(pa.field("element", *_type(arguments[0]))), False
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return pa.struct(_fields(annotation)), False
    return _PLAIN[annotation], False
