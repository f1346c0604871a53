"""The pipeline: which components run, in which order, and the record that they leave."""

from functools import cache

import spacy
from spacy.language import Language

from corpus.documents import Document
from corpus.records import Record

from . import tokenizer  # noqa: F401  registers the tokenizer that the configuration names
from .agencies import component as _agencies  # noqa: F401  registers its factory
from .agreements import component as _agreements  # noqa: F401  registers its factory
from .dates import component as _dates  # noqa: F401
from .dates import roles as _date_roles  # noqa: F401  registers its factory
from .found import Found, found_in
from .meetings import component as _meetings  # noqa: F401
from .persons import component as _persons  # noqa: F401
from .programmes import component as _programmes  # noqa: F401
from .reading import form_of
from .tables import component as _tables  # noqa: F401
from .unbroken import Unbroken

COMPONENTS: tuple[str, ...] = (
    "release_dates",
    "release_agencies",
    "release_persons",
    "release_programmes",
    "release_meetings",
    "release_agreements",
    "release_date_roles",
    "release_tables",
)
"""Factories in the order in which they run; each reads what those before it left."""

_CONFIG = {"nlp": {"lang": "xx", "tokenizer": {"@tokenizers": "communique.characters.v1"}}}


@cache
def pipeline() -> Language:
    """The pipeline with its rules loaded, made once per process."""
    nlp = spacy.blank("xx", config=_CONFIG)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def run(document: Document) -> Record:
    """Read a release: every fact with the words that state it. Without text there are none."""
    if not document.text:
        return Record(id=document.id, source=document.source, lang=document.lang, langs=document.langs)
    unbroken = Unbroken(document)
    return unbroken.record(_record(unbroken.document))


def _record(document: Document) -> Record:
    nlp = pipeline()
    doc = nlp.make_doc(document.text)
    doc._.release = document
    doc._.reading = form_of(document)
    doc._.found = Found()
    found = found_in(nlp(doc))
    head = document.head
    return Record(
        id=document.id,
        source=document.source,
        lang=document.lang,
        langs=document.langs,
        title=head.title.text if head.title else None,
        subtitle=head.subtitle.text if head.subtitle else None,
        issuer=found.issuer,
        ref_date=head.ref_date,
        released=head.released,
        embargo=head.embargo,
        meetings=tuple(found.meetings),
        agencies=tuple(found.agencies),
        persons=tuple(found.persons),
        dates=tuple(found.dates),
        agreements=tuple(found.agreements),
        programmes=tuple(found.programmes),
        contacts=tuple(found.contacts),
        tables=tuple(found.tables),
    )
