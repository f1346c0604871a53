"""Who agreed: the countries on the sides of a release, of a sentence, or of a name."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from spacy.tokens import Doc

from corpus.languages import HOME, LANGS
from corpus.registry.series import parties as members_of

from ..found import found_in, reading_of, release_of
from .bodies import Body, acts_for_country, bodies_of, codes, of_one_country, party_of
from .candidates import Candidate
from .country_words import country_words, parties_named
from .home import home_of
from .lines import Line
from .pairs import paired, unknown
from .phrases import Phrase
from .prepositions import Own, joining, partners, received, visited
from .rules import Grammar, alliances, grammar
from .setting import Setting
from .undertakings import Place, Undertakings

OPENING = 700
"""Characters at the top of a release in which its parties are named."""

NATIONAL = ("summit", "ministerial", "vice-ministerial")
"""Levels of the meetings of governments, at which no two cities are the sides."""

MOST_SIDES = 2
"""Bodies of a sentence that all are its sides."""


def parties_of(doc: Doc) -> tuple[str, ...]:
    """The countries on the sides of a release: those named together, in its title and core meetings above all.

    Failing that, the two named most often; none where fewer than two are named.
    """
    release, text = release_of(doc), reading_of(doc)
    votes: Counter[tuple[str, ...]] = Counter()
    single: Counter[str] = Counter()
    sides: Counter[int] = Counter()
    for lang in LANGS:
        if lang not in release.langs:
            continue
        words, rules = country_words(lang), grammar(lang)
        for meeting in found_in(doc).meetings:
            if meeting.core:
                named = [tuple(sorted(group)) for group in words.groups(meeting.name) if len(group) > 1]
                votes.update(dict.fromkeys(named or filter(None, [members_of(meeting.ref)]), 4))
        for block in release.blocks:
            if block.kind == "furniture" or block.lang != lang:
                continue
            weight = 3 if block.start < OPENING else 1
            sides[3] += len(rules.three.findall(text, block.start, block.end))
            sides[2] += len(rules.two.findall(text, block.start, block.end))
            for bloc in rules.rules.blocs:
                votes[tuple(bloc.parties)] += 4 * weight * len(re.findall(bloc.pattern, text[block.start : block.end]))
            for group in words.sides(text, block.start, block.end):
                single.update(dict.fromkeys(group, weight))
                if len(group) > 1:
                    votes[tuple(sorted(group))] += weight * (len(group) - 1)
    votes = +votes
    for size in (3, 2):
        if sides[size] > max(1, 2 * sides[5 - size]) and any(len(group) == size for group in votes):
            votes = Counter({group: count for group, count in votes.items() if len(group) == size})
    two_sided = sides[2] > max(1, 2 * sides[3])
    opening = not two_sided and grammar(release.lang).trilateral.search(text[:OPENING]) is not None
    ranked = sorted(single, key=lambda code: (-single[code], code))
    opening = opening or sides[3] > 2 * sides[2]
    if opening and not any(len(group) > 2 for group in votes) and len(ranked) > 2:
        return tuple(sorted(ranked[:3]))
    if votes:
        best = max(votes, key=lambda group: (votes[group], len(group), group))
        if two_sided and len(best) > MOST_SIDES and _stand_out(ranked, single):
            return tuple(sorted(ranked[:MOST_SIDES]))
        if ranked and codes(best) and ranked[0] not in best and single[ranked[0]] > max(single[code] for code in best):
            best = tuple(sorted((*best, ranked[0])))
        return best
    return tuple(sorted(ranked[:2])) if len(ranked) >= 2 else ()


def _stand_out(ranked: list[str], counted: Counter[str]) -> bool:
    """Whether a release names the first two of its countries far more often than any other."""
    return len(ranked) > MOST_SIDES and counted[ranked[1]] >= MOST_SIDES * counted[ranked[2]]


class Parties:
    """Who agreed, item by item.

    Ministries stand for their countries; institutes, cities, companies and international bodies stand for themselves,
    and go on doing so in what is said of the document that they signed.
    """

    def __init__(self, doc: Doc) -> None:
        self.main = parties_of(doc)
        self._bodies = list(bodies_of(doc))
        self._starts = [body.start for body in self._bodies]
        self._persons = [(span.start_char, span.end_char) for span in doc.spans.get("persons", [])]
        self._signers: tuple[str, ...] = ()
        self._text = reading_of(doc)
        self._home = home_of(doc)
        issuer = found_in(doc).issuer or next((body.name for body in self._bodies), "")
        self._issuing = [body for body in self._bodies if body.name == issuer and body.country == self._home][:1]
        self._between_states = any(m.core and m.level in NATIONAL for m in found_in(doc).meetings)
        self.main = (() if self._between_states else self._of_cities()) or self._with_issuer(doc)
        if not self.main:
            self.main = self._most_named() or self._with_home(doc) or _met(doc)
        allied = not alliances().isdisjoint(self.main)
        self._two = (self._with_home(doc) or _met(doc)) if allied else ()

    def of(self, line: Line, candidate: Candidate, phrase: tuple[int, int], setting: Setting) -> tuple[str, ...]:
        """The parties to an item of a line."""
        rules = grammar(line.sentence.lang)
        verb = candidate.act
        before = rules.rules.order == "object-verb"
        act = (verb.start, verb.end) if verb.end else (len(line.text), len(line.text))
        stretches = [(0, phrase[0] if before else min(act[0], phrase[0]))]
        own_clause = self._named(list(self._within(line, candidate.within[0], stretches[0][1])))
        if before and verb.verb.documents and len(own_clause) > 1 and candidate.within[0]:
            return own_clause
        led = () if before else self._led(line, stretches[0][1], rules)
        if verb.verb.documents:
            inside = self._named(self._within(line, _entry_start(line, candidate, phrase, rules), phrase[1]))
            told = max((match.end() for match in rules.clause.finditer(line.text, 0, act[0])), default=0)
            clause = self._named(self._within(line, max(told, candidate.within[0]), act[0])) if not before else ()
            pair = len(clause) == MOST_SIDES and not set(clause) < set(led)
            if pair and verb.mood == "done" and not any(codes((party,)) for party in clause):
                self._signers = clause
                return clause
            signing = own_clause if not before and verb.mood == "done" and not codes(inside) else ()
            if len(signing) > 1 and not codes(signing):
                return signing
            if len(inside) > 1:
                return inside
            if led:
                self._signers = led if not codes(led) else ()
                return led
        among = rules.among.search(line.text, phrase[0])
        if among:
            further = rules.documents.search(line.text, phrase[1])
            stretches.append((among.start(), further.start() if further else len(line.text)))
        bodies = [body for first, last in stretches for body in self._within(line, first, last) if not body.aside]
        bodies = _counted(line, bodies, stretches[0][1], rules)
        named = (before and verb.verb.documents and self._signing(line, bodies)) or self._named(bodies)
        if len(named) < len(self.main) == MOST_SIDES + 1 and codes(named) and rules.three.search(line.text):
            named = self.main
        if named and verb.verb.documents and verb.mood not in ("none", "relative"):
            lasting = verb.mood == "done" or not self._between_states
            self._signers = named if lasting and not codes(named) else ()
            return named
        if named and (setting.beside or not setting.joint_here) and not codes(named):
            return named
        again = set(named) == set(self._signers)
        if self._signers and (again or setting.under or verb.verb.contains or rules.bodies.search(line.text)):
            return self._signers
        counted = self._of_kind(rules.bodies.search(line.text))
        if counted:
            return counted
        text = self._without_bodies(line)
        own = parties_named(text, *phrase, line.sentence.lang) or self._in_title(line, phrase, verb.verb.documents)
        if own or led:
            return own or led
        partnered = self.partnered(line, candidate.within[0], stretches[0][1])
        if partnered:
            return partnered
        spoken = [g for g in country_words(line.sentence.lang).sides(text, 0, stretches[0][1]) if len(g) > 1]
        if spoken and (len(spoken[-1]) > 2 or not rules.three.search(line.text)):
            wider = next((group for group in spoken if set(group) > set(spoken[-1])), spoken[-1])
            speaks = any(b.national and b.country == self._home for b in self._within(line, 0, stretches[0][1]))
            return tuple(sorted({*wider, self._home} if speaks and self._home and not before else wider))
        if self._two and rules.two.search(line.text):
            return self._two
        if verb.verb.documents and not self.main:
            self._signers = of_one_country(bodies)
            return self._signers
        return (*self.main, *joining(line, phrase[1], self._within(line, phrase[1], len(line.text)), rules))

    def _led(self, line: Line, act: int, rules: Grammar) -> tuple[str, ...]:
        """The parties that a preposition before the partner tells, or the country where the sides met."""
        own = Own(self._home, self._issuing)
        found = partners(line, self._within(line, 0, act), act, own, rules)
        bodies = [body for body in found if isinstance(body, Body)]
        if bodies:
            return self._named(bodies)
        countries = tuple(code for code in found if isinstance(code, str))
        return countries or received(line, act, own, rules) or visited(line, act, own, rules)

    def partnered(self, line: Line, start: int, end: int) -> tuple[str, ...]:
        """The countries with which `start:end` of a line says that something is done, and the one that does it.

        The latter is the subject, or that of the release where the text leaves it out.
        """
        text, rules = self._without_bodies(line), grammar(line.sentence.lang)
        subject: tuple[str, ...] = (self._home,) if self._home else ()
        for body in self._within(line, 0, end):
            own = body.national or rules.national.search(self._text, body.start, body.end)
            if not own and rules.subject.match(line.text, bisect_left(line.origin, body.end)):
                subject = (party_of(body),)
        partner: tuple[str, ...] = ()
        for group, place in country_words(rules.lang).enumerated(text, start, end):
            if self._home not in group and rules.partnered.match(text, place, end):
                partner = group
            elif rules.subject.match(text, place):
                subject = group
        found = tuple(sorted({*subject, *partner})) if subject and partner else ()
        return found if len(found) > 1 else ()

    def _in_title(self, line: Line, phrase: tuple[int, int], documents: bool) -> tuple[str, ...]:
        """The two countries that the title of a document names apart, each with its ministry."""
        groups = country_words(line.sentence.lang).groups(line.text, *phrase) if documents else ()
        named = tuple(sorted({code for group in groups for code in group}))
        return named if len(named) == MOST_SIDES else ()

    def beside(self, line: Line, end: int, rules: Grammar) -> tuple[int, int] | None:
        """Where two bodies or persons are named one beside the other before the place `end` of a line."""
        first, last = line.span(0, min(max(end, 1), len(line.text)))
        places = [(body.start, body.end) for body in self._within(line, 0, min(max(end, 1), len(line.text)))]
        places += [place for place in self._persons if first <= place[0] < last]
        places = [(bisect_left(line.origin, start), bisect_left(line.origin, stop)) for start, stop in sorted(places)]
        pairs = ((one[0], two[1]) for one, two in pairwise(places)
                 if one[1] < two[0] and rules.beside.fullmatch(line.text, one[1], two[0]))  # fmt: skip
        return next(pairs, None)

    def _signing(self, line: Line, bodies: list[Body]) -> tuple[str, ...]:
        """Of several bodies before a signing the one that signs and those with whom; none where that is not said."""
        rules = grammar(line.sentence.lang)
        subject: list[Body] = []
        partners: list[Body] = []
        group: list[Body] = []
        listed = False  # pairs in a row (A with B, C with D) are all partners
        for i, body in enumerate(bodies):
            after = bodies[i + 1] if i + 1 < len(bodies) else None
            end = bisect_left(line.origin, body.end)
            note = rules.note.match(line.text, end)
            end = note.end() if note else end
            office = rules.office.match(line.text, end)
            end = office.end() if office else end
            group.append(body)
            if after and rules.joint.fullmatch(line.text, end, bisect_left(line.origin, after.start)):
                if rules.partner.match(line.text, end):
                    partners = [*partners, *group] if listed else group
                    group = []
                listed = True
                continue
            if rules.partner.match(line.text, end):
                partners = group
            elif rules.subject.match(line.text, end):
                subject = group
            group, listed = [], False
        if partners and not subject and not any(acts_for_country(body) for body in partners):
            return self._named([*self._issuing, *partners])
        return self._named([*subject, *partners]) if subject and partners else ()

    def pairs(self, line: Line, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """Where in `start:end` of a line bodies stand two by two, and the parties that each pair is."""
        bodies: list[Body] = []
        for body in self._within(line, start, end):
            if bodies and not self._text[bodies[-1].end : body.start].strip():
                bodies[-1] = body._replace(start=bodies[-1].start)  # a province and its city are one
            else:
                bodies.append(body)
        places = [(bisect_left(line.origin, body.start), bisect_left(line.origin, body.end)) for body in bodies]
        rules = grammar(line.sentence.lang)
        found = paired(line.text, places, end, rules)
        pairs = [(places[i][0], places[j][1], (party_of(bodies[i]), party_of(bodies[j]))) for i, j in found]
        for one, other in unknown(line.text, pairs[0][0] if pairs else end, end, rules):
            if all(other[1] <= first or last <= one[0] for first, last, _ in pairs):
                known = {body.end: party_of(body) for body in self._within(line, one[0], other[1])}
                names = (known.get(line.span(*side)[1], line.text[slice(*side)]) for side in (one, other))
                pairs.append((one[0], other[1], (next(names), next(names))))
        return sorted(pairs)

    def _of_kind(self, counted: re.Match[str] | None) -> tuple[str, ...]:
        """The only two bodies of the kind that a sentence counts (both museums); none where it names no kind."""
        kind = counted.groupdict().get("kind") if counted else None
        named = {body.name: body for body in self._bodies if kind and self._text[body.start : body.end].endswith(kind)}
        return self._named(list(named.values())) if MOST_SIDES <= len(named) <= MOST_SIDES + 1 else ()

    def responsible(self, line: Line, within: tuple[int, int], rules: Undertakings, *, open_: bool) -> tuple[str, ...]:
        """The bodies that are to do what the clause `within` says."""
        bodies = self._within(line, 0, len(line.text))
        if not bodies:
            return ()
        places = [
            Place(bisect_left(line.origin, body.start), bisect_left(line.origin, body.end), body.name)
            for body in bodies
        ]
        return rules.responsible(line.text, places, within, open_=open_)

    def bodies_at(self, start: int, end: int) -> list[str]:
        """The names of the bodies in `start:end` of the release."""
        return [body.name for body in self._bodies[bisect_left(self._starts, start) : bisect_left(self._starts, end)]]

    def without_partner(self, line: Line, candidate: Candidate, phrase: Phrase) -> Phrase:
        """The phrase of a document, without the partner with whom it is signed where that stands before it."""
        rules = grammar(line.sentence.lang)
        if not (candidate.act.verb.documents or candidate.act.verb.consents) or phrase.named:
            return phrase
        start = phrase.start
        for body in self._within(line, phrase.start, phrase.end):
            end = line.origin.index(body.end - 1) + 1 if body.end - 1 in line.origin else len(line.text)
            partner = rules.partner.match(line.text, end, phrase.end) or rules.subject.match(line.text, end)
            if partner:
                start = partner.end()
        for end in country_words(line.sentence.lang).ends(line.text, phrase.start, phrase.end):
            partner = rules.with_country.match(line.text, end, phrase.end)
            if partner:
                start = max(start, partner.end())
        return phrase._replace(start=start) if start < phrase.end - 1 else phrase

    def _of_cities(self) -> tuple[str, ...]:
        """The two local governments of which a release tells at its top, where no ministry is named in it."""
        if any(body.ministry for body in self._bodies):
            return ()
        cities = [body for body in self._bodies if body.local and body.country and body.start < OPENING]
        home = self._home or next((body.country for body in cities), None)
        own = next((body for body in cities if body.country == home), None)
        other = next((body for body in cities if body.country != home), None)
        return (party_of(own), party_of(other)) if own and other else ()

    def _with_issuer(self, doc: Doc) -> tuple[str, ...]:
        """The sides, with the country of the issuer where a release names together only those with whom it deals."""
        home = self._home if release_of(doc).lang in HOME else None
        own = any(agency.name == found_in(doc).issuer and agency.country == home for agency in found_in(doc).agencies)
        outside = home is not None and self.main and home not in self.main and alliances().isdisjoint(self.main)
        return tuple(sorted((home, *self.main))) if home and outside and own else self.main

    def _most_named(self) -> tuple[str, ...]:
        """Failing countries, the organisations of two countries named most often, or the only two that are named."""
        count = Counter(body.name for body in self._bodies)
        first = {body.name: body for body in reversed(self._bodies)}
        ranked = sorted(count, key=lambda name: (-count[name], first[name].start))
        for other in ranked[1:]:
            pair = [first[ranked[0]], first[other]]
            if all(body.country for body in pair) and pair[0].country != pair[1].country:
                return self._named(sorted(pair))
        partners = [first[name] for name in ranked if not first[name].national]
        return self._named(sorted(partners)) if len(partners) == len(ranked) == 2 else ()

    def _with_home(self, doc: Doc) -> tuple[str, ...]:
        """The only country that a release or a body in it names, and the one that its language leaves unnamed."""
        release, text, home = release_of(doc), reading_of(doc), self._home
        blocks = [block for block in release.blocks if block.kind != "furniture"] if home else []
        words = country_words(release.lang)
        named = {code for block in blocks for group in words.groups(text, block.start, block.end) for code in group}
        named = named or {body.country for body in self._bodies if body.country and len(body.country) == len("CN")}
        return tuple(sorted({home, *named})) if home and len(named - {home}) == 1 else ()

    def _within(self, line: Line, start: int, end: int) -> list[Body]:
        if start >= end:
            return []
        first, last = line.span(start, end)
        return self._bodies[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def _without_bodies(self, line: Line) -> str:
        """The line without the names of bodies, which hold countries that are no parties (a Sino-Japanese centre)."""
        text = line.text
        for body in self._within(line, 0, len(text)):
            if body.national or body.end > line.origin[-1] + 1:
                continue
            start = bisect_left(line.origin, body.start)
            end = bisect_left(line.origin, body.end)
            text = text[:start] + "\0" * (end - start) + text[end:]
        return text

    @staticmethod
    def _named(bodies: list[Body]) -> tuple[str, ...]:
        """The parties for which bodies stand: countries, where all act for theirs; none where fewer than two."""
        bodies = [body for body in bodies if not body.aside]
        parents = {body.parent for body in bodies}
        own = {body.name: body for body in bodies if body.name not in parents}
        others = {name: body for name, body in own.items() if not body.ministry}
        own = others if len(others) > 1 else own
        if len(own) < 2:
            return ()
        if all(acts_for_country(body) for body in own.values()):
            codes = tuple(dict.fromkeys(body.country for body in own.values() if body.country))
            return codes if len(codes) > 1 else ()
        return tuple(dict.fromkeys(party_of(body) for body in own.values()))


def _entry_start(line: Line, candidate: Candidate, phrase: tuple[int, int], rules: Grammar) -> int:
    """Where the entry of a marked list begins of which a phrase is the end, else where the phrase itself does."""
    marks = [mark.end() for mark in rules.bullets.finditer(line.text, candidate.start, phrase[0])]
    return marks[-1] if marks else phrase[0]


def _counted(line: Line, bodies: list[Body], end: int, rules: Grammar) -> list[Body]:
    """Of several bodies before the place `end` those of the kind that is said to act there: the cities of 两市."""
    told = [match.group()[-1] for match in rules.bodies.finditer(line.text, 0, end)] if len(bodies) > MOST_SIDES else []
    alike = [body for body in bodies if line.text[bisect_left(line.origin, body.end) - 1] in told[-1:]]
    return alike if len({body.name for body in alike}) > 1 else bodies


def _met(doc: Doc) -> tuple[str, ...]:
    """The two countries whose agencies and persons the release names most often; none where it names fewer."""
    found = found_in(doc)
    named = [agency.country for agency in found.agencies] + [person.side for person in found.persons]
    count = Counter(country for country in named if country and len(country) == len("CN"))
    ranked = sorted(count, key=lambda country: (-count[country], country))
    return tuple(sorted(ranked[:2])) if len(ranked) > 1 else ()
