"""The component: sentences to candidates, candidates to items, items to the agreements of the record."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from corpus.languages import LANGS, Lang

from ..found import found_in, reading_of, release_of
from ..sentences import Sentence, sentences_of
from . import object_verb, verb_object
from .candidates import Candidate
from .items import Item, Setting, items
from .merge import merged
from .parties import country_words, main_parties
from .rules import Grammar, grammar


@Language.factory("release_agreements", requires=["doc.spans"])
def make_agreements(nlp: Language, name: str) -> "Agreements":
    """The component with the rules of all languages."""
    return Agreements({lang: grammar(lang) for lang in LANGS})


class Agreements:
    """Add to the record what the parties agreed; needs dates, agencies and meetings."""

    def __init__(self, grammars: dict[Lang, Grammar]) -> None:
        self.grammars = grammars

    def __call__(self, doc: Doc) -> Doc:
        found_in(doc).agreements.extend(merged(doc, list(self.items(doc)), self.parties(doc)))
        return doc

    def parties(self, doc: Doc) -> tuple[str, ...]:
        """The countries on the sides of the release."""
        release, text = release_of(doc), reading_of(doc)
        words = country_words(release.lang)
        heads: list[str] = []
        if release.head.title:
            heads += words.codes(text, release.head.title.start, release.head.title.end)
        for meeting in found_in(doc).meetings:
            if meeting.core:
                heads += [c for code in country_words(release.lang).codes(meeting.name) for c in [code]]
        return main_parties(heads, words.codes(text))

    def items(self, doc: Doc) -> Iterator[Item]:
        """The items of the release, sentence by sentence."""
        text = reading_of(doc)
        joint_before = False
        for sentence in sentences_of(doc):
            rules = self.grammars[sentence.lang]
            statement = False
            joint = bool(rules.joint.search(text, sentence.start, sentence.end))
            single = bool(rules.single.search(text, sentence.start, sentence.end))
            setting = Setting(joint or (joint_before and not single), single, statement, False)
            if joint or single:
                joint_before = joint
            for candidate in self.candidates(text, sentence):
                dated = any(
                    candidate.within[0] <= d.start_char < candidate.within[1] for d in doc.spans.get("dates", [])
                )
                yield from items(text, candidate, setting._replace(dated=dated), rules)

    def candidates(self, text: str, sentence: Sentence) -> Iterator[Candidate]:
        """The candidates of a sentence, by the order of words in its language."""
        rules = self.grammars[sentence.lang]
        reader = object_verb if rules.rules.order == "object-verb" else verb_object
        yield from reader.candidates(text, sentence, rules)
