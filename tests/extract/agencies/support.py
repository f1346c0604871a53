"""Small releases made by hand, and what the agency component finds in them."""

import re

import spacy

from corpus.documents import Block, BlockKind, Document, Head, Source
from corpus.languages import Lang
from corpus.records import Agency
from extract.agencies.component import Agencies
from extract.found import Found
from extract.reading import form_of
from extract.tokenizer import CharacterTokenizer

_MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)
_NLP = spacy.blank("xx")
_NLP.tokenizer = CharacterTokenizer(_NLP.vocab)
_COMPONENT = Agencies()


def release(*texts: str, lang: Lang, kind: BlockKind = "paragraph", ref_date: str | None = None) -> Document:
    """A release with one block for each text."""
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(kind=kind, start=at, end=at + len(text), lang=lang))
        at += len(text) + 1
    return Document(
        id="made",
        source=Source(path="made.txt", media_type="text/plain", sha256="0", size=at),
        text="\n".join(texts),
        lang=lang,
        langs=(lang,),
        blocks=tuple(blocks),
        head=Head(ref_date=ref_date),
    )


def found(document: Document) -> Found:
    """What the component leaves on a release."""
    doc = _NLP.make_doc(document.text)
    doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
    findings: Found = _COMPONENT(doc)._.found
    return findings


def spans(document: Document) -> list[tuple[str, str]]:
    """The spans of a release: surface and id in the registry."""
    doc = _NLP.make_doc(document.text)
    doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
    return [(span.text, span.kb_id_) for span in _COMPONENT(doc).spans["agencies"]]


def agencies(*texts: str, lang: Lang, kind: BlockKind = "paragraph", ref_date: str | None = None) -> list[Agency]:
    """The agencies of a release."""
    return found(release(*texts, lang=lang, kind=kind, ref_date=ref_date)).agencies


def named(
    *texts: str, lang: Lang, kind: BlockKind = "paragraph", ref_date: str | None = None
) -> list[tuple[str, str | None]]:
    """Name and country of the agencies of a release, in order."""
    return [(one.name, one.country) for one in agencies(*texts, lang=lang, kind=kind, ref_date=ref_date)]


def unmarked(text: str) -> tuple[str, list[str]]:
    """A text without its double brackets, and what stood in them."""
    return _MARK.sub(r"\1", text), _MARK.findall(text)
