"""Mentions of rounds in three languages come together by event, and no two rounds become one."""

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import Block, Document, Head, Source
from corpus.records import Record
from extract.linking.rounds import with_events_joined
from extract.meetings.names import dice, key_of
from extract.pipeline import run

MENTIONS = Path(__file__).with_name("mentions.jsonl")
LEAST_ALIKE = 0.7
FLOOR = 0.97


def record(number: int, made: dict[str, Any]) -> Record:
    """What is extracted from a made release."""
    text = made["text"]
    return run(
        Document(
            id=f"made-{number}",
            source=Source(path="made.txt", media_type="text/plain", sha256="0" * 64, size=len(text)),
            text=text,
            lang=made["lang"],
            langs=(made["lang"],),
            blocks=(Block(kind="paragraph", start=0, end=len(text), lang=made["lang"]),),
            head=Head(ref_date=made["ref_date"]),
        )
    )


def alike(found: str, key: str) -> float:
    """How alike two names are; one that contains the other whole means it."""
    return max(dice(found, key), LEAST_ALIKE if key in found else 0.0)


def pairs(events: Iterable[str | None]) -> set[tuple[int, int]]:
    """The pairs of positions that share an event."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for position, event in enumerate(events):
        if event is not None:
            groups[event].append(position)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


@pytest.fixture(scope="module")
def labelled() -> list[tuple[str, str, str | None]]:
    """Of every mention the text, the round's label and the event that was found (None: not found, or unknown)."""
    made = [json.loads(line) for line in MENTIONS.read_text(encoding="utf-8").splitlines()]
    records = with_events_joined(record(number, one) for number, one in enumerate(made))
    found = []
    for one, extracted in zip(made, records, strict=True):
        free = list(extracted.meetings)
        for mention in one["mentions"]:
            key = key_of(mention["name"])
            best = max(free, key=lambda m: alike(key_of(m.name), key), default=None)
            if best is not None and alike(key_of(best.name), key) >= LEAST_ALIKE:
                free.remove(best)
                found.append((one["text"], mention["event"], best.event))
            else:
                found.append((one["text"], mention["event"], None))
    return found


def test_rounds_told_in_several_languages_are_one_event(labelled):
    expected = pairs(label for _, label, _ in labelled)
    joined = pairs(event for _, _, event in labelled)
    shared = len(expected & joined)
    assert 2 * shared / (len(expected) + len(joined)) >= FLOOR


def test_no_two_rounds_are_one_event(labelled):
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for _, label, event in labelled:
        if event is not None:
            labels[event].add(label)
    assert {event: names for event, names in labels.items() if len(names) > 1} == {}
