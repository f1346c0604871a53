"""The component that finds meetings and adds them to the record."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from corpus.languages import Lang
from corpus.records import Level, Meeting, MeetingFormat
from corpus.registry.series import series

from ..found import blocks_of, found_in, reading_of, release_of
from ..found import mention as span_of
from ..linking.events import PARTIES, ReleaseFacts, event_id, facts_of
from .circumstances import Dated
from .mentions import Mention, mentions_in
from .parties import countries_in
from .parts import Part, parts_of
from .rules import Grammar, Tense, grammar
from .sayings import moved_later, on_the_same_day, read_all
from .status import status_of
from .threads import Sighting, Thread, key_of, threads_of

TITLE, SUBTITLE, LEAD, REST = range(4)
OPENING_BLOCKS = 2
"""Paragraphs in which a release says what it is about."""
RANKS = {"title": TITLE, "subtitle": SUBTITLE}


@Language.factory("release_meetings", requires=["doc.spans"], assigns=["doc.spans"])
def make_meetings(nlp: Language, name: str) -> "Meetings":
    """The component for a pipeline."""
    return Meetings()


class Meetings:
    """Add the meetings of a release to its items, and their mentions to `doc.spans["meetings"]`.

    Reads `doc.spans["dates"]`.
    """

    def __call__(self, doc: Doc) -> Doc:
        found = found_in(doc)
        facts = facts_of(found.agencies, found.persons, found.issuer)
        threads = [thread for thread in threads_of(list(self._sightings(doc, facts))) if _took_place(thread)]
        core = _core_of(threads)
        meetings = [self._meetings(doc, thread, threads, any(t is thread for t in core), facts) for thread in threads]
        found.meetings.extend(meeting for several in meetings for meeting in several)
        doc.spans["meetings"] = [
            span_of(doc, m.start, m.end, label=m.kind, value=several[0].event or "", rule=m.rule)
            for thread, several in zip(threads, meetings, strict=True)
            for m in (sighting.mention for sighting in thread.sightings)
        ]
        return doc

    def _sightings(self, doc: Doc, facts: ReleaseFacts) -> Iterator[Sighting]:
        text, own = reading_of(doc), release_of(doc).text
        dates = [Dated(span.start_char, span.end_char, span.kb_id_) for span in doc.spans.get("dates", [])]
        agencies = {(span.start_char, span.end_char) for span in doc.spans.get("agencies", [])}
        openings = _openings(doc)
        before: list[Sighting] = []
        for part in parts_of(doc):
            rules = grammar(part.lang)
            mentions = [m for m in mentions_in(text, part.start, part.end, rules) if not _is_agency(m, agencies)]
            before = moved_later(text, part, dates, before, rules)
            if not mentions:
                continue
            rank = RANKS.get(part.block.kind, REST)
            if rank == REST and part.block.start in openings:
                rank = LEAD
            sightings = []
            for mention, said in read_all(text, mentions, part, dates, rules):
                surface, key = _surface(own, mention), _key(text, mention, rules)
                ref = None if mention.bare or mention.described else self._series(text, mention, part, facts)
                sightings.append(Sighting(mention, said, rules, surface, key, ref, rank, part.table))
            sightings = on_the_same_day(text, part, sightings, before, rules)
            yield from before
            before = sightings
        yield from before

    def _series(self, text: str, mention: Mention, part: Part, facts: ReleaseFacts) -> str | None:
        """The series of the registry to which the name belongs."""
        near = countries_in(text[part.start : part.end], part.lang)
        name = text[mention.start : mention.end]
        return series().named(name, part.lang, near) or series().named(name, part.lang, facts.countries[:PARTIES])

    def _meetings(
        self, doc: Doc, thread: Thread, threads: list[Thread], core: bool, facts: ReleaseFacts
    ) -> list[Meeting]:
        """The meeting of a thread; two, one called off and one planned, where it was put off."""
        release = release_of(doc)
        best = max(thread.named, key=lambda s: _rank_of_name(s, release.lang))
        said = thread.dated or best
        place = next((s.said.place for s in thread.sightings if s.said.place), None)
        meeting = Meeting(
            name=best.surface,
            aliases=tuple(dict.fromkeys(s.surface for s in thread.named if s.surface != best.surface)),
            ordinal=thread.ordinal,
            status=status_of(_tense(thread), thread.date, release.head.ref_date),
            date=thread.date,
            format=_format(thread, core),
            level=_level(thread, threads),
            place=_words(doc, place),
            core=core,
            evidence=(
                release.quote(best.mention.start, best.mention.end),
                release.quote(said.mention.at, said.mention.to),
            ),
            rule=best.mention.rule,
            ref=thread.series,
        )
        name = reading_of(doc)[best.mention.start : best.mention.end]
        event = event_id(
            meeting,
            facts,
            number=thread.number,
            countries=countries_in(name, best.grammar.lang),
            call=any(s.mention.kind == "call" for s in thread.named),
        )
        meeting = meeting.model_copy(update={"event": event})
        moved = next((s.said.moved for s in thread.sightings if s.said.moved), None)
        if moved is None:
            return [meeting]
        again = {
            "status": status_of("planned", moved.date, release.head.ref_date),
            "date": moved.date,
            "format": moved.format,
            "place": _words(doc, moved.place),
        }
        old = meeting.date if meeting.date != moved.date else None
        return [meeting.model_copy(update={"status": "cancelled", "date": old}), meeting.model_copy(update=again)]


def _openings(doc: Doc) -> frozenset[int]:
    """Where the first paragraphs of the text proper begin."""
    body = [block for block in blocks_of(doc) if block.kind in ("paragraph", "bullet")]
    return frozenset(block.start for block in body[:OPENING_BLOCKS])


def _rank_of_name(sighting: Sighting, lang: Lang) -> tuple[bool, bool, bool, int, int, int]:
    """How well a sighting names its meeting: in the language of the release, with its number, in full."""
    mention = sighting.mention
    in_main = sighting.grammar.lang == lang
    return in_main, mention.numbered, not mention.described, len(sighting.key), len(sighting.surface), -sighting.rank


def _words(doc: Doc, span: tuple[int, int] | None) -> str | None:
    """The characters of a span on one line."""
    return " ".join(release_of(doc).text[slice(*span)].split()) if span else None


def _is_agency(mention: Mention, agencies: set[tuple[int, int]]) -> bool:
    """Whether it is the name of an organisation, or ends in one that ends in the head noun of a body."""
    if (mention.start, mention.end) in agencies:
        return not mention.numbered
    return mention.kind == "body" and any(
        start < mention.end and mention.start < end for start, end in agencies if end >= mention.end - len(mention.head)
    )


def _surface(text: str, mention: Mention) -> str:
    return " ".join(text[mention.start : mention.end].split())


def _key(text: str, mention: Mention, rules: Grammar) -> str:
    name = text[mention.start : mention.end]
    if mention.ordinal_span:
        first, last = mention.ordinal_span
        name = text[mention.start : first] + text[last : mention.end]
    return key_of(rules.noise.sub(" ", name))


def _took_place(thread: Thread) -> bool:
    """Whether the text says that there was or will be such a meeting."""
    return any(_says_so(sighting) for sighting in thread.sightings)


def _says_so(sighting: Sighting) -> bool:
    mention, said = sighting.mention, sighting.said
    if (mention.numbered and mention.kind != "round") or said.bracketed or mention.described:
        return True
    if mention.kind in ("talks", "body", "event"):
        if said.tense == "cancelled" and not mention.bare:
            return True
        return (said.bound and said.tense != "wished") or (sighting.table and said.date is not None)
    if mention.kind == "call":
        return said.bound or sighting.rank < REST or said.date is not None
    if said.tense == "wished":
        return False
    return bool(said.tense or said.date or sighting.table or sighting.rank < LEAD)


def _core_of(threads: list[Thread]) -> list[Thread]:
    """The meetings the release is about.

    Those named in its title, else in its first words; every dated one of a schedule; and numbered ones that are held
    together with one of these.
    """
    titles = _at_rank(threads, TITLE)
    core = titles or _at_rank(threads, SUBTITLE) or _at_rank(threads, LEAD) or threads[:1]
    days = {t.date for t in core if t.date}
    return [*core, *(t for t in threads if t.ordinal is not None and t.date in days and not any(t is c for c in core))]


def _at_rank(threads: list[Thread], rank: int) -> list[Thread]:
    return [thread for thread in threads if any(s.rank == rank for s in thread.sightings)]


def _tense(thread: Thread) -> Tense | None:
    """The tense where the day is given, else the first that is more than open."""
    dated = [thread.dated] if thread.dated else []
    tenses = [s.said.tense for s in [*dated, *thread.sightings] if s.said.tense and s.said.tense != "wished"]
    if "cancelled" in tenses:
        return "cancelled"
    return next((tense for tense in tenses if tense != "open"), tenses[0] if tenses else None)


def _format(thread: Thread, core: bool) -> MeetingFormat | None:
    """As stated; in person where the sides attend in a named place, as they do where the release is about it."""
    stated = next((s.said.format for s in thread.sightings if s.said.format), None)
    if stated or all(s.mention.kind == "call" for s in thread.sightings):
        return stated
    placed = any(s.said.place for s in thread.sightings)
    return "in-person" if placed and (core or any(s.said.attended for s in thread.sightings)) else None


def _level(thread: Thread, threads: list[Thread]) -> Level | None:
    """By the title, by that of another round of the series, by the rank of those who chair."""
    kin = [t for t in threads if _kin(thread, t)]
    for candidates in ([thread], kin):
        for other in candidates:
            if titled := next((s.said.level for s in other.sightings if s.said.level), None):
                return titled
    return next((s.said.rank for t in (thread, *kin) for s in t.sightings if s.said.rank), None)


def _kin(thread: Thread, other: Thread) -> bool:
    """Whether both are rounds of one series."""
    if thread is other or thread.number is None or other.number is None:
        return False
    if thread.parent is other or other.parent is thread or (thread.parent and thread.parent is other.parent):
        return True
    return bool(thread.series and thread.series == other.series) or bool(
        {s.key for s in thread.named if not s.mention.bare} & {s.key for s in other.named if not s.mention.bare}
    )
