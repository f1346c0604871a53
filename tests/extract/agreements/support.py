"""Releases built by hand, and what is agreed in them."""

from collections.abc import Sequence

import spacy
from spacy.language import Language

from corpus.documents import Block, BlockKind, Document, Head, Source, Table
from corpus.languages import Lang
from corpus.records import Agreement, Meeting
from extract import tokenizer  # noqa: F401
from extract.agreements import component  # noqa: F401
from extract.dates import component as dates  # noqa: F401
from extract.found import Found
from extract.reading import form_of

TITLES: dict[Lang, str] = {
    "ko": "한중 협력 회의 결과",
    "zh": "中韩合作会议在北京举行",
    "en": "Outcome of the Korea-China Meeting on Cooperation",
}


def blank() -> Language:
    """A pipeline of dates and agreements alone."""
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": "communique.characters.v1"}}})
    nlp.add_pipe("release_dates")
    nlp.add_pipe("release_agreements")
    return nlp


def release(
    lang: Lang, *parts: str | tuple[BlockKind, str], title: str | None = None, tables: Sequence[Table] = ()
) -> Document:
    """A release whose title names Korea and China, with a block for each part."""
    texts: list[tuple[BlockKind, str]] = [("title", title or TITLES[lang])]
    texts += [("paragraph", part) if isinstance(part, str) else part for part in parts]
    blocks, position = [], 0
    for kind, text in texts:
        blocks.append(Block(kind=kind, start=position, end=position + len(text), lang=lang))
        position += len(text) + 1
    text = "\n".join(part for _, part in texts)
    source = Source(path="memory", media_type="text/plain", sha256="0" * 64, size=len(text))
    head = Head(ref_date="2030-06-01")
    return Document(
        id="made",
        source=source,
        text=text,
        lang=lang,
        langs=(lang,),
        blocks=tuple(blocks),
        head=head,
        tables=tuple(tables),
    )


def agreements(nlp: Language, document: Document, *, meetings: Sequence[Meeting] = ()) -> list[Agreement]:
    """What is agreed in a release that tells of these meetings."""
    doc = nlp.make_doc(document.text)
    doc._.release = document
    doc._.reading = form_of(document)
    doc._.found = Found(meetings=list(meetings))
    found: list[Agreement] = nlp(doc)._.found.agreements
    return found
