"""Which sentences of a corpus name what: an inverted index that scores many sentences at once.

What is rare tells more. Weights follow from how many sentences name a thing, so they are known only when all sentences
are.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from corpus.records import Record

from .commitments import Promise
from .sentences import Sentence

Numbers = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]
_TELLING = 2.5
"""Weight of subjects that tells enough alone: one in twelve sentences has such a subject."""
_FEW, _ONE_IN = 400, 20
"""What more than so many sentences name, and more than one in twenty, leads to none of them."""
_TWO = 2
_NONE = np.zeros(0, np.int32)


class Mentions:
    """The subjects, places and terms of sentences; a sentence is known by its number."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._count = len(sentences)
        self._subjects = _postings(sentence.subjects for sentence in sentences)
        self._places = _postings(sentence.places for sentence in sentences)
        self._terms = _postings(sentence.terms for sentence in sentences)
        self._sums = np.zeros(self._count)

    def naming(self, subjects: Iterable[str], places: Iterable[str], terms: Iterable[str]) -> Numbers:
        """The sentences that name one of these, in order, but for what most sentences name."""
        many = max(_FEW, self._count // _ONE_IN)
        kinds = (self._subjects, subjects), (self._places, places), (self._terms, terms)
        found = [postings.get(name, _NONE) for postings, names in kinds for name in names]
        return np.unique(np.concatenate([_NONE, *(each for each in found if len(each) <= many)]))

    def coverage(self, title: Collection[str], numbers: Numbers) -> Scores:
        """For each sentence the part of what a title's terms tell that it has too, 0 to 1."""
        return self._shared(self._terms, title, numbers, least=1.0)[0]

    def subjects(self, wanted: Collection[str], numbers: Numbers) -> Scores:
        """How much of what is wanted each sentence names, 0 to 1; what every other sentence names too counts little."""
        shares, whole = self._shared(self._subjects, wanted, numbers, least=0.0)
        return shares * np.minimum(1.0, shares * whole / _TELLING)

    def places(self, wanted: Collection[str], numbers: Numbers) -> Scores:
        """The share of the wanted places that each sentence names."""
        named = self._summed([(self._places.get(place, _NONE), 1.0) for place in wanted], numbers)
        return named / max(len(wanted), 1)

    def _shared(
        self, postings: Mapping[str, Numbers], names: Collection[str], numbers: Numbers, *, least: float
    ) -> tuple[Scores, float]:
        """The share of the names' weight that each sentence has, and their weight; a name never weighs below `least`.

        The order of the names is fixed, since that of a set changes from run to run, and sums of floats with it.
        """
        found = [(postings.get(name, _NONE), name) for name in sorted(names)]
        weighed = [(each, math.log((1 + self._count) / (1 + len(each))) + least) for each, _ in found]
        whole = sum(weight for _, weight in weighed)
        return (self._summed(weighed, numbers) / whole if whole else np.zeros(len(numbers))), whole

    def _summed(self, weighed: Iterable[tuple[Numbers, float]], numbers: Numbers) -> Scores:
        """The sum of the weights of those that a sentence is among."""
        every = list(weighed)
        for each, weight in every:
            self._sums[each] += weight
        found = self._sums[numbers]
        for each, _ in every:
            self._sums[each] = 0
        return found


class Releases:
    """The releases that sentences are of: when they were issued, and which countries they name."""

    def __init__(
        self, sentences: Sequence[Sentence], records: Mapping[str, Record], named: Mapping[str, frozenset[str]]
    ) -> None:
        self._row = {identifier: row for row, identifier in enumerate(records)}
        self.of_sentence = np.array([self._row[sentence.record] for sentence in sentences], np.int32)
        self._days = np.array([record.ref_date or "" for record in records.values()])
        codes = sorted({code for each in named.values() for code in each})
        self._column = {code: column for column, code in enumerate(codes)}
        self._names = np.zeros((len(records), len(codes)), bool)
        for identifier, row in self._row.items():
            self._names[row, [self._column[code] for code in named[identifier]]] = True
        self._size = self._names.sum(axis=1)

    def after(self, promise: Promise) -> npt.NDArray[np.bool_]:
        """Those that can tell what became of a promise: later ones of its parties, and of others than tell of it."""
        columns = [self._column[party] for party in promise.parties if party in self._column]
        shared = self._names[:, columns].sum(axis=1)
        allowed = (self._days > promise.day) & ((self._size < _TWO) | (shared >= min(len(promise.parties), _TWO)))
        allowed[[self._row[telling.record] for telling in promise.tellings]] = False
        return np.asarray(allowed)

    def say_not_who(self, numbers: Numbers) -> npt.NDArray[np.bool_]:
        """Whether the release of each sentence names less than two countries."""
        return np.asarray(self._size[self.of_sentence[numbers]] < _TWO)


def _postings(names: Iterable[Iterable[str]]) -> dict[str, Numbers]:
    """The numbers of the sentences that name a thing, in order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(names):
        for name in each:
            found[name].append(number)
    return {name: np.array(numbers, np.int32) for name, numbers in found.items()}
