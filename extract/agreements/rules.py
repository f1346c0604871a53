"""The schema of `agreements.toml`, and its words as compiled patterns.

A language states agreements through verbs and their moods. Where the object stands before its verb (Korean) the mood
follows the verb; where it stands after (Chinese, English) the mood goes before. `order` says which.
"""

import re
from functools import cache, cached_property
from typing import Literal

from pydantic import Field

from corpus.languages import LANGS, Lang
from corpus.model import Model
from corpus.records import AgreementKind, AgreementStatus
from corpus.registry.countries import countries
from corpus.registry.finder import trie_expression

from ..rulefiles import load
from .parts import Bloc, Case, Progress, Region
from .scan import Scan

Mood = Literal[
    "agreed", "planned", "proposed", "done", "present", "linked", "relative", "nominal", "ongoing", "completed", "none"
]
"""How a verb is put: agreed on, planned, proposed, done, in the present, linked to the verb that follows, relative to a
noun, bare, going on, at its end, or not as a fact."""


class Verb(Model):
    """Verbs of one meaning. `words` are regular expressions.

    `weight` is how definite an item they make of their object; `done` the status of the object where the verb is
    reported as done (none: that is no agreement), `always` its status in every mood; `kind` the kind where the object
    tells none. `documents`: the object is a document or nothing. `alone`: the verb belongs into the title. `keeps`:
    linked to another verb, or in a list, it keeps its own mood. `before`: the object stands before the verb; `turns`:
    it does where nothing follows. `purpose`: the object is what is worked for. `dative`: the object may stand in the
    dative. `contains`: the subject is a document. `talk`: no item comes of it. `body`: a gathering that is its object
    is a body. `at_meeting`: done it counts only where the sentence says that it was at the meeting.
    `noun`: bare it is a noun. `consents`: it says that all agree, as a cue does. `role`: the object is what
    something is made to be.
    `counted`: where it changes a number, it belongs into the title and this is the kind. `measures`: it settles its
    object, or its subject, at a number that stands before it.
    """

    id: str
    words: list[str]
    past: list[str] = Field(default_factory=list)
    weight: int
    done: AgreementStatus | None = None
    always: AgreementStatus | None = None
    kind: AgreementKind | None = None
    documents: bool = False
    alone: bool = False
    keeps: bool = False
    before: bool = False
    turns: bool = False
    contains: bool = False
    purpose: bool = False
    dative: bool = False
    talk: bool = False
    body: bool = False
    at_meeting: bool = False
    noun: bool = False
    consents: bool = False
    role: bool = False
    counted: AgreementKind | None = None
    measures: bool = False
    note: str = ""


class Head(Model):
    """Nouns that head the phrase of an item; `words` are regular expressions.

    `weight` is how definite an item they make of their phrase, below 0 for topics. `document`: something to sign or
    adopt. `thing`: not done itself, but compared, exchanged, supported.
    """

    id: str
    words: list[str]
    weight: int
    kind: AgreementKind | None = None
    document: bool = False
    gathering: bool = False
    thing: bool = False
    note: str = ""


class Cue(Model):
    """Words that set the mood of a verb; one that `yields` leaves what was agreed as it is."""

    id: str
    mood: Mood
    pattern: str
    yields: bool = False
    note: str = ""


