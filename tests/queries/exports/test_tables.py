import csv
import io

import pytest

from corpus.records import Changed, Correction
from queries.exports import TABLES, write
from queries.exports.tables import harmless, to_csv

from ..support import agreement, meeting, record

RECORDS = [
    record("a", meeting("제9차 대화", ordinal=9), agreement("=1+1, “MoU”\n", parties=("KR", "CN"), period="2026/.."))
]


def test_csv_has_a_row_an_item_with_lists_joined_and_the_words_that_say_so() -> None:
    out = io.StringIO()
    to_csv(RECORDS, out, table="agreements")
    header, row = csv.reader(io.StringIO(out.getvalue()))
    cells = dict(zip(header, row, strict=True))
    assert (cells["record"], cells["parties"], cells["period"], cells["start"]) == ("a", "KR; CN", "2026/..", "0")
    assert cells["title"] == "'=1+1, “MoU”\n"  # a spreadsheet must not compute it
    assert cells["evidence"] == "'=1+1, “MoU”\n"


def test_csv_gives_an_amount_in_three_columns_and_leaves_them_empty_where_none_is_stated() -> None:
    stated = agreement("fund", amount={"text": "3억 원", "value": 3e8, "unit": "KRW"}, responsible=("KEITI",))
    out = io.StringIO()
    to_csv([record("a", stated, agreement("plan"))], out, table="agreements")
    header, first, second = csv.reader(io.StringIO(out.getvalue()))
    amount = [header.index(name) for name in ("amount_text", "amount_value", "amount_unit")]
    assert [first[at] for at in amount] == ["3억 원", "300000000.0", "KRW"]
    assert [second[at] for at in amount] == ["", "", ""]
    assert first[header.index("responsible")] == "KEITI"


def test_csv_tells_what_an_analyst_set_and_what_stood_there_before() -> None:
    set_now = Correction(
        id=1,
        field="agreements",
        name="joint survey",
        action="correct",
        changes=(Changed(name="status", was='"agreed"', now='"signed"'),),
        author="Kim Minseo",
        made_at="2026-11-02T09:00:00+00:00",
        position=1,
    )
    told = record("a", agreement("hotline"), agreement("joint survey", status="signed"))
    out = io.StringIO()
    to_csv([told.model_copy(update={"corrections": (set_now,)})], out, table="agreements")
    header, first, second = csv.reader(io.StringIO(out.getvalue()))
    assert first[header.index("corrected")] == ""
    assert second[header.index("corrected")] == "status, was agreed (Kim Minseo, 2026-11-02)"


def test_the_file_tells_spreadsheets_its_encoding_and_can_still_be_written_to() -> None:
    out = io.BytesIO()
    write("csv", RECORDS, out, table="meetings")
    assert out.getvalue().startswith("\ufeffrecord,ref_date,name".encode())
    assert "제9차 대화" in out.getvalue().decode("utf-8-sig")
    out.write(b"more")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_written(table: str) -> None:
    out = io.StringIO()
    to_csv(RECORDS, out, table=table)
    assert out.getvalue().startswith("record,ref_date,")


@pytest.mark.parametrize("cell", ["=1", "+82", "-1", "@x", "\tx"])
def test_what_a_spreadsheet_would_compute_becomes_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("1. plain") == "1. plain"
    assert harmless(7) == 7
