"""What the pages are made from: the corpus that is served, and how long a page of a list is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from corpus.store import Store
from queries.following import Commitments
from queries.web.served import Served

from .kept import Kept


@dataclass(frozen=True)
class Site:
    """What is `served`; lists have `page_length` lines a page."""

    served: Served
    commitments: Commitments
    page_length: int = 40

    @cached_property
    def attendance(self) -> Kept[list[tuple[str, str, str, str | None]]]:
        """Who took part in which meetings, by filters."""
        return Kept(self.served)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store as it is now.

        Raises:
            StoreError: there is no corpus, or it is damaged.
        """
        with self.served.reading() as store:
            yield store


@dataclass(frozen=True)
class Part:
    """One page of a list: which of how many, counted from 1; `first` is the number of its first line, from 0."""

    page: int
    pages: int
    total: int
    first: int
    length: int

    @classmethod
    def of(cls, total: int, page: int, length: int) -> "Part":
        """The part of a list of `total`; a page beyond the last one is the last one.

        >>> Part.of(95, 9, 40)
        Part(page=3, pages=3, total=95, first=80, length=40)
        """
        pages = max(1, -(-total // length))
        page = min(max(page, 1), pages)
        return cls(page, pages, total, (page - 1) * length, length)
