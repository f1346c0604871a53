"""Schema of `meetings.toml`, and the expressions compiled from it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import Field

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.model import Model
from corpus.records import Level, MeetingFormat, MeetingStatus
from corpus.registry.countries import countries

from ..rulefiles import load

Kind = Literal["meeting", "body", "talks", "call", "event", "round"]
"""What a head noun names: a gathering; a body that meets; talks, which need a verb to be a meeting; a telephone
call; another event of the parties; or a round of something named elsewhere."""

Order = Literal["spaced", "unspaced", "prepositional"]
"""How a name is built: its head last among words with particles, last without blanks, or before its complements."""

Tense = Literal["held", "planned", "ongoing", "cancelled", "wished", "open"]
"""What a cue says of the time; `open`: that the meeting takes place, not when; `wished`: that
somebody would have it take place."""


class Noun(Model):
    """Head nouns of one kind; `examples` are sentences with the name to be found in double brackets.

    `alone`: a meeting may be called by the noun alone (간담회), where a verb says that it takes place.
    """

    id: str
    kind: Kind
    words: list[str]
    note: str
    alone: bool = False
    examples: list[str]
    rejects: list[str] = Field(default_factory=list)


class Description(Model):
    """A phrase that describes a meeting without a name; the group `name`, or the whole match, is the name.

    Under `given`: words by which a text gives an event a name without a head noun; the group `head` is the noun.
    """

    id: str
    kind: Kind
    pattern: str
    note: str
    examples: list[str]
    rejects: list[str] = Field(default_factory=list)


class Cue(Model):
    """Words that say that a meeting takes place, took place, or does not."""

    id: str
    tense: Tense
    pattern: str
    note: str
    examples: list[tuple[str, MeetingStatus]]


class FormatSign(Model):
    """Words that say how the sides met; of several the first rule in the file decides."""

    id: str
    value: MeetingFormat
    pattern: str
    note: str
    examples: list[str]


class LevelSign(Model):
    """Words that say the rank at which the sides met; of several the first rule in the file decides."""

    id: str
    value: Level
    pattern: str
    note: str
    examples: list[str]


class Ordinals(Model):
    """How a session is numbered: `pattern` with a group `number`; numbers in words, or digits of a script."""

    pattern: str
    words: dict[str, int] = Field(default_factory=dict)
    digits: dict[str, int] = Field(default_factory=dict)


class Boundary(Model):
    """Where a name begins and ends.

    `stop` ends a name, `strip` may not stand at its edge, `keep` are exceptions from `stop`, `generic` are
    modifiers that name nothing, `within` goes on after the head, `anchor` opens a name, `after` limits what may follow
    a head, `reject` is no name, `noise` does not tell names apart,
    `pair` are the letters of countries that belong to a name in spite of `stop`,
    `elided` is what stands between a number and the part of the name that a later name of the list shares,
    `conjunction` joins such names,
    `collective` comes before an event that only sums up a list of marked items; all expressions.
    `company` is the preposition that says with whom.
    """

    stop: str
    strip: str = "(?!)"
    keep: str = "(?!)"
    generic: str = "(?!)"
    within: str = "(?!)"
    anchor: str = "(?!)"
    after: str = ""
    reject: str = "(?!)"
    company: str = ""
    noise: str = "(?!)"
    pair: str = "(?!)"
    collective: str = "(?!)"
    elided: str = "(?!)"
    conjunction: str = "(?!)"


class Pointers(Model):
    """Words before a head noun that point at a meeting: the one at hand, the next, an earlier one."""

    this: str
    next: str
    last: str


class Places(Model):
    """`pattern` finds places (group `place`); what `reject` matches whole is none."""

    pattern: str
    reject: str


class Prose(Model):
    """What else of the sentence counts.

    `divide` separates clauses, `join` coordinates names, `attend` says that sides meet in person, `schedule` marks
    titles of lists of coming events, `day_label` and `place_label` open lines
    that give the day and the place, `hold` are the verbs with which talks become a meeting, `convene` those with
    which a body does, `define` follows a name
    that is being explained, `alias` comes before a short name, `moved` tells of a meeting put off to another day,
    `adopted` comes after a past meeting of which the result is told, `deadline` makes a day a deadline,
    `organised` comes after a name that is that of an organisation.
    """

    divide: str
    join: str
    attend: str
    schedule: str
    day_label: str
    place_label: str
    margin: str = "(?!)"
    signing: str
    sameday: str
    respective: str
    hold: str
    convene: str
    define: str
    alias: str
    moved: str
    newdate: str
    before_change: str
    after_change: str
    unchanged: str
    adopted: str = "(?!)"
    deadline: str = "(?!)"
    organised: str = "(?!)"


class MeetingRules(Model):
    """Schema of `meetings.toml`. In patterns, `{letters}` is an alternation of the letters for countries, `{country}`
    of their names, `{number}` of the numbers in words."""

    order: Order
    ordinal: Ordinals
    boundary: Boundary
    pointer: Pointers
    noun: list[Noun]
    description: list[Description]
    given: list[Description] = Field(default_factory=list)
    cue: list[Cue]
    format: list[FormatSign]
    level: list[LevelSign]
    rank: list[LevelSign] = Field(default_factory=list)
    place: Places
    prose: Prose


@dataclass(frozen=True)
class Grammar:
    """The rules of a language as compiled expressions."""

    lang: Lang
    rules: MeetingRules
    heads: re.Pattern[str]
    noun_of: dict[str, Noun]
    ordinal: re.Pattern[str]
    stop: re.Pattern[str]
    strip: re.Pattern[str]
    keep: re.Pattern[str]
    generic: re.Pattern[str]
    within: re.Pattern[str]
    anchor: re.Pattern[str]
    reject: re.Pattern[str]
    noise: re.Pattern[str]
    pair: re.Pattern[str]
    collective: re.Pattern[str]
    elided: re.Pattern[str]
    conjunction: re.Pattern[str]
    this: re.Pattern[str]
    next: re.Pattern[str]
    last: re.Pattern[str]
    descriptions: tuple[tuple[Description, re.Pattern[str]], ...]
    givens: tuple[tuple[Description, re.Pattern[str]], ...]
    cue: re.Pattern[str]
    cue_of: dict[str, Cue]
    formats: tuple[tuple[FormatSign, re.Pattern[str]], ...]
    levels: tuple[tuple[LevelSign, re.Pattern[str]], ...]
    ranks: tuple[tuple[LevelSign, re.Pattern[str]], ...]
    place: re.Pattern[str]
    no_place: re.Pattern[str]
    divide: re.Pattern[str]
    join: re.Pattern[str]
    attend: re.Pattern[str]
    schedule: re.Pattern[str]
    day_label: re.Pattern[str]
    place_label: re.Pattern[str]
    margin: re.Pattern[str]
    signing: re.Pattern[str]
    sameday: re.Pattern[str]
    respective: re.Pattern[str]
    hold: re.Pattern[str]
    convene: re.Pattern[str]
    define: re.Pattern[str]
    alias: re.Pattern[str]
    moved: re.Pattern[str]
    newdate: re.Pattern[str]
    before_change: re.Pattern[str]
    after_change: re.Pattern[str]
    unchanged: re.Pattern[str]
    adopted: re.Pattern[str]
    deadline: re.Pattern[str]
    organised: re.Pattern[str]

    def number(self, written: str) -> int | None:
        """The value of a number in figures or words, None where it is none."""
        text = "".join(written.split()).lower()
        if text.isascii() and text.isdigit():
            return int(text)
        if text in self.rules.ordinal.words:
            return self.rules.ordinal.words[text]
        return _positional(text, self.rules.ordinal.digits)


def _positional(text: str, digits: dict[str, int]) -> int | None:
    """A number below ten thousand in characters for digits and for powers of ten.

    >>> _positional("三十一", {"一": 1, "三": 3, "十": 10})
    31
    """
    total, current = 0, 0
    for character in text:
        value = digits.get(character)
        if value is None:
            return None
        if value >= 10:
            total += (current or 1) * value
            current = 0
        else:
            current = current * 10 + value
    return total + current or None


@cache
def grammar(lang: Lang) -> Grammar:
    """The compiled rules of a language.

    Raises:
        BadResource: the file is missing, or an expression in it is wrong.
    """
    rules = load(lang, "meetings", MeetingRules)
    fill = {
        "letters": "".join(countries().names(lang, "letter")),
        "country": _alternation(countries().names(lang)),
        "digits": "".join(rules.ordinal.digits),
        "number": _alternation([*rules.ordinal.words, *map(re.escape, rules.ordinal.digits)]),
    }

    def compiled(name: str, pattern: str, flags: int = 0) -> re.Pattern[str]:
        for key, value in fill.items():
            pattern = pattern.replace("{" + key + "}", value)
        try:
            return re.compile(pattern, flags)
        except re.error as error:
            raise BadResource(f"meetings.toml ({lang}), {name}: {error}", hint="Mend the expression") from error

    noun_of = {word.lower(): noun for noun in rules.noun for word in noun.words}
    ignore = re.IGNORECASE if rules.order == "prepositional" else 0
    border = r"\b" if rules.order == "prepositional" else ""
    heads = f"{border}(?:{_alternation(noun_of)}){border}{rules.boundary.after}"
    cues = "|".join(f"(?P<c{number}>{cue.pattern})" for number, cue in enumerate(rules.cue))
    boundary, prose = rules.boundary, rules.prose
    return Grammar(
        lang=lang,
        rules=rules,
        heads=compiled("noun", heads, ignore),
        noun_of=noun_of,
        ordinal=compiled("ordinal", rules.ordinal.pattern, ignore),
        stop=compiled("boundary.stop", boundary.stop, ignore),
        strip=compiled("boundary.strip", boundary.strip, ignore),
        keep=compiled("boundary.keep", boundary.keep, ignore),
        generic=compiled("boundary.generic", boundary.generic, ignore),
        within=compiled("boundary.within", boundary.within, ignore),
        anchor=compiled("boundary.anchor", boundary.anchor, ignore),
        reject=compiled("boundary.reject", boundary.reject, ignore),
        noise=compiled("boundary.noise", boundary.noise, ignore),
        pair=compiled("boundary.pair", boundary.pair, ignore),
        collective=compiled("boundary.collective", boundary.collective, ignore),
        elided=compiled("boundary.elided", boundary.elided, ignore),
        conjunction=compiled("boundary.conjunction", boundary.conjunction, ignore),
        this=compiled("pointer.this", rules.pointer.this, ignore),
        next=compiled("pointer.next", rules.pointer.next, ignore),
        last=compiled("pointer.last", rules.pointer.last, ignore),
        descriptions=tuple((rule, compiled(rule.id, rule.pattern)) for rule in rules.description),
        givens=tuple((rule, compiled(rule.id, rule.pattern)) for rule in rules.given),
        cue=compiled("cue", cues, ignore),
        cue_of={f"c{number}": cue for number, cue in enumerate(rules.cue)},
        formats=tuple((sign, compiled(sign.id, sign.pattern, ignore)) for sign in rules.format),
        levels=tuple((sign, compiled(sign.id, sign.pattern, ignore)) for sign in rules.level),
        ranks=tuple((sign, compiled(sign.id, sign.pattern, ignore)) for sign in rules.rank),
        place=compiled("place", rules.place.pattern),
        no_place=compiled("place.reject", rules.place.reject),
        divide=compiled("prose.divide", prose.divide, ignore),
        join=compiled("prose.join", prose.join, ignore),
        attend=compiled("prose.attend", prose.attend, ignore),
        schedule=compiled("prose.schedule", prose.schedule, ignore),
        day_label=compiled("prose.day_label", prose.day_label, re.IGNORECASE),
        place_label=compiled("prose.place_label", prose.place_label, re.IGNORECASE),
        margin=compiled("prose.margin", prose.margin, ignore),
        signing=compiled("prose.signing", prose.signing, ignore),
        sameday=compiled("prose.sameday", prose.sameday, ignore),
        respective=compiled("prose.respective", prose.respective, ignore),
        convene=compiled("prose.convene", prose.convene, ignore),
        hold=compiled("prose.hold", prose.hold, ignore),
        define=compiled("prose.define", prose.define, ignore),
        alias=compiled("prose.alias", prose.alias, ignore),
        moved=compiled("prose.moved", prose.moved, ignore),
        newdate=compiled("prose.newdate", prose.newdate, ignore),
        before_change=compiled("prose.before_change", prose.before_change, ignore),
        after_change=compiled("prose.after_change", prose.after_change, ignore),
        unchanged=compiled("prose.unchanged", prose.unchanged, ignore),
        adopted=compiled("prose.adopted", prose.adopted, ignore),
        organised=compiled("prose.organised", prose.organised, ignore),
        deadline=compiled("prose.deadline", prose.deadline, ignore),
    )


def _alternation(words: object) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(longest_first) or "(?!)"
