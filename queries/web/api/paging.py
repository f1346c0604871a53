"""Long lists in parts: each tells where the next one begins."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

from fastapi import Query, Request, Response
from pydantic import Field

from corpus.model import Model
from corpus.records import Before
from corpus.store import Store
from queries.views import with_marks

from ..problems import Refusal

_One = TypeVar("_One")
_PORTION = 500
_FARTHEST = 2**31

Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Cursor = Annotated[
    str | None, Query(max_length=800, description="Where to begin: `next` of the part before. None begins anew.")
]


class Page(Model, Generic[_One]):
    """A part of a list."""

    items: tuple[_One, ...]
    total: int = Field(ge=0, description="How many the whole list has.")
    next: str | None = Field(default=None, description="The `cursor` of the next part; null where this is the last.")
    corrected: tuple[Before, ...] | None = Field(default=None, description="What analysts set in these items.")


Read = Callable[[int, int], tuple[Sequence[_One], int]]
"""Called with a number of items and a place, from 0: those items, and how many the list has in all."""


def page(
    read: Read[_One],
    key: Callable[[_One], str],
    *,
    cursor: str | None,
    limit: int,
    request: Request,
    response: Response,
    store: Store | None = None,
) -> Page[_One]:
    """The part of a list that begins at a cursor; the answer gets a `Link` to the next one (RFC 8288).

    `store` is where to look what analysts set in its items; None where nothing of them can be set.

    A cursor holds the key of the item before it, so that what a run adds meanwhile shifts nothing.

    Raises:
        Refusal: the cursor is none that a part of a list gave.
    """
    offset = _place(read, key, cursor) if cursor is not None else 0
    items, total = read(limit, offset)
    following = None
    if items and offset + len(items) < total:
        following = _written(offset + len(items), key(items[-1]))
        address = request.url.include_query_params(cursor=following)
        response.headers["Link"] = f'<{address.path}?{address.query}>; rel="next"'
    made = Page(items=tuple(items), total=total, next=following)
    return made if store is None else with_marks(store, made)


def listed(items: Sequence[_One]) -> Read[_One]:
    """A list at hand, to be read in parts."""
    return lambda limit, offset: (items[offset : offset + limit], len(items))


def _place(read: Read[_One], key: Callable[[_One], str], cursor: str) -> int:
    """Where the item after the one that the cursor names is now."""
    offset, last = _read(cursor)
    before, total = read(1, offset - 1)
    if not before or key(before[0]) != last:
        for start in range(0, total, _PORTION):
            for place, item in enumerate(read(_PORTION, start)[0], start):
                if key(item) == last:
                    return place + 1
    return offset


def _written(offset: int, last: str) -> str:
    return urlsafe_b64encode(json.dumps([offset, last], ensure_ascii=False).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[int, str]:
    try:
        offset, last = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError):
        offset, last = 0, None
    if type(offset) is int and isinstance(last, str) and 0 < offset < _FARTHEST:
        return offset, last
    raise Refusal("no-such-page", "The cursor is none of this list", hint="Take `next` of the part before, or none")
