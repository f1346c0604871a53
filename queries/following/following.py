"""The commitments of a corpus, what later releases tell of them, and their state on a day."""

from collections.abc import Sequence
from datetime import date, timedelta

from corpus import edtf
from corpus.store import Place, Store
from queries.comparing.embedding import kept
from queries.comparing.likeness import at_hand, texts_of

from .commitments import COMMITTING, Promise, promises
from .linking import Later, follow_ups
from .model import Commitment, FollowUp, Source, State
from .parts import Parts


class Followed:
    """The commitments of a corpus with all that was ever told of them: made once, asked for any day."""

    def __init__(self, store: Store, parts: Parts | None = None) -> None:
        """`parts` keeps what was read of releases for the next time."""
        parts = parts or Parts()
        every = parts.of(store)
        records = {identifier: part.record for identifier, part in every.items()}
        sentences = [sentence for part in every.values() for sentence in part.sentences]
        named = {identifier: part.named for identifier, part in every.items()}
        items = [
            (Place(record=record.id, field="agreements", position=position), item)
            for record in records.values()
            for position, item in enumerate(record.agreements)
            if item.status in COMMITTING
        ]
        texts = [text for _, item in items for text in texts_of(item)]
        with at_hand(texts, kept(store, [place for place, _ in items])):
            self._made = [promise for promise in promises(list(records.values())) if promise.day]
            self._links = follow_ups(self._made, Later(sentences, records, named, parts.meanings))

    def on(self, day: date) -> list[Commitment]:
        """Every commitment that was made by a day, in order of time, with its state on that day."""
        return [
            commitment(promise, links, day)
            for promise, links in zip(self._made, self._links, strict=True)
            if promise.day <= day.isoformat()
        ]


def follow_up(store: Store, on: date | None = None) -> list[Commitment]:
    """Every commitment that was made by the day `on` (None: today), in order of time, with its state on that day.

    Whoever asks for several days makes one `Followed`.
    """
    return Followed(store).on(on or date.today())


def overdue(commitments: Sequence[Commitment]) -> list[Commitment]:
    """Those that are late, the longest first."""
    late = [one for one in commitments if one.state == "overdue"]
    return sorted(late, key=lambda one: (one.overdue_since or "", one.key))


def commitment(promise: Promise, links: Sequence[FollowUp], on: date) -> Commitment:
    """A promise as it stood on a day: what was told of it by then."""
    told = [link for link in links if link.day <= on.isoformat()]
    state: State = "open"
    due = promise.due
    for link in told:
        match link.does:
            case "continues":
                state = "ongoing"
            case "moves":
                state, due = "moved", link.due or due
            case "completes":
                state = "completed"
            case "drops":
                state = "dropped"
        if state in ("completed", "dropped"):
            break
    last = edtf.days(due)[1] if due else None
    settled = state in ("completed", "dropped") or (state == "ongoing" and promise.begins)
    late = last is not None and last < on and not settled
    first = promise.tellings[0]
    return Commitment(
        key=f"{first.record}~{first.position}",
        title=first.item.title,
        kind=first.item.kind,
        parties=tuple(sorted(promise.parties)),
        agreed=promise.day,
        due=promise.due,
        due_now=due,
        state="overdue" if late else state,
        overdue_since=(last + timedelta(days=1)).isoformat() if late and last else None,
        sources=tuple(
            Source(record=one.record, position=one.position, title=one.item.title, evidence=one.item.evidence[0])
            for one in promise.tellings
        ),
        follow_ups=tuple(told),
    )
