"""Questions in any language: what was understood, a table of facts, passages."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from corpus.model import Model
from corpus.store import FactFilter
from queries.asking import Removal, Reply, Understood, ask, worded
from queries.published import shown
from queries.search import Answer
from queries.views import reply_with_marks

from .parameters import Question, Text, wanted
from .reading import Serving

router = APIRouter(tags=["search"])
Count = Annotated[int, Query(ge=1, le=100, description="How many releases (or passages) at most.")]
Without = Annotated[
    list[Text],
    Query(max_length=50, description="Keys of filters that were understood and are to be taken away: `since:2018`."),
]
Passages = Annotated[bool, Query(description="Every passage that answers, not the best one of each release.")]


class Found(Model):
    """What answers a question: how it was understood, and passages; `removals` where nothing was found."""

    understood: Understood
    answers: tuple[Answer, ...]
    removals: tuple[Removal, ...]


@router.get("/search", summary="Search")
def search(
    serving: Serving,
    asked: Annotated[FactFilter, Depends(wanted)],
    q: Question,
    k: Count = 10,
    without: Without = [],  # noqa: B006
    passages: Passages = False,
) -> Found:
    """The passages that answer a question, best first, with the filters that were understood."""
    reply = _asked(q, serving, k=k, off=without, wanted=asked, every_passage=passages)
    return shown(Found(understood=reply.understood, answers=reply.answers, removals=reply.removals))


@router.get("/ask", summary="Ask for facts")
def table(
    serving: Serving,
    asked: Annotated[FactFilter, Depends(wanted)],
    q: Question,
    k: Count = 10,
    without: Without = [],  # noqa: B006
    passages: Passages = False,
    rows: Annotated[int, Query(ge=1, le=200, description="How many rows of the table at most.")] = 20,
) -> Reply:
    """A table of the meetings or agreements that a question asks for, each cell with its words; then passages."""
    reply = _asked(q, serving, k=k, off=without, wanted=asked, every_passage=passages, rows=rows)
    with serving.reading() as store:
        return shown(reply_with_marks(store, reply))


def _asked(q: str, serving: Serving, **options: Any) -> Reply:
    """The reply; a question of signs alone is in the schema, and nothing answers it."""
    if q.strip() and not worded(q):
        return Reply(understood=Understood(question=q, text="", rest=""))
    return ask(q, serving.searcher(), **options)
