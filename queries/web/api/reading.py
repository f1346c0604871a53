"""The store that a request reads: of one moment, and only while it is answered."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request

from corpus.store import Store

from ..served import Served


def served(request: Request) -> Served:
    """What this server answers from."""
    found: Served = request.app.state.served
    return found


def _store(request: Request) -> Iterator[Store]:
    with served(request).reading() as store:
        yield store


Reading = Annotated[Store, Depends(_store)]
Serving = Annotated[Served, Depends(served)]
