"""CSV tables of the registry: read whole, checked row by row, errors naming file and line."""

import csv
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, ValidationError

from ..edtf import is_edtf
from ..errors import BadResource
from ..model import Model

ROOT = Path(__file__).parent
Row = TypeVar("Row", bound=Model)


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


def _point(value: str | None) -> str | None:
    if value is not None and ("/" in value or not is_edtf(value)):
        raise ValueError("no year, month or day such as 2018, 2018-03, 2018-03-17")
    return value


Maybe = Annotated[str | None, BeforeValidator(_blank_is_none)]
"""A cell that may be empty."""
When = Annotated[str | None, BeforeValidator(_blank_is_none), AfterValidator(_point)]
"""A year, month or day in EDTF; empty: unknown, or still so."""


def read_table(path: Path, row: type[Row]) -> list[tuple[int, Row]]:
    """The rows of a CSV file with the number of the line on which each ends.

    The header must name exactly the fields of `row`.

    Raises:
        BadResource: the file is missing, is not UTF-8, its header differs, or a row does not follow `row`.
    """
    expected = list(row.model_fields)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            header = reader.fieldnames or []
            if list(header) != expected:
                odd = [name for name in header if name not in expected] or [n for n in expected if n not in header]
                raise BadResource(
                    f"{path}, line 1: column {', '.join(map(repr, odd)) or 'order'} is wrong",
                    hint=f"The columns are {','.join(expected)}",
                )
            return [(reader.line_num, _row(path, reader.line_num, fields, row)) for fields in reader]
    except FileNotFoundError as error:
        raise BadResource(f"{path} is missing", hint="Install the package again, or restore the file") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadResource(
            f"{path} is no CSV file in UTF-8: {error}", hint="Save it as CSV, encoded in UTF-8"
        ) from error


def _row(path: Path, line: int, fields: dict[str | Any, Any], row: type[Row]) -> Row:
    if None in fields or None in fields.values():
        raise BadResource(
            f"{path}, line {line}: not {len(row.model_fields)} cells", hint="Quote cells that hold commas"
        )
    try:
        return row.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"]))
        raise BadResource(
            f"{path}, line {line}, column {column}: {first['msg']}", hint=f"The cell holds {fields.get(column)!r}"
        ) from error
