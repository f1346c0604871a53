"""Persons by their names in whatever script a release writes them."""

import sqlite3

_NAMES = (
    "SELECT DISTINCT term FROM fact_terms JOIN facts ON facts.id = fact"
    " WHERE facts.field = 'persons' AND fact_terms.kind = 'name'"
)


def names(connection: sqlite3.Connection) -> frozenset[str]:
    """Every name of a person in the facts, folded."""
    return frozenset(term for (term,) in connection.execute(_NAMES))


def same_person(connection: sqlite3.Connection, name: str) -> list[str]:
    """The names in the facts that are `name` in another script or another spelling, sorted."""
    return sorted(other for other in names(connection) if is_same(name, other))


def is_same(one: str, other: str) -> bool:
    """Whether two names are one in two scripts, or differ in one script by blanks, order and case only.

    >>> is_same("천리민", "Chen Limin"), is_same("陈立民", "CHEN Limin"), is_same("천리민", "천 리민")
    (True, True, True)
    >>> is_same("陈立民", "陳立民"), is_same("陈立民", "陈利民")
    (True, False)
    >>> is_same("천리민", "천리만")
    False
    """
    from ..registry.transcription import (  # half a second to load
        same_characters,
        same_han_name,
        same_latin_name,
        same_name,
        script_of,
    )

    scripts = {script_of(one): one, script_of(other): other}
    if len(scripts) == 1:
        if "latin" in scripts:
            return same_latin_name(one, other)
        if "han" in scripts:
            return same_characters(one, other)
        return "".join(one.split()) == "".join(other.split())
    if "hangul" in scripts:
        return same_name(scripts.pop("hangul"), scripts.popitem()[1])
    return same_han_name(scripts["han"], scripts["latin"])
