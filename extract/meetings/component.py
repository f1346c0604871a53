"""The component that finds meetings and adds them to the record."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from corpus import edtf
from corpus.languages import LANGS, Lang
from corpus.reading import reading
from corpus.records import Meeting
from corpus.registry.series import series

from ..found import found_in, lang_of, reading_of, release_of
from ..found import mention as span_of
from ..linking.events import PARTIES, ReleaseFacts, event_id, facts_of
from .circumstances import Circumstances, Dated, sign_of_level
from .company import Company, companies_of
from .encounters import encounters_in, with_partners
from .given import names_given
from .grammar import Grammar, grammar
from .items import with_items
from .judgement import (
    LEAD,
    REST,
    SUBTITLE,
    TITLE,
    core_of,
    date_by_hosts,
    follows,
    format_of,
    level_of,
    tense_of,
    told_once,
    took_place,
    with_encounters,
    without_organisations,
    without_signings,
)
from .mention import Mention
from .mentions import ACRONYM_RULE, NTH_RULE, mentions_in
from .names import key_of
from .opening import Opening, opening_of, signing_in
from .parties import countries_in, without_countries
from .parts import Part, parts_of
from .sayings import Setting, moved_later, read_all
from .sections import date_by_outcome, date_by_sections
from .series_of_talks import told_one_by_one
from .sightings import Sighting, Thread
from .status import status_of
from .threads import threads_of

PREPARING_REACH = 12
"""Characters before a name in which words say that the meeting prepares another one."""
MOST_NAMES = 4096
"""Names of meetings whose series is remembered: a release repeats its own, and a ministry's releases theirs."""
LONGEST_NAME = 120
"""Characters of a name; longer ones list the bodies that meet, with their acronyms."""
SHORTEST_WORD = 2
"""Letters that say something."""
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
        dates = [Dated(span.start_char, span.end_char, span.kb_id_) for span in doc.spans.get("dates", [])]
        opening = opening_of(doc, dates)
        parts = list(parts_of(doc))
        sightings = list(self._sightings(doc, parts, dates, opening, facts))
        threads = with_items(without_organisations(threads_of(sightings)))
        threads = [thread for thread in threads if took_place(thread)]
        threads = with_encounters(reading_of(doc), without_signings(threads))
        threads = told_once(threads, [person.name for person in found_in(doc).persons])
        threads = told_one_by_one(threads)
        date_by_sections(reading_of(doc), parts, threads, dates)
        core = core_of(threads, schedule=opening.schedule)
        if core and opening.dateline and not opening.schedule:
            _apply(opening.dateline, core[0])
        date_by_hosts(core, threads)
        date_by_outcome(reading_of(doc), parts, core, dates)
        companies = companies_of(doc, parts, threads, core)
        _add_ranks(doc, threads, companies)
        meetings = [
            self._meetings(doc, thread, threads, core, facts, company)
            for thread, company in zip(threads, companies, strict=True)
        ]
        found.meetings.extend(meeting for several in meetings for meeting in several)
        doc.spans["meetings"] = [
            span_of(doc, m.start, m.end, label=m.kind, value=several[0].event or "", rule=m.rule)
            for thread, several in zip(threads, meetings, strict=True)
            for m in (sighting.mention for sighting in thread.sightings)
        ]
        return doc

    def _sightings(
        self, doc: Doc, parts: list[Part], dates: list[Dated], opening: Opening, facts: ReleaseFacts
    ) -> Iterator[Sighting]:
        text, own = reading_of(doc), release_of(doc).text
        roles = [(person.name, person.role) for person in found_in(doc).persons if person.role]
        agencies = {(span.start_char, span.end_char) for span in doc.spans.get("agencies", [])}
        people = sorted((span.start_char, span.end_char, span.kb_id_) for span in doc.spans.get("persons", []))
        given = {lang: names_given(text, grammar(lang)) for lang in LANGS if lang in release_of(doc).langs}
        before: list[Sighting] = []
        signing: Circumstances | None = None
        setting = Setting()
        for part in parts:
            rules = grammar(part.lang)
            mentions = [
                m
                for m in mentions_in(text, part.start, part.end, rules, given.get(part.lang))
                if not _is_agency(m, agencies) or self._convenes(text, m, part, facts)
            ]
            mentions = encounters_in(text, mentions, people, rules)
            signing = signing or signing_in(text, part, dates, mentions)
            before = moved_later(text, part, dates, before, rules)
            if not mentions:
                setting.travel(text, part, rules)
                continue
            rank = SUBTITLE if part.block.start in opening.highlights else RANKS.get(part.block.kind, REST)
            if rank == REST and part.block.start in opening.paragraphs:
                rank = LEAD
            sightings = []
            for mention, said in read_all(text, mentions, part, dates, rules):
                if said.rank is None:
                    words = " ".join(role for name, role in roles if name in own[part.start : part.end])
                    said = replace(said, rank=sign_of_level(reading(words), rules.ranks)) if words else said
                surface, key = _surface(own, mention), _key(text, mention, mention.end, rules)
                proper = _key(text, mention, mention.name_end, rules)
                nameless = (mention.bare and not _says_how_many(text, mention, rules)) or mention.described
                ref = None if nameless else self._series(text, mention, part, facts)
                if signing and said.date is None and rules.signing.match(mention.head):
                    said = replace(said, date=signing.date, place=signing.place, attended=True)
                if opening.city and not said.place and rules.here.search(text, mention.at, mention.to):
                    said = replace(said, place=opening.city)
                sighting = Sighting(mention, said, rules, surface, key, proper, ref, rank, part.table)
                sighting = replace(sighting, vague=_vague(text, mention, rules, agencies))
                sightings.append(with_partners(text, sighting, people) if mention.described else sighting)
            sightings = [_preparing(text, sighting, sightings) for sighting in sightings]
            sightings = setting.complete(text, part, sightings, rules)
            yield from before
            before = sightings
        yield from before

    def _convenes(self, text: str, mention: Mention, part: Part, facts: ReleaseFacts) -> bool:
        """Whether the organisation is a standing committee of the registry whose sessions are meetings."""
        return mention.kind == "body" and not mention.bare and self._series(text, mention, part, facts) is not None

    def _series(self, text: str, mention: Mention, part: Part, facts: ReleaseFacts) -> str | None:
        """The series of the registry to which the name belongs."""
        if mention.rule == ACRONYM_RULE:
            return series().acronyms[mention.head.upper()]
        near = countries_in(text[part.start : part.end], part.lang)
        name = text[mention.start : mention.end]
        if _is_offshoot(name, part.lang):
            return None
        return _named(name, part.lang, near) or _named(name, part.lang, facts.countries[:PARTIES])

    def _meetings(
        self, doc: Doc, thread: Thread, threads: list[Thread], core: list[Thread], facts: ReleaseFacts, company: Company
    ) -> list[Meeting]:
        """The meeting of a thread; two, one called off and one planned, where it was put off."""
        release = release_of(doc)
        lang = lang_of(release)
        best = max(thread.named, key=lambda s: _rank_of_name(s, lang))
        called = best
        if best.mention.rule == NTH_RULE and thread.parent:
            called = max(thread.parent.named, key=lambda s: (not s.mention.numbered, _rank_of_name(s, lang)))
        said = thread.dated or best
        by_phone = all(s.mention.kind == "call" for s in thread.named)
        place = None if by_phone else _place_of(thread)
        meeting = Meeting(
            name=called.surface,
            aliases=tuple(dict.fromkeys(s.surface for s in thread.named if s.surface != best.surface)),
            ordinal=thread.ordinal,
            status=status_of(
                "planned" if follows(thread, core) else tense_of(thread), thread.date, release.head.ref_date
            ),
            date=thread.date,
            format=format_of(thread, core),
            level=level_of(thread, threads),
            place=_words(doc, place),
            core=any(thread is other for other in core),
            heads=tuple(company.heads),
            agencies=tuple(company.agencies),
            agenda=tuple(company.agenda),
            evidence=tuple(
                release.quote(*span)
                for span in dict.fromkeys(
                    [
                        (called.mention.start, called.mention.name_end),
                        (said.mention.at, said.mention.to),
                        *company.spans,
                    ]
                )
            ),
            rule=best.mention.rule,
            ref=thread.series,
        )
        name = reading_of(doc)[best.mention.start : best.mention.name_end]
        event = event_id(
            meeting,
            facts,
            number=thread.number,
            countries=countries_in(name, best.grammar.lang),
            call=any(s.mention.kind == "call" for s in thread.named),
        )
        prepares = next((s.prepares for s in thread.sightings if s.prepares), None)
        meeting = meeting.model_copy(update={"event": f"{prepares}.preparatory" if prepares else event})
        moves = [s.said.moved for s in thread.sightings if s.said.moved]
        moved = max(moves, key=lambda said: len((said.date or "").partition("/")[0]), default=None)
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


