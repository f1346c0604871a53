"""Names that only say where, or that only belong to the name of a meeting."""

from corpus.languages import UNSPACED
from corpus.registry import agencies

from .mention import Mention
from .rules import Grammar

_BEFORE = 40
_GENERIC = frozenset({"ministry", "organisation", "department"})
_NEVER_A_VENUE = frozenset({"ministry", "international", "parliament", "government"})


def is_part_of_a_meeting(text: str, mention: Mention, grammar: Grammar) -> bool:
    """Whether an international body gives a meeting or agreement its name (APEC 정상회의)."""
    if not mention.ids or agencies().entry(mention.ids[0]).kind != "international":
        return False
    if grammar.context["meeting_after"].match(text, mention.end):
        return True
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    return grammar.context["meeting_before"].search(before) is not None


def is_shared(text: str, mention: Mention, grammar: Grammar) -> bool:
    """Whether a bare word stands for the ministries of several countries (양국 환경부)."""
    if mention.kind not in _GENERIC or mention.country is not None:
        return False
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    return grammar.context["shared_before"].search(before) is not None


def is_venue(text: str, mention: Mention, grammar: Grammar) -> bool:
    """Whether something only takes place there."""
    if mention.acts is not None:
        return not mention.acts
    kind = agencies().entry(mention.ids[0]).kind if mention.ids else "organisation"
    if kind == "government" or mention.kind == "government":
        return _is_place(text, mention, grammar)
    if kind in _NEVER_A_VENUE or mention.kind in ("ministry", "department"):
        return False
    before = text[max(0, mention.outer_start - _BEFORE) : mention.outer_start]
    if grammar.context["venue_after"].match(text, mention.end):
        return grammar.lang not in UNSPACED or grammar.context["venue_before"].search(before) is not None
    return grammar.lang not in UNSPACED and grammar.context["venue_before"].search(before) is not None


def _is_place(text: str, mention: Mention, grammar: Grammar) -> bool:
    context = grammar.context
    if context["seat"].search(text[mention.start : mention.end]):
        return False
    if context["place_after"].match(text, mention.end) or not context["agent_after"].match(text, mention.end):
        return True
    before = text[max(0, mention.outer_start - _BEFORE) : mention.outer_start]
    return context["place_before"].search(before) is not None
