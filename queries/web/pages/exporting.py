"""Where a list can be had for other programs: addresses of exports, for the formats that there are."""

from queries.exports import FORMATS

from .links import Value, query


def exports(**asked: Value) -> list[tuple[str, str]]:
    """The formats, each with the address of what is asked for in it."""
    return [(name, f"/export/{name}{query(**asked)}") for name in FORMATS]
