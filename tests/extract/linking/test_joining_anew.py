"""What a change touches on is told anew with the result that telling the whole corpus anew has."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest

from corpus.documents import Block, Document, Head, Source
from corpus.records import Meeting, Record
from corpus.store import EventFilter, Store
from extract.linking.joining import events_of, join_events

STEPS = 60
MEETINGS: tuple[dict[str, Any], ...] = (
    {"event": "cjk-emm-24", "ref": "cjk-emm", "date": "2023-11-04"},
    {"event": "cjk-emm-25", "ref": "cjk-emm", "date": "2024-09-29"},
    {"event": "cjk-emm-2023-11", "ref": "cjk-emm", "date": "2023-11"},
    {"event": "cjk-emm-2023-11-04", "ref": "cjk-emm", "date": "2023-11-04"},
    {"event": "cjk-emm-2024-09-29", "ref": "cjk-emm", "date": "2024-09-29", "status": "planned"},
    {"event": "cjk-emm-25", "ref": "cjk-emm", "date": "2024-09-28/2024-09-29", "status": "cancelled"},
    {"event": "2025-11-20.cn-kr.call", "date": "2025-11-20"},
    {"event": "2025-11.cn-kr.call", "date": "2025-11"},
    {"event": "2025-11-27.cn-kr.call", "date": "2025-11-27"},
    {"event": "2025-11.jp-kr.call", "date": "2025-11"},
    {"event": "2025-11-03.jp-kr.call", "date": "2025-11-03"},
    {"event": None, "date": "2025-11"},
)


def stored(store: Store, name: str, told: Sequence[dict[str, Any]]) -> None:
    document = Document(
        id=name,
        source=Source(path=f"{name}.txt", media_type="text/plain", sha256=f"{len(told):064x}", size=9),
        text="Talks.\n",
        blocks=(Block(kind="paragraph", start=0, end=6, lang="en"),),
        head=Head(),
        lang="en",
        langs=("en",),
    )
    quoted = document.quote(0, 5)
    meetings = tuple(
        Meeting(**({"evidence": (quoted,), "rule": "made", "name": "talks", "status": "held"} | one)) for one in told
    )
    made = Record(id=name, source=document.source, lang="en", langs=("en",), title="", ref_date=None, meetings=meetings)
    store.put(document, made, code_version="test")


def shown(store: Store) -> object:
    keys = [event.model_dump() for event in store.lookup.events(EventFilter(core=False), limit=1000)[0]]
    return keys, [record.as_json() for record in store.records()]


@pytest.mark.parametrize("seed", range(3))
def test_after_every_change_the_events_are_those_of_the_whole_corpus(tmp_path: Path, seed: int) -> None:
    """The corpus that is joined step by step is compared with its twin, joined from nothing."""
    chance = Random(seed)
    most = 0
    with Store(tmp_path / "steps", create=True) as steps, Store(tmp_path / "whole", create=True) as whole:
        for _ in range(STEPS):
            name = f"release-{chance.randrange(8)}"
            if chance.random() < 0.3 and steps.holds(name):
                for store in (steps, whole):
                    store.remove(name)
            else:
                told = chance.choices(MEETINGS, k=chance.randrange(4))
                for store in (steps, whole):
                    stored(store, name, told)
            join_events(steps, whole=False)
            join_events(whole)
            assert steps.events() == events_of(whole) == whole.events()
            assert shown(steps) == shown(whole)
            most = max(most, len(steps.events()))
    assert most > 2


def test_what_no_change_touches_on_is_not_told_anew(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        stored(store, "one", [*MEETINGS])
        join_events(store, whole=False)
        assert store.unjoined() == []
        stored(store, "two", [MEETINGS[6]])
        assert {meeting.event for meeting in store.unjoined()} == {
            "2025-11-20.cn-kr.call",
            "2025-11.cn-kr.call",
            "2025-11-27.cn-kr.call",
        }
