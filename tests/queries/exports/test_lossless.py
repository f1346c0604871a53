"""What is written as JSONL and Parquet comes back as it was."""

import io
import json

import jsonschema
import pytest

from corpus.errors import CorpusError
from corpus.records import Record
from queries.exports import load, write
from queries.exports.lines import schema
from queries.exports.parquet import columns


def _written(form: str, records: list[Record]) -> io.BytesIO:
    out = io.BytesIO()
    write(form, records, out)
    out.seek(0)
    return out


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_records_read_back_as_they_were(form: str, samples: list[Record], moved: list[Record], hostile: Record) -> None:
    records = [*samples, *moved, hostile]
    assert list(load(form).read(_written(form, records))) == records
    assert list(load(form).read(_written(form, []))) == []


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_same_records_give_the_same_bytes(form: str, samples: list[Record]) -> None:
    assert _written(form, samples).getvalue() == _written(form, samples).getvalue()


def test_every_line_follows_the_published_schema(samples: list[Record], moved: list[Record], hostile: Record) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    for record in [*samples, *moved, hostile]:
        validator.validate(record.as_json())


def test_the_schema_refuses_what_is_no_record(moved: list[Record]) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    fields = moved[0].as_json()
    wrongs: list[dict[str, object]] = [{"schema": "one"}, {"meetings": [{}]}, {"more": 1}, {"title": None}]
    for wrong in wrongs:
        assert not validator.is_valid({**fields, **wrong}), wrong


def test_parquet_has_a_column_for_each_field_of_a_record() -> None:
    assert columns().names == list(Record.model_fields)


def test_parquet_of_another_version_or_no_parquet_is_told_so() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"id": ["a"]}), out)
    for bad in (io.BytesIO(b"no parquet"), io.BytesIO(out.getvalue())):
        with pytest.raises(CorpusError):
            list(load("parquet").read(bad))


def test_lines_of_jsonl_are_json_without_escapes(moved: list[Record]) -> None:
    first = _written("jsonl", moved).readline().decode()
    assert "제3차 대화" in first
    assert list(json.loads(first))[:2] == ["id", "schema"]
