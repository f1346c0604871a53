"""How well follow-ups are found in a chain of releases: links, quotations and states against what a reader says."""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from queries.following import Commitment

CHAINS = Path(__file__).parents[2] / "data" / "chains"


@dataclass(frozen=True)
class Score:
    """Links found, right and asked for; how many of the right ones quote the reader's sentence; states right of all."""

    right: int
    found: int
    gold: int
    quoted: int
    states_right: int
    states: int
    wrong: tuple[str, ...]

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold)


def score(name: str, told: Sequence[Commitment], stated: Callable[[date], Sequence[Commitment]]) -> Score:
    """Compare with `links.toml` of a chain.

    A link is a commitment, a later release and what it does. Commitments that are in no entry have no follow-up.
    """
    gold = tomllib.loads((CHAINS / name / "links.toml").read_text("utf-8"))["commitment"]
    right = found = asked = quoted = states_right = states = 0
    wrong: list[str] = []
    taken: set[str] = set()
    for entry in gold:
        own = [one for one in told if is_of(one, entry)]
        taken |= {one.key for one in own}
        free = {(link["in"], link["does"]) for link in entry["follow_ups"] if link.get("free")}
        wanted = {(link["in"], link["does"]): link["words"] for link in entry["follow_ups"] if not link.get("free")}
        got = {(link.record, link.does): link for one in own for link in one.follow_ups}
        counted = {key: link for key, link in got.items() if key not in free and key[0] not in {f for f, _ in free}}
        right += len(wanted.keys() & counted.keys())
        found, asked = found + len(counted), asked + len(wanted)
        quoted += sum(wanted[key] in counted[key].evidence.text for key in wanted.keys() & counted.keys())
        wrong += [f"missed: {entry['item']}: {key}" for key in sorted(wanted.keys() - counted.keys())]
        wrong += [
            f"superfluous: {entry['item']}: {key} {counted[key].evidence.text[:60]}"
            for key in sorted(counted.keys() - wanted.keys())
        ]
        for day, state in entry["states"].items():
            states += 1
            then = [one.state for one in stated(date.fromisoformat(day)) if is_of(one, entry)]
            if state in then:
                states_right += 1
            else:
                wrong.append(f"state: {entry['item']} on {day}: {state} expected, {then or 'nothing'} got")
    for one in told:
        if one.key not in taken:
            found += len(one.follow_ups)
            wrong += [f"superfluous: {one.title}: {link.record} {link.does}" for link in one.follow_ups]
    return Score(right, found, asked, quoted, states_right, states, tuple(wrong))


def is_of(one: Commitment, entry: dict[str, Any]) -> bool:
    """Whether a commitment is that of an entry: a release there states it in a sentence with these words."""
    named = {entry["in"]: entry["item"], **entry.get("same", {})}
    return any(
        words in source.evidence.text and _overlaps(source.title, words)
        for source in one.sources
        for record, words in named.items()
        if source.record == record
    )


def _overlaps(title: str, words: str) -> bool:
    """Whether a title and the reader's words share most of the shorter one's pairs of characters."""
    pairs = [
        {text[place : place + 2] for place in range(len(text) - 1)} for text in (title.casefold(), words.casefold())
    ]
    return len(pairs[0] & pairs[1]) >= 0.5 * min(map(len, pairs))
