"""Which commitments are asked for, and which of them come first: for pages, API and MCP server alike."""

from collections.abc import Collection, Iterable

from .model import Commitment

_NEVER = "9999"
_SETTLED = ("completed", "dropped")


def chosen(
    every: Iterable[Commitment], *, states: Collection[str] = (), countries: Collection[str] = ()
) -> list[Commitment]:
    """Those in one of these states whose parties all of these countries are, in their order; nothing given, all."""
    return [each for each in every if (not states or each.state in states) and {*countries} <= {*each.parties}]


def by_urgency(commitments: Iterable[Commitment]) -> list[Commitment]:
    """What is late, the longest first; then what is to be done, the soonest first; then what is settled."""
    return sorted(commitments, key=_urgency)


def _urgency(each: Commitment) -> tuple[int, str, str]:
    if each.state == "overdue":
        return 0, each.overdue_since or "", each.key
    return (2 if each.state in _SETTLED else 1), each.due_now or each.due or _NEVER, each.key
