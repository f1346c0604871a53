"""What the components of the pipeline leave on a `Doc` for those after them.

`doc._.release` is the `Document`, `doc._.reading` the text in the form in which rules match, `doc._.found` the items
found so far, in the types of the record. Mentions are spans in `doc.spans`, by the name of the field: `label_` is
what a span is, `kb_id_` its canonical value (EDTF date, agency id, country code) and `id_` the rule that found it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from corpus.documents import Block, Document
from corpus.languages import Lang
from corpus.records import Agency, Agreement, Contact, Date, Meeting, Person, Programme, TableData


@dataclass
class Found:
    """The items of one release, field by field; each component adds to its own field."""

    issuer: str | None = None
    home: str | None = None
    """The country that speaks in the release."""
    dates: list[Date] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    programmes: list[Programme] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    tables: list[TableData] = field(default_factory=list)


_STARTS = "starts"
for _name in ("release", "reading", "found"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def release_of(doc: Doc) -> Document:
    """The release that `doc` reads."""
    release: Document = doc._.release
    return release


def lang_of(release: Document) -> Lang:
    """The main language of a release; one without text, which has none, does not come to the components."""
    assert release.lang is not None
    return release.lang


def reading_of(doc: Doc) -> str:
    """The text in the form in which rules match; as long as `doc.text`."""
    reading: str = doc._.reading
    return reading


def found_in(doc: Doc) -> Found:
    """The items found so far."""
    found: Found = doc._.found
    return found


def blocks_of(doc: Doc, lang: str | None = None, *, furniture: bool = False) -> list[Block]:
    """The blocks written in `lang` (any: None), in reading order; furniture only where asked for."""
    return [
        block
        for block in release_of(doc).blocks
        if (furniture or block.kind != "furniture") and (lang is None or block.lang == lang)
    ]


def mention(doc: Doc, start: int, end: int, *, label: str, value: str, rule: str) -> Span:
    """A span of `doc` for the characters `start:end`, widened to whole tokens."""
    places = _starts(doc)
    first, last = bisect_right(places, start) - 1, bisect_left(places, end)
    if not 0 <= first < last or end > len(reading_of(doc)):
        raise ValueError(f"no token at {start}:{end}")
    return Span(doc, first, last, label=label, kb_id=value, span_id=rule)


def _starts(doc: Doc) -> list[int]:
    """Where each token begins; listed once, since `Doc.char_span` looks it up token by token."""
    if _STARTS not in doc.user_data:
        doc.user_data[_STARTS] = [token.idx for token in doc]
    places: list[int] = doc.user_data[_STARTS]
    return places
