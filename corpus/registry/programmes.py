"""The registry of programmes: plans, conventions, networks and other standing frameworks that are no organisations."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ..errors import BadResource
from ..languages import LANGS
from ..model import Model
from .finder import NameFinder, squeezed
from .groups import spellings
from .series import SeriesName
from .tables import ROOT, When, read_table

ProgrammeKind = Literal[
    "plan", "convention", "agreement", "framework", "network", "partnership", "programme", "project",
    "research", "initiative", "policy", "facility", "negotiations", "statement",
]  # fmt: skip


class Programme(Model):
    """A programme: `name` is its English canonical name, `members` ISO codes or `INT`, `since` when it began."""

    id: str
    name: str
    kind: ProgrammeKind
    members: str
    since: When
    source: str


@dataclass(frozen=True)
class ProgrammeMatch:
    """A name of the programme `id` at `start:end`."""

    start: int
    end: int
    id: str


class ProgrammeRegistry:
    """The programmes and their names."""

    def __init__(self, folder: Path) -> None:
        """Read the tables of `folder`.

        Raises:
            BadResource: a table does not follow its columns, an id is unknown or stands twice, a name is ambiguous.
        """
        self._entries: dict[str, Programme] = {}
        path = folder / "programmes.csv"
        for line, entry in read_table(path, Programme):
            if entry.id in self._entries:
                raise BadResource(f"{path}, line {line}: id {entry.id!r} stands twice", hint="Rename one of them")
            self._entries[entry.id] = entry
        self._bearers: dict[str, dict[str, str]] = defaultdict(dict)
        self._written: dict[str, list[str]] = defaultdict(list)
        for lang in LANGS:
            path = folder / f"{lang}.csv"
            for line, name in read_table(path, SeriesName):
                if name.id not in self._entries:
                    raise BadResource(
                        f"{path}, line {line}: programme {name.id!r} is unknown", hint="Add it to programmes.csv"
                    )
                for spelling in spellings(name.name, lang, self._entries[name.id].members):
                    bearer = self._bearers[lang].setdefault(squeezed(spelling), name.id)
                    if bearer != name.id:
                        raise BadResource(
                            f"{path}, line {line}: {spelling!r} is also a name of {bearer!r}", hint="Make one longer"
                        )
                    self._written[lang].append(spelling)
        self._finders: dict[str, NameFinder] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in order of the table."""
        return tuple(self._entries)

    def entry(self, id: str) -> Programme:  # noqa: A002  the column's name
        """The programme with this id.

        Raises:
            KeyError: there is none.
        """
        return self._entries[id]

    def find(self, text: str, lang: str) -> list[ProgrammeMatch]:
        """Every name in `text`, which is in the form for matching; names of `lang` and names in Latin letters."""
        if lang not in self._finders:
            self._finders[lang] = NameFinder([*self._written[lang], *self._written["en"]])
        own, latin = self._bearers[lang], self._bearers["en"]
        return [
            ProgrammeMatch(hit.start, hit.end, own.get(hit.key) or latin[hit.key])
            for hit in self._finders[lang].find(text)
        ]


@cache
def programmes() -> ProgrammeRegistry:
    """The registry that comes with the program, read once."""
    return ProgrammeRegistry(ROOT / "programmes")
