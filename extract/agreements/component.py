"""The component: sentences to candidates, candidates to items, items to the agreements of the record."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from corpus.languages import LANGS, Lang
from corpus.records import AgreementStatus

from ..found import found_in, reading_of, release_of
from ..sentences import Sentence, sentences_of
from . import object_verb, verb_object
from .candidates import Act, Candidate, Listing
from .items import Item, Phrase, divided, items
from .merge import merged
from .parties import parties_of
from .rules import Grammar, Verb, grammar
from .surroundings import Surroundings, entries, statement_title

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
        parties = parties_of(doc)
        if len(parties) >= 2:
            found_in(doc).agreements.extend(merged(doc, list(self.items(doc)), parties))
        return doc

    def items(self, doc: Doc) -> Iterator[Item]:
        """The items of the release, sentence by sentence."""
        text = reading_of(doc)
        title = statement_title(doc, text, self.grammars[release_of(doc).lang])
        around = Surroundings(statement=title is not None)
        days = sorted(span.start_char for span in doc.spans.get("dates", []))
        closing = None
        for sentence in sentences_of(doc):
            rules = self.grammars[sentence.lang]
            around.enter(text, sentence, rules)
            setting = around.setting(text, sentence, rules)
            made: list[Item] = []
            agreed = False
            for candidate in candidates(text, sentence, rules, around.listing):
                agreed = agreed or candidate.act.mood == "agreed"
                within = candidate.within
                dated = any(within[0] <= day < within[1] for day in days)
                made += items(text, candidate, setting._replace(dated=dated), rules)
            if not made and around.listing is not None:
                made = list(listed(text, sentence, around.listing, rules))
            if around.announced(text, sentence, rules):
                made = [item for item in made if item.phrase.end < sentence.end - 3]
            yield from made
            around.leave(text, sentence, rules, agreed=agreed or bool(made))
            if title and rules.closing.search(text, sentence.start, sentence.end):
                closing = sentence
        if title and closing:
            yield self_statement(text, title, closing, self.grammars[closing.lang])


def candidates(text: str, sentence: Sentence, rules: Grammar, listing: Listing | None) -> Iterator[Candidate]:
    """The candidates of a sentence, by the order of words in its language."""
    reader = object_verb if rules.rules.order == "object-verb" else verb_object
    yield from reader.candidates(text, sentence, rules, listing)


def listed(text: str, sentence: Sentence, listing: Listing, rules: Grammar) -> Iterator[Item]:
    """The items of a list entry that is a mere phrase."""
    act = Act(sentence.start, sentence.start, _ENTRY, listing.mood, listing.rule)
    status: AgreementStatus = "ongoing" if listing.mood == "ongoing" else "agreed"
    for start, end in entries(text, sentence, rules):
        candidate = Candidate(start, end, act, sentence, (start, end), whole=True, inherited=listing)
        for phrase in divided(text, candidate, rules):
            head = phrase.head if phrase.head and phrase.head.weight > 0 else listing.head
            if head is None or head.weight < 1 or rules.reject.search(text[phrase.start : phrase.end]):
                continue
            yield Item(phrase._replace(head=head), head.kind or "project", status, candidate)


def self_statement(text: str, title: tuple[int, int], closing: Sentence, rules: Grammar) -> Item:
    """The joint statement of which the release is the text, with the sentence that closes it as evidence."""
    match = rules.statement.search(text, *title)
    start = match.start() if match else title[0]
    act = Act(*title, _ENTRY, "done", "title")
    candidate = Candidate(*title, act, closing, title, whole=True)
    return Item(Phrase(title[0], title[1], None, True, (text[start : title[1]],)), "statement", "adopted", candidate)
