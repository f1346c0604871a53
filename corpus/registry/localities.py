"""Cities, provinces and districts, whose governments act in releases, and what they are called.

`localities.csv` has one place a row, its names without what says its level (`en`, `ko`, `zh`, several parted by `|`,
the usual one first); `locality_levels.csv` has what makes of them the names of a government (시, 市, City). The places
are those of Korea and China down to the county and the prefecture-level city, the prefectures and larger cities of
Japan, and elsewhere the first-level divisions and the cities that partner with them. Korean has the places of China
both as they sound and as their characters read (칭다오, 청도).

Source: names and populations of cities from GeoNames (https://www.geonames.org, CC BY 4.0); the divisions of Korea and
China, the spellings and readings by the rules in `places`, `pinyin` and `readings`.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from ..errors import BadResource
from ..languages import LANGS, Lang
from ..model import Model
from .countries import countries
from .organisations import agencies
from .tables import ROOT, Maybe, read_table

_LEAST_BARE = 2
"""Characters of a name that may stand without its level."""


class LocalityRow(Model):
    """A row of the table: `under` is the id of the government above it, `agency` that in the list of organisations."""

    id: str
    country: str
    level: str
    under: Maybe
    agency: Maybe
    en: str
    ko: str
    zh: str


class Level(Model):
    """A level of local government: patterns, parted by `|`, that make of a place's name that of its government.

    The first is the usual one. `small`: of two places of one name the other is meant.
    """

    level: str
    small: Literal["yes", ""]
    en: str
    ko: str
    zh: str


@dataclass(frozen=True, eq=False)
class Locality:
    """A local government: `name` is its English canonical name, `agency` its id among the organisations, if any."""

    id: str
    country: str
    level: str
    under: str | None
    agency: str | None
    small: bool
    name: str
    bare: dict[Lang, tuple[str, ...]]
    full: dict[Lang, tuple[str, ...]]


class Localities:
    """The local governments of the registry."""

    def __init__(self, folder: Path) -> None:
        """Read the tables of `folder`.

        Raises:
            BadResource: a table does not follow its columns, or a row names a country, level, government above it or
                organisation that is unknown, or an id that stands twice.
        """
        path = folder / "localities.csv"
        self.levels = {level.level: level for _, level in read_table(folder / "locality_levels.csv", Level)}
        self._all: dict[str, Locality] = {}
        known = frozenset(agencies().ids)
        for line, row in read_table(path, LocalityRow):
            unknown = {
                "country": row.country not in countries().codes,
                "level": row.level not in self.levels,
                "under": row.under is not None and row.under not in self._all,
                "agency": row.agency is not None and row.agency not in known,
            }
            for column, is_unknown in unknown.items():
                if is_unknown:
                    raise BadResource(
                        f"{path}, line {line}: {column} {getattr(row, column)!r} is unknown",
                        hint="Add it to its table, or above this line",
                    )
            if row.agency is not None and any(one.agency == row.agency for one in self._all.values()):
                raise BadResource(
                    f"{path}, line {line}: agency {row.agency!r} is that of another place",
                    hint="Leave it empty where the organisation is of another place with the same name",
                )
            if row.id in self._all:
                raise BadResource(f"{path}, line {line}: id {row.id!r} stands twice", hint="Give it another id")
            self._all[row.id] = self._locality(row)

    def _locality(self, row: LocalityRow) -> Locality:
        level = self.levels[row.level]
        bare: dict[Lang, tuple[str, ...]] = {lang: tuple(getattr(row, lang).split("|")) for lang in LANGS}
        patterns: dict[Lang, list[str]] = {lang: getattr(level, lang).split("|") for lang in LANGS}
        full = {lang: tuple(p.format(name) for name in bare[lang] for p in patterns[lang]) for lang in bare}
        name = agencies().entry(row.agency).name if row.agency else full["en"][0]
        return Locality(row.id, row.country, row.level, row.under, row.agency, bool(level.small), name, bare, full)

    @property
    def all(self) -> tuple[Locality, ...]:
        """All of them, in order of the table."""
        return tuple(self._all.values())

    def above(self, locality: Locality) -> Locality | None:
        """The government above one, as far as the table has it."""
        return self._all[locality.under] if locality.under else None

    @cached_property
    def _full(self) -> dict[Lang, dict[str, tuple[Locality, ...]]]:
        return {lang: _by_name(self.all, lang, bare=False) for lang in LANGS}

    @cached_property
    def _bare(self) -> dict[Lang, dict[str, tuple[Locality, ...]]]:
        return {lang: _by_name(self.all, lang, bare=True) for lang in LANGS}

    def full(self, lang: Lang) -> dict[str, tuple[Locality, ...]]:
        """The governments by their names with the level (의왕시, 荆州市, Uiwang City), in order of the table.

        >>> [one.name for one in localities().full("ko")["의왕시"]]
        ['Uiwang City']
        """
        return self._full[lang]

    def bare(self, lang: Lang) -> dict[str, tuple[Locality, ...]]:
        """The same by the names of the places alone (의왕, 荆州, Uiwang): no countries, and none of one character.

        >>> [one.country for one in localities().bare("zh")["荆州"]]
        ['CN']
        """
        return self._bare[lang]

    def ends(self, lang: Lang) -> tuple[str, ...]:
        """What follows a place's name in the names of governments (시, 市, City), each once, longest first."""
        return self._around(lang, 1)

    def beginnings(self, lang: Lang) -> tuple[str, ...]:
        """What stands in front of a place's name in the names of governments (City of), each once, longest first."""
        return self._around(lang, 0)

    def _around(self, lang: Lang, side: int) -> tuple[str, ...]:
        patterns = (pattern for level in self.levels.values() for pattern in getattr(level, lang).split("|"))
        found = {pattern.split("{}")[side] for pattern in patterns} - {""}
        return tuple(sorted(found, key=lambda text: (-len(text), text)))


def _by_name(all_: tuple[Locality, ...], lang: Lang, *, bare: bool) -> dict[str, tuple[Locality, ...]]:
    found: dict[str, list[Locality]] = {}
    of_countries = countries().names(lang, "name", "adjective", "letter", "side")
    for one in all_:
        for name in (one.bare if bare else one.full)[lang]:
            if not bare or (len(name) >= _LEAST_BARE and name not in of_countries):
                found.setdefault(name, []).append(one)
    return {name: tuple(dict.fromkeys(ones)) for name, ones in found.items()}


@cache
def localities() -> Localities:
    """The local governments that come with the program, read once.

    Raises:
        BadResource: a table does not follow its columns, or a row names what is unknown.
    """
    return Localities(ROOT)
