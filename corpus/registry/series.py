"""The registry of meeting series: which rounds belong together, whatever the language that names them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

from ..errors import BadResource
from ..languages import HOME, LANGS, BlockLang
from ..model import Model
from ..records import Level
from .countries import countries
from .finder import NameFinder, squeezed
from .groups import PLACEHOLDER, spellings
from .organisations import INTERNATIONAL
from .tables import ROOT, Maybe, When, read_table

SeriesKind = Literal[
    "summit", "ministers", "heads", "officials", "dialogue", "committee", "negotiations",
    "experts", "forum", "conference", "event",
]  # fmt: skip
"""Who or what meets: heads of state, ministers, heads of agencies, officials, a standing committee, experts …"""


def _no_level(value: object) -> object:
    return None if value == "" else value


class Series(Model):
    """A series: `name` is its English canonical name, `members` ISO codes with blanks between them, or `INT`."""

    id: str
    name: str
    kind: SeriesKind
    level: Annotated[Level | None, BeforeValidator(_no_level)]
    members: str
    valid_from: When
    valid_to: When
    source: str


class SeriesName(Model):
    """A name of a series in one language; `{members}` in it stands for every way to name the group."""

    id: str
    lang: BlockLang
    name: str
    valid_from: When
    valid_to: When
    source: Maybe


@dataclass(frozen=True)
class SeriesMatch:
    """A name of a series at `start:end`; `ids` are the series that bear it."""

    start: int
    end: int
    ids: tuple[str, ...]


class SeriesRegistry:
    """The series and their names."""

    def __init__(self, folder: Path) -> None:
        """Read the tables of `folder`.

        Raises:
            BadResource: a table does not follow its columns, an id or a member is unknown or an id stands twice.
        """
        self._entries: dict[str, Series] = {}
        path = folder / "series.csv"
        for line, entry in read_table(path, Series):
            if entry.id in self._entries:
                raise BadResource(f"{path}, line {line}: id {entry.id!r} stands twice", hint="Rename one of them")
            unknown = set(entry.members.split()) - countries().codes - {INTERNATIONAL}
            if unknown:
                raise BadResource(
                    f"{path}, line {line}: member {sorted(unknown)[0]!r} is unknown",
                    hint="Write ISO 3166 alpha-2, or INT",
                )
            self._entries[entry.id] = entry
        self._names: dict[str, list[SeriesName]] = defaultdict(list)
        for lang in LANGS:
            path = folder / f"{lang}.csv"
            for line, name in read_table(path, SeriesName):
                if name.id not in self._entries:
                    raise BadResource(
                        f"{path}, line {line}: series {name.id!r} is unknown", hint="Add it to series.csv"
                    )
                self._names[lang].append(name)
        self._bearers: dict[str, dict[str, tuple[str, ...]]] = {}
        self._tails: dict[str, dict[str, tuple[str, ...]]] = {}
        self._finders: dict[str, NameFinder] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, in order of the table."""
        return tuple(self._entries)

    def entry(self, id: str) -> Series:  # noqa: A002  the column's name
        """The series with this id.

        Raises:
            KeyError: there is none.
        """
        return self._entries[id]

    def called(self, id: str, lang: str) -> str | None:  # noqa: A002  the column's name
        """The first name of a series in a language, its home country first; None where the registry has none."""
        home = tuple(letter for letter, code in countries().names(lang, "letter").items() if code == HOME.get(lang))
        for name in self._names[lang]:
            if name.id == id and (written := spellings(name.name, lang, self._entries[id].members)):
                return next((each for each in written if home and each.startswith(home)), written[0])
        return None

    @property
    def acronyms(self) -> dict[str, str]:
        """Acronym to id, of the acronyms that only one series bears."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for names in self._names.values():
            for name in names:
                if name.name.isascii() and name.name.isalpha() and name.name.isupper():
                    bearers[name.name].add(name.id)
        return {acronym: ids.copy().pop() for acronym, ids in sorted(bearers.items()) if len(ids) == 1}

    def find(self, text: str, lang: str) -> list[SeriesMatch]:
        """Every name in `text`, which is in the form for matching; names of `lang` and names in Latin letters."""
        finder = self._finder(lang)
        bearers = self._bearers[lang]
        return [SeriesMatch(hit.start, hit.end, bearers[hit.key]) for hit in finder.find(text)]

    def without_countries(self, text: str, lang: str) -> SeriesMatch | None:
        """The longest name at the beginning of `text` that stands behind countries in full (`환경장관회의`)."""
        self._finder(lang)  # fills the tails
        for end in range(min(len(text), LONGEST_TAIL), SHORTEST_TAIL - 1, -1):
            whole = not (text[end - 1].isascii() and text[end : end + 1].isalpha() and text[end].isascii())
            if whole and text[end - 1].isalpha() and (ids := self._tails[lang].get(squeezed(text[:end]))):
                start = len(text) - len(text.lstrip())
                return SeriesMatch(start, end, tuple(dict.fromkeys(ids)))
        return None

    def named(self, name: str, lang: str, among: Iterable[str] = ()) -> str | None:
        """The series that a meeting's `name` belongs to; None where none, or more than one, fits.

        `among` are the countries that the release names: they decide where the name itself says not who meets.
        """
        matches = self.find(name, lang)
        if matches:
            ids = max(matches, key=lambda match: match.end - match.start).ids
            return ids[0] if len(ids) == 1 else self._fitting(ids, among)
        key = squeezed(name)
        tails = self._tails[lang]
        for start in range(min(len(key) - SHORTEST_TAIL, LONGEST_PREFIX) + 1):
            if key[start:] in tails:
                return self._fitting(tails[key[start:]], among)
        return None

    def _fitting(self, ids: tuple[str, ...], among: Iterable[str]) -> str | None:
        """The one series whose members are exactly the countries, else the one whose members are all among them."""
        present = set(among)
        exact = [one for one in ids if set(self._entries[one].members.split()) == present]
        within = [one for one in ids if set(self._entries[one].members.split()) <= present]
        for fitting in (exact, within):
            if len(fitting) == 1:
                return fitting[0]
        return None

    def _finder(self, lang: str) -> NameFinder:
        if lang not in self._finders:
            bearers: dict[str, list[str]] = defaultdict(list)
            tails: dict[str, list[str]] = defaultdict(list)
            written = []
            for language in dict.fromkeys((lang, "en")):
                for name in self._names[language]:
                    members = self._entries[name.id].members
                    for spelling in spellings(name.name, language, members):
                        written.append(spelling)
                        bearers[squeezed(spelling)].append(name.id)
                    if name.name.startswith(PLACEHOLDER):
                        tails[squeezed(name.name.removeprefix(PLACEHOLDER))].append(name.id)
            self._bearers[lang] = {key: tuple(dict.fromkeys(ids)) for key, ids in bearers.items()}
            self._tails[lang] = {key: tuple(dict.fromkeys(ids)) for key, ids in tails.items()}
            self._finders[lang] = NameFinder(written)
        return self._finders[lang]


SHORTEST_TAIL = 4
"""Letters of a name without its countries; fewer fit too much."""
LONGEST_TAIL = 80
LONGEST_PREFIX = 24
"""Letters before such a name: a number, `the meeting of`; more make it a name of its own."""


@cache
def series() -> SeriesRegistry:
    """The registry that comes with the program, read once."""
    return SeriesRegistry(ROOT / "series")


MOST_PARTIES = 3
"""Members of a series, at most, that are the parties of its meetings; of more, who takes part is not its subject."""


def parties(id: str | None) -> tuple[str, ...]:  # noqa: A002  the column's name
    """The countries that meet in a series, in alphabetical order; none for one that is unknown or open to many.

    >>> parties("kr-cn.maritime-dialogue"), parties("apec-leaders"), parties(None)
    (('CN', 'KR'), (), ())
    """
    if id is None or id not in series().ids:
        return ()
    members = sorted(series().entry(id).members.split())
    return tuple(members) if len(members) <= MOST_PARTIES and INTERNATIONAL not in members else ()
