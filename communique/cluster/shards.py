"""A shard: what some files gave, as one Parquet file that says itself whether it is whole.

Each row is a document with its record, as JSON of the published forms, or what could not be read and why. The footer
states the format, the version of the program, the count of rows, and the SHA-256 of all bytes of the file, itself as
zeros: a shard that was cut short or has a bit turned is found out before anything of it is parsed.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from corpus.documents import Document
from corpus.errors import DamagedShard
from corpus.records import Record

from ..readings import Problem, Reading, Readings

FORMAT = 1
SUFFIX = ".parquet"
_ABOUT = b"communique.shard"
_SEAL = b"communique.sha256:"
_ZEROS = b"0" * 64
_MAKE_ANEW = "Remove it; the next run makes it anew"

_SCHEMA = pa.schema(
    [
        ("file", pa.int32()),
        ("source", pa.string()),
        ("source_sha256", pa.string()),
        ("seen_at", pa.string()),
        ("ignored", pa.int32()),
        ("name", pa.string()),
        ("sha256", pa.string()),
        ("id", pa.string()),
        ("lang", pa.string()),
        ("ref_date", pa.string()),
        ("title", pa.string()),
        ("document", pa.string()),
        ("record", pa.string()),
        ("form", pa.string()),
        ("signature", pa.binary()),
        ("problem", pa.string()),
        ("hint", pa.string()),
    ]
)
"""`file` counts the files of the shard, `source` is the name of one; `name` that of a document in it, None in the row
of a file that holds none or could not be opened. `ignored` counts files of other kinds in it."""


@dataclass(frozen=True)
class File:
    """A file that was read: its name, the hash of its bytes, since when they were there, and what it gave."""

    name: str
    sha256: str
    seen_at: str
    readings: Readings

    @property
    def has_failures(self) -> bool:
        """Whether something of it could not be read."""
        return self.readings.failure is not None or any(each.failure for each in self.readings.documents)


@dataclass(frozen=True)
class Shard:
    """The files of a shard, in order; `key` is what it was made from, `version` that of the program that did."""

    key: str
    version: str
    files: tuple[File, ...]


def to_bytes(shard: Shard) -> bytes:
    """The shard as a file; the same shard gives the same bytes."""
    rows = [row for number, file in enumerate(shard.files) for row in _rows(number, file)]
    table = pa.Table.from_pylist(rows, schema=_SCHEMA)
    about = {"format": FORMAT, "key": shard.key, "version": shard.version, "rows": len(rows)}
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, _SCHEMA, compression="zstd", write_statistics=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({_ABOUT: json.dumps(about).encode(), b"seal": _SEAL + _ZEROS})
    data: bytes = sink.getvalue().to_pybytes()
    at = _seal_in(data)
    return data[:at] + _digest(data, at) + data[at + len(_ZEROS) :]


def from_bytes(data: bytes, *, name: str) -> Shard:
    """A shard that was written by `to_bytes`; `name` is what it is called in errors.

    Raises:
        DamagedShard: it is not whole, of another format, or no shard at all.
    """
    check(data, name=name)
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        about = json.loads(file.metadata.metadata[_ABOUT])
        if about["format"] != FORMAT:
            raise DamagedShard(
                f"{name} is a shard of format {about['format']}; this program reads {FORMAT}",
                hint="Make it anew with this version of communique",
            )
        rows = file.read().to_pylist()
        if len(rows) != about["rows"]:
            raise DamagedShard(f"{name} has {len(rows)} of {about['rows']} rows", hint=_MAKE_ANEW)
        return Shard(about["key"], about["version"], tuple(_files(rows, about["version"])))
    except (pa.ArrowException, KeyError, ValueError, TypeError, ValidationError) as error:
        what = str(error).splitlines()[0]
        raise DamagedShard(f"{name} holds something else than a shard does: {what}", hint=_MAKE_ANEW) from error


def check(data: bytes, *, name: str) -> None:
    """Raise what is wrong with the bytes of a shard.

    Raises:
        DamagedShard: bytes are missing or were changed, or these are none of a shard.
    """
    if not data.startswith(b"PAR1"):
        raise DamagedShard(f"{name} is no shard", hint="Name Parquet files that `communique run --cluster` wrote")
    at = _seal_in(data)
    if at < 0 or data[at : at + len(_ZEROS)] != _digest(data, at):
        raise DamagedShard(f"{name} is damaged: its bytes are not those that were written", hint=_MAKE_ANEW)


def _seal_in(data: bytes) -> int:
    """Where the hash stands that seals a shard: near its end, after its mark; -1 where there is none."""
    at = data.rfind(_SEAL)
    return at + len(_SEAL) if at >= 0 else -1


def _digest(data: bytes, at: int) -> bytes:
    digest = hashlib.sha256(memoryview(data)[:at])
    digest.update(_ZEROS)
    digest.update(memoryview(data)[at + len(_ZEROS) :])
    return digest.hexdigest().encode()


def _rows(number: int, file: File) -> Iterator[dict[str, Any]]:
    readings = file.readings
    of_file: dict[str, Any] = {
        "file": number, "source": file.name, "source_sha256": file.sha256, "seen_at": file.seen_at,
        "ignored": readings.ignored,
    }  # fmt: skip
    if readings.failure is not None:
        yield of_file | {"problem": readings.failure.problem, "hint": readings.failure.hint}
    elif not readings.documents:
        yield of_file
    for reading in readings.documents if readings.failure is None else ():
        row = of_file | {"name": reading.name, "sha256": reading.sha256}
        if reading.failure is not None:
            yield row | {"problem": reading.failure.problem, "hint": reading.failure.hint}
            continue
        assert reading.document is not None
        assert reading.record is not None
        yield row | {
            "id": reading.document.id,
            "lang": reading.document.lang,
            "ref_date": reading.record.ref_date,
            "title": reading.record.title,
            "document": reading.document.model_dump_json(),
            "record": json.dumps(reading.record.as_json(), ensure_ascii=False),
            "form": reading.form,
            "signature": reading.signature,
        }


def _files(rows: Sequence[dict[str, Any]], version: str) -> Iterator[File]:
    for _, group in groupby(rows, key=lambda row: row["file"]):
        of_file = list(group)
        first = of_file[0]
        documents = tuple(_reading(row, version) for row in of_file if row["name"] is not None)
        failure = Problem(first["problem"], first["hint"]) if first["name"] is None and first["problem"] else None
        readings = Readings(documents, first["ignored"], failure)
        yield File(first["source"], first["source_sha256"], first["seen_at"], readings)


def _reading(row: dict[str, Any], version: str) -> Reading:
    if row["problem"] is not None:
        return Reading(row["name"], row["sha256"], code_version=version, failure=Problem(row["problem"], row["hint"]))
    return Reading(
        row["name"],
        row["sha256"],
        document=Document.model_validate_json(row["document"]),
        record=Record.from_json(json.loads(row["record"])),
        form=row["form"],
        signature=row["signature"],
        code_version=version,
    )
