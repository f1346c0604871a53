"""Corpora made by hand, of invented releases."""

from collections.abc import Iterable
from pathlib import Path

from corpus.documents import Block, Document, Evidence, Head, Source
from corpus.languages import Lang
from corpus.records import Agency, Agreement, Date, Item, Meeting, Person, Record
from corpus.store import Store, writing
from index import Index, passages
from queries.search import INDEX_FOLDER

Told = tuple[str, type[Item], dict[str, object]]
"""The words that state a fact, what it is, its fields."""


def release(
    identifier: str, lang: Lang, lines: Iterable[str], *, day: str, items: Iterable[Told]
) -> tuple[Document, Record]:
    """A release whose first line is its title; each item is the words that state it, its type and its fields."""
    text = "\n".join(lines)
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        blocks.append(Block(kind="paragraph" if number else "title", start=at, end=at + len(line), lang=lang))
        at += len(line) + 1
    source = Source(path=f"{identifier}.txt", media_type="text/plain", sha256=identifier.ljust(64, "0"), size=len(text))
    head = Head(title=Evidence(start=0, end=blocks[0].end, text=text[: blocks[0].end]), ref_date=day)
    document = Document(
        id=identifier, source=source, text=text, lang=lang, langs=(lang,), blocks=tuple(blocks), head=head
    )
    made: dict[type[Item], list[Item]] = {}
    for words, kind_of_item, fields in items:
        start = text.index(words)
        quoted = (document.quote(start, start + len(words)),)
        made.setdefault(kind_of_item, []).append(kind_of_item(evidence=quoted, rule="made", **fields))  # type: ignore[arg-type]
    lists = {Meeting: "meetings", Agreement: "agreements", Agency: "agencies", Date: "dates", Person: "persons"}
    record = Record(
        id=identifier, source=source, lang=lang, langs=(lang,), title=head.title.text if head.title else None,
        ref_date=day, **{lists[kind]: tuple(found) for kind, found in made.items()},  # type: ignore[arg-type]
    )  # fmt: skip
    return document, record


def corpus_of(folder: Path, *releases: tuple[Document, Record]) -> Path:
    """A corpus with these releases, its index of the model that needs no weights."""
    where = folder / INDEX_FOLDER
    with writing(folder), Store(folder, create=True) as store, Index.open(where, model="fake", create=True) as index:
        for document, record in releases:
            store.put(document, record, code_version="test")
            index.replace(document.id, passages(document, record), key="1")
        index.commit()
    return folder
