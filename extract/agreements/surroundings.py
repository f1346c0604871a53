"""What surrounds a sentence: the kind of text, who its subject is, and the list in which it stands."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from corpus.documents import Block
from corpus.records import AgreementStatus

from ..found import release_of
from .candidates import Listing
from .country_words import names_country
from .items import Item
from .lines import Line
from .phrases import head_of, trimmed
from .rules import Grammar, Mood
from .setting import Setting

OPENING = 6
"""Blocks at the top among which the title of a joint statement stands."""

LONGEST_TITLE = 160
LONGEST_ENTRY = 90
LONGEST_DOCUMENT = 320
"""Characters of a title, of a list entry that is a mere phrase, and of one that names a document with its parties."""

_NUMBERED = re.compile(
    r"\s*(?:[①-⑳❶-❿]|[-–—]{2,}|\(?\d{1,2}[.)、](?!\d(?!\d{3}年))|\([一二三四五六七八九十가-하a-h]\)|[□■○●◦▢▣◇◆▲△▶▸※*·•∙⋅ㅇo\-–—]\s)"
)
_STOP = re.compile(r"[(;。:\t]")
CONTENTS = "contents"
"""The rule by which entries are those of a list of what a document contains."""
_CIRCLED = re.compile(r"[①-⑳❶-❿]")


def statement_title(doc: Doc, text: str, grammar: Grammar) -> tuple[int, int] | None:
    """The title of a release that is itself the text of a joint statement."""
    for block in [block for block in release_of(doc).blocks if block.kind != "furniture"][:OPENING]:
        if block.end - block.start <= LONGEST_TITLE and grammar.statement.search(text, block.start, block.end):
            return block.start, block.end
    return None


class Surroundings:
    """Follows the sentences of a release in order.

    `listing` is the open list, `contents` holds that it is one of what a document contains.
    """

    def __init__(self, *, statement: bool) -> None:
        self.statement = statement
        self.listing: Listing | None = None
        self._joint = False
        self._level = 0
        self._signed: Block | None = None
        self._decided: Block | None = None
        self._last: Block | None = None
        self._under = False
        self._progress = False
        self._paper = False
        self._told: set[AgreementStatus] = set()
        self._settled = False
        self.contents = False

    def setting(self, line: Line, grammar: Grammar) -> Setting:
        """Who a sentence speaks of; without a subject of its own it goes on with that of the sentence before."""
        sides = {match.group() for match in grammar.single.finditer(line.text)}
        single = bool(sides) or (grammar.domestic.search(line.text) is not None and not names_country(line))
        joint = grammar.joint_subject.search(line.text) is not None or (self.statement and len(sides) > 1)
        joint = joint or (single and grammar.mutual.search(line.text) is not None)
        joint = joint or (self.statement and grammar.ourselves.search(line.text) is not None)
        if joint or single:
            self._joint = joint
        under = grammar.under.search(line.text) is not None
        follows = self._signed is line.sentence.block or self._under
        return Setting(
            joint_here=joint or self._progress,
            joint=joint or follows or ((self._joint or under) and not single) or self.listing is not None,
            single=single,
            statement=self.statement,
            under=under or follows,
            decided=self._goes_on_deciding(line, grammar) and not single,
            settled=self._settled,
            signed=self._paper,
        )

    def _goes_on_deciding(self, line: Line, grammar: Grammar) -> bool:
        """Whether a sentence stands in a paragraph that says what was agreed on, or adds to the one before it."""
        if self._decided is None:
            return False
        adds = self._decided is self._last and grammar.adds.match(line.text) is not None
        return adds or self._decided is line.sentence.block

    def go_on_jointly(self, rules: Grammar) -> None:
        """What follows without a subject of its own is said of all sides, where sentences have a subject."""
        self._joint = self._joint or rules.rules.order == "verb-object"

    def enter(self, text: str, line: Line, grammar: Grammar) -> None:
        """Close an open list at a sentence that is no entry of it."""
        if self.listing is None and not self._progress:
            return
        block = line.sentence.block
        numbered = _NUMBERED.match(text, block.start) or grammar.listed.match(text, block.start, block.end)
        self._progress = self._progress and (numbered is not None or block.level > self._level)
        if self.listing is None:
            return
        outer = block.level < self._level and block.kind != "note"
        if self.listing.status and not outer and opens_document(line, grammar):
            return
        if outer or not (numbered or block.level > self._level):
            self.listing = None
            self._under = False
            self.contents = False

    def inline(self, line: Line, grammar: Grammar) -> re.Match[str] | None:
        """The words with which a line begins to count up what a document contains, or what goes on."""
        begun = grammar.inline.match(line.text)
        return begun if begun is not None and (self._paper or goes_on(begun)) else None

    @property
    def coming(self) -> bool:
        """Whether the documents told so far are all yet to be signed, and what they contain with them."""
        return self._told == {"planned"}

    def exhausted(self, line: Line) -> bool:
        """Whether a line held all entries of the open list."""
        return self.listing is not None and len(_CIRCLED.findall(line.text)) > 1

    def announced(self, line: Line, grammar: Grammar) -> bool:
        """Whether a sentence ends by announcing a list, so that its last phrase stands for the entries."""
        return line.text.endswith(":") and grammar.announces.search(line.text) is not None

    def leave(self, line: Line, grammar: Grammar, made: Sequence[Item], *, agreed: bool, period: str | None) -> None:
        """Open a list after a sentence that announces one; remember what was signed in this block."""
        if any(item.status in ("signed", "adopted") for item in made):
            self._signed = line.sentence.block
        if agreed or self._goes_on_deciding(line, grammar):
            self._decided = line.sentence.block
        self._last = line.sentence.block
        self._settled = self._settled or any(item.kind == "policy" and item.status == "agreed" for item in made)
        documents = [item for item in made if item.phrase.head and item.phrase.head.document]
        self._paper = self._paper or bool(documents)
        if not line.sentence.headline:
            self._told.update(item.status for item in documents)
        if grammar.schedule.search(line.text):
            self.listing = Listing("planned", None, "schedule")
            self._level = line.sentence.block.level
            return
        if line.text.endswith(":") and grammar.progress_made.search(line.text):
            self._progress = True
            self._level = line.sentence.block.level
            return
        begun = self.inline(line, grammar)
        if begun is not None and not line.text[begun.end() :].strip(" :"):
            self.listing = Listing("ongoing" if goes_on(begun) else "agreed", None, CONTENTS, period)
            self._level = line.sentence.block.level
            return
        if self._paper and grammar.contents_follow.search(line.text):
            self.listing = Listing("agreed", None, CONTENTS, period)
            self._level = line.sentence.block.level
            return
        contents = grammar.contents.search(line.text)
        announces = grammar.announces.search(line.text)
        consent = agreed or made or line.sentence.headline or grammar.consent.search(line.text)
        if not (contents or (announces and consent)):
            return
        groups = [match.lastgroup for match in grammar.head_anywhere.finditer(line.text) if match.lastgroup]
        heads = [grammar.heads[group] for group in groups]
        shared = [head for head in heads if head.weight > 1 and not (head.document or head.gathering)]
        mood: Mood = "ongoing" if contents else "agreed"
        told_before = grammar.rules.order == "object-verb" or not grammar.predicate.search(line.text)
        if told_before and grammar.signs.search(line.text):
            self.listing = Listing("done", None, "list", period, "signed")
        else:
            self.listing = Listing(mood, shared[-1] if shared else None, "list", period)
        self._under = grammar.under.search(line.text) is not None
        self.contents = contents is not None
        self._level = line.sentence.block.level


def goes_on(begun: re.Match[str]) -> bool:
    """Whether what a line counts up is said to go on already."""
    return any(begun.groupdict().values())


def opens_document(line: Line, grammar: Grammar) -> bool:
    """Whether a line is no more than the name of a document."""
    if grammar.predicate.search(line.text):
        return False
    start, end = trimmed(line.text, 0, len(line.text), grammar)
    head = head_of(line.text, start, end, grammar) if end - start <= LONGEST_DOCUMENT else None
    return head is not None and head.document


def entries(line: Line, grammar: Grammar, *, documents: bool = False) -> Iterator[tuple[int, int]]:
    """The phrases of a sentence that lists them: one for each circled number, or the whole of a short sentence.

    The names of documents may be long, and hold brackets and full stops.
    """
    text = line.text
    if documents:
        number = _NUMBERED.match(text) or grammar.listed.match(text)
        start = number.end() if number else 0
        if len(text) - start <= LONGEST_DOCUMENT:
            yield start, len(text)
        return
    marks = [match.start() for match in _CIRCLED.finditer(text)]
    if len(marks) > 1:
        for first, last in zip(marks, [*marks[1:], len(text)], strict=True):
            yield first + 1, last
    elif not grammar.predicate.search(text):
        number = _NUMBERED.match(text) or grammar.listed.match(text)
        start = number.end() if number else 0
        stop = _STOP.search(text, start + 1)
        end = stop.start() if stop else len(text)
        if start < end and end - start <= LONGEST_ENTRY:
            yield start, end
