"""The component: sentences to candidates, candidates to items, items to the agreements of the record."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from corpus.languages import LANGS, Lang
from corpus.records import AgreementStatus

from ..found import found_in, reading_of, release_of
from ..sentences import sentences_of
from . import object_verb, verb_object
from .candidates import Act, Candidate, Listing
from .items import Item, Phrase, Setting, divided, items
from .lines import Line, line_of
from .merge import merged
from .parties import Parties
from .rules import Grammar, Mood, Verb, grammar
from .surroundings import Surroundings, entries, statement_title
from .tables import table_items
from .times import Dates

_ENTRY = Verb(id="entry", words=[], weight=1)


@Language.factory("release_agreements", requires=["doc.spans"])
def make_agreements(nlp: Language, name: str) -> "Agreements":
    """The component with the rules of all languages."""
    return Agreements({lang: grammar(lang) for lang in LANGS})


class Agreements:
    """Add to the record what the parties agreed; needs dates, agencies and meetings."""

    def __init__(self, grammars: dict[Lang, Grammar]) -> None:
        self.grammars = grammars

    def __call__(self, doc: Doc) -> Doc:
        found_in(doc).agreements.extend(merged(doc, [item for item in self.items(doc) if len(item.parties) > 1]))
        return doc

    def items(self, doc: Doc) -> Iterator[Item]:
        """The items of the release, sentence by sentence."""
        text = reading_of(doc)
        title = statement_title(doc, text, self.grammars[release_of(doc).lang])
        around = Surroundings(statement=title is not None)
        dates = Dates(doc)
        parties = Parties(doc)
        closing = None
        for sentence in sentences_of(doc):
            rules = self.grammars[sentence.lang]
            line = line_of(text, sentence)
            around.enter(text, line, rules)
            setting = around.setting(line, rules)
            made: list[Item] = []
            agreed = forward = False
            for candidate in candidates(line, rules, around.listing):
                agreed = agreed or candidate.act.mood == "agreed"
                dated = bool(dates.within(line, *candidate.within))
                if candidate.act.mood in ("agreed", "planned"):
                    forward = True
                for item in items(line, candidate, setting._replace(dated=dated), rules):
                    who = parties.of(line, candidate, (item.phrase.start, item.phrase.end), setting)
                    made.append(item._replace(parties=who))
            if not made and around.listing is not None:
                made = [
                    item._replace(parties=parties.of(line, item.source, (item.phrase.start, item.phrase.end), setting))
                    for item in listed(line, around.listing, dates, rules)
                ]
            if forward and setting.joint:
                for match in rules.following.finditer(line.text):
                    if not any(i.phrase.start < match.end() and match.start() < i.phrase.end for i in made):
                        item = following(line, *match.span(), rules)
                        who = parties.of(line, item.source, match.span(), setting)
                        made.append(item._replace(parties=who))
            if around.announced(line, rules):
                made = [item for item in made if item.phrase.end < len(line.text) - 3]
            yield from made
            around.leave(line, rules, made, agreed=agreed)
            if title and rules.closing.search(line.text):
                closing = line
        for item in table_items(doc, self.grammars[release_of(doc).lang]):
            span = (item.phrase.start, item.phrase.end)
            yield item._replace(parties=parties.of(item.line, item.source, span, Setting()))
        if title and closing:
            own = self_statement(text, title, closing, self.grammars[closing.sentence.lang])
            yield own._replace(parties=parties.main)


def candidates(line: Line, rules: Grammar, listing: Listing | None) -> Iterator[Candidate]:
    """The candidates of a sentence, by the order of words in its language."""
    reader = object_verb if rules.rules.order == "object-verb" else verb_object
    yield from reader.candidates(line.text, line.local, rules, listing)


def listed(line: Line, listing: Listing, dates: Dates, rules: Grammar) -> Iterator[Item]:
    """The items of a list entry that is a mere phrase."""
    act = Act(0, 0, _ENTRY, listing.mood, listing.rule)
    statuses: dict[Mood, AgreementStatus] = {"ongoing": "ongoing", "planned": "planned"}
    status = statuses.get(listing.mood, "agreed")
    if status == "planned" and not dates.within(line, 0, len(line.text)):
        return
    for start, end in entries(line, rules):
        candidate = Candidate(start, end, act, line.local, (start, end), whole=True, inherited=listing)
        for phrase in divided(line.text, candidate, rules):
            head = phrase.head if phrase.head and phrase.head.weight > 0 else listing.head
            if head is None or head.weight < 1 or rules.reject.search(line.text[phrase.start : phrase.end]):
                continue
            yield Item(phrase._replace(head=head), head.kind or "project", status, candidate, line)


def following(line: Line, start: int, end: int, rules: Grammar) -> Item:
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
