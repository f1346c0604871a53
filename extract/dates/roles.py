"""The component `release_date_roles`: what each date of the record is the date of.

It runs last, since a day on which a meeting was held or an agreement signed is best known from these.
"""

import re

from spacy.language import Language
from spacy.tokens import Doc

from corpus.documents import Block, Document
from corpus.languages import LANGS, Lang
from corpus.records import Date, DateRole, Item

from ..found import Found, found_in, lang_of, reading_of, release_of
from .role_rules import is_before, roles

_BESIDE = 2
"""Words no farther from a date than this belong to it, whatever else the sentence says."""
_PAST = 60
"""Days before the day of issue beyond which a date without words of its own tells what went before."""
_HEAD = ("header", "furniture")
_TO_THE_SECOND = re.compile(r"\d:\d\d:\d\d")
"""A time that only the system of a web page writes: the day is that of posting, whatever stands before it."""


@Language.factory("release_date_roles", requires=["doc.spans"])
def make_date_roles(nlp: Language, name: str) -> "DateRoles":
    """The factory; there is nothing to configure."""
    return DateRoles()


class DateRoles:
    """Give the dates of the record their roles; those that have none, and of which nothing tells one, stay as is."""

    def __call__(self, doc: Doc) -> Doc:
        release, found, seen = release_of(doc), found_in(doc), reading_of(doc)
        dates = found.dates
        blocks = _blocks_of(release, dates)
        for number, (date, block) in enumerate(zip(dates, blocks, strict=True)):
            if block is None:
                continue
            left = dates[number - 1].evidence[0].end if number else 0
            right = dates[number + 1].evidence[0].start if number + 1 < len(dates) else len(seen)
            within = (max(left, block.start), min(max(right, date.evidence[0].end), block.end))
            role = _role(date, block, within, seen, release, found)
            if role != date.role:
                dates[number] = date.model_copy(update={"role": role})
        return doc


def _blocks_of(release: Document, dates: list[Date]) -> list[Block | None]:
    """The block in which each date stands; both are in text order."""
    found: list[Block | None] = []
    at, blocks = 0, release.blocks
    for date in dates:
        start = date.evidence[0].start
        while at < len(blocks) and blocks[at].end <= start:
            at += 1
        found.append(blocks[at] if at < len(blocks) and blocks[at].start <= start else None)
    return found


def _role(
    date: Date, block: Block, within: tuple[int, int], seen: str, release: Document, found: Found
) -> DateRole | None:
    start, end = date.evidence[0].start, date.evidence[0].end
    rules = roles(_lang(block, release))
    if _is_posting(date, release):
        return "released"
    if block.kind in _HEAD or date.role is not None:
        label = rules.cue(seen, start, end, date.value, within=within, head=True)
        if date.role is not None:
            return date.role if label is None else label.role
        if label is not None and block.kind in _HEAD:
            return label.role
    cue = rules.cue(seen, start, end, date.value, within=within, head=False)
    if cue is not None and cue.distance <= _BESIDE:
        return cue.role
    if _names(date, found, release):
        return None
    agreed = _of_agreement(date, found)
    if agreed in ("deadline", "period"):
        return agreed
    if cue is not None:
        return cue.role
    if agreed is not None:
        return agreed
    if any(meeting.date == date.value for meeting in found.meetings):
        return "held"
    if "/" in date.value:
        return "background" if date.value.startswith("..") else "period"
    return "background" if is_before(date.value, release.head.ref_date, _PAST) else None


def _is_posting(date: Date, release: Document) -> bool:
    """Whether a date of the head is the moment at which a system posted the release."""
    issued = release.head.released
    return issued is not None and issued.startswith(date.value) and _TO_THE_SECOND.search(date.text) is not None


def _of_agreement(date: Date, found: Found) -> DateRole | None:
    """The role that an agreement gives a date that stands in its words."""
    for agreement in found.agreements:
        if not _tells_of(agreement, date):
            continue
        if agreement.deadline == date.value:
            return "deadline"
        if agreement.period == date.value:
            return "period"
        if agreement.date == date.value and agreement.status in ("signed", "adopted"):
            return "signed"
    return None


def _names(date: Date, found: Found, release: Document) -> bool:
    """Whether a year stands inside the name of something, as in a plan "of 2022", and so dates nothing."""
    if len(date.value) != len("2022"):
        return False
    names = [meeting.name for meeting in found.meetings]
    names += [agreement.key for agreement in found.agreements]
    names += [surface for programme in found.programmes for surface in programme.surfaces]
    start, end = date.evidence[0].start, date.evidence[0].end
    for name in names:
        at = name.find(date.text)
        if at >= 0 and len(name) > end - start and release.text[start - at : start - at + len(name)] == name:
            return True
    return False


def _tells_of(item: Item, date: Date) -> bool:
    start = date.evidence[0].start
    return any(evidence.start <= start < evidence.end for evidence in item.evidence)


def _lang(block: Block, release: Document) -> Lang:
    return block.lang if block.lang in LANGS else lang_of(release)
