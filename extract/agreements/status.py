"""The status of a phrase as the object of its verb: agreed, signed, planned ..., or none where it is no item."""

from corpus.records import AgreementStatus

from .candidates import Candidate
from .phrases import LEAST, Phrase
from .points import begins_new, counts, points_of, together
from .rules import Grammar, Head, Mood, Verb
from .setting import MEETS, Setting

DEFINITE = 6
"""Characters of a phrase that with its date says what is to be done, though no known noun heads it."""

SYLLABLES = 4
"""Characters of such a phrase where each is a syllable."""

BARE = 3
"""Characters of a phrase that is no more than a noun (exchanges go on)."""

CITED = 80
"""Characters before a document in which words stand that only cite it."""
HABIT = 10
"""Characters before a verb among which words stand that tell how often it is done."""


class _Case:
    """A phrase with its verb and surroundings, and what several moods ask of it."""

    def __init__(
        self, text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar, *, upcoming: bool
    ) -> None:
        self.text, self.candidate, self.phrase, self.setting, self.grammar = text, candidate, phrase, setting, grammar
        self.upcoming = upcoming
        self.verb, self.mood, self.head = candidate.act.verb, candidate.act.mood, phrase.head
        self.document = self.head is not None and self.head.document
        self.sure = self.head is not None and (self.head.weight >= LEAST or (self.document and phrase.named))
        self.told = setting.statement or setting.under
        self.object_first = grammar.rules.order == "object-verb"
        self.alone = False
        self.figured = False
        self.points = 0

    @property
    def enough(self) -> bool:
        """Whether the phrase is definite enough for an item."""
        return self.points >= LEAST

    def weigh(self) -> bool:
        """Whether the phrase can be an item at all; sets the points that say how definite it is."""
        text, candidate, phrase, grammar = self.text, self.candidate, self.phrase, self.grammar
        verb, mood, head = self.verb, self.mood, self.head
        rejected = grammar.reject.search(text[phrase.start : phrase.end]) is not None
        told = mood == "done" or (mood in ("agreed", "planned") and grammar.serving.match(text, phrase.end))
        if rejected and self.document and verb.done == "signed" and told:
            rejected = grammar.adverbial.search(text[phrase.start : phrase.end]) is not None
        self.alone = verb.alone and (head is None or head.weight < LEAST or rejected)
        if rejected and not self.alone:
            return False
        self.figured = counts(text, candidate, phrase, grammar)
        if self._tallied():
            return False
        if verb.documents and not (self.document or verb.always or self.figured or self._undertaken()):
            return False
        new = _is_new(text, candidate, phrase, self.setting, grammar)
        if candidate.subject and (head is None or head.weight < 1) and not (phrase.named or verb.alone or new):
            return False
        if not (verb.words or verb.past) and verb.id == "other" and not (self.figured or self.sure or new):
            return False
        self.points = points_of(text, candidate, phrase, self.setting, grammar) + new
        if head is None and not (phrase.named or self.alone or self._settled(new=new) or verb.weight >= LEAST):
            self.points -= 1
        if verb.consents and self.object_first and not self.document and self._widened():
            self.points -= 2
        if head is None and not (phrase.named or self.figured) and grammar.topical.search(text, *phrase[:2]):
            self.points -= 2
        return True

    def _widened(self) -> bool:
        """Whether what was agreed on is that something be strengthened (agreed on closer exchanges)."""
        end = self.phrase.end
        match = next(self.grammar.verb.finditer(self.text, end, self.candidate.act.start), None)
        beside = match is not None and not self.text[end : match.start()].strip()
        return beside and match is not None and self.grammar.verbs[match.lastgroup or ""].weight < 0

    def _tallied(self) -> bool:
        """Whether a number of things done so far is given, none of which the sentence tells by itself."""
        if self.mood not in ("done", "present") or not self.verb.done:
            return False
        tallied = self.grammar.tallied.search(self.text, 0, self.candidate.act.end)
        return tallied is not None and self.grammar.quantity.search(self.text, *self.candidate[:2]) is not None

    def _undertaken(self) -> bool:
        """Whether the object of a verb of documents is none, but something that the sides undertake by one."""
        head, verb = self.head, self.verb
        spaced = bool(self.grammar.rules.phrases.position)
        long = self.phrase.end - self.phrase.start >= DEFINITE
        noun = long if head is None else head.weight > 0
        titled = self.phrase.named and (self.object_first or (noun and not spaced))
        if titled and verb.done == "signed" and self.mood == "done":
            return True
        if head is None:
            return False
        if self.mood in ("agreed", "planned"):
            return head.weight > 0
        project = head.kind == "project" and (self.mood == "done" or (titled and self.mood == "none"))
        if project and verb.done == "adopted" and self.setting.joint_here:
            return True
        counted = verb.done in ("signed", "adopted") and project
        return counted and self.grammar.quantity.search(self.text, *self.candidate[:2]) is not None

    def _settled(self, *, new: bool) -> bool:
        long = self.phrase.end - self.phrase.start >= DEFINITE
        joined = self.setting.dated or together(self.text, self.candidate, self.grammar)
        consent = self.mood == "agreed" or self.verb.consents
        return new or (consent and (self.figured or (long and joined)))


