"""What analysts say of facts: kept apart from what was extracted, shown wherever the fact is."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from corpus.model import Model
from corpus.records import CorrectedField, Correction, CorrectionAction
from queries.corrections import correct, undo

from .paging import Cursor, Limit, Page, listed, page
from .parameters import Identifier, Words
from .reading import Reading, Serving
from .records import known

router = APIRouter(tags=["corrections"])
Author = Annotated[Words, Field(description="Who says so.", examples=["analyst"])]


class Remark(Model):
    """What an analyst says of a fact."""

    field: CorrectedField = Field(description="The list that the fact is in; `record` for the record as a whole.")
    position: int | None = Field(default=None, ge=0, le=1_000_000, description="Which of the list, from 0.")
    action: CorrectionAction
    author: Author
    changes: dict[str, Any] = Field(default_factory=dict, description="With `correct`: fields and their new values.")
    into: int | None = Field(default=None, ge=0, le=1_000_000, description="With `merge`: the fact it is the same as.")
    note: str | None = Field(default=None, max_length=2000)


class Correcting(Correction):
    """A correction and the record that it is of."""

    record: str


@router.get("/corrections", summary="List corrections")
def corrections(
    request: Request, response: Response, store: Reading, cursor: Cursor = None, limit: Limit = 50
) -> Page[Correcting]:
    """What analysts said of facts, in the order in which they said it, with author and time."""
    found = [Correcting(**dict(correction), record=record) for record, correction in store.corrections()]
    found.sort(key=lambda one: one.id)
    return page(listed(found), lambda one: str(one.id), cursor=cursor, limit=limit, request=request, response=response)


@router.post("/records/{id}/corrections", summary="Correct a fact", status_code=201)
def add(serving: Serving, id: Identifier, said: Remark) -> Correcting:  # noqa: A002
    """Confirm, correct, merge or reject a fact; what was extracted is kept."""
    with serving.reading() as store:
        known(store, id)
    made = correct(
        serving.folder, id, said.field, said.position, action=said.action, author=said.author, changes=said.changes,
        into=said.into, note=said.note,
    )  # fmt: skip
    return Correcting(**dict(made), record=id)


@router.delete("/corrections/{number}", summary="Take a correction back", status_code=204)
def take_back(serving: Serving, number: Annotated[int, Path(ge=1, le=2**53)]) -> None:
    """The fact is shown as it was before."""
    undo(serving.folder, number)
