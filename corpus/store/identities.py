"""Which names of persons are one person's: what the register knows, and nothing that it would have to guess.

Two names are one where they are one in two scripts or two spellings (`persons.is_same`) or where a release writes one
beside the other, and where no release puts their bearers on the sides of two countries. Sounds do not decide between
two persons: a name in Latin letters that two persons in Han characters may bear stays by itself, and so does the name
in Hangul. Nobody but its bearer knows how a Japanese name in Han characters is read: it is one with another only where
a release writes both beside each other.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from .facts import folded
from .persons import is_same

_NAMES = (
    "SELECT DISTINCT name, fact_terms.kind, term FROM facts JOIN fact_terms ON fact = facts.id"
    " WHERE facts.field = 'persons' AND fact_terms.kind IN ('name', 'party')"
)
_JAPAN = "jp"


@dataclass(frozen=True)
class Called:
    """A name as releases write it, the `forms` that facts are found by (what stands beside it too), and the sides."""

    name: str
    forms: frozenset[str]
    sides: frozenset[str]


_Spellings = tuple[Called, ...]


def one_person(connection: sqlite3.Connection) -> tuple[tuple[str, ...], ...]:
    """The names in the facts that are one person's: sorted groups of two and more, a name in one of them at most.

    What stands beside two names of one script says of neither whose it is.
    """
    found: dict[str, tuple[set[str], set[str]]] = {}
    for name, kind, term in connection.execute(_NAMES):
        found.setdefault(name, (set(), set()))[kind == "party"].add(term)
    bearers: dict[tuple[str, str], set[str]] = {}
    for name, (forms, _) in found.items():
        for form in forms:
            bearers.setdefault((_script(name), form), set()).add(folded(name))
    return grouped(
        tuple(
            Called(name, frozenset(f for f in forms if len(bearers[_script(name), f]) == 1) | {name}, frozenset(sides))
            for name, (forms, sides) in sorted(found.items())
        )
    )


def names_of(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """All names of the person whom releases call by this one, in whatever case; this one alone where it is unknown."""
    asked = folded(name)
    return next((group for group in one_person(connection) if asked in map(folded, group)), (name,))


@lru_cache(maxsize=4)
def grouped(called: _Spellings) -> tuple[tuple[str, ...], ...]:
    """The same of names; kept, so that the next page of a list need not find them again."""
    spelt = _spelt(called)
    scripts = [_script(names[0].name) for names in spelt]
    near = _near(spelt, scripts)
    bearers: dict[int, frozenset[int]] = {}
    people: dict[frozenset[int], list[_Spellings]] = {}
    for script in ("han", "hangul", "latin"):
        for number in (number for number, each in enumerate(scripts) if each == script):
            bearers[number] = _bearers(number, near[number], scripts, bearers)
            known = len(bearers[number]) == 1
            people.setdefault(bearers[number] if known else frozenset([number]), []).append(spelt[number])
    groups = [
        group
        for parts in people.values()
        for group in ([tuple(each for part in parts for each in part)] if _agree(parts) else parts)
    ]
    return tuple(sorted(tuple(sorted(each.name for each in group)) for group in groups if len(group) > 1))


def _spelt(called: _Spellings) -> list[_Spellings]:
    """The names, together those that differ in one script by blanks, order and case only."""
    group: dict[Called, _Spellings] = {each: (each,) for each in called}
    for one, other in _pairs([(each,) for each in called]):
        mine, theirs = group[called[one]], group[called[other]]
        alike = _script(called[one].name) == _script(called[other].name) and is_same(
            called[one].name, called[other].name
        )
        if alike and mine is not theirs and _agree([mine, theirs]):
            together = (*mine, *theirs)
            group.update(dict.fromkeys(together, together))
    return list(dict.fromkeys(group.values()))


def _near(spelt: Sequence[_Spellings], scripts: Sequence[str]) -> list[frozenset[int]]:
    """For each name those in other scripts that are the same."""
    near: list[set[int]] = [set() for _ in spelt]
    for one, other in _pairs(spelt):
        if scripts[one] != scripts[other] and any(_is_one(a, b) for a in spelt[one] for b in spelt[other]):
            near[one].add(other)
            near[other].add(one)
    return [frozenset(each) for each in near]


def _bearers(
    number: int, near: frozenset[int], scripts: Sequence[str], known: Mapping[int, frozenset[int]]
) -> frozenset[int]:
    """Whose name it may be; a person is the name that tells most: in Han characters, else Hangul, else Latin letters.

    `known` are the bearers of the names in scripts that tell more. A name in Latin letters is that of the person whose
    names in both other scripts are the same; where these are not one person's it is nobody's but its own.
    """
    han = frozenset(other for other in near if scripts[other] == "han")
    hangul = [other for other in near if scripts[other] == "hangul"]
    if scripts[number] == "han":
        return frozenset([number])
    if scripts[number] == "hangul":
        return han or frozenset([number])
    if len(han) == 1 and all(han <= known[other] for other in hangul):
        return han
    if not han and len(hangul) == 1 and known[hangul[0]] == {hangul[0]}:
        return frozenset(hangul)
    return frozenset([number])


def _is_one(one: Called, other: Called) -> bool:
    """Whether two names in two scripts are one person's."""
    if not _agree([(one,), (other,)]):
        return False
    japanese = _JAPAN in one.sides | other.sides
    return any(
        is_same(mine, theirs)
        for mine in one.forms
        for theirs in other.forms
        if not (japanese and _script(mine) != _script(theirs) and "han" in (_script(mine), _script(theirs)))
    )


def _agree(groups: Iterable[_Spellings]) -> bool:
    """Whether all may be of one side."""
    return len({side for group in groups for each in group for side in each.sides}) <= 1


def _pairs(spelt: Sequence[_Spellings]) -> Iterator[tuple[int, int]]:
    """Those that are worth comparing, by their sounds."""
    from ..registry.transcription import outlines  # half a second to load

    alike: dict[tuple[str, ...], set[int]] = {}
    for number, names in enumerate(spelt):
        for form in {form for each in names for form in each.forms}:
            for outline in outlines(form):
                alike.setdefault(outline, set()).add(number)
    yield from sorted({pair for numbers in alike.values() for pair in combinations(sorted(numbers), 2)})


def _script(name: str) -> str:
    from ..registry.transcription import script_of

    return script_of(name)