class Phrases(Model):
    """Where the phrase of an item begins and ends; every value is a regular expression.

    `manner` is what stands between an object without a particle and its verb, `together` says that all sides do it,
    `tied` are further verbs that end like the first (built and run).
    Verbs within what is `quoted` are words of a name, those behind what is `regarding` something only its purpose.
    In what is `aside` verbs only say what was talked about, on what basis, in which field.
    `attributed` says that the sides agreed on what the sentence states; `indefinite` begins a phrase that names
    something new, `topical` is a word of those that name mere topics; `given` leads to whom something was handed over,
    `paired` stands between the two bodies of a pair and `pair_end` after them, `named_pair` is one of a list,
    `with_country` behind the country with which something is signed, `measured` marks the number at which something is
    settled, `sums_up` ends a list of that in which the sides work together, `destination` is to what an activity is
    widened, `attributive` stands between a
    verb that says what goes on and the noun of which it says so, `ahead` ends a sentence that tells plans, `serves`
    stands between a thing and the verb that tells its purpose, `several_documents` begins a title that sums up several
    documents, `thing` begins a noun behind the words that say that all agree to it, `serving` begins what a document
    without a title is for, `obliges` is in a verb of documents that says what the sides are to do, `relative` leads to
    the verb of a clause that describes a thing, `content` is the verb that says what a document is about, `of_several`
    is a phrase of which the complement may go on (meetings of A and B), `elsewhere` stands between a day and the noun
    that a clause describes by it.
    """

    boundary: str
    connector: str = "$^"
    nounlike: str = "$^"
    object: str = "$^"
    subject: str = "$^"
    edge: str = ""
    binds: str = "$^"
    clause: str = "$^"
    following: str = "$^"
    dated: str = "$^"
    elsewhere: str = "(?!)"
    vehicle: str = "(?P<document>(?!))"
    enumerates: str = "(?!)"
    enumeration: str = "(?!)"
    office: str = "(?!)"
    parts: str = "$^"
    goes_on: str = "$^"
    opens: str = "$^"
    closes: str = "$^"
    includes: str = "$^"
    content: str = "(?!)"
    of_several: str = "(?!)"
    purpose: str = "$^"
    accomplished: str = "(?!)"
    plain_document: str = "(?!)"
    particle: str = "$^"
    dative: str = "$^"
    measured: str = "(?!)"
    sums_up: str = "(?!)"
    topic: str = "(?!)"
    position: str = ""
    passive: str = "$^"
    reduced: str = "$^"
    joint_end: str = "(?!)"
    resumes: str = "(?!)"
    documents: str = "(?!)"
    definite: str = "(?!)"
    verbal: str = "(?!)"
    partners: str = "(?P<own>(?!))"
    role: str = "(?!)"
    attributed: str = "(?!)"
    indefinite: str = "(?!)"
    topical: str = "(?!)"
    attributive: str = "(?!)"
    ahead: str = "(?!)"
    destination: str = "(?!)"
    serves: str = "(?!)"
    several_documents: str = "(?!)"
    thing: str = "(?!)"
    serving: str = "(?!)"
    obliges: str = "(?!)"
    relative: str = "(?!)"
    given: str = "(?!)"
    infinitive: str = "(?!)"
    infinitive_mark: str = "(?!)"
    determined: str = "(?!)"
    adverbial: str = "(?!)"
    skips: str = "$^"
    starts: str = "$^"
    parts_off: str = "$^"
    qualifies: str = "$^"
    apposition: str = "$^"
    divides: str = "$^"
    proper: str = "$^"
    complement: str = "$^"
    lead: str
    tail: str
    joint: str
    name: str
    quantity: str
    figure: str = "(?!)"
    manner: str = "(?!)"
    quoted: str = "(?!)"
    aside: str = "(?!)"
    origin: str = "(?!)"
    cited: str = "(?!)"
    nominal: str = "(?!)"
    regarding: str = "(?!)"
    together: str = "(?!)"
    tied: str = "(?!)"
    so_that: str = "(?P<item>(?!))"
    fronted: str = "(?P<item>(?!))"
    partner: str = "(?!)"
    with_country: str = "(?!)"
    paired: str = "(?!)"
    pair_end: str = "(?!)"
    named_pair: str = "(?!)(?P<one>)(?P<other>)"
    apposed: str = "(?!)"
    such_as: str = "(?!)"
    reject: str
    abbreviation: str
    suffix: str = "$^"
    common: str
    note: str = r"\([^()]*\)"