@lru_cache(maxsize=MOST_NAMES)
def _named(name: str, lang: Lang, among: tuple[str, ...]) -> str | None:
    return series().named(name, lang, among)


@lru_cache(maxsize=MOST_NAMES)
def _is_offshoot(name: str, lang: Lang) -> bool:
    """Whether a name goes on behind that of a series as one of something else (the Second TEMM Awards)."""
    end = max((match.end for match in series().find(name, lang)), default=len(name))
    return grammar(lang).offshoot.search(name, end) is not None


def _place_of(thread: Thread) -> tuple[int, int] | None:
    """The first place that is more than a letter that stands for a city, else the first."""
    places = [s.said.place for s in thread.sightings if s.said.place]
    return next((place for place in places if place[1] - place[0] > 1), places[0] if places else None)


def _preparing(text: str, sighting: Sighting, others: list[Sighting]) -> Sighting:
    """With the event that it prepares, whose number and series are not its own."""
    mention, rules = sighting.mention, sighting.grammar
    low = max(mention.at, mention.start - PREPARING_REACH)
    if not rules.preparatory.search(text, low, mention.end):
        return sighting
    if sighting.series and mention.ordinal is not None and rules.preparatory.search(text, mention.start, mention.end):
        prepares = f"{sighting.series}-{mention.ordinal}"
        mention = replace(mention, ordinal=None, ordinal_span=None)
        return replace(sighting, mention=mention, series=None, prepares=prepares)
    high = mention.end + PREPARING_REACH
    near = [s for s in others if low <= s.mention.end <= mention.start or mention.end <= s.mention.start <= high]
    main = next((s for s in near if s.series), None)
    if main is None or main.mention.ordinal is None:
        return sighting
    return replace(sighting, series=None, prepares=f"{main.series}-{main.mention.ordinal}")


