"""Which persons of several releases are one, whatever script writes their names."""

from collections.abc import Sequence

import numpy as np

from corpus.records import Person
from corpus.registry.transcription import same_han_name, same_latin_name, same_name, script_of

from .joining import Floats, joined

_SAME, _OTHER = 1.0, -10.0


def one_name(one: str, other: str) -> bool:
    """Whether two names are one, each in Hangul, Han characters or Latin letters.

    >>> one_name("천리민", "陈立民"), one_name("Chen Limin", "陈立民"), one_name("윤재현", "陈立民")
    (True, True, False)
    """
    if "".join(one.split()).casefold() == "".join(other.split()).casefold():
        return True
    scripts = script_of(one), script_of(other)
    if scripts == ("latin", "latin"):
        return same_latin_name(one, other)
    if scripts[0] == scripts[1]:
        return False
    if scripts[0] == "hangul":
        return same_name(one, other)
    if scripts[1] == "hangul":
        return same_name(other, one)
    return same_han_name(one, other) if scripts[0] == "han" else same_han_name(other, one)


def one_person(one: Person, other: Person) -> bool:
    """Whether two mentions are of one person: by any of their names, and not of two countries."""
    if one.side and other.side and one.side != other.side:
        return False
    if unreadable(one, other):
        return one.agency is not None and one.agency == other.agency
    names = [[name for name in (each.name, each.latin) if name] for each in (one, other)]
    return any(one_name(mine, theirs) for mine in names[0] for theirs in names[1])


def unreadable(one: Person, other: Person) -> bool:
    """Whether the names cannot be compared: how a Japanese name in Han characters is read, only its bearer knows."""
    if "JP" not in (one.side, other.side):
        return False
    scripts = [{script_of(name) for name in (each.name, each.latin) if name} for each in (one, other)]
    return "han" in scripts[0] | scripts[1] and scripts[0].isdisjoint(scripts[1])


def together(owners: Sequence[str], persons: Sequence[Person]) -> list[list[int]]:
    """The positions that are one person, at most one of each release."""
    likeness: Floats = np.full((len(persons), len(persons)), _OTHER)
    for one, person in enumerate(persons):
        for two in range(one):
            if owners[one] != owners[two] and one_person(person, persons[two]):
                likeness[one, two] = likeness[two, one] = _SAME
    # A name may fit one of a group only (two scripts whose third is lacking): groups need not fit as a whole.
    return joined([[owner] for owner in owners], likeness, least=(_SAME + _OTHER) / 2)
