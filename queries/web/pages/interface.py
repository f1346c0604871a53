"""What the pages say, in the language of their reader: words as data, one file a language."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from babel import Locale
from pydantic import RootModel

from corpus import edtf, rulefiles
from corpus.edtf import NotEdtf
from corpus.languages import HOME
from corpus.registry.organisations import INTERNATIONAL

from . import naming

Interface = Literal["en", "ko", "zh"]
INTERFACES: tuple[Interface, ...] = get_args(Interface)

ROOT = Path(__file__).parent.parent / "interface"


class _Sections(RootModel[dict[str, dict[str, str]]]):
    """A file: sections of names and what is said for them, with `{places}` for values."""


class Words:
    """What the pages say in one language; called with a name, `section.name`, and the values for its places."""

    def __init__(self, lang: Interface) -> None:
        """Raises `BadResource` where the file of the language is missing or is no table of sections."""
        sections = rulefiles.load(ROOT / f"{lang}.toml", _Sections).root
        self.lang = lang
        self._said = {f"{section}.{name}": text for section, names in sections.items() for name, text in names.items()}
        self._locale = Locale.parse(lang)

    @property
    def names(self) -> frozenset[str]:
        """Every name that something is said for."""
        return frozenset(self._said)

    def __call__(self, name: str, /, **values: object) -> str:
        said = self._said[name]
        return said.format(**values) if values else said

    def count(self, what: str, number: int) -> str:
        """How many there are of something, in the plural that the language has: `count.meetings` or `_one` of them."""
        one = f"count.{what}_one"
        name = one if number == 1 and one in self._said else f"count.{what}"
        return self._said[name].format(n=f"{number:,}")

    def value(self, field: str, value: str) -> str:
        """A value of a closed list (`status`, `level` …) in words; as it is where the list has no words for it."""
        return self._said.get(f"{field}.{value}", value)

    def fact(self, field: str, value: object) -> str:
        """What a field of a fact states (`parties`, `date`, `amount` … as they are stored), in words."""
        if isinstance(value, list | tuple):
            return ", ".join(self.fact(field, each) for each in value)
        if isinstance(value, dict):
            return str(value.get("text", ""))
        if isinstance(value, bool) or value is None:
            return self._said["filter.yes" if value else "filter.no"]
        said = " ".join(str(value).split())
        if field in ("parties", "side", "country"):
            return self.country(said)
        if field in ("agencies", "agency", "responsible", "parent", "issuer"):
            return self.agency(said)
        if field in ("date", "period", "deadline", "since", "ref_date"):
            return self.date(said)
        if field == "lang":
            return self.language(said)
        return self.value(field, said)

    def differing(self, field: str) -> str:
        """What differs: a field, or that of one side (`head of KR`)."""
        name, _, side = field.partition(" of ")
        said = self.value("field", name)
        return f"{said} ({self.country(side)})" if side else said

    def country(self, code: str) -> str:
        """The name of a country; other parties are called as they are."""
        if code == INTERNATIONAL:
            return self._said["country.INT"]
        return str(self._locale.territories.get(code, code))

    def language(self, code: str) -> str:
        """The name of a language of texts."""
        if code == "und":
            return self._said["language.und"]
        return str(self._locale.languages.get(code, code))

    def agency(self, name: str, *, ref: str | None = None, country: str | None = None) -> str:
        """What an organisation is called, by its id in the registry or its English canonical name."""
        return naming.agency(name, self.lang, ref=ref, country=country)

    def issuer(self, name: str, lang: str) -> str:
        """What the issuer of a release in `lang` is called: of bodies of one name, that of the language's country."""
        return naming.agency(name, self.lang, country=HOME.get(lang))

    def series(self, id: str) -> str:  # noqa: A002  as in the registry
        """What a series of meetings is called."""
        return naming.series_name(id, self.lang)

    def date(self, value: str | None) -> str:
        """An EDTF value as it is read: days and months stay, the rest is said in words; what is no date stays.

        >>> Words("en").date("2019-33"), Words("en").date("2013/..")
        ('2019 Q1', 'since 2013')
        """
        if not value:
            return ""
        try:
            edtf.days(value)
        except NotEdtf:
            return value
        first, slash, last = value.partition("/")
        if not slash:
            return self._point(value)
        if last == "..":
            return self("date.since", first=self._point(first))
        if first == "..":
            return self("date.until", last=self._point(last))
        return f"{self._point(first)} – {self._point(last)}"

    def _point(self, value: str) -> str:
        year, _, part = value.partition("-")
        return self._said.get(f"date.part_{part}", value).format(year=year)


@cache
def words(lang: Interface) -> Words:
    """What the pages say in a language, read once."""
    return Words(lang)


def preferred(accepted: str | None) -> Interface:
    """The language that a browser asks for first among those there are (`Accept-Language`), English failing that.

    >>> preferred("fr, zh-TW;q=0.9, ko;q=0.5")
    'zh'
    """
    wishes: list[tuple[float, int, Interface]] = []
    for position, wish in enumerate((accepted or "").split(",")[:32]):
        tag, *parameters = (part.strip() for part in wish.split(";"))
        found = next((lang for lang in INTERFACES if tag.lower().split("-")[0] == lang), None)
        if found and (quality := _quality(parameters)) > 0:
            wishes.append((-quality, position, found))
    return min(wishes)[2] if wishes else "en"


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