def _add_ranks(doc: Doc, threads: list[Thread], companies: list[Company]) -> None:
    """Give a meeting of which nothing says the rank that of those who lead it."""
    roles = {person.name: person.role for person in found_in(doc).persons if person.role}
    for thread, company in zip(threads, companies, strict=True):
        first = thread.sightings[0]
        if any(s.said.rank or s.said.level for s in thread.sightings):
            continue
        words = reading(" ".join(role for name in company.heads if (role := roles.get(name))))
        if rank := sign_of_level(words, first.grammar.ranks):
            thread.sightings[0] = replace(first, said=replace(first.said, rank=rank))


def _apply(dateline: Circumstances, thread: Thread) -> None:
    """Add what a dateline says to the meeting it stands over, unless the text says otherwise."""
    first = thread.sightings[0]
    if thread.date and dateline.date and not edtf.overlaps(thread.date, dateline.date):
        return
    placed = any(s.said.place for s in thread.sightings)
    said = replace(
        first.said,
        date=first.said.date or (None if thread.date else dateline.date),
        place=first.said.place or (None if placed else dateline.place),
        format=first.said.format or dateline.format,
    )
    thread.sightings[0] = replace(first, said=said)


def _rank_of_name(sighting: Sighting, lang: Lang) -> tuple[bool, bool, bool, bool, int, int, int]:
    """How well a sighting names its meeting: in the language of the release, with its number, in full."""
    mention = sighting.mention
    in_main = sighting.grammar.lang == lang
    fits = len(sighting.surface) <= LONGEST_NAME
    size = (0, 0) if mention.bare else (len(sighting.proper), len(sighting.surface))
    return in_main, mention.numbered, not mention.described, fits, *size, -sighting.rank


def _words(doc: Doc, span: tuple[int, int] | None) -> str | None:
    """The characters of a span on one line."""
    return " ".join(release_of(doc).text[slice(*span)].split()) if span else None


def _says_how_many(text: str, mention: Mention, rules: Grammar) -> bool:
    """Whether a general word in a name says how many sides meet, as names of series do (the Trilateral Summit)."""
    return rules.of_three.search(text, mention.start, mention.end) is not None


def _is_agency(mention: Mention, agencies: set[tuple[int, int]]) -> bool:
    """Whether it is the name of an organisation, or ends in one that ends in the head noun of a body."""
    if mention.numbered:
        return False
    if (mention.start, mention.end) in agencies:
        return True
    return mention.kind == "body" and any(
        start < mention.end and mention.start < end for start, end in agencies if end >= mention.end - len(mention.head)
    )


def _vague(text: str, mention: Mention, rules: Grammar, agencies: set[tuple[int, int]]) -> bool:
    """Whether nothing but countries and organisations goes with the head noun."""
    if mention.bare or mention.described or mention.numbered or mention.kind not in ("meeting", "talks"):
        return False
    pieces = list(text[mention.start : mention.end])
    for start, end in agencies:
        if mention.start <= start and end <= mention.end:
            pieces[start - mention.start : end - mention.start] = " " * (end - start)
    rest = without_countries("".join(pieces), rules.lang)
    rest = rules.vague.sub(" ", rules.generic.sub(" ", rules.heads.sub(" ", rest)))
    return sum(character.isalnum() for character in rest) < SHORTEST_WORD


def _surface(text: str, mention: Mention) -> str:
    return " ".join(text[mention.start : mention.name_end].split())


def _key(text: str, mention: Mention, end: int, rules: Grammar) -> str:
    name, full = text[mention.start : end], rules.rules.boundary.short.get(mention.head)
    if full and name.endswith(mention.head):
        end -= len(mention.head)
        name = name[: -len(mention.head)] + full
    if mention.ordinal_span and mention.ordinal_span[1] <= end:
        first, last = (position - mention.start for position in mention.ordinal_span)
        name = name[:first] + name[last:]
    if mention.tail:
        name += text[slice(*mention.tail)]
    return key_of(rules.noise.sub(" ", name))
