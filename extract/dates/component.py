"""The component `release_dates`: the dates of a release, block by block."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from corpus import edtf
from corpus.documents import Block, Document
from corpus.languages import LANGS, Lang
from corpus.records import Date, DateRole

from ..found import found_in, lang_of, mention, reading_of, release_of
from .find import FoundDate, dates_in
from .timeline import Timeline

Stretch = tuple[Lang, int, int]
"""A piece of text in one language: where it begins and ends."""

_YEAR_OF_A_NAME = re.compile(r"[-–—· ']((?:19|20)\d\d)(?=[\"”」』》'])")
_MIDDLE = 7
_OPEN_END = re.compile(r"\d\S{0,2}\s?~\s*\Z")

_JAPANESE_IS_READ_AS: Lang = "zh"
"""Japanese dates are written with the same characters and eras as Chinese ones."""


@Language.factory("release_dates", assigns=["doc.spans"])
def make_dates(nlp: Language, name: str) -> "Dates":
    """The factory that the pipeline names."""
    return Dates()


class Dates:
    """Fill `doc.spans["dates"]` and the dates of the record, in text order.

    Of a span `label_` is "date", `kb_id_` the EDTF value and `id_` the rule. Furniture gives no dates but the one
    by which the page dates the release.
    """

    def __call__(self, doc: Doc) -> Doc:
        release = release_of(doc)
        seen = reading_of(doc)
        ref_date = release.head.ref_date or _latest(_dates_of(release, seen, None)) or _middle_of_named_year(seen)
        dates = _dates_of(release, seen, ref_date)
        doc.spans["dates"] = [
            mention(doc, date.start, date.end, label="date", value=date.value, rule=date.rule) for date in dates
        ]
        found_in(doc).dates = [
            Date(
                evidence=(release.quote(date.start, date.end),),
                rule=date.rule,
                text=date.surface,
                value=date.value,
                role=_role(release, date),
            )
            for date in dates
        ]
        return doc


def _dates_of(release: Document, seen: str, ref_date: str | None) -> list[FoundDate]:
    timeline = Timeline(ref_date, stated=release.head.ref_date is not None)
    dates: list[FoundDate] = []
    for lang, start, end in _joined(_stretches(release), seen):
        dates.extend(dates_in(release.text, seen, lang, start, end, timeline))
    return dates


def _stretches(release: Document) -> Iterator[Stretch]:
    dated = release.head.dated
    for block in release.blocks:
        if block.kind != "furniture":
            yield _lang(block, release), block.start, block.end
        elif dated is not None and block.start <= dated.start < block.end:
            yield _lang(block, release), dated.start, dated.end


def _joined(stretches: Iterator[Stretch], seen: str) -> Iterator[Stretch]:
    """Join what a narrow column of a table has torn apart: "2018년 ~" and the year in the next line."""
    held: Stretch | None = None
    for lang, start, end in stretches:
        if held is not None and _OPEN_END.search(seen, max(held[1], held[2] - 12), held[2]):
            held = (held[0], held[1], end)
            continue
        if held is not None:
            yield held
        held = (lang, start, end)
    if held is not None:
        yield held


def _lang(block: Block, release: Document) -> Lang:
    if block.lang == "ja":
        return _JAPANESE_IS_READ_AS
    return block.lang if block.lang in LANGS else lang_of(release)


def _latest(dates: list[FoundDate]) -> str | None:
    """The month of the latest date that is not just a year: the time of a release that does not say its own."""
    firsts = [edtf.days(date.value)[0] for date in dates if len(date.value.split("/")[0]) > len("2022")]
    known = [first for first in firsts if first is not None]
    return edtf.month(max(known).year, max(known).month) if known else None


def _middle_of_named_year(seen: str) -> str | None:
    """The middle of the year that ends the first name in quotation marks that has one ("Blue Bridge-2019").

    Only for a text that says no other year: nearest to the middle, every month is of that year.
    """
    match = _YEAR_OF_A_NAME.search(seen)
    return edtf.month(int(match[1]), _MIDDLE) if match else None


def _role(release: Document, date: FoundDate) -> DateRole | None:
    """Whether a date of the head says when the release was issued, or until when it was held back."""
    block = next((b for b in release.blocks if b.start <= date.start < b.end), None)
    if block is None or block.kind not in ("header", "furniture"):
        return None
    head = release.head
    if head.embargo is not None and head.embargo.startswith(date.value) and head.embargo != head.released:
        return "embargo"
    if head.ref_date == date.value or (head.released is not None and head.released.startswith(date.value)):
        return "released"
    return None