def status_of(
    text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar, *, upcoming: bool
) -> AgreementStatus | None:
    """The status of a phrase as the object of its verb, or none where it is no item."""
    case = _Case(text, candidate, phrase, setting, grammar, upcoming=upcoming)
    if not case.weigh() or _cited(case):
        return None
    verb, mood = case.verb, case.mood
    if verb.always:
        return _always(text, verb, mood, case.head, case.points, phrase, grammar)
    if mood == "agreed":
        one_sided = setting.single and not (setting.joint or setting.signed) and case.object_first
        return "agreed" if case.enough and not (one_sided or _held_to_agree(case)) else None
    if mood == "proposed":
        return "proposed" if case.enough else None
    if mood == "planned":
        return _planned(case)
    if mood == "ongoing":
        return _ongoing(case)
    if mood == "present" and verb.done == "signed" and case.document and not setting.statement:
        return "planned" if case.enough else None
    if phrase.example:
        return "completed" if setting.joint_here else None
    if not _may_be_told(case):
        return None
    if verb.done in ("signed", "adopted"):
        return verb.done if case.enough and (mood != "none" or setting.dated or phrase.named) else None
    if mood == "nominal" and verb.done == "launched" and case.sure and setting.joint_here and act_ends(text, candidate):
        return "launched"
    if mood in ("none", "relative", "nominal"):
        return None
    return _present(case) if mood == "present" else _done(case)


def _cited(case: _Case) -> bool:
    """Whether a document is only what something else rests on: under the agreement concluded in 2031.

    So it is where the sides call to mind that there is such a one (They recalled the adoption of the plan).
    """
    candidate, start = case.candidate, case.phrase.start
    participle = candidate.subject and candidate.act.rule == "past"
    told = participle or case.mood == "none" or candidate.act.rule == "plain"
    if not (case.document and case.verb.documents and told):
        return False
    return case.grammar.cited.search(case.text, max(0, start - CITED), start) is not None


def _held_to_agree(case: _Case) -> bool:
    """Whether a gathering is told as the one at which the rest of its sentence was agreed on."""
    act, setting = case.candidate.act, case.setting
    if not act.linked or act.verb.id not in MEETS or case.upcoming or setting.dated:
        return False
    often = case.grammar.habitual.search(case.text, 0, act.start)
    return often is None and case.grammar.agreed_at.search(case.text, *case.phrase[:2]) is not None


def _planned(case: _Case) -> AgreementStatus | None:
    """What will be done: more is asked of it than of what was agreed, since plans are also of one side."""
    verb, head, setting = case.verb, case.head, case.setting
    if verb.weight < 0 and (case.document or not setting.joint_here):
        return None
    sided = case.figured or together(case.text, case.candidate, case.grammar)
    if case.alone and not (verb.kind != "project" or sided or (head is not None and head.weight > 0)):
        return None
    of_all = setting.joint or case.upcoming or verb.documents
    if setting.single and not of_all and not case.object_first:
        return None
    sure = case.document or verb.documents or case.alone or case.told or (head is not None and head.gathering)
    if case.points < (LEAST if sure else LEAST + 1):
        return None
    if not _may_be_planned(case.candidate, case.phrase, setting, upcoming=case.upcoming):
        return None
    by_none = verb.id == "occur" or case.candidate.act.rule.startswith("passive")
    coming = by_none and case.candidate.subject and case.upcoming and not setting.statement
    return "agreed" if case.told and not coming else "planned"


