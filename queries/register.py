"""The register: every meeting once, with the releases that tell of it and what was agreed there."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from corpus.edtf import sort_key
from corpus.model import Model
from corpus.records import Agreement, Meeting, Record
from corpus.store.events import Stated, dated, decided


class Entry(Model):
    """A meeting of the register; meetings and agreements come with the id of the record that states them.

    `event` is None for a meeting that could not be identified beyond its own release. `status` is the last word on it,
    `date` the best one stated with it (`corpus.store.events`). `withdrawn` are the ids of
    records whose release was taken back by its source.
    """

    event: str | None
    status: str
    date: str | None
    meetings: tuple[tuple[str, Meeting], ...]
    agreements: tuple[tuple[str, Agreement], ...]
    withdrawn: tuple[str, ...] = ()

    @property
    def core(self) -> bool:
        """Whether any release is about it."""
        return any(meeting.core for _, meeting in self.meetings)

    def first(self, field: str) -> Any:
        """The field as the first release that is about the meeting states it, failing that any release.

        Status and date are those of the entry.
        """
        if field in ("status", "date"):
            return getattr(self, field)
        stated = [(meeting.core, getattr(meeting, field)) for _, meeting in self.meetings]
        values = [value for _, value in sorted(stated, key=itemgetter(0), reverse=True) if value is not None]
        return values[0] if values else None

    def as_json(self) -> dict[str, Any]:
        """The published form, without empty fields."""
        return {
            "event": self.event,
            **{name: self.first(name) for name in ("date", "status", "level", "format", "place", "ordinal", "ref")},
            "names": list(dict.fromkeys(meeting.name for _, meeting in self.meetings)),
            "records": list(dict.fromkeys(identifier for identifier, _ in self.meetings)),
            "agreements": [
                {"record": identifier, **agreement.model_dump(mode="json", exclude_none=True)}
                for identifier, agreement in self.agreements
            ],
            **({"withdrawn": list(self.withdrawn)} if self.withdrawn else {}),
        }


def register(records: Iterable[Record], *, core_only: bool = True) -> list[Entry]:
    """The meetings of all records, those of one event together, the latest first; undated ones last."""
    groups: dict[tuple[str, ...], list[tuple[str, Meeting]]] = {}
    agreed: dict[tuple[str, ...], list[tuple[str, Agreement]]] = {}
    stated: dict[tuple[str, ...], list[Stated]] = {}
    withdrawn: set[str] = set()
    for record in records:
        if record.source.withdrawn:
            withdrawn.add(record.id)
        keys: dict[str, tuple[str, ...]] = {}
        for position, meeting in enumerate(record.meetings):
            key = (meeting.event,) if meeting.event else (record.id, str(position))
            keys.setdefault(meeting.name, key)
            groups.setdefault(key, []).append((record.id, meeting))
            told = Stated(meeting.status, meeting.date, meeting.core, record.ref_date or "")
            stated.setdefault(key, []).append(told)
        for agreement in record.agreements:
            if agreement.meeting in keys:
                agreed.setdefault(keys[agreement.meeting], []).append((record.id, agreement))
    entries = [
        Entry(
            event=key[0] if len(key) == 1 else None,
            status=decided([(each.status, each.issued) for each in stated[key]]),
            date=dated(stated[key]),
            meetings=tuple(meetings),
            agreements=tuple(agreed.get(key, ())),
            withdrawn=tuple(name for name in dict.fromkeys(name for name, _ in meetings) if name in withdrawn),
        )
        for key, meetings in groups.items()
    ]
    shown = [entry for entry in entries if entry.core or not core_only]
    with_date = [(entry.date, entry) for entry in shown if entry.date]
    without = [entry for entry in shown if not entry.date]
    return [entry for _, entry in sorted(with_date, key=lambda pair: sort_key(pair[0]), reverse=True)] + without
