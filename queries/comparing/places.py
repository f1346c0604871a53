"""Whether two places are the same one, in whatever languages."""

from functools import cache, lru_cache

from corpus.folding import folded
from corpus.languages import LANGS
from corpus.registry.finder import NameFinder, squeezed
from corpus.registry.localities import Locality, localities


def same_place(one: str | None, other: str | None) -> bool | None:
    """Whether a city or province of both is the same; None where one of them names none that is known.

    >>> same_place("서울 중구 소재 호텔", "首尔"), same_place("Qingdao, Shandong Province", "서울")
    (True, False)
    >>> same_place("at a hotel", "首尔") is None
    True
    """
    if not one or not other:
        return None
    places = places_in(one), places_in(other)
    return bool(places[0] & places[1]) if all(places) else None


@cache
def _names() -> tuple[tuple[NameFinder, dict[str, tuple[Locality, ...]]], ...]:
    """Of each language, what finds names of places and who bears them."""
    found = []
    for lang in LANGS:
        bearers: dict[str, tuple[Locality, ...]] = {}
        for name, places in localities().bare(lang).items():
            bearers[squeezed(name)] = bearers.get(squeezed(name), ()) + places
        found.append((NameFinder(localities().bare(lang)), bearers))
    return tuple(found)


@lru_cache(maxsize=4096)
def places_in(text: str) -> frozenset[str]:
    """The ids of the places that a text names, with those that they are part of."""
    found: set[str] = set()
    for finder, bearers in _names():
        for hit in finder.find(folded(text)):
            for place in bearers[hit.key]:
                found.add(place.id)
                above = localities().above(place)
                while above is not None:
                    found.add(above.id)
                    above = localities().above(above)
    return frozenset(found)
