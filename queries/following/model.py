"""Commitments, what later releases tell of them, and their state on a day."""

from typing import Any, Literal

from corpus.documents import Evidence
from corpus.model import Model

Relation = Literal["continues", "completes", "moves", "drops"]
State = Literal["open", "ongoing", "moved", "completed", "dropped", "overdue"]


class FollowUp(Model):
    """What a later release tells of a commitment: `does` what to it, on which day, in which words.

    `due` is the new time (EDTF) where it is moved, `score` how likely the words are about the commitment, in log-odds.
    """

    record: str
    day: str
    does: Relation
    due: str | None = None
    evidence: Evidence
    score: float


class Source(Model):
    """A release that states the commitment: its position among the items of the record, and the words."""

    record: str
    position: int
    title: str
    evidence: Evidence


class Commitment(Model):
    """What was agreed, and what became of it.

    `key` is that of its first item, `agreed` the day on which it was, `due` the time (EDTF) by which it is to be done
    as it was agreed, `due_now` as it stands after having been moved. `overdue_since` is the first day on which it is
    late.
    """

    key: str
    title: str
    kind: str
    parties: tuple[str, ...] = ()
    agreed: str
    due: str | None = None
    due_now: str | None = None
    state: State
    overdue_since: str | None = None
    sources: tuple[Source, ...]
    follow_ups: tuple[FollowUp, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The published form, without empty fields."""
        fields: dict[str, Any] = self.model_dump(mode="json", exclude_none=True)
        return fields
