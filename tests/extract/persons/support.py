"""Releases made by hand, and what the component finds in them."""

import spacy
from spacy.tokens import Doc

from corpus.documents import Block, ContactPerson, Document, Head, Source
from corpus.languages import Lang
from corpus.records import Agency, Person
from extract.found import Found
from extract.persons import component
from extract.reading import form_of
from extract.tokenizer import CharacterTokenizer


def release(*paragraphs: tuple[Lang, str], head: Head | None = None) -> Document:
    """A release of one paragraph for each pair of language and text; the first gives the language of the whole."""
    blocks, text = [], ""
    for lang, words in paragraphs:
        blocks.append(Block(kind="paragraph", start=len(text), end=len(text) + len(words), lang=lang))
        text += words + "\n"
    return Document(
        id="release",
        source=Source(path="release.txt", media_type="text/plain", sha256="0" * 64, size=len(text)),
        text=text,
        lang=paragraphs[0][0],
        langs=tuple(dict.fromkeys(lang for lang, _ in paragraphs)),
        blocks=tuple(blocks),
        head=head or Head(),
    )


def agency(document: Document, surface: str, name: str, country: str, *, parent: str | None = None) -> Agency:
    """An agency that is written `surface` wherever it stands in `document`."""
    evidence, start = [], document.text.find(surface)
    while start >= 0:
        evidence.append(document.quote(start, start + len(surface)))
        start = document.text.find(surface, start + 1)
    return Agency(
        name=name,
        surfaces=(surface,),
        country=country,
        parent=parent,
        evidence=tuple(evidence),
        rule="test",
        ref=surface,
    )


def contact(document: Document, name: str, role: str, unit: str) -> ContactPerson:
    """A member of staff whose entry is the line on which the name stands."""
    at = document.text.index(name)
    start = document.text.rfind("\n", 0, at) + 1
    return ContactPerson(name=name, role=role, unit=unit, evidence=document.quote(start, document.text.index("\n", at)))


def read(document: Document, *agencies: Agency, issuer: str | None = None) -> tuple[list[Person], Doc]:
    """The persons of a release in which `agencies` were found before."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    doc = nlp.make_doc(document.text)
    doc._.release, doc._.reading = document, form_of(document)
    doc._.found = Found(issuer=issuer, agencies=list(agencies))
    doc = component.Persons()(doc)
    return doc._.found.persons, doc
