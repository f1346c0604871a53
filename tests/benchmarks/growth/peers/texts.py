"""Texts into words, against extraction of all facts."""

from importlib.metadata import version
from pathlib import Path

import extract
from corpus.documents import Document
from ingest import read

from . import Row
from .timing import seconds

_RELEASES = Path(__file__).parents[3] / "data" / "releases"
_LANGS = ("ko", "en", "zh")


def beside_spacy(_corpus: Path) -> list[Row]:
    """spaCy's blank tokenizer of a language with its rules for sentences."""
    import spacy

    rows = []
    for lang in _LANGS:
        documents = _documents(lang)
        nlp = spacy.blank("xx" if lang == "ko" else lang)  # that of Korean needs MeCab
        nlp.add_pipe("sentencizer")
        texts = [document.text for document in documents]
        theirs = seconds(lambda nlp=nlp, texts=texts: [nlp(text) for text in texts])  # type: ignore[misc]
        rows.append(_row("spacy", "words and sentences alone", lang, documents, theirs))
    return rows


def beside_kiwipiepy(_corpus: Path) -> list[Row]:
    """Kiwi's morphemes of Korean, on one thread."""
    from kiwipiepy import Kiwi

    documents = _documents("ko")
    kiwi = Kiwi(num_workers=1)
    theirs = seconds(lambda: [kiwi.tokenize(document.text) for document in documents])
    return [_row("kiwipiepy", "morphemes alone", "ko", documents, theirs)]


def _documents(lang: str) -> list[Document]:
    return [read(path) for path in sorted(_RELEASES.glob(f"*-{lang}-*.txt"))]


def _row(peer: str, what: str, lang: str, documents: list[Document], theirs: float) -> Row:
    ours = seconds(lambda: [extract.run(document) for document in documents])
    characters = sum(len(document.text) for document in documents)
    return {
        "peer": peer, "version": version(peer), "what": f"{what}, here extraction of all facts",
        "on": f"{len(documents)} invented releases, {lang}", "unit": "characters a second", "less is better": False,
        "ours": characters / ours, "theirs": characters / theirs,
    }  # fmt: skip
