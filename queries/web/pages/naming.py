"""What organisations and series are called in the language of the reader, as far as the registry knows."""

from collections import defaultdict
from functools import cache, lru_cache

from corpus.languages import LANGS
from corpus.registry.organisations import agencies
from corpus.registry.series import series


@cache
def _bearers() -> dict[str, tuple[str, ...]]:
    """The organisations by their English canonical names."""
    found: dict[str, list[str]] = defaultdict(list)
    for each in agencies().ids:
        found[agencies().entry(each).name].append(each)
    return {name: tuple(ids) for name, ids in found.items()}


@lru_cache(maxsize=4096)
def agency(name: str, lang: str, *, ref: str | None = None, country: str | None = None) -> str:
    """What an organisation is called, by its id or its English canonical name; its `name` where that is not certain.

    >>> agency("cn.mee", "ko"), agency("Ministry of Ecology and Environment", "zh")
    ('생태환경부', '生态环境部')
    """
    known = set(agencies().ids)
    ids = tuple(each for each in (ref, name) if each in known)[:1] or _bearers().get(name, ())
    if len(ids) > 1:
        ids = tuple(each for each in ids if agencies().entry(each).valid_to is None) or ids
    if len(ids) > 1 and country:
        ids = tuple(each for each in ids if agencies().entry(each).country == country) or ids
    called = {_called(each, lang) for each in ids}
    return called.pop() if len(called) == 1 else name


def _called(id: str, lang: str) -> str:  # noqa: A002  as in the registry
    """The name of today, else the last one there was, else the canonical one."""
    names = agencies().names(id, lang) if lang != "en" else []
    today = [each.name for each in names if each.valid_to is None]
    return today[0] if today else names[-1].name if names else agencies().entry(id).name


@lru_cache(maxsize=1024)
def series_name(id: str, lang: str) -> str:  # noqa: A002  as in the registry
    """What a series is called; its id where the registry does not know it.

    >>> series_name("trilateral-summit", "en"), series_name("no-such-series", "ko")
    ('Trilateral Summit', 'no-such-series')
    """
    if id not in series().ids:
        return id
    if lang == "en" or lang not in LANGS:
        return series().entry(id).name
    return series().called(id, lang) or series().entry(id).name
