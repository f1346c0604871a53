"""The component: sentences to candidates, candidates to items, items to the agreements of the record."""

from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from corpus.languages import Lang
from corpus.records import AgreementStatus

from ..found import found_in, lang_of, reading_of, release_of
from ..sentences import sentences_of
from . import object_verb, verb_object
from .candidates import Act, Candidate, Listing
from .country_words import names_other, names_sides
from .facts import Facts
from .items import Item, items
from .lines import Line, begun_small, line_of
from .merge import merged
from .phrases import SHORTEST, Phrase, divided
from .refusals import refused
from .rules import Grammar, Mood, Verb, alliances, grammar
from .setting import Setting
from .surroundings import CONTENTS, Surroundings, entries, goes_on, statement_title
from .tables import table_items
from .times import Dates

LONGEST = 2000
"""Characters of a sentence; what is longer is no prose, and would take time that grows with its square."""

_ENTRY = Verb(id="entry", words=[], weight=1)
_SIGNED = Verb(id="enumerated", words=[], weight=1, done="signed", documents=True)
_STATED = Verb(id="stated", words=[], weight=1, done="adopted", documents=True)


@Language.factory("release_agreements", requires=["doc.spans"])
def make_agreements(nlp: Language, name: str) -> "Agreements":
    """The component; the rules of a language are compiled when a release is written in it."""
    return Agreements(grammar)


class Agreements:
    """Add to the record what the parties agreed; needs dates, agencies and meetings."""

    def __init__(self, grammar_of: Callable[[Lang], Grammar]) -> None:
        self.grammar_of = grammar_of

    def __call__(self, doc: Doc) -> Doc:
        found_in(doc).agreements.extend(merged(doc, [item for item in self.items(doc) if _several(item.parties)]))
        return doc

    def items(self, doc: Doc) -> Iterator[Item]:
        """The items of the release, sentence by sentence."""
        text = reading_of(doc)
        main = self.grammar_of(lang_of(release_of(doc)))
        title = statement_title(doc, text, main)
        around = Surroundings(statement=title is not None)
        facts = Facts(doc)
        closing = heading = None
        document: tuple[int, int] | None = None
        for sentence in sentences_of(doc):
            if sentence.end - sentence.start > LONGEST:
                continue
            rules = self.grammar_of(sentence.lang)
            line = line_of(text, sentence)
            around.enter(text, line, rules)
            if around.listing is not None:
                line = begun_small(line, rules)
            setting = around.setting(line, rules)._replace(series=facts.series(rules))
            found = list(candidates(line, rules, around.listing))
            if found and not setting.single:
                setting = _joined(line, found, setting, facts, around, rules)
            made = _made(line, found, setting, facts.dates, around, rules)
            made = [facts.complete(item, setting, only=len(made) == 1) for item in made]
            made = [one for item in made for one in facts.by_pairs(item)]
            if around.coming:
                made = [_yet_to_come(item) for item in made]
            contents = rules.contents.search(line.text)
            if contents and not rules.enumerates.search(line.text):
                made = [i for i in made if i.phrase.end <= contents.start() or i.phrase.start >= contents.end()]
            if around.announced(line, rules) and rules.signs.search(line.text):
                made = []
            elif around.announced(line, rules):
                made = [item for item in made if item.phrase.end < len(line.text) - 3]
            for item in made:
                if facts.announced(item, rules) or facts.over(item) or facts.long_since(item):
                    continue
                document = facts.document(item) or document
                yield _placed(item, document, title, contained=setting.under or around.contents)
            if around.exhausted(line):
                around.listing = None
            period = facts.dates.first_interval(sentence.start, sentence.end)
            agreed = any(candidate.act.mood == "agreed" for candidate in found)
            around.leave(line, rules, made, agreed=agreed, period=period)
            if title and rules.closing.search(line.text):
                closing = line
            elif title and sentence.start <= title[0] < sentence.end:
                heading = line
        for item, caption in table_items(doc, main):
            if caption is not None:
                item = item._replace(period=facts.dates.first_interval(caption.start, caption.end))
            yield facts.complete(item, Setting())
        if heading and not closing and not list(candidates(heading, self.grammar_of(heading.sentence.lang), None)):
            closing = heading
        if title and closing:
            own = self_statement(text, title, closing, self.grammar_of(closing.sentence.lang))
            own = own._replace(date=facts.dates.last_in(closing.sentence.start, closing.sentence.end))
            yield facts.complete(own, Setting(joint=True))


