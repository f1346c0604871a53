"""Releases by hand, and the meetings found in them."""

import re

import spacy

from corpus.documents import Block, BlockKind, Document, Evidence, Head, Source
from corpus.languages import Lang
from corpus.records import Meeting
from extract import tokenizer as _tokenizer  # noqa: F401  registers the tokenizer
from extract.dates import component as _dates  # noqa: F401  registers its factory
from extract.found import Found, found_in
from extract.meetings import component as _meetings  # noqa: F401
from extract.reading import form_of

MARK = re.compile(r"\[\[(.*?)\]\](?!\])")
REF_DATE = "2020-06-15"
NLP = spacy.blank("xx", config={"nlp": {"lang": "xx", "tokenizer": {"@tokenizers": "communique.characters.v1"}}})
for _name in ("release_dates", "release_meetings"):
    NLP.add_pipe(_name)


def release(*parts: tuple[Lang, BlockKind, str], ref_date: str = REF_DATE) -> Document:
    """A document of blocks, each on a line of its own."""
    text, blocks, title = "", [], None
    for lang, kind, content in parts:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(content), lang=lang))
        if kind == "title":
            title = Evidence(start=len(text), end=len(text) + len(content), text=content)
        text += content + "\n"
    return Document(
        id="made",
        source=Source(path="made.txt", media_type="text/plain", sha256="0" * 64, size=len(text)),
        text=text,
        lang=parts[0][0],
        langs=tuple(dict.fromkeys(lang for lang, _, _ in parts)),
        blocks=tuple(blocks),
        head=Head(title=title, ref_date=ref_date),
    )


def meetings(document: Document) -> list[Meeting]:
    """The meetings of a document, by the dates and the meetings component alone."""
    doc = NLP.make_doc(document.text)
    doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
    return found_in(NLP(doc)).meetings


def meetings_in(lang: Lang, text: str, ref_date: str = REF_DATE) -> list[Meeting]:
    """The meetings of a single paragraph."""
    return meetings(release((lang, "paragraph", text), ref_date=ref_date))
