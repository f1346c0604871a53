"""Keeping in the store the vectors of what items of agreement and meetings are called.

Questions compare their words with them; to embed them when a question comes would take most of its time.
"""

from collections.abc import Callable, Iterable, Mapping

from corpus.errors import MissingPart
from corpus.store import Place, Store

from .likeness import embedded, model, written

_AT_ONCE = 2048
"""Vectors written in one transaction."""


def embed_facts(store: Store, *, progress: Callable[[int, int], None] = lambda *_: None) -> int:
    """Embed the names of facts that have no vector of the model of now; how many vectors were written.

    None is where the model that compares texts is not installed, which `communique status` tells. `progress` is called
    with how many are done, and with how many of those there are is known so far.
    """
    done = 0
    try:
        while missing := store.unembedded(model_name(), limit=_AT_ONCE):
            progress(done, done + len(missing))
            names = list(dict.fromkeys(missing.values()))
            made = dict(zip(names, written(embedded(names)), strict=True))
            store.put_vectors(model_name(), {fact: made[name] for fact, name in missing.items()})
            done += len(missing)
    except MissingPart:
        return done
    return done


def kept(store: Store, places: Iterable[Place]) -> Mapping[str, bytes]:
    """The vectors of facts by their names, for `likeness.vectors`; some may be missing.

    Raises:
        MissingPart: the model that compares texts is not installed.
    """
    return store.lookup.vectors(model_name(), places)


def model_name() -> str:
    """The model and its version, as vectors are kept under; raises `MissingPart` where it is not installed."""
    made_by = model()
    return f"{made_by.name} {made_by.version}"
