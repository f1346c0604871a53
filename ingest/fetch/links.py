"""What a source names: an address to fetch, with what is said of it there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from corpus.errors import Unreachable


@dataclass(frozen=True)
class Content:
    """A release that an API gives within its answer: a page made of it, and its licence as far as stated."""

    page: bytes
    licence: str | None = None


@dataclass(frozen=True)
class Link:
    """An address that a source names.

    `day` is when the source says it was issued, `modified` since when it has not changed. `attachments` are files that
    the source itself names, `selectors` where its page keeps others. With `content` there is nothing to fetch but the
    attachments; `withdrawn` means that the source has taken it back.
    """

    url: str
    source: str
    label: str = ""
    day: date | None = None
    modified: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    attachments: tuple["Link", ...] = ()
    selectors: tuple[str, ...] = ()
    content: Content | None = None
    withdrawn: bool = False


class Lists(Protocol):
    """Gives the content of lists, feeds and sitemaps, and takes note of what is wrong in them."""

    def read(
        self, url: str, *, secret: str = "", robots: bool = True, check: Callable[[bytes], object] | None = None
    ) -> bytes:
        """The content of a list; what `check` refuses is not kept, and asked for again where it raises `Passing`.

        Raises:
            Unreachable: it cannot be had.
        """
        ...

    def known(self, url: str) -> bool:
        """Whether the release at this address was had before this run."""
        ...

    def note(self, error: Unreachable) -> None:
        """Report what is wrong with a part of a source; the rest goes on."""
        ...


class Source(Protocol):
    """Names releases, newest first where it has an order."""

    def links(self, lists: Lists) -> Iterator[Link]:
        """The releases.

        Raises:
            Unreachable: the source itself cannot be read.
        """
        ...
