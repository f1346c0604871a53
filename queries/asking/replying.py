"""A question to its answer: the table of facts, the passages, and where there are none what to take away."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from corpus import edtf
from corpus.errors import BadQuery
from corpus.reading import reading
from corpus.store import FactFilter
from index import Hit

from ..search import Searcher
from .model import FilterName, QueryFilter, Removal, Reply, Table, Understood
from .tables import table_for
from .understanding import fact_filter, understand

PROMOTED = 0.6
"""What the score of a release is raised by that satisfies all filters which do not restrict passages."""
_BLANKS = re.compile(r"\s+")
_FIRST, _LAST = ("since", "due_since"), ("until", "due_until")
_RESTRICTING: frozenset[FilterName] = frozenset({"phrase", "without"})


def ask(
    question: str,
    corpus: Searcher,
    *,
    k: int = 10,
    off: Collection[str] = (),
    wanted: FactFilter = FactFilter(),  # noqa: B008  frozen
    every_passage: bool = False,
    rows: int = 20,
    today: date | None = None,
) -> Reply:
    """Answer a question from a corpus: at most `rows` rows of a table, and the best passage of at most `k` releases.

    `off` are keys of filters to take away, `wanted` further ones beside those of the question. With `every_passage`
    the best `k` passages, however many are of one release. `today` is what `last year` counts from.

    Raises:
        BadQuery: the question is empty, or an operator has a value that it cannot have.
        IndexMismatch: there is no index, or it is damaged.
    """
    with corpus.as_of_one_moment():
        return _reply(question, corpus, k, off, wanted, every_passage, rows, today)


def _reply(
    question: str,
    corpus: Searcher,
    k: int,
    off: Collection[str],
    wanted: FactFilter,
    every_passage: bool,
    rows: int,
    today: date | None,
) -> Reply:
    with corpus.store() as store:
        persons = store.names_of_persons()
    understood = understand(question, off=off, today=today, persons=persons)
    must, facts = joined(understood.wanted, wanted), joined(understood.facts, wanted)
    text = understood.text or " ".join(one.label for one in understood.filters if one.name not in _RESTRICTING)
    if not text:
        raise BadQuery("The question only excludes", hint="Write what to look for beside it")
    admits = _Admits(understood.of("phrase"), understood.of("without"))
    limited = bool(understood.of("phrase", "without"))
    answers = corpus.search(
        text,
        k=k,
        wanted=must,
        every_passage=every_passage,
        admits=admits if limited else None,
        promoted=_promoted(understood, corpus, must),
    )
    table = table_for(
        understood, text, corpus, wanted=facts, rows=rows, admits=admits.has if limited else None, today=today
    )
    removals: tuple[Removal, ...] = ()
    if not answers or (table is not None and not table.satisfying):
        removals = tuple(
            one
            for one in _removals(understood, corpus, wanted, table)
            if (one.releases and not answers) or (one.rows and table is not None and not table.rows)
        )
    return Reply(understood=understood, table=table, answers=tuple(answers), removals=removals)


def joined(one: FactFilter, other: FactFilter) -> FactFilter:
    """What satisfies both: lists are put together, of two periods the days in both."""
    fields = {
        name: tuple(dict.fromkeys([*getattr(one, name), *getattr(other, name)]))
        for name in FactFilter.model_fields
        if name not in _FIRST + _LAST
    }
    days: dict[str, str | None] = {}
    for name in _FIRST + _LAST:
        asked = [value for value in (getattr(one, name), getattr(other, name)) if value is not None]
        narrowest, bound = (max, _first_day) if name in _FIRST else (min, _last_day)
        days[name] = narrowest(asked, key=bound, default=None)
    return FactFilter.model_validate({**fields, **days})


def _first_day(value: str) -> date:
    return edtf.days(value)[0] or date.min


def _last_day(value: str) -> date:
    return edtf.days(value)[1] or date.max


class _Admits:
    """Whether a passage has all phrases and none of the words that were excluded."""

    def __init__(self, phrases: Collection[str], without: Collection[str]) -> None:
        self._phrases = [_plain(phrase) for phrase in phrases]
        self._without = [_plain(word) for word in without]

    def __call__(self, hit: Hit) -> bool:
        return self.has(hit.passage.text)

    def has(self, words: str) -> bool:
        """The same of any words."""
        text = _plain(words)
        return all(phrase in text for phrase in self._phrases) and not any(word in text for word in self._without)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", reading(text)).casefold().strip()


def _promoted(understood: Understood, corpus: Searcher, must: FactFilter) -> dict[str, float]:
    """Releases and what their score is raised by: a part for each filter that does not restrict passages."""
    hints = [one for one in understood.filters if one.strength != "must"]
    raised: dict[str, float] = {}
    with corpus.store() as store:
        for one in hints:
            for document in store.matching(joined(must, fact_filter([one], one.strength))):
                raised[document] = raised.get(document, 0.0) + PROMOTED / len(hints)
    return raised


def _removals(understood: Understood, corpus: Searcher, wanted: FactFilter, table: Table | None) -> Iterator[Removal]:
    """What there would be without each of the filters."""
    for one in understood.filters:
        if one.name in _RESTRICTING or one.strength == "prefer":
            continue
        left = [other for other in understood.filters if other is not one]
        with corpus.store() as store:
            releases = len(store.matching(joined(fact_filter(left, "must"), wanted)))
            about = table.about if table is not None else "agreements"
            found, _ = store.counted(joined(fact_filter(left, "must", "facts"), wanted), about)
        yield Removal(key=one.key, label=one.label, releases=releases, rows=found)


__all__ = ["QueryFilter", "ask", "joined"]
