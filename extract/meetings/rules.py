"""Schema of `meetings.toml`."""

from typing import Literal

from pydantic import Field

from corpus.model import Model
from corpus.records import Level, MeetingFormat, MeetingStatus

Kind = Literal["meeting", "body", "talks", "call", "event", "round", "signing"]
"""What a head noun names: a gathering; a body that meets; talks, which need a verb to be a meeting; a telephone
call; another event of the parties; a round of something named elsewhere; or a signing that has no name."""

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

    The pattern is tried only where the text holds one of the `words`, as written. Under `given`: words by
    which a text gives an event a name without a head noun; the group `head` is the noun. What is `bare` names no
    meeting, so that another name in its sentence, or the meeting told before, is the one it speaks of. What is
    `leading` counts only in the title and the first words, and where what follows tells that the sides talked.
    """

    id: str
    kind: Kind
    pattern: str
    words: list[str] = Field(min_length=1)
    bare: bool = False
    leading: bool = False
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
    modifiers that name nothing, `within` goes on after the head, `gloss` stands in its midst, `anchor` opens a name,
    `after` limits what may follow a head, `reject` is no name, `noise` does not tell names apart,
    `pair` are the letters of countries that belong to a name in spite of `stop`,
    `elided` is what stands between a number and the part of the name that a later name of the list shares,
    `conjunction` joins such names, `number_list` are numbers without their counters before a number,
    `bridge` is what belongs to a name although a word in it ends names,
    `activity` comes after what is only one of several things to do, each a noun of action.
    `collective` comes before an event that only sums up a list of marked items, `joint` between a conjunction and the
    last noun of a name with two, `counted` before talks of which only the number of rounds is told, `vague` are
    further modifiers that do not tell the meetings of the same parties apart, `plural` is a head noun of which the
    number alone names nothing, `several` names encounters with several others at once; all expressions.
    `short` gives short forms in full, `shared` are letters that stand for several countries, so that they name none.
    `company` is the preposition that says with whom, `office` the end of words for those whom somebody meets, which
    stands for `{office}` in the descriptions, `papers` opens the name of a document, whatever it holds.
    """

    stop: str
    strip: str = "(?!)"
    keep: str = "(?!)"
    generic: str = "(?!)"
    within: str = "(?!)"
    gloss: str = "(?!)"
    anchor: str = "(?!)"
    after: str = ""
    reject: str = "(?!)"
    company: str = ""
    office: str = "(?!)"
    noise: str = "(?!)"
    pair: str = "(?!)"
    collective: str = "(?!)"
    activity: str = "(?!)"
    elided: str = "(?!)"
    number_list: str = "(?!)"
    bridge: str = "(?!)"
    conjunction: str = "(?!)"
    joint: str = ""
    counted: str = "(?!)"
    vague: str = "(?!)"
    papers: str = "(?!)"
    plural: str = "(?!)"
    several: str = "(?!)"
    short: dict[str, str] = Field(default_factory=dict)
    shared: str = ""


class Pointers(Model):
    """Words before a head noun that point at a meeting: the one at hand, the next, an earlier one."""

    this: str
    next: str
    last: str


class Places(Model):
    """`pattern` finds places (group `place`); what `reject` matches whole is none, `lead` comes off its beginning."""

    pattern: str
    reject: str
    lead: str = "(?!)"


