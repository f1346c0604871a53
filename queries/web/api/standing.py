"""What the corpus holds and lacks."""

from collections import Counter

from fastapi import APIRouter
from pydantic import Field

from corpus.model import Model
from corpus.store import Failure, Store
from queries import published

from .reading import Reading, Serving

router = APIRouter(tags=["corpus"])


class Standing(Model):
    """What a corpus holds, what was read in part, and what failed."""

    documents: int = Field(description="Releases.")
    langs: dict[str, int] = Field(description="Releases by language; `und` has no text.")
    media_types: dict[str, int] = Field(description="Releases by the type of the file that was read.")
    items: dict[str, int] = Field(description="Facts by the list of the record they stand in.")
    suspect: dict[str, tuple[str, ...]] = Field(description="Releases read in part, with the reasons.")
    failures: tuple[Failure, ...] = Field(description="Inputs that could not be read.")
    revised: tuple[str, ...] = Field(description="Releases that their sources changed.")
    withdrawn: tuple[str, ...] = Field(description="Releases that their sources took back.")
    copies: int = Field(description="Other files of the same releases.")
    newest: str | None = Field(description="When the last release was taken in, ISO 8601, UTC.")


@router.get("/status", summary="Get what the corpus holds")
def status(store: Reading, serving: Serving) -> Standing:
    """What the corpus holds, what was read in part, what failed and why."""
    documents = store.documents()
    suspect = [stored.id for stored in documents if stored.status == "suspect"]
    return Standing(
        documents=len(documents),
        langs=dict(sorted(Counter(stored.lang for stored in documents).items())),
        media_types=dict(sorted(Counter(stored.media_type for stored in documents).items())),
        items=store.counts(),
        suspect={identifier: store.document(identifier).reasons for identifier in suspect},
        failures=_failures(store),
        revised=tuple(store.revised()),
        withdrawn=tuple(stored.id for stored in documents if stored.withdrawn),
        copies=len(store.renditions()),
        newest=max((stored.ingested_at for stored in documents), default=None),
    )


def _failures(store: Store) -> tuple[Failure, ...]:
    """What failed; places on this machine are names of files alone."""
    found = []
    for failure in store.failures():
        shown = published.shown_path(failure.path)
        problem, hint = (said.replace(failure.path, shown) for said in (failure.problem, failure.hint))
        found.append(failure.model_copy(update={"path": shown, "problem": problem, "hint": hint}))
    return tuple(found)