def _joined(
    line: Line, found: list[Candidate], setting: Setting, facts: Facts, around: Surroundings, rules: Grammar
) -> Setting:
    """The setting of a sentence that may name the sides one beside the other: by their bodies or by their countries."""
    if rules.rules.order == "object-verb" and any(candidate.act.mood == "present" for candidate in found):
        setting = setting._replace(abroad=names_other(line))
    pair = facts.beside(line, found, rules)
    if setting.joint_here:
        subject = rules.joint_subject.search(line.text)
        own = subject and pair and pair[0] < subject.end() and subject.start() < pair[1]
        subjects = pair and rules.subject.match(line.text, pair[1])
        return setting._replace(beside=bool(own or subjects))
    if rules.rules.order == "object-verb":
        pair = None  # a ministry and an agency of one country stand so, too
    if not pair and not names_sides(line, max(candidate.act.start for candidate in found)):
        planned = any(candidate.act.mood == "planned" for candidate in found)
        own_part = setting.signed and planned and rules.rules.order == "object-verb" and names_other(line)
        return setting._replace(joint=True) if own_part else setting  # one side tells what it does for the other
    around.go_on_jointly(rules)
    return setting._replace(joint=True, joint_here=True, beside=pair is not None)


def _made(
    line: Line, found: list[Candidate], setting: Setting, dates: Dates, around: Surroundings, rules: Grammar
) -> list[Item]:
    """The items of a sentence: the objects of its verbs, else a list entry; and the meetings that are to follow."""
    made: list[Item] = []
    if around.listing is not None and around.listing.status:
        made = list(listed(line, around.listing, dates, rules))
        found = [] if made else found
    for candidate in found:
        dated = bool(dates.within(line, *candidate.within))
        made += items(line, candidate, setting._replace(dated=dated), rules)
    entry = line.sentence.block.kind != "note" or rules.listed.match(line.text) is not None
    if not made and around.listing is not None and entry:
        made = list(listed(line, around.listing, dates, rules))
    begun = around.inline(line, rules)
    if begun is not None or (around.listing is not None and around.listing.rule == CONTENTS):
        ongoing = goes_on(begun) if begun else around.listing is not None and around.listing.mood == "ongoing"
        start = begun or rules.field.match(line.text)
        made = list(_counted_up(line, start.end() if start else 0, rules, "ongoing" if ongoing else "agreed")) or made
    if setting.joint and any(candidate.act.mood in ("agreed", "planned") for candidate in found):
        taken = [(item.phrase.start, item.phrase.end) for item in made]
        for match in rules.following.finditer(line.text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                made.append(following(line, *match.span()))
    return made


def _placed(item: Item, document: tuple[int, int] | None, title: tuple[int, int] | None, *, contained: bool) -> Item:
    """The item with the place of the document that contains it: one that the text speaks of, else the text itself."""
    if item.phrase.head is not None and item.phrase.head.document:
        return item
    if document and item.kind != "next-meeting" and (contained or item.source.act.verb.contains):
        return item._replace(document=document)
    return item._replace(document=title) if title else item


def _yet_to_come(item: Item) -> Item:
    """The item as planned, where a document contains it that is yet to be signed."""
    contained = item.status == "agreed" and (item.source.act.rule == CONTENTS or item.source.act.verb.contains)
    return item._replace(status="planned") if contained else item


def _several(parties: tuple[str, ...]) -> bool:
    """Whether parties are more than one, or one alliance of several countries."""
    return len(parties) > 1 or not alliances().isdisjoint(parties)


def candidates(line: Line, rules: Grammar, listing: Listing | None) -> Iterator[Candidate]:
    """The candidates of a sentence, by the order of words in its language; without what it says was refused."""
    reader = object_verb if rules.rules.order == "object-verb" else verb_object
    found = list(reader.candidates(line.text, line.local, rules, listing))
    denied = list(refused(line.text, rules)) if found else []
    for candidate in found:
        if not any(first <= candidate.act.start < last for first, last in denied):
            yield candidate
    listing_documents = rules.enumerates.search(line.text)
    if listing_documents:
        yield from _signed(line, listing_documents.end(), rules)
    for match in rules.vehicle.finditer(line.text):
        act = Act(match.end("document"), match.end("document"), _STATED, "done", "vehicle")
        yield Candidate(*match.span("document"), act, line.local, match.span(), whole=True)


def _signed(line: Line, start: int, rules: Grammar) -> Iterator[Candidate]:
    """The documents that a sentence counts up after saying that they were signed."""
    act = Act(start, start, _SIGNED, "done", "listed")
    cuts = [start]
    for match in rules.divides.finditer(line.text, start):
        cuts += match.span()
    cuts.append(len(line.text.rstrip("。.")))
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        yield Candidate(first, last, act, line.local, (first, last))


def listed(line: Line, listing: Listing, dates: Dates, rules: Grammar) -> Iterator[Item]:
    """The items of a list entry that is a mere phrase."""
    act = Act(0, 0, _SIGNED if listing.status else _ENTRY, listing.mood, listing.rule)
    statuses: dict[Mood, AgreementStatus] = {"ongoing": "ongoing", "planned": "planned"}
    status = listing.status or statuses.get(listing.mood, "agreed")
    if status == "planned" and not dates.within(line, 0, len(line.text)):
        return
    for start, end in entries(line, rules, documents=listing.status is not None):
        candidate = Candidate(start, end, act, line.local, (start, end), whole=True, inherited=listing)
        for phrase in divided(line.text, candidate, rules):
            head = phrase.head if phrase.head and phrase.head.weight > 0 else listing.head
            if listing.status and not (head and head.document):
                continue
            if head is None or head.weight < 1 or rules.reject.search(line.text[phrase.start : phrase.end]):
                continue
            kind = head.kind or "project"
            yield Item(phrase._replace(head=head), kind, status, candidate, line, period=listing.period)


def _counted_up(line: Line, start: int, rules: Grammar, status: AgreementStatus) -> Iterator[Item]:
    """What a line counts up from `start` as the contents of a document, or as what goes on."""
    act = Act(start, start, _ENTRY, "agreed", CONTENTS)
    close = rules.inline_end.search(line.text, start)
    cuts = [start]
    end = close.start() if close else len(line.text)
    marked = rules.bullets.search(line.text, start, end) is not None
    for mark in rules.parted.finditer(line.text, start, end):
        if not marked or rules.bullets.search(mark.group()) or mark.group().lstrip().startswith("("):
            cuts += mark.span()
    cuts += [end] * 2
    for first, last, after in zip(cuts[::2], cuts[1::2], cuts[2::2], strict=False):
        if last - first < SHORTEST:
            continue
        candidate = Candidate(first, last, act, line.local, (first, after), whole=marked)
        for phrase in divided(line.text, candidate, rules):
            if rules.reject.search(line.text[phrase.start : phrase.end]):
                continue
            counted = phrase.head is None and rules.figure.search(line.text, phrase.start, phrase.end)
            if counted or (phrase.head is not None and phrase.head.weight > 0):
                yield Item(phrase, (phrase.head and phrase.head.kind) or "project", status, candidate, line)


def following(line: Line, start: int, end: int) -> Item:
    """The follow-up meeting at which what a sentence plans is to be done."""
    act = Act(0, 0, _ENTRY, "planned", "following")
    candidate = Candidate(start, end, act, line.local, (start, end), whole=True)
    return Item(Phrase(start, end, None, False), "next-meeting", "planned", candidate, line)


def self_statement(text: str, title: tuple[int, int], closing: Line, rules: Grammar) -> Item:
    """The joint statement of which the release is the text, with the sentence that closes it as evidence."""
    match = rules.statement.search(text, *title)
    start = match.start() if match else title[0]
    act = Act(0, 0, _ENTRY, "done", "title")
    own = Line(text[title[0] : title[1]], range(*title), closing.sentence)
    candidate = Candidate(0, len(own.text), act, own.local, (0, len(own.text)), whole=True)
    phrase = Phrase(0, len(own.text), None, True, (text[start : title[1]],))
    return Item(phrase, "statement", "adopted", candidate, own)
