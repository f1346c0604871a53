"""The items of a candidate, each with its kind.

Items have a name of their own, a quantity, a date or a definite activity; topics, wishes and results have none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from corpus.documents import Evidence
from corpus.records import AgreementKind, AgreementStatus, Amount

from .candidates import Candidate
from .lines import Line
from .phrases import LEAST, Phrase, divided, opening
from .rules import Grammar
from .setting import MEETS, Setting, is_next
from .status import status_of


class Item(NamedTuple):
    """An item: its phrase, kind and status, and the candidate that it comes from.

    `document` is the place of the document that contains it, `rows` the places in its row that name who does it;
    `further` are words elsewhere that state a part of it, `partners` the parties where its sentence names them as such.
    """

    phrase: Phrase
    kind: AgreementKind
    status: AgreementStatus
    source: Candidate
    line: Line
    parties: tuple[str, ...] = ()
    date: str | None = None
    period: str | None = None
    meeting: str | None = None
    deadline: str | None = None
    amount: Amount | None = None
    responsible: tuple[str, ...] = ()
    document: tuple[int, int] | None = None
    rows: tuple[tuple[int, int], ...] = ()
    further: tuple[Evidence, ...] = ()
    partners: tuple[str, ...] = ()


def items(line: Line, candidate: Candidate, setting: Setting, grammar: Grammar) -> Iterator[Item]:
    """The items of a candidate: one for each of its coordinated phrases, none where it undertakes nothing."""
    text = line.text
    for phrase in divided(text, candidate, grammar):
        if candidate.inherited and candidate.inherited.head and (phrase.head is None or phrase.head.weight < 1):
            phrase = phrase._replace(head=candidate.inherited.head)
        upcoming = is_next(text[phrase.start : phrase.end], setting, grammar)
        status = status_of(text, candidate, phrase, setting, grammar, upcoming=upcoming)
        if status is not None:
            act, head = candidate.act, phrase.head
            bare = grammar.reject.search(text[phrase.start : phrase.end])
            figures = grammar.figure.search(text, phrase.end, act.start) if phrase.end < act.start else None
            given = act.verb.kind == "support" and head is not None and head.kind in ("project", "exchange")
            studied = act.verb.kind == "research" and head is not None and head.kind != "research"
            vague = studied or head is None or head.weight < LEAST or bare or figures or (given and not phrase.named)
            if (act.verb.alone and not candidate.clause and vague) or (act.verb.counted and figures):
                end = max(phrase.end, act.end)
                infinitive = grammar.infinitive.match(text, end)
                phrase = phrase._replace(
                    start=min(phrase.start, act.start), end=infinitive.end() if infinitive else end
                )
                phrase = phrase._replace(start=opening(text, phrase.start, phrase.end, 0))
            kind = kind_of(candidate, phrase, upcoming=upcoming)
            held = (setting.dated and act.verb.id in MEETS) or act.verb.kind == "next-meeting"
            if kind == "next-meeting" and status == "agreed" and not (upcoming or held):
                kind = "exchange"
            if act.verb.counted and figures:
                kind = act.verb.counted
            yield Item(phrase, kind, status, candidate, line)


def kind_of(candidate: Candidate, phrase: Phrase, *, upcoming: bool) -> AgreementKind:
    """The kind that the head names, else the one that the verb implies; what is called the next one is a meeting."""
    head, verb = phrase.head, candidate.act.verb
    if upcoming and ((head is not None and head.gathering) or candidate.act.verb.id in MEETS):
        return "next-meeting"
    if head is not None and head.kind == "next-meeting" and (verb.body or verb.done == "launched"):
        return "other"
    if verb.kind == "research" and verb.alone:
        return "research"
    if candidate.act.verb.kind == "support" and head is not None and head.kind in ("project", "exchange", "other"):
        return "support"
    if head is not None and head.kind is not None and not (verb.alone and verb.kind and head.weight < 1):
        return head.kind
    return candidate.act.verb.kind or "other"
