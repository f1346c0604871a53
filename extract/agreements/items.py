"""Whether a candidate is an item, and of which kind and status.

Items have a name of their own, a quantity, a date or a definite activity; topics, wishes and results have none.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.documents import Evidence
from corpus.records import AgreementKind, AgreementStatus, Amount

from .candidates import Candidate
from .lines import Line
from .rules import Grammar, Head, Mood, Verb

LEAST = 2
"""Points that make an item of what was agreed: verb, head, name, quantity and date together."""

DEFINITE = 6
"""Characters of a phrase that with its date says what is to be done, though no known noun heads it."""

BARE = 3
"""Characters of a phrase that is no more than a noun (exchanges go on)."""

NOUN = 20
"""Characters before a name in which a noun says what it is."""

MEETS = ("hold", "occur", "fixed")
"""Verbs of which the object, with a day, is a meeting that will be held and no standing dialogue."""

SERIES = 4
"""Letters in the name of a series by which two of its sessions are known."""

TAIL, HEAD = 60, 48
"""Characters at the end of a phrase in which what trails it begins, and the noun that heads it."""

MOST_PHRASES = 128
"""Phrases of which the edges and the head are remembered: a sentence asks for those of its own several times."""

ARTICLE = 10
"""Characters on both sides of the start of a phrase among which its article or number stands."""

SHORTEST, LONGEST = 2, 240
"""Characters of a title."""

MOST_FORMS = 1024
"""Names of series whose form is remembered: every sentence of a release is held against the same ones."""


class Phrase(NamedTuple):
    """A trimmed phrase of a candidate, its head, whether it is a name, and what abbreviates it.

    `example` holds that it is named as one of the things that were done.
    """

    start: int
    end: int
    head: Head | None
    named: bool
    short: tuple[str, ...] = ()
    example: bool = False


class Item(NamedTuple):
    """An item: its phrase, kind and status, and the candidate that it comes from.

    `document` is the place of the document that contains it, `rows` the places in its row that name who does it;
    `further` are words elsewhere that state a part of it.
    """

    phrase: Phrase
    kind: AgreementKind
    status: AgreementStatus
    source: Candidate
    line: Line
    parties: tuple[str, ...] = ()
    date: str | None = None
    period: str | None = None
    meeting: str | None = None
    deadline: str | None = None
    amount: Amount | None = None
    responsible: tuple[str, ...] = ()
    document: tuple[int, int] | None = None
    rows: tuple[tuple[int, int], ...] = ()
    further: tuple[Evidence, ...] = ()


class Setting(NamedTuple):
    """What the surroundings of a sentence say: who its subject is, and what kind of text it stands in.

    `joint`: all sides, named in this sentence (`joint_here`) or before; `single`: one side; `statement`: the text is
    itself agreed; `beside`: the sides are named one beside the other by their bodies or persons; `under`: what is said
    stands in a document that was signed; `dated`: a date stands with it. `series`: the names of the meetings that the
    release is about, as `series_form` gives them. `decided`: a sentence before it in its paragraph says what was agreed
    on.
    """

    joint: bool = False
    joint_here: bool = False
    beside: bool = False
    single: bool = False
    statement: bool = False
    under: bool = False
    dated: bool = False
    decided: bool = False
    series: tuple[str, ...] = ()


def items(line: Line, candidate: Candidate, setting: Setting, grammar: Grammar) -> Iterator[Item]:
    """The items of a candidate: one for each of its coordinated phrases, none where it undertakes nothing."""
    text = line.text
    for phrase in divided(text, candidate, grammar):
        if candidate.inherited and candidate.inherited.head and (phrase.head is None or phrase.head.weight < 1):
            phrase = phrase._replace(head=candidate.inherited.head)
        upcoming = is_next(text[phrase.start : phrase.end], setting, grammar)
        status = status_of(text, candidate, phrase, setting, grammar, upcoming=upcoming)
        if status is not None:
            act, head = candidate.act, phrase.head
            bare = grammar.reject.search(text[phrase.start : phrase.end])
            figures = grammar.figure.search(text, phrase.end, act.start) if phrase.end < act.start else None
            given = act.verb.kind == "support" and head is not None and head.kind in ("project", "exchange")
            vague = head is None or head.weight < LEAST or bare or figures or (given and not phrase.named)
            if (act.verb.alone and not candidate.clause and vague) or (act.verb.counted and figures):
                end = max(phrase.end, act.end)
                infinitive = grammar.infinitive.match(text, end)
                phrase = phrase._replace(
                    start=min(phrase.start, act.start), end=infinitive.end() if infinitive else end
                )
                phrase = phrase._replace(start=_opening(text, phrase.start, phrase.end, 0))
            kind = kind_of(candidate, phrase, upcoming=upcoming)
            held = (setting.dated and act.verb.id in MEETS) or act.verb.kind == "next-meeting"
            if kind == "next-meeting" and status == "agreed" and not (upcoming or held):
                kind = "exchange"
            if act.verb.counted and figures:
                kind = act.verb.counted
            yield Item(phrase, kind, status, candidate, line)


def divided(text: str, candidate: Candidate, grammar: Grammar) -> Iterator[Phrase]:
    """The coordinated phrases of a candidate; those stay together of which one part is no item by itself."""
    start, end = candidate.start, candidate.end
    short: tuple[str, ...] = ()
    documents = candidate.act.verb.documents
    joints = list(grammar.documents.finditer(text, start, end)) if documents else []
    if joints:
        cuts = [start, *(place for joint in joints for place in joint.span()), end]
        for first, last in zip(cuts[::2], cuts[1::2], strict=True):
            yield from divided(text, candidate._replace(start=first, end=last), grammar)
        return
    abbreviation = grammar.abbreviation.search(text, start, end)
    if abbreviation:
        short = tuple(name for name in abbreviation.groups() if name and not grammar.head_anywhere.fullmatch(name))
        quoted = any(m.start() < abbreviation.start() < m.end() for m in grammar.name.finditer(text, start, end))
        named = documents and grammar.complement.match(text, abbreviation.end(), end)
        if not (quoted or named or head_of(text, abbreviation.end(), end, grammar)):
            end = abbreviation.start()
    names = list(grammar.name.finditer(text, start, end))
    whole = _phrase(text, start, end, grammar)
    if whole is None:
        return
    of_it = len(names) == 1 and names[0].end() < whole.end - 1 and whole.head is not None and whole.head.document
    if names and ((candidate.act.verb.documents and not of_it) or len(names) > 1 or names[-1].end() >= whole.end - 1):
        for match in names:
            inner = match.span("a" if match.group("a") else "b")
            head = head_of(text, *inner, grammar) or _apposed(text, match.start(), grammar)
            yield Phrase(*inner, head, True, short if match is names[-1] else ())
        return
    whole = whole._replace(named=bool(names or grammar.proper.search(text, whole.start, whole.end)), short=short)
    if candidate.whole:
        yield whole
        return
    examples = grammar.such_as.search(text, whole.start, end)
    if examples and candidate.act.mood == "done" and not grammar.bullets.search(text, start, end):
        yield from _examples(text, whole.start, examples, grammar)
        return
    if grammar.bullets.search(text, start, end):
        yield from _bulleted(text, start, end, grammar)
        return
    cuts = [start]
    for match in grammar.joint.finditer(text, start, end):
        if _stands_alone(text, cuts[-1], match.start(), grammar):
            cuts += [match.start(), match.end()]
        elif grammar.enumeration.search(match.group()) and _is_topic(text, cuts[-1], match.start(), grammar):
            cuts[-1] = match.end()
    cuts.append(end)
    parts = [_phrase(text, first, last, grammar) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]
    if len(parts) == 1 or any(part is None or part.head is None or part.head.weight < 0 for part in parts):
        sure = [part for part in parts if part is not None and part.head is not None and part.head.weight > 0]
        yield from sure if candidate.act.verb.purpose and grammar.rules.order == "verb-object" and sure else [whole]
        return
    for part in parts:
        if part is not None:
            yield part._replace(named=bool(grammar.proper.search(text, part.start, part.end)))


def _apposed(text: str, end: int, grammar: Grammar) -> Head | None:
    """The head of the words that say what a name before which they stand is (the exercise "Clear Sky")."""
    start = max(0, end - NOUN)
    noun = grammar.apposed.search(text, start, end)
    return head_of(text, start, noun.start(), grammar) if noun else None


def _examples(text: str, start: int, close: re.Match[str], grammar: Grammar) -> Iterator[Phrase]:
    """The things named as examples of what the sides did (seminars, surveys and other joint projects)."""
    shared = head_of(text, close.end("shared") - len(close["shared"]), close.end("shared"), grammar)
    cuts = [start]
    for match in grammar.joint.finditer(text, start, close.start()):
        cuts += match.span()
    cuts.append(close.start())
    if shared is None or shared.weight < LEAST or shared.gathering or len(cuts) < 4:
        return
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        phrase = _phrase(text, first, last, grammar)
        if phrase is not None and (phrase.head is None or phrase.head.weight > 0):
            yield phrase._replace(head=phrase.head or shared, named=True, example=True)


def _bulleted(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Phrase]:
    """The phrases between bullets within a sentence."""
    marks = [match.start() for match in grammar.bullets.finditer(text, start, end)]
    for first, last in zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True):
        phrase = _phrase(text, first, last, grammar)
        if phrase is not None:
            yield phrase._replace(named=phrase.head is not None)


def _stands_alone(text: str, start: int, end: int, grammar: Grammar) -> bool:
    head = head_of(text, *trimmed(text, start, end, grammar), grammar)
    return head is not None and head.weight > 0


def _is_topic(text: str, start: int, end: int, grammar: Grammar) -> bool:
    head = head_of(text, *trimmed(text, start, end, grammar), grammar)
    return head is not None and head.weight < 0


def _phrase(text: str, start: int, end: int, grammar: Grammar) -> Phrase | None:
    begin = start
    start, end = trimmed(text, start, end, grammar)
    start = _opening(text, start, end, begin)
    if not SHORTEST <= end - start <= LONGEST:
        return None
    return Phrase(start, end, head_of(text, start, end, grammar), False)


def _opening(text: str, start: int, end: int, begin: int) -> int:
    """Where a phrase starts with the quotation mark before it, of which it holds the closing one."""
    quoted = start > begin and text[start - 1] in "'\"" and text.count(text[start - 1], start, end) % 2
    return start - 1 if quoted else start


@lru_cache(maxsize=MOST_PHRASES)
def trimmed(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """`start:end` without what leads to the phrase and trails it."""
    while start < end:
        lead = grammar.lead.match(text, start, end)
        if lead and lead.end() > start:
            start = lead.end()
            continue
        partners = grammar.partners.fullmatch(text, start, end)
        if partners:
            end = partners.end("own")
            continue
        tail = grammar.tail.search(text, max(start + 1, end - TAIL), end)
        if tail and tail.group():
            end = tail.start()
            continue
        break
    return start, end


@lru_cache(maxsize=MOST_PHRASES)
def head_of(text: str, start: int, end: int, grammar: Grammar) -> Head | None:
    """The noun that heads a phrase: the last one before its first complement; notes in brackets aside."""
    bare = grammar.note.sub("", text[start:end]).rstrip()
    complement = grammar.complement.search(bare)
    if complement:
        bare = bare[: complement.start()].rstrip()
    match = next(grammar.head_at_end.finditer(bare, max(0, len(bare) - HEAD), len(bare)), None)
    return grammar.heads[match.lastgroup] if match and match.lastgroup else None


def status_of(
    text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar, *, upcoming: bool
) -> AgreementStatus | None:
    """The status of a phrase as the object of its verb, or none where it is no item."""
    verb, mood, head = candidate.act.verb, candidate.act.mood, phrase.head
    rejected = grammar.reject.search(text[phrase.start : phrase.end]) is not None
    if rejected and head is not None and head.document and verb.done == "signed" and mood == "done":
        rejected = grammar.adverbial.search(text[phrase.start : phrase.end]) is not None
    alone = verb.alone and (head is None or head.weight < LEAST or rejected)
    if rejected and not alone:
        return None
    document = head is not None and head.document
    figured = _figured(text, candidate, phrase, grammar)
    points = _points(text, candidate, phrase, setting, grammar)
    undertaken = mood in ("agreed", "planned") and head is not None and head.weight > 0
    counted = verb.done in ("signed", "adopted") and head is not None and head.kind == "project" and mood == "done"
    counted = counted and grammar.quantity.search(text, candidate.start, candidate.end) is not None
    if verb.documents and not (document or verb.always or undertaken or figured or counted):
        return None
    new = _is_new(text, candidate, phrase, setting, grammar)
    if candidate.subject and (head is None or head.weight < 1) and not (phrase.named or verb.alone or new):
        return None
    sure = head is not None and (head.weight >= LEAST or (document and phrase.named))
    if not (verb.words or verb.past) and verb.id == "other" and not (figured or sure or new):
        return None
    long = phrase.end - phrase.start >= DEFINITE
    joined = setting.dated or _together(text, candidate, grammar)
    settled = new or ((mood == "agreed" or verb.consents) and (figured or (long and joined)))
    if head is None and not (phrase.named or alone or settled or verb.weight >= LEAST):
        points -= 1
    points += new
    if head is None and not (phrase.named or figured) and grammar.topical.search(text, phrase.start, phrase.end):
        points -= 2
    if verb.always:
        return _always(text, verb, mood, head, points, phrase, grammar)
    enough = points >= LEAST
    if mood == "agreed":
        one_sided = setting.single and not setting.joint and grammar.rules.order == "object-verb"
        return "agreed" if enough and not one_sided else None
    if mood == "proposed":
        return "proposed" if enough else None
    if mood == "planned":
        sided = figured or _together(text, candidate, grammar)
        if alone and not (verb.kind != "project" or sided or (head is not None and head.weight > 0)):
            return None
        told = setting.under or setting.statement
        if (
            setting.single
            and not (setting.joint or upcoming or verb.documents)
            and grammar.rules.order == "verb-object"
        ):
            return None
        sure = document or verb.documents or alone or told or (head is not None and head.gathering)
        least = LEAST if sure else LEAST + 1
        if points < least or not _may_be_planned(candidate, phrase, setting, upcoming=upcoming):
            return None
        return "agreed" if setting.statement or setting.under else "planned"
    if mood == "ongoing":
        bare = head is not None and phrase.end - phrase.start <= BARE
        talks = head is not None and head.kind == "policy" and not phrase.named
        if bare or talks or head is None or head.gathering or (alone and head.weight < 1):
            return None
        return "ongoing" if setting.joint and enough else None
    if mood == "present" and verb.done == "signed" and document and not setting.statement:
        return "planned" if enough else None
    if phrase.example:
        return "completed" if setting.joint_here else None
    if verb.contains and not (setting.under or _names_document(text, grammar)):
        return None
    common = setting.joint or grammar.common.search(text, phrase.start, phrase.end) or grammar.gathered.search(text)
    if verb.done == "adopted" and not common:
        return None
    if mood == "relative" and not (phrase.named or setting.dated) and phrase.end - phrase.start <= BARE + 1:
        return None
    if verb.done in ("signed", "adopted"):
        return verb.done if enough and (mood != "none" or setting.dated or phrase.named) else None
    if mood == "nominal" and verb.done == "launched" and sure and setting.joint_here and act_ends(text, candidate):
        return "launched"
    if mood in ("none", "relative", "nominal"):
        return None
    if grammar.rules.order == "object-verb" and mood in ("done", "linked") and verb.done == "completed" and verb.kind:
        told = setting.dated or grammar.given.search(text, 0, phrase.start) is not None
        return "completed" if told and head is not None and head.weight > 0 and points > LEAST else None
    short = grammar.rules.order == "object-verb" and phrase.end - phrase.start <= BARE + 1
    if mood == "done" and verb.body and short:
        return None
    later = setting.dated or (candidate.subject and grammar.next.match(text, phrase.start, phrase.end) is not None)
    if mood == "present" and (candidate.subject or setting.joint_here) and later and upcoming:
        return "planned"
    event = head is not None and head.kind == "project" and (phrase.named or head.gathering)
    told = setting.statement or setting.under
    if mood == "present" and setting.joint_here and setting.dated and event and not told:
        return "planned"
    if mood == "present" and definite_plan(text, candidate, phrase, setting, grammar) and not told:
        return "planned"
    if mood == "present":
        return "agreed" if (setting.statement or setting.under) and setting.joint and enough else None
    if candidate.act.rule == "plain" and verb.done is None:
        gathering = head is not None and head.kind == "next-meeting"
        told = setting.statement or (setting.under and grammar.under.search(text) is not None)
        if told and setting.joint and enough and not gathering:
            return "agreed"
        return _stated(text, candidate, phrase, setting, grammar, points=points)
    if mood == "done" and verb.done is None and head is not None and not head.gathering and setting.joint_here:
        return "ongoing" if head.weight >= LEAST and grammar.habitual.search(text) else None
    if verb.done == "agreed":
        return "agreed" if enough and (setting.joint or not setting.single) else None
    sure = head.weight > 0 if head else phrase.named and verb.weight >= LEAST and not verb.at_meeting
    definite = sure and (points > LEAST or (verb.body and head is not None and head.gathering))
    started = verb.done == "launched" and document and phrase.end - phrase.start >= DEFINITE
    definite = definite or (started and enough and setting.joint_here)
    if verb.kind == "support" and verb.done == "completed" and grammar.given.match(text, phrase.end):
        return "completed" if definite or _begins_new(text, candidate, phrase, grammar) else None
    shared = phrase.named and not candidate.subject and grammar.common.search(text, phrase.start, phrase.end)
    there = grammar.gathered.search(text) is not None
    if verb.at_meeting and not there:
        return None
    return verb.done if verb.done and (setting.joint_here or setting.under or shared or there) and definite else None


def definite_plan(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> bool:
    """Whether what the sides are said to do in the present is a plan of theirs: together, and no habit."""
    head = phrase.head
    made = head is not None and candidate.act.verb.body and head.gathering
    if head is None or (head.weight < LEAST and not made) or not setting.joint_here or grammar.habitual.search(text):
        return False
    if made or _together(text, candidate, grammar):
        return True
    return not head.gathering and grammar.common.search(text, phrase.start, phrase.end) is not None


def act_ends(text: str, candidate: Candidate) -> bool:
    """Whether nothing comes after the verb of a candidate, as in a headline."""
    return not text[candidate.act.end :].strip(" .")


def _is_new(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> bool:
    """Whether a phrase without a known head names something new that all sides undertake, no topic."""
    act, within = candidate.act, (phrase.start, phrase.end)
    if phrase.head is not None or act.verb.talk or act.verb.weight < 0 or phrase.end - phrase.start < DEFINITE:
        return False
    stated = act.verb.consents or act.verb.contains or act.verb.always == "proposed"
    undertaken = act.mood in ("agreed", "planned", "proposed", "ongoing") or (stated and act.mood == "done")
    if not undertaken or not (setting.joint or act.mood == "agreed" or act.verb.always == "proposed"):
        return False
    return _begins_new(text, candidate, phrase, grammar) and grammar.topical.search(text, *within) is None


def _begins_new(text: str, candidate: Candidate, phrase: Phrase, grammar: Grammar) -> bool:
    """Whether an indefinite article, a number or a word like joint stands at the start of a phrase."""
    start = max(candidate.start, phrase.start - ARTICLE)
    return grammar.indefinite.search(text, start, phrase.start + ARTICLE) is not None


def _together(text: str, candidate: Candidate, grammar: Grammar) -> bool:
    """Whether the stretch of a candidate says that all sides do it."""
    return grammar.together.search(text, *candidate.within) is not None


def _stated(
    text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar, *, points: int
) -> AgreementStatus | None:
    """The status of what the sides are plainly said to do: it goes on, or is theirs together; what was held is none."""
    act, head = candidate.act, phrase.head
    if head is None or head.weight < 1 or points <= LEAST or grammar.accomplished.match(text, act.end):
        return None
    if candidate.subject and head.gathering:
        return "planned" if grammar.coming.search(text, phrase.start, phrase.end) else None
    if head.weight < LEAST and not act.verb.body:
        return None
    if grammar.regarding.search(text, candidate.within[0], act.start):
        return None
    if not setting.joint_here:
        return "agreed" if setting.decided and setting.joint and not head.gathering else None
    if grammar.habitual.search(text, candidate.within[0], act.start):
        return "ongoing"
    if act.verb.body:
        return "agreed" if setting.decided else "launched"
    if head.gathering or act.verb.id in MEETS:
        return None
    together = grammar.together.search(text, candidate.within[0], phrase.end) is not None
    if together or setting.decided:
        return "agreed"
    return "ongoing" if head.kind == "research" else None


def _names_document(text: str, grammar: Grammar) -> bool:
    """Whether a sentence names a document that may contain something."""
    found = (match.lastgroup for match in grammar.head_anywhere.finditer(text))
    return any(grammar.heads[group].document for group in found if group)


def _points(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> int:
    """How definite an item is: by its verb, head, name, quantity and date."""
    start, end = min(candidate.within[0], phrase.start), max(candidate.within[1], phrase.end)
    quantity = grammar.quantity.search(text, start, end) is not None
    figured = _figured(text, candidate, phrase, grammar)
    verb, head = candidate.act.verb.weight, phrase.head.weight if phrase.head else 0
    shared = candidate.act.mood == "agreed" and head == 0 and verb > 0 and _together(text, candidate, grammar)
    return (
        (max(verb, 0) + max(head, 0) + 1 if figured else verb + head)
        + 2 * phrase.named
        + quantity
        + setting.dated
        + shared
    )


def _figured(text: str, candidate: Candidate, phrase: Phrase, grammar: Grammar) -> bool:
    """Whether a number of things stands in a phrase that was agreed on, or between it and its verb."""
    if candidate.act.mood not in ("agreed", "planned") and not candidate.act.verb.consents:
        return False
    end = max(phrase.end, candidate.act.start if grammar.rules.order == "object-verb" else 0)
    return grammar.figure.search(text, phrase.start, end) is not None


def _always(
    text: str, verb: Verb, mood: Mood, head: Head | None, points: int, phrase: Phrase, grammar: Grammar
) -> AgreementStatus | None:
    """The status that a verb gives in whatever mood; reviews are of documents, and of works of a stated period."""
    if mood in ("none", "nominal", "relative") or head is None:
        return None
    if verb.always == "reviewed" and not head.document:
        period = any(character.isdigit() for character in text[phrase.start : phrase.end])
        period = period or grammar.ordinal.search(text, phrase.start, phrase.end) is not None
        return "reviewed" if head.weight >= LEAST and period else None
    return verb.always if points >= (1 if head.document else LEAST) else None


def _may_be_planned(candidate: Candidate, phrase: Phrase, setting: Setting, *, upcoming: bool) -> bool:
    """Plans count where all sides make them, for documents, and for the next meeting of the series."""
    head = phrase.head
    if head is not None and head.document:
        return setting.joint or not setting.single or candidate.act.verb.done == "signed"
    if upcoming:
        return True
    if head is not None and head.kind == "next-meeting":
        return setting.joint and not candidate.subject
    return setting.joint or setting.under


def kind_of(candidate: Candidate, phrase: Phrase, *, upcoming: bool) -> AgreementKind:
    """The kind that the head names, else the one that the verb implies; what is called the next one is a meeting."""
    head, verb = phrase.head, candidate.act.verb
    if head is not None and upcoming and (head.gathering or candidate.act.verb.id in MEETS):
        return "next-meeting"
    if head is not None and head.kind == "next-meeting" and candidate.act.verb.body:
        return "other"
    if candidate.act.verb.kind == "support" and head is not None and head.kind in ("project", "exchange", "other"):
        return "support"
    if head is not None and head.kind is not None and not (verb.alone and verb.kind and head.weight < 1):
        return head.kind
    return candidate.act.verb.kind or "other"


@lru_cache(maxsize=MOST_FORMS)
def series_form(name: str, grammar: Grammar) -> str:
    """The name of a meeting without what tells its sessions apart: ordinals, years, blanks."""
    return "".join(c for c in grammar.ordinal.sub("", name).casefold() if c.isalpha())


def is_next(title: str, setting: Setting, grammar: Grammar) -> bool:
    """Whether a phrase names the next meeting: it says so, or is a numbered session of the series at hand."""
    if grammar.next.search(title):
        return True
    if not grammar.ordinal.search(title):
        return False
    form = series_form(title, grammar)
    return any(len(form) >= SERIES and (form in own or own in form) for own in setting.series)