def _ongoing(case: _Case) -> AgreementStatus | None:
    head, phrase = case.head, case.phrase
    if head is None or head.gathering or (case.alone and head.weight < 1):
        return None
    bare = phrase.end - phrase.start <= BARE
    talks = head.kind == "policy" and not phrase.named
    return "ongoing" if case.setting.joint and case.enough and not (bare or talks) else None


def _may_be_told(case: _Case) -> bool:
    """Whether what a sentence tells as a fact may be of the sides: contents of a document, what all adopted."""
    text, phrase, setting, grammar = case.text, case.phrase, case.setting, case.grammar
    counted_up = setting.signed and grammar.bullets.search(text, 0, phrase.start) is not None
    if case.verb.contains and not (setting.under or counted_up or _names_document(text, grammar)):
        return False
    if case.verb.done == "adopted" and not (
        setting.joint or grammar.common.search(text, *phrase[:2]) or grammar.gathered.search(text)
    ):
        return False
    short = phrase.end - phrase.start <= BARE + 1
    return not (case.mood == "relative" and not (phrase.named or setting.dated) and short)


def _present(case: _Case) -> AgreementStatus | None:
    """What is told in the present: a plan where it has a day, else the text of what was agreed."""
    text, candidate, phrase, setting, grammar = case.text, case.candidate, case.phrase, case.setting, case.grammar
    head = case.head
    announced = case.verb.id in MEETS and not (case.upcoming or candidate.subject)
    if announced and grammar.ordinal.search(text, *phrase[:2]):
        return None  # a round that is announced, which is the meeting and nothing agreed at one
    later = setting.dated or (candidate.subject and grammar.next.match(text, *phrase[:2]) is not None)
    if (candidate.subject or setting.joint_here) and later and case.upcoming:
        return "planned"
    event = head is not None and head.kind == "project" and (phrase.named or head.gathering)
    if setting.joint_here and setting.dated and event and not case.told:
        return "planned"
    if case.verb.contains and case.object_first and setting.joint and case.enough:
        return "agreed"
    if not case.told and definite_plan(text, candidate, phrase, setting, grammar):
        return "planned"
    if case.object_first and not case.told and _one_does(case):
        return "planned"
    under = setting.signed and setting.joint_here and case.object_first and not grammar.habitual.search(text)
    definite = head is not None and head.weight >= LEAST
    return "agreed" if case.enough and ((case.told and setting.joint) or (under and definite)) else None


def _one_does(case: _Case) -> bool:
    """Whether one side is said to give the other a thing, or to do one on a day under what was signed."""
    text, phrase, setting, verb = case.text, case.phrase, case.setting, case.verb
    if case.candidate.subject or case.grammar.habitual.search(text) or not (case.alone or case.sure):
        return False
    if verb.kind in ("support", "exchange") and case.grammar.given.search(text, 0, phrase.start):
        return setting.abroad
    return setting.signed and setting.dated and setting.abroad and case.enough


def _done(case: _Case) -> AgreementStatus | None:
    """What was done: by all sides together, under a document or at a meeting."""
    text, candidate, phrase, setting, grammar = case.text, case.candidate, case.phrase, case.setting, case.grammar
    verb, mood, head = case.verb, case.mood, case.head
    if case.object_first and mood in ("done", "linked") and verb.done == "completed" and verb.kind:
        dated = setting.dated or grammar.given.search(text, 0, phrase.start) is not None
        return "completed" if dated and head is not None and head.weight > 0 and case.points > LEAST else None
    terms = setting.decided or (setting.settled and not setting.single)
    if case.object_first and mood in ("done", "linked") and terms and (verb.noun or verb.counted):
        changed = any(character.isdigit() for character in text[candidate.within[0] : candidate.act.start])
        return "agreed" if changed and (case.enough or verb.counted) else None
    short = case.object_first and phrase.end - phrase.start <= BARE + 1
    if mood == "done" and verb.body and short:
        return None
    if candidate.act.rule == "plain" and verb.done is None:
        gathering = head is not None and head.kind == "next-meeting"
        told = setting.statement or (setting.under and grammar.under.search(text) is not None)
        if told and setting.joint and case.enough and not gathering:
            return "agreed"
        return _stated(text, candidate, phrase, setting, grammar, points=case.points)
    if mood == "done" and verb.done is None and head is not None and not head.gathering and setting.joint_here:
        return "ongoing" if head.weight >= LEAST and grammar.habitual.search(text) else None
    if verb.done == "agreed":
        return "agreed" if case.enough and (setting.joint or not setting.single) else None
    return _accomplished(case)