class Context(Model):
    """What surrounds a sentence; every value is a regular expression.

    In them and in those of `Phrases`, `{letters}` is the letters for countries, to stand in `[]`, and `{countries}` is
    their names.
    `joint_subject` and `single` are subjects that stand for all sides and for one, `mutual` shows that the
    latter undertook it in the talks, `gathered` that a meeting does; `statement` is the title of a text
    that is itself agreed and `closing` its last article; `under` refers to a document that was signed. `announces`
    opens a list of items, `contents` that of what a document contains, `schedule` that of coming meetings; `listed`
    numbers an entry, `predicate` ends one that is no mere phrase. `next` is the next meeting of a series, `ordinal`
    what tells sessions apart. `column` heads the items of a table, `carried_out` and `joint_work` say what it is about,
    `entry_end` ends an entry in its cells. `three`, `two` and `trilateral` count the sides, `bodies` are sides that are
    no countries, `venue` stands behind one that is a place, `mainland` is the name of a body that no region has,
    `unit` behind one in the title of its head, `corporate`
    ends the name of one that never acts for its country. `among` leads to the signers, `letters` stand for countries in
    compounds but not in `no_letters`, `tied_letters` only behind `tied_first` and before `tied_end`. `refused` denies a
    verb, `relents` turns from there to what was done. `signs` announces a list of documents that were signed,
    `progress_made` one of what the sides have done.
    `inline` begins a sentence that counts up what a document contains, or in a group of its own what goes on already,
    `inline_end` ends it, `parted` stands between what it counts, `field` before it in a line.
    `national` is the name of another country's body that acts for it.
    `habitual` tells of what is done again and again, `tallied` sums up what was done so far, `partnered` that one with
    whom it is done stands behind a country.
    `coming` is in the name of a meeting that lies ahead; `ourselves` are the sides in the text of a statement.
    `beside` stands between two bodies or persons of whom a sentence says the same.
    `domestic` is a ministry that does something by itself, where no country is named.
    `called_next` begins the name of a next meeting that has no number, `contents_follow` ends a sentence after which
    what a document contains is listed.
    `adds` begins a sentence that adds to the one before it. `agreed_at` ends the name of a gathering at which one
    agrees on something, so that where both are told it was held.
    `joins` stands between two groups of countries that meet together, `examples` behind countries that are examples of
    a `number` of them. `led` begins a clause with the preposition before
    a partner, `ours` is the issuer as it calls itself with that preposition, `there` the country where the sides of
    what follows met, behind which stands `then`. `jointly` says of bodies in a row that they act together, `besides` of
    one that its head holds the office of another, too. `receives` says that somebody met the one named behind it.
    """

    joint_subject: str
    national: str = "(?!)"
    refused: str = "(?!)"
    relents: str = "(?!)"
    progress_made: str = "(?!)"
    inline: str = "(?P<ongoing>(?!))"
    inline_end: str = "(?!)"
    parted: str = "(?!)"
    field: str = "(?!)"
    mutual: str = "(?!)"
    gathered: str = "(?!)"
    single: str
    statement: str
    closing: str
    listed: str
    under: str
    predicate: str = "$^"
    consent: str
    three: str
    trilateral: str
    bullets: str = "$^"
    two: str
    habitual: str = "(?!)"
    tallied: str = "(?!)"
    domestic: str = "(?!)"
    coming: str = "(?!)"
    ourselves: str = "(?!)"
    partnered: str = "(?!)"
    among: str = "$^"
    bodies: str = "$^"
    mainland: str = "(?!)"
    venue: str = "(?!)"
    unit: str = "(?!)"
    corporate: str = "(?!)"
    letters: str = ""
    no_letters: str = "(?!)"
    tied_letters: str = ""
    tied_first: str = "(?!)"
    tied_end: str = ""
    signs: str = "(?!)"
    adds: str = "(?!)"
    agreed_at: str = "(?!)"
    joins: str = "(?!)"
    examples: str = "(?P<number>(?!))"
    led: str = "(?!)"
    ours: str = "(?!)"
    there: str = "(?!)"
    then: str = "(?!)"
    jointly: str = "(?!)"
    besides: str = "(?!)"
    receives: str = "(?!)"
    beside: str = "(?!)"
    announces: str
    schedule: str
    contents: str
    next: str
    called_next: str = "(?!)"
    contents_follow: str = "(?!)"
    column: str
    carried_out: str
    ordinal: str
    joint_work: str
    entry_end: str