class Prose(Model):
    """What else of the sentence counts.

    `divide` separates clauses, `join` coordinates names, `attend` says that sides meet in person, `wired` opens a
    report with the place (group `place`) and the day of writing, `here` stands for that place, `outcome` are verbs of
    what a meeting yields, `trip` says that somebody goes where the sentence names a place, `during` goes back to such a
    trip, `schedule` marks titles of lists of coming events, `day_label` and `place_label` open lines
    that give the day and the place, `hold` are the verbs with which talks become a meeting, `convene` those with
    which a body does, `define` follows a name
    that is being explained, `alias` comes before a short name, `moved` tells of a meeting put off to another day,
    `margin` tells that people met beside a meeting, `margin_before` and `margin_after` stand next to its name,
    `own_before` and `own_after` join it to a clause of its own,
    `adopted` comes after a past meeting of which the result is told, `there` before one at which something was agreed
    and `agreed_there` behind it, `agreed_at` tells before the name that it took place,
    `deadline` makes a day a deadline,
    `told_before` and `told_after` stand around the day on which something is said to have happened, `reported` comes
    after the day of such a report, `other_day` after one on which a series began or somebody left,
    `left_for` comes after a meeting for which somebody leaves, `subject` ends the subject of a clause,
    `at_meeting` comes after one at which others are met, `joined_days` stands between two days of one meeting,
    `predicate` comes after a noun that says what the meeting with `topic` after it is,
    `regular` and, behind the name, `settled` tell that such meetings are to be held from time to time,
    `dateline` is what stands around the day of writing, put as a NUL, at the head,
    `organised` comes after a name that is that of an organisation, `before_it` and `after_it` stand beside a meeting
    that only says when another took place, `kept_place` that a meeting put off stays where it was to be,
    `written` says that it is held in writing, `sameplace` that it is where the one before was, `offshoot` behind the
    name of a series that something else bears it too (the TEMM Youth Forum), `occasional` is a head noun of what is
    held from time to time; `aside` ends a clause that tells of something earlier, which begins after the last
    `aside_from`; `of_two` and `of_three` are words of a name for how many sides meet, `since` right behind a name makes
    of its "first" the first one within a time; `season` ends a date that is a year of accounts or of catches;
    `and_then` stands between two that the same persons hold one after the other, `partner` opens the part of a
    description that names with whom, `recalled_before` and `recalled_after` stand around one of talks told before (in
    the talks with the minister); `talked` are verbs of what the sides say to each other, `met` ends a head noun, or a
    verb, of an encounter of a few persons; `led` says who leads the sides, `nth` numbers a session of which only that
    is said;
    `both_label` opens lines that give the day and then the place, `sever` parts what has nothing to do with each
    other, `preparatory` is in or right before the name of a meeting that prepares another one, `ahead` stands right
    after the name of one that is being prepared, `prepared_by` right before it, `asof` says of which day a text is.
    """

    divide: str
    join: str
    attend: str
    wired: str = "(?!)"
    here: str = "(?!)"
    outcome: str = "(?!)"
    trip: str = "(?!)"
    during: str = "(?!)"
    schedule: str
    day_label: str
    place_label: str
    margin: str = "(?!)"
    margin_before: str = "(?!)"
    margin_after: str = "(?!)"
    own_before: str = "(?!)"
    own_after: str = "(?!)"
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
    there: str = "(?!)"
    agreed_there: str = "(?!)"
    agreed_at: str = "(?!)"
    signed: str = "(?!)"
    dateline: str = "(?!)"
    deadline: str = "(?!)"
    told_before: str = "(?!)"
    told_after: str = "(?!)"
    reported: str = "(?!)"
    other_day: str = "(?!)"
    left_for: str = "(?!)"
    subject: str = "(?!)"
    at_meeting: str = "(?!)"
    joined_days: str = "(?!)"
    predicate: str = "(?!)"
    topic: str = "(?!)"
    regular: str = "(?!)"
    settled: str = "(?!)"
    sever: str
    kept_place: str = "(?!)"
    asof: str
    preparatory: str
    ahead: str
    prepared_by: str = "(?!)"
    organised: str = "(?!)"
    before_it: str
    after_it: str
    written: str
    sameplace: str
    of_two: str
    of_three: str
    since: str
    season: str
    offshoot: str
    occasional: str = "(?!)"
    both_label: str
    aside: str = "(?!)"
    aside_from: str = "(?!)"
    led: str = "(?!)"
    and_then: str = "(?!)"
    partner: str = "(?!)"
    recalled_before: str = "(?!)"
    recalled_after: str = "(?!)"
    talked: str = "(?!)"
    met: str = "(?!)"
    nth: str = "(?!)"


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
