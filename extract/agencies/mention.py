"""A name of an organisation, where it stands in the text."""

from dataclasses import dataclass, field

from .rules import Kind


@dataclass(eq=False)
class Mention:
    """A name at `start:end` of the text; `outer_start` takes in the country in front of it.

    `ids` are the organisations of the registry that bear the name, `country` the country that the text binds to it,
    `column` the country that heads its column of a table, `parent` the mention of which it is a part. Of a mission,
    `what` is its kind, `home` the country that sends it, `host` the one in which it is, and `abroad` says that the
    text names a host, be it a country or a city.
    """

    start: int
    end: int
    outer_start: int
    lang: str
    rule: str
    kind: Kind
    ids: tuple[str, ...] = ()
    country: str | None = None
    parent: "Mention | None" = None
    home: str | None = None
    host: str | None = None
    what: str | None = None
    abroad: bool = False
    column: str | None = None
    name: str | None = None
    surfaces: list[tuple[int, int]] = field(default_factory=list)


REGISTRY = "registry"
LEAST_OWN_NAME = 3
"""Characters after a parent's name that make a name of their own; fewer belong to the whole (경기도청)."""
