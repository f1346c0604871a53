"""Where a release was written that does not say who issued it."""

from collections.abc import Callable

from .rules import Grammar

_TOP = 700
"""Characters at the top of a release in which its dateline stands."""


def told_from(text: str, grammar: Grammar, code: Callable[[str | None], str | None]) -> str | None:
    """The country of the dateline's capital, else the one country to which the text has an ambassador posted.

    `code` is the code of a country, or of the country of a capital.
    """
    dateline = grammar.context["dateline"].search(text, 0, _TOP)
    if dateline is not None:
        return code(dateline["capital"]) or code(dateline["capital"].title())
    hosts = {code(match["country"]) for match in grammar.context["posted"].finditer(text)}
    return hosts.pop() if len(hosts) == 1 else None
