"""What a department is a part of, where the text shows it by its order."""

from collections.abc import Sequence

from .mention import Mention
from .rules import Grammar

_BODIES = ("organisation", "ministry", "company", "government")
"""Kinds of bodies of whose members a title tells."""

_REACH_OF_A_LIST = 24
"""Characters between the members of a list of departments and their heads (亚洲司司长罗文、世贸司副司长)."""


def link(text: str, mentions: Sequence[Mention], grammar: Grammar) -> None:
    """Set the parents of departments and of unlisted organisations that have none, in order of the text.

    Before it, where one line names the larger and then the smaller unit; after it, where a preposition says so; the
    parent of the department before it, where a list goes on; the body before a person in whose title it stands. For an
    organisation only the words that put it under another count.
    """
    for number, one in enumerate(mentions):
        if one.kind == "organisation" and one.parent is None and not one.ids and number:
            above = mentions[number - 1]
            if above.end <= one.start and grammar.context["under"].fullmatch(text[above.end : one.outer_start]):
                one.is_part_of(above)
            continue
        if one.kind != "department" or one.parent is not None or one.ids:
            continue
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        if following is not None and grammar.context["part_of"].fullmatch(text[one.end : following.outer_start]):
            one.is_part_of(following)
            continue
        previous = mentions[number - 1] if number else None
        if previous is None or previous.end > one.start:
            continue
        between = text[previous.end : one.start]
        if between in ("", " ") and (previous.kind == "department" or previous.ids):
            one.is_part_of(previous)
        elif previous.kind in _BODIES and grammar.context["head_between"].fullmatch(between):
            one.parent = previous
        elif (
            previous.parent is not None
            and len(between) <= _REACH_OF_A_LIST
            and grammar.context["list_of_heads"].fullmatch(between)
        ):
            one.parent = previous.parent
