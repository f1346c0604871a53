"""Records in the formats of other programs."""

import tempfile
from collections.abc import Iterator
from enum import Enum
from typing import IO, Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field
from starlette.responses import StreamingResponse

from corpus.errors import MissingPart
from corpus.model import Model
from corpus.store import FactFilter, Store
from queries import published
from queries.exports import FORMATS, TABLES, load, write

from .parameters import wanted
from .reading import Reading

router = APIRouter(tags=["exports"])
_IN_MEMORY = 4 << 20
_PIECE = 1 << 16
Format = Enum("Format", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]
Table = Enum("Table", {name: name for name in TABLES}, type=str)  # type: ignore[misc]
_AGREEMENTS = Table("agreements")
FILES: dict[str, Any] = {
    each.media_type: {"schema": {} if each.media_type.endswith("json") else {"type": "string"}}
    for each in FORMATS.values()
}


class Offer(Model):
    """A format: its name in addresses, how files of it end, its media type, and what it is for."""

    name: str
    suffix: str
    media_type: str
    title: str
    tables: tuple[str, ...] = Field(description="Tables to choose from with `table`; none where it has only one form.")
    missing: str | None = Field(description="What to install before this server can write it; null where nothing is.")


@router.get("/exports", summary="List export formats")
def formats() -> list[Offer]:
    """The formats that records can be had in."""
    return [
        Offer(
            name=name, suffix=each.suffix, media_type=each.media_type, title=each.title,
            tables=tuple(TABLES) if name == "csv" else (), missing=_missing(name),
        )
        for name, each in FORMATS.items()
    ]  # fmt: skip


def _missing(name: str) -> str | None:
    try:
        load(name)
    except MissingPart as error:
        return str(error)
    return None


@router.get(
    "/exports/{name}",
    summary="Export records",
    response_class=Response,
    responses={200: {"description": "The file", "content": FILES}},
)
async def export(
    request: Request,
    store: Reading,
    asked: Annotated[FactFilter, Depends(wanted)],
    form: Annotated[Format, Path(alias="name", description="The format.", examples=["jsonl"])],
    table: Annotated[
        Table, Query(description="The table; of formats with one form it is none of their concern.")
    ] = _AGREEMENTS,
    record: Annotated[
        list[Annotated[str, Query(min_length=1, max_length=300)]],
        Query(description="Only the records with these ids.", max_length=100),
    ] = [],  # noqa: B006
) -> StreamingResponse:
    """The records that satisfy the filters, as a file."""
    answer: StreamingResponse = await request.app.state.lanes.run(
        "exports", _written, store, asked, form, table, record
    )
    return answer


def _written(store: Store, asked: FactFilter, form: Any, table: Any, record: list[str]) -> StreamingResponse:
    name, kind = form.value, FORMATS[form.value]
    chosen = [each for each in sorted(store.matching(asked)) if not record or each in record]
    out = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed when it was sent
    try:
        records = (published.record(store.record(each)) for each in chosen)
        write(name, records, cast("BinaryIO", out), table=table.value if name == "csv" else None)
    except BaseException:
        out.close()
        raise
    file = f"communique-{table.value}{kind.suffix}" if name == "csv" else f"communique{kind.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "Content-Length": str(out.tell())}
    out.seek(0)
    return StreamingResponse(_pieces(out), media_type=kind.media_type, headers=headers)


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece
