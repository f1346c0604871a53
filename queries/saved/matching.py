"""What matches a saved question, and which of it is new or changed."""

import hashlib
import json
from collections.abc import Collection
from datetime import date
from typing import Literal

from corpus.folding import squeezed
from corpus.model import Model

from ..asking import Cell, Reply, Row, ask
from ..search import Answer, Searcher
from .questions import SavedQuestion


class Match(Model):
    """A meeting, an agreement, or a release that matches; `keys` are what it is known by when it is found again."""

    keys: tuple[str, ...]
    about: Literal["agreements", "meetings", "releases"]
    title: str
    record: str
    releases: tuple[str, ...]
    cells: dict[str, Cell]

    @property
    def digest(self) -> str:
        """Of what it says, not of where: another release that says the same is no change."""
        values = {name: cell.value for name, cell in self.cells.items() if name != "source"}
        return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


class News(Model):
    """A match that is new, or says otherwise than `before` (the values of its cells)."""

    change: Literal["new", "changed"]
    match: Match
    before: dict[str, str | None] | None = None


class Known(Model):
    """A match as it was when it was last seen."""

    digest: str
    values: dict[str, str | None]


def matches(question: SavedQuestion, corpus: Searcher, *, today: date) -> list[Match]:
    """All that matches now, the best first."""
    reply = ask(question.question, corpus, k=question.rows, off=question.without, wanted=question.filters,
                rows=question.rows, today=today)  # fmt: skip
    return of_reply(reply)


def of_reply(reply: Reply) -> list[Match]:
    """The rows of the table, or, where the question asks for no facts and none fit, the releases."""
    if reply.table is not None:
        return [_of_row(row) for row in reply.table.rows]
    return [_of_answer(answer) for answer in reply.answers]


def _of_row(row: Row) -> Match:
    title = row.cells["item" if row.about == "agreements" else "meeting"].value or ""
    plain = squeezed(title)
    keys = [f"{row.about}:{row.record}:{plain}"]
    if row.event:
        keys.insert(0, f"meetings:{row.event}" if row.about == "meetings" else f"agreements:{row.event}:{plain}")
    return Match(
        keys=tuple(keys), about=row.about, title=title, record=row.record, releases=row.releases, cells=row.cells
    )


def _of_answer(answer: Answer) -> Match:
    title = answer.title or answer.document
    cells = {name: Cell(value=value) for name, value in (("title", title), ("date", answer.date))}
    return Match(
        keys=(f"releases:{answer.document}",), about="releases", title=title, record=answer.document,
        releases=(answer.document,), cells=cells,
    )  # fmt: skip


def news(found: Collection[Match], known: dict[str, Known], touched: Collection[str]) -> list[News]:
    """Which matches are new or changed since they were `known`.

    Only those that a release of `touched` tells of: what comes up because others went down is no news.
    """
    told = []
    for match in found:
        before = next((known[key] for key in match.keys if key in known), None)
        if not set(match.releases) & set(touched):
            continue
        if before is None:
            told.append(News(change="new", match=match))
        elif before.digest != match.digest:
            told.append(News(change="changed", match=match, before=before.values))
    return told


def remembered(found: Collection[Match], known: dict[str, Known]) -> dict[str, Known]:
    """What is known from now on: what was, and what is found now."""
    now = dict(known)
    for match in found:
        values = {name: cell.value for name, cell in match.cells.items()}
        now |= dict.fromkeys(match.keys, Known(digest=match.digest, values=values))
    return now
