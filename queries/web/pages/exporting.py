"""Where a list can be had for other programs: addresses of exports, for the formats that there are."""

from queries.exports import FORMATS

from .links import Value, query

ADDRESS = "/api/v1/exports"
MOST_RECORDS = 100


def exports(**asked: Value) -> list[tuple[str, str]]:
    """The formats, each with the address of what is asked for in it; of more records than an address holds, none."""
    records = asked.get("record")
    if records is not None and not isinstance(records, str | int) and len(list(records)) > MOST_RECORDS:
        return []
    return [(name, f"{ADDRESS}/{name}{query(**asked)}") for name in FORMATS]