def _accomplished(case: _Case) -> AgreementStatus | None:
    """The status that a verb gives to what was brought about: launched, completed, handed over."""
    text, candidate, phrase, setting, grammar = case.text, case.candidate, case.phrase, case.setting, case.grammar
    verb, head = case.verb, case.head
    gathering = head is not None and head.gathering
    if candidate.subject and gathering and grammar.origin.match(text, phrase.end, candidate.act.end):
        return None
    sure = head.weight > 0 if head else phrase.named and verb.weight >= LEAST and not verb.at_meeting
    definite = sure and (case.points > LEAST or (verb.body and head is not None and head.gathering))
    started = verb.done == "launched" and case.document and phrase.end - phrase.start >= DEFINITE
    definite = definite or (started and case.enough and setting.joint_here)
    if verb.kind == "support" and verb.done == "completed" and grammar.given.match(text, phrase.end):
        return "completed" if definite or begins_new(text, candidate, phrase, grammar) else None
    shared = phrase.named and not candidate.subject and grammar.common.search(text, *phrase[:2])
    there = grammar.gathered.search(text) is not None
    by_both = setting.joint_here and not candidate.subject and grammar.common.search(text, *phrase[:2]) is not None
    if verb.at_meeting and not (there or by_both):
        return None
    return verb.done if verb.done and (setting.joint_here or setting.under or shared or there) and definite else None


def definite_plan(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> bool:
    """Whether what the sides are said to do in the present is a plan of theirs: together, and no habit."""
    head = phrase.head
    made = head is not None and candidate.act.verb.body and head.gathering
    if head is None or (head.weight < LEAST and not made) or not setting.joint_here or grammar.habitual.search(text):
        return False
    if made or together(text, candidate, grammar):
        return True
    return not head.gathering and grammar.common.search(text, phrase.start, phrase.end) is not None


def act_ends(text: str, candidate: Candidate) -> bool:
    """Whether nothing comes after the verb of a candidate, as in a headline."""
    return not text[candidate.act.end :].strip(" .")


def _is_new(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> bool:
    """Whether a phrase without a known head names something new that all sides undertake, no topic."""
    act, within = candidate.act, (phrase.start, phrase.end)
    if phrase.head is not None or act.verb.talk or act.verb.weight < 0:
        return False
    if _consented_to(text, candidate, phrase, setting, grammar):
        return True
    if phrase.end - phrase.start < (SYLLABLES if grammar.rules.order == "object-verb" else DEFINITE):
        return False
    stated = act.verb.consents or act.verb.contains or act.verb.always == "proposed"
    undertaken = act.mood in ("agreed", "planned", "proposed", "ongoing") or (stated and act.mood == "done")
    if not undertaken or not (setting.joint or act.mood == "agreed" or act.verb.always == "proposed"):
        return False
    return begins_new(text, candidate, phrase, grammar) and grammar.topical.search(text, *within) is None


def _consented_to(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> bool:
    """Whether a noun is what the sides are said to have agreed on (agreed on open skies), where that is no topic."""
    act = candidate.act
    if not (act.verb.consents and act.verb.dative and act.mood in ("done", "linked")) or candidate.subject:
        return False
    enough = phrase.end - phrase.start > BARE and (setting.joint or setting.joint_here)
    return enough and grammar.topical.search(text, phrase.start, phrase.end) is None


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
    if grammar.habitual.search(text, max(candidate.within[0], act.start - HABIT), act.start):
        return "ongoing"
    if act.verb.body:
        return "agreed" if setting.decided else "launched"
    if act.verb.kind == "support" and head.kind == "support":
        return "completed"
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
    if verb.always == "ongoing" and mood == "planned":
        return None
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
