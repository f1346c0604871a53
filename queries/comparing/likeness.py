"""How likely two items of agreement, or two meetings, are one thing, whatever their languages.

The weights are of log-odds, from a logistic regression on the items of the bundled samples (412 pairs, 58 of them one
item), rounded; `tests/queries/comparing` measures what comes of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from threading import Lock
from types import MappingProxyType

import numpy as np

from corpus import edtf
from corpus.records import Agreement, Meeting
from corpus.registry.topics import topics_in
from corpus.store.events import parties_of
from index.embedders import Embedder, embedder
from index.embedders.protocol import Vectors, unit
from index.numbers import number_tokens
from index.stores.rounding import coded, decoded

from .joining import Floats
from .places import same_place
from .subjects import subjects_in

_TITLE, _SENTENCE, _KIND, _WHEN, _NUMBERS, _SUBJECTS, _BIAS = 3.5, 3.5, 2.5, 1.2, 1.0, 5.5, -8.0
SAME_ITEM = -1.2
"""Least log-odds at which two items are taken for one; one release has at most one of them."""
_NAME, _LEVEL, _DAY, _PLACE, _WORDS, _ROUND, _CORE, _MEETING_BIAS = 8.0, 1.0, 1.2, 1.0, 3.0, 2.5, 1.0, -5.0
SAME_MEETING = 0.0
_NEVER = -50.0
FEW = 256
"""Texts up to which they are embedded one by one, for which torch need not be there."""
_SCALE = np.dtype(np.float32).itemsize
_MODEL = "use"
"""On the 412 pairs it ranks as well as `e5+use`, in a thirtieth of the time."""


@cache
def model() -> Embedder:
    """The model that compares texts: the quicker one, which tells items apart as well as the two together.

    Raises:
        MissingPart: it is not installed here.
    """
    return embedder(_MODEL)


def vectors(texts: Sequence[str], stored: Mapping[str, bytes] = MappingProxyType({})) -> Floats:
    """float64, shape (len(texts), dim), rows of length 1; those of texts met lately are kept.

    `stored` are vectors that need not be made, as `written`.
    """
    with _lock:
        known = {text: _kept[text] for text in texts if text in _kept}
        known.update(zip(stored, _read(stored.values()), strict=True))
        known.update((text, _held[text]) for text in texts if text in _held)
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        known.update(zip(missing, model().embed(missing, role="question").astype(np.float64), strict=True))
    with _lock:
        for text in known.keys() - _held.keys():
            _kept.pop(text, None)
            _kept[text] = known[text]
        for text in list(islice(_kept, max(len(_kept) - _most_kept, 0))):
            del _kept[text]
    return np.array([known[text] for text in texts]).reshape(len(texts), model().dim)


def embedded(texts: Sequence[str]) -> Vectors:
    """float32, shape (len(texts), dim): of a few texts one by one, of more many at once."""
    return model().embed(texts, role="passage" if len(texts) > FEW else "question")


def written(made: Vectors) -> list[bytes]:
    """Vectors as a store keeps them: one byte a dimension, and what to multiply them by."""
    codes, scales = coded(made)
    return [row.tobytes() + scale.tobytes() for row, scale in zip(codes, scales, strict=True)]


def _read(stored: Collection[bytes]) -> Floats:
    if not stored:
        return np.zeros((0, 0))
    rows = np.frombuffer(b"".join(stored), np.uint8).reshape(len(stored), -1)
    scales = np.ascontiguousarray(rows[:, -_SCALE:]).view(np.float32)[:, 0]
    return unit(decoded(rows[:, :-_SCALE].view(np.int8), scales)).astype(np.float64)


@contextmanager
def at_hand(texts: Iterable[str], stored: Mapping[str, bytes] = MappingProxyType({})) -> Iterator[None]:
    """Embed many texts at once, and have their vectors within the context, beside those `stored`.

    Many at once take a third of the time once torch is loaded; up to a few hundred it need not be.

    Raises:
        MissingPart: the model is not installed here.
    """
    every = [text for text in dict.fromkeys(texts) if text not in stored]
    made = embedded(every).astype(np.float64)
    with _lock:
        _held.update(zip(stored, _read(stored.values()), strict=True))
        _held.update(zip(every, made, strict=True))
    try:
        yield
    finally:
        with _lock:
            _held.clear()


_lock = Lock()
_held: dict[str, Floats] = {}
_kept: dict[str, Floats] = {}
_most_kept = 4096
"""Vectors kept, 16 MB; those not met for the longest time go first."""


def keep(most: int) -> None:
    """Keep so many vectors, 4 kB each: for a process that compares the same texts again and again."""
    global _most_kept
    _most_kept = most


def of_items(items: Sequence[Agreement]) -> Floats:
    """Log-odds that two items are one, shape (n, n)."""
    titles, sentences = (vectors(texts) for texts in zip(*map(texts_of, items), strict=True))
    alike = _TITLE * titles @ titles.T + _SENTENCE * sentences @ sentences.T + _BIAS
    numbers = [frozenset(number_tokens(item.title.casefold())) for item in items]
    subjects = [subjects_in(item.title) for item in items]
    for one, item in enumerate(items):
        for two in range(one):
            other = items[two]
            added = _KIND * (item.kind == other.kind) + _NUMBERS * len(numbers[one] & numbers[two])
            added += _WHEN * together(when(item), when(other)) + _SUBJECTS * overlap(subjects[one], subjects[two])
            alike[one, two] += added
            alike[two, one] += added
    return alike


def of_meetings(meetings: Sequence[Meeting]) -> Floats:
    """Log-odds that two meetings with different ids are one that the releases date or name otherwise, shape (n, n)."""
    names = vectors([meeting.name for meeting in meetings])
    alike = _NAME * names @ names.T + _MEETING_BIAS
    words = [subjects_in(meeting.name) | frozenset(topics_in(meeting.name)) for meeting in meetings]
    for one, meeting in enumerate(meetings):
        for two in range(one):
            other = meetings[two]
            added = _NEVER if _apart(meeting, other) else _LEVEL * _agree(meeting.level, other.level)
            added += _DAY * together(meeting.date, other.date) + _WORDS * overlap(words[one], words[two])
            added += _ROUND * (meeting.ordinal is not None and meeting.ordinal == other.ordinal)
            added += _CORE * (meeting.core and other.core)
            added += _PLACE * (same_place(meeting.place, other.place) or 0)
            alike[one, two] += added
            alike[two, one] += added
    return alike


def texts_of(item: Agreement) -> tuple[str, str]:
    """What items are compared by: the title, and the sentence that says it."""
    return item.title, item.evidence[0].text


def when(item: Agreement) -> str | None:
    """The time that an item is about."""
    return item.period or item.date or item.deadline


def together(one: str | None, other: str | None) -> int:
    """1 where two times have a day in common, -1 where they have none, 0 where one is not stated."""
    if one is None or other is None:
        return 0
    return 1 if edtf.overlaps(one, other) else -1


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Of what two sets hold together, the part that both hold; 0 where one is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _agree(one: str | None, other: str | None) -> int:
    return 0 if one is None or other is None else 1 if one == other else -1


def _apart(one: Meeting, other: Meeting) -> bool:
    """Whether two meetings are known to be different ones: other rounds, other series, other parties."""
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return True
    if one.ref and other.ref and one.event != other.event:
        return True
    parties = [set(parties_of(each.event or "", each.ref)) for each in (one, other)]
    return all(parties) and not (parties[0] <= parties[1] or parties[1] <= parties[0])
