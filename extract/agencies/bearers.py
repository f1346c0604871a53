"""What the registry says of the organisations that bear one name; kept, because names come again."""

from functools import lru_cache

from corpus.registry import agencies

_MOST_KEPT = 8192


@lru_cache(maxsize=_MOST_KEPT)
def countries_of(ids: tuple[str, ...]) -> tuple[str, ...]:
    """The countries of organisations, in order, each once."""
    return tuple(dict.fromkeys(agencies().entry(one).country for one in ids))


@lru_cache(maxsize=_MOST_KEPT)
def kinds_of(ids: tuple[str, ...]) -> frozenset[str]:
    """The kinds of organisations."""
    return frozenset(agencies().entry(one).kind for one in ids)


@lru_cache(maxsize=_MOST_KEPT)
def is_part(ids: tuple[str, ...], parents: tuple[str, ...]) -> bool:
    """Whether one of the organisations is a part of one of `parents`."""
    return not frozenset(parents).isdisjoint(agencies().entry(one).parent for one in ids)


@lru_cache(maxsize=_MOST_KEPT)
def living(ids: tuple[str, ...], on: str | None) -> tuple[str, ...]:
    """Those of the organisations that were there on a day (EDTF); all where none is known."""
    return ids if on is None else tuple(one for one in ids if agencies().existed(one, on))
