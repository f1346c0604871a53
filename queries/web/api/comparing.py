"""Releases on one meeting beside each other."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from corpus.model import Model
from corpus.records import Before
from corpus.store import Line
from queries.comparing import Difference, Row, compare
from queries.published import shown
from queries.views import with_marks

from .parameters import Unique
from .reading import Reading
from .records import unknown

router = APIRouter(tags=["register"])
_One = Annotated[str, Query(min_length=1, max_length=300)]


class Compared(Model):
    """Releases beside each other; `event` is the meeting that all of them are about, null where there is none."""

    event: str | None
    releases: tuple[Line, ...]
    meetings: tuple[Row, ...]
    agreements: tuple[Row, ...]
    persons: tuple[Row, ...]
    differences: tuple[Difference, ...] = Field(description="What cannot be right in both, with the words of each.")
    left_out: dict[str, tuple[Row, ...]] = Field(description="By release: what others report and it does not.")
    corrected: tuple[Before, ...] | None = Field(default=None, description="What analysts set in what is compared.")


@router.get("/compare", summary="Compare releases")
def comparison(
    store: Reading,
    id: Annotated[  # noqa: A002
        list[_One],
        Unique(),
        Query(
            min_length=2,
            max_length=10,
            description="The ids of two or more records.",
            examples=[["sample-ko-01", "sample-zh-01"]],
        ),
    ],
) -> Compared:
    """What each release on a meeting reported, what it left out, and where they differ, with both quotations."""
    present = store.lookup.lines(id)
    for each in id:
        if each not in present:
            raise unknown(each)
    found = compare(store, id)
    compared = Compared(
        event=found.event, releases=found.releases, meetings=found.meetings, agreements=found.agreements,
        persons=found.persons, differences=found.differences,
        left_out={line.id: tuple(found.left_out(line.id)) for line in found.releases},
    )  # fmt: skip
    return shown(with_marks(store, compared))
