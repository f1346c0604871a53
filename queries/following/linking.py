"""Which sentence of which later release tells of a commitment, and what it does to it.

A sentence is about a commitment where it says the same: by its vector, by the subjects that it names, and in the
language of one of the tellings by its words, the rarer the better. What it does to the commitment its cues say.
Meetings that are to be held are found by their number and series among the meetings of later releases.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from corpus import edtf
from corpus.records import Date, Meeting, Record
from queries.comparing.likeness import vectors
from queries.comparing.places import places_in
from queries.comparing.subjects import subjects_in

from .commitments import Promise
from .cues import clauses_of, told
from .model import FollowUp, Relation
from .sentences import Rarity, Sentence, groups_of, terms

_MEANING, _SUBJECTS, _PLACES, _WORDS, _OTHER_LANGUAGE = 4.0, 2.5, 1.5, 5.0, 1.5
"""What cosine and the shares of subjects, places and words count; a sentence in a language of no telling gets the last
instead of words."""
ABOUT, ABOUT_IN_ANOTHER = 5.2, 4.2
"""Least sum for a sentence in a language of a telling, and in another one; set on the chain of releases on soil."""
_SAME_SERIES = 0.45
"""Least cosine of two names of meetings of one series, their numbers apart."""
_SURELY = 2.0
"""Above the least sum: so much that a sentence without any cue still takes the commitment up."""
_SAYS_NOT_WHO = 0.6
"""Added to the least sum for a release that names less than two countries."""
_TWO = 2
_FEW, _ONE_IN = 400, 20
"""What more than so many sentences name, and more than one in twenty, leads to none of them."""
_NEXT = "next-meeting"
_AFTERWARDS = timedelta(days=60)
"""How long after its end a commitment is still told of; releases of the other sides come days later."""
_CARRIED_OUT = (".run.", ".exchange.", ".support.", ".launch.")
"""In the id of a rule: what was agreed is carried out over some time, and its launch is no end."""
_LASTING = ("research", "support")
"""Kinds of which the same holds, whatever the rule."""


class Later:
    """The releases in which follow-ups are looked for, and where in them what is named."""

    def __init__(
        self, sentences: Sequence[Sentence], records: Mapping[str, Record], countries: Mapping[str, frozenset[str]]
    ) -> None:
        self.sentences = sentences
        self.records = records
        self.countries = countries
        self.rarity = Rarity(sentences)
        self.of_record = groups_of(sentences)
        self._naming: defaultdict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            for name in (*sentence.subjects, *sentence.places, *sentence.terms):
                self._naming[name].append(number)
        self._rounds: defaultdict[int, dict[str, None]] = defaultdict(dict)
        for record in sorted(records.values(), key=lambda each: (each.ref_date or "", each.id)):
            for meeting in record.meetings:
                if meeting.ordinal is not None:
                    self._rounds[meeting.ordinal][record.id] = None

    def naming(self, names: Iterable[str]) -> list[int]:
        """The sentences that name one of these subjects, places or terms, but for what most sentences name."""
        many = max(_FEW, len(self.sentences) // _ONE_IN)
        return sorted({number for name in names if len(self._naming[name]) <= many for number in self._naming[name]})

    def with_round(self, number: int) -> list[Record]:
        """The releases that tell of a meeting with this number, in order of time."""
        return [self.records[identifier] for identifier in self._rounds.get(number, ())]


def follow_ups(promises: Sequence[Promise], later: Later) -> list[list[FollowUp]]:
    """The follow-ups of each promise, in order of time; of promises alike the latest one is followed."""
    if not promises or not later.sentences:
        return [[] for _ in promises]
    named = [{} if promise.first.kind == _NEXT else _named(promise, later) for promise in promises]
    numbers = sorted({number for each in named for number in each})
    rows = {number: row for row, number in enumerate(numbers)}
    meaning = (
        vectors([later.sentences[number].quote.text for number in numbers]).astype(np.float32) if numbers else None
    )
    scored: list[dict[int, float]] = []
    for promise, each in zip(promises, named, strict=True):
        if meaning is None or not each:
            scored.append({})
            continue
        titles = vectors([telling.item.title for telling in promise.tellings]).astype(np.float32)
        chosen = meaning[[rows[number] for number in each]]
        alike = (titles @ chosen.T).max(axis=0)
        sums = {
            number: margin + _MEANING * float(cosine)
            for (number, margin), cosine in zip(each.items(), alike, strict=True)
        }
        scored.append({number: score for number, score in sums.items() if score >= 0})
    _keep_latest(promises, scored)
    found = []
    for promise, about in zip(promises, scored, strict=True):
        links = _held(promise, later) if promise.first.kind == _NEXT else _links(promise, about, later)
        found.append(_until_the_end(links))
    return found


def _named(promise: Promise, later: Later) -> dict[int, float]:
    """The sentences that may be about a promise by what they name: how much of the least sum they have, or lack."""
    wanted = frozenset(subject for telling in promise.tellings for subject in subjects_in(telling.item.title))
    places = frozenset(place for telling in promise.tellings for place in places_in(telling.item.title))
    words: dict[str, set[str]] = {}
    for telling in promise.tellings:
        words.setdefault(telling.lang, set()).update(terms(telling.item.title))
    own = {telling.record for telling in promise.tellings}
    found: dict[int, float] = {}
    for number in later.naming({*wanted, *places, *(term for each in words.values() for term in each)}):
        sentence = later.sentences[number]
        named = later.countries[sentence.record]
        if sentence.day <= promise.day or sentence.record in own or not _between(promise, named):
            continue
        score = _SUBJECTS * later.rarity.subjects(wanted, sentence.subjects)
        if places:
            score += _PLACES * len(places & sentence.places) / len(places)
        if sentence.lang in words:
            score += _WORDS * later.rarity.coverage(words[sentence.lang], sentence.terms) - ABOUT
        else:
            score += _OTHER_LANGUAGE - ABOUT_IN_ANOTHER
        if len(named) < _TWO:
            score -= _SAYS_NOT_WHO
        if score + _MEANING >= 0:
            found[number] = score
    return found


def _between(promise: Promise, named: frozenset[str]) -> bool:
    """Whether a release that names these countries can tell of a promise: two of its parties, or too few to know."""
    return len(named) < _TWO or len(promise.parties & named) >= min(len(promise.parties), _TWO)


def _keep_latest(promises: Sequence[Promise], scored: list[dict[int, float]]) -> None:
    """Leave each sentence to the latest of the promises with one title that it could be about."""
    by_title: dict[tuple[str, frozenset[str]], list[int]] = {}
    for number, promise in enumerate(promises):
        for telling in promise.tellings:
            by_title.setdefault((telling.item.title, promise.parties), []).append(number)
    for numbers in by_title.values():
        for earlier, following in pairwise(numbers):
            for sentence in list(scored[earlier].keys() & scored[following].keys()):
                if earlier != following:
                    scored[earlier].pop(sentence)


def _links(promise: Promise, about: Mapping[int, float], later: Later) -> list[FollowUp]:
    """What each release says, in its most telling sentence."""
    best: dict[str, FollowUp] = {}
    for number, score in about.items():
        sentence = later.sentences[number]
        does = what_it_does(promise, sentence, surely=score >= _SURELY)
        if does is None:
            continue
        due = moved_to(sentence, later.records[sentence.record].dates) if does == "moves" else None
        link = FollowUp(
            record=sentence.record,
            day=_day(sentence),
            does=does,
            due=due,
            evidence=sentence.quote,
            score=round(score, 3),
        )
        known = best.get(sentence.record)
        if known is None or _rank(link) > _rank(known):
            best[sentence.record] = link
    return sorted(best.values(), key=lambda link: (link.day, link.record))


_WEIGHT: dict[Relation, int] = {"continues": 0, "completes": 1, "drops": 2, "moves": 2}


def _rank(link: FollowUp) -> tuple[int, int, float]:
    """Of the sentences of a release, one that tells more comes first, then a whole sentence before a heading."""
    return _WEIGHT[link.does], _whole(link.evidence.text), link.score


def what_it_does(promise: Promise, sentence: Sentence, *, surely: bool = False) -> Relation | None:
    """What a sentence about a promise does to it; None where it only names it.

    One that is `surely` about it and tells of nothing to come shows at least that it is not forgotten.
    """
    cues = _cues_about(promise, sentence)
    items = [telling.item for telling in promise.tellings]
    carried_out = any(item.kind in _LASTING or any(mark in item.rule for mark in _CARRIED_OUT) for item in items)
    exchanged = promise.first.kind == "exchange"
    if "moves" in cues:
        return "moves"
    if "drops" in cues:
        return "drops"
    ahead = "plans" in cues
    if "ends" in cues and not ahead:
        return "completes"
    if not ahead and "done" in cues and (not carried_out or exchanged):
        return "completes"
    if "goes-on" in cues:
        return "continues"
    if not ahead and ("opens" in cues or "done" in cues):
        return "continues" if carried_out else "completes"
    found = _by_item(sentence, carried_out=carried_out)
    return "continues" if found is None and surely and not ahead and _whole(sentence.quote.text) else found


def _cues_about(promise: Promise, sentence: Sentence) -> frozenset[str]:
    """What the clause tells that names the promise most; where it tells nothing, what the sentence does."""
    clauses = clauses_of(sentence.quote.text)
    if len(clauses) < _TWO:
        return sentence.cues
    titles = [telling.item.title for telling in promise.tellings]
    words = {term for title in titles for term in terms(title)}
    subjects = {subject for title in titles for subject in subjects_in(title)}
    named = [len(words & terms(clause)) + 2 * len(subjects & subjects_in(clause)) for clause in clauses]
    best = max(range(len(clauses)), key=lambda number: named[number])
    return told(clauses[best]) or sentence.cues


def _whole(text: str) -> bool:
    """Whether it is a sentence, and no heading."""
    return text.rstrip()[-1:] in ".。;；!?"


def _by_item(sentence: Sentence, *, carried_out: bool) -> Relation | None:
    """What the status of the item that was found in the sentence says, where its words are not among the cues."""
    statuses = {item.status for item in sentence.items}
    if "completed" in statuses or (not carried_out and statuses & {"signed", "adopted", "launched"}):
        return "completes"
    return "continues" if statuses & {"launched", "ongoing"} else None


def moved_to(sentence: Sentence, dates: Iterable[Date]) -> str | None:
    """The latest time that a sentence names, if it lies after its release."""
    quote = sentence.quote
    named = [
        each.value for each in dates if any(quote.start <= one.start and one.end <= quote.end for one in each.evidence)
    ]
    ahead = [
        value
        for value in named
        if edtf.is_edtf(value) and (edtf.days(value)[1] or date.max).isoformat() >= sentence.day
    ]
    return max(ahead, key=edtf.sort_key, default=None)


def _held(promise: Promise, later: Later) -> list[FollowUp]:
    """What became of a meeting that was to be held."""
    names = [telling.item.meeting for telling in promise.tellings if telling.item.meeting]
    names += [telling.item.title for telling in promise.tellings if telling.round is not None]
    found: dict[str, FollowUp] = {}
    due = promise.due
    for record in later.with_round(promise.round) if promise.round is not None else ():
        day = _issued(record)
        if day <= promise.day or record.id in {telling.record for telling in promise.tellings}:
            continue
        if not _between(promise, later.countries[record.id]):
            continue
        told = [meeting for meeting in record.meetings if _is_the_one(promise, names, meeting)]
        link = _told_of_meeting(told, due, record, later)
        if link is not None:
            found[record.id] = link
            due = link.due or due
    return sorted(found.values(), key=lambda link: (link.day, link.record))


def _is_the_one(promise: Promise, names: Sequence[str], meeting: Meeting) -> bool:
    """Whether a meeting of a later release is the one that was to be held: by its number, then its series or name."""
    if promise.round is None or meeting.ordinal != promise.round:
        return False
    series = {telling.series for telling in promise.tellings if telling.series}
    if meeting.ref and series:
        return meeting.ref in series
    if not names:
        return False
    alike = vectors([*names, meeting.name])
    return float((alike[:-1] @ alike[-1]).max()) >= _SAME_SERIES


def _told_of_meeting(told: Sequence[Meeting], due: str | None, record: Record, later: Later) -> FollowUp | None:
    statuses = {meeting.status for meeting in told}
    if not told:
        return None
    planned = [each for each in told if each.status in ("planned", "ongoing") and each.date]
    held = next((each for each in told if each.status == "held" and (each.core or each.date)), None)
    sentences = [
        one for one in later.sentences if one.record == record.id and any(each in one.meetings for each in told)
    ]
    cues = {cue for one in sentences for cue in one.cues}
    new = next((each for each in planned if due is None or not edtf.overlaps(each.date or "", due)), None)
    does: Relation
    if held is not None and held.core:
        does, meeting, due_now = "completes", held, None
    elif new is not None and ("cancelled" in statuses or "moves" in cues):
        does, meeting, due_now = "moves", new, new.date
    elif "moves" in cues:
        quoted = next(one for one in sentences if "moves" in one.cues)
        does, meeting, due_now = "moves", told[0], moved_to(quoted, record.dates)
    elif "cancelled" in statuses:
        does, meeting, due_now = "drops", next(each for each in told if each.status == "cancelled"), None
    elif new is not None:
        does, meeting, due_now = "moves", new, new.date
    else:
        return None
    telling = [one for one in sentences if meeting in one.meetings] or sentences
    wanted = {"moves": "moves", "drops": "drops", "completes": "done"}[does]
    telling.sort(key=lambda one: (wanted in one.cues, _whole(one.quote.text)), reverse=True)
    evidence = telling[0].quote if telling else meeting.evidence[0]
    return FollowUp(record=record.id, day=_issued(record), does=does, due=due_now, evidence=evidence, score=0.0)


def _until_the_end(links: Sequence[FollowUp]) -> list[FollowUp]:
    """Leave out what is told of a commitment long after it was completed or dropped: that is of another one."""
    end = next((date.fromisoformat(link.day) for link in links if link.does in ("completes", "drops")), None)
    return [link for link in links if end is None or date.fromisoformat(link.day) <= end + _AFTERWARDS]


def _day(sentence: Sentence) -> str:
    first = edtf.days(sentence.day)[0]
    return first.isoformat() if first else sentence.day


def _issued(record: Record) -> str:
    first = edtf.days(record.ref_date)[0] if record.ref_date else None
    return first.isoformat() if first else ""