class AgreementRules(Model):
    """Schema of `agreements.toml`."""

    order: Literal["object-verb", "verb-object"]
    verbs: list[Verb] = Field(alias="verb")
    heads: list[Head] = Field(alias="head")
    cues: list[Cue] = Field(alias="cue")
    phrases: Phrases
    context: Context
    progress: list[Progress] = Field(default=[])
    blocs: list[Bloc] = Field(alias="bloc", default=[])
    regions: list[Region] = Field(alias="region", default=[])
    cases: list[Case] = Field(alias="case", default=[])


def _sorted(words: list[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _longest_first(words: list[str]) -> str:
    return "|".join(_sorted(words))


def _filled(pattern: str, lang: Lang) -> str:
    """A pattern with the countries of the registry in place of their placeholders."""
    if "{countries}" in pattern:
        pattern = pattern.replace("{countries}", trie_expression(countries().names(lang, "name")))
    return pattern.replace("{letters}", "".join(countries().names(lang, "letter")))


class Grammar:
    """The rules of one language, compiled."""

    def __init__(self, lang: Lang, rules: AgreementRules) -> None:
        self.lang = lang
        self.rules = rules
        self.verbs = {f"v{i}": verb for i, verb in enumerate(rules.verbs)}
        self.cues = {f"c{i}": cue for i, cue in enumerate(rules.cues)}
        words = [(f"v{i}", verb.words) for i, verb in enumerate(rules.verbs) if verb.words]
        self.verb = Scan(words)
        self.cue = re.compile("|".join(f"(?P<c{i}>{cue.pattern})" for i, cue in enumerate(rules.cues)))
        self.past = {f"p{i}": verb for i, verb in enumerate(rules.verbs)}
        cues = [(f"c{i}", [cue.pattern]) for i, cue in enumerate(rules.cues)]
        past = [(f"p{i}", verb.past) for i, verb in enumerate(rules.verbs) if verb.past]
        self.event = Scan([*cues, *past, *words], edge=rules.phrases.edge)
        self.heads = {f"h{i}": head for i, head in enumerate(rules.heads)}
        self._head = "|".join(f"(?P<h{i}>{_longest_first(h.words)})" for i, h in enumerate(rules.heads))

    def __getattr__(self, name: str) -> re.Pattern[str]:
        """The patterns of `phrases` and `context` by name."""
        rules = object.__getattribute__(self, "rules")
        for section in (rules.phrases, rules.context):
            if name in type(section).model_fields:
                pattern = re.compile(_filled(getattr(section, name), self.lang))
                setattr(self, name, pattern)
                return pattern
        raise AttributeError(name)

    @cached_property
    def consent_to(self) -> Verb:
        """What it is to agree to a thing, where the words of consent are the verb."""
        return Verb(id="agree", words=[], weight=1, done="agreed", consents=True)

    @cached_property
    def head_at_end(self) -> Scan:
        heads = [(f"h{i}", _sorted(head.words)) for i, head in enumerate(self.rules.heads)]
        return Scan(heads, tail=f"(?:{self.rules.phrases.suffix})?$")

    @cached_property
    def head_anywhere(self) -> re.Pattern[str]:
        return re.compile(self._head)


@cache
def grammar(lang: Lang) -> Grammar:
    """The compiled rules of a language."""
    return Grammar(lang, load(lang, "agreements", AgreementRules))


@cache
def alliances() -> frozenset[str]:
    """The groups of countries that are several parties by one name: an organisation all members of which agreed."""
    every = (bloc.parties for lang in LANGS for bloc in grammar(lang).rules.blocs)
    return frozenset(parties[0] for parties in every if len(parties) == 1)
