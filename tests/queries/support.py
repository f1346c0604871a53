"""Records made by hand."""

from typing import Any

from corpus.documents import Evidence, Source
from corpus.records import Agreement, Meeting, Record


def quoted(text: str = "회의") -> tuple[Evidence, ...]:
    return (Evidence(start=0, end=len(text), text=text),)


def meeting(name: str, **fields: Any) -> Meeting:
    return Meeting(**{"evidence": quoted(name), "rule": "test", "name": name, "status": "held", "core": True, **fields})


def agreement(title: str, **fields: Any) -> Agreement:
    given = {"evidence": quoted(title), "rule": "test", "title": title, "key": title, "kind": "mou", "status": "signed"}
    return Agreement(**{**given, **fields})


def record(identifier: str, *items: Meeting | Agreement) -> Record:
    return Record(
        id=identifier,
        source=Source(path=f"{identifier}.txt", media_type="text/plain", sha256="0" * 64, size=1),
        lang="ko",
        langs=("ko",),
        ref_date="2025-04-24",
        meetings=tuple(item for item in items if isinstance(item, Meeting)),
        agreements=tuple(item for item in items if isinstance(item, Agreement)),
    )
