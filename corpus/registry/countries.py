"""Countries and what releases call them."""

from functools import cache
from pathlib import Path
from typing import Literal

from ..errors import BadResource
from ..languages import BlockLang
from ..model import Model
from .tables import ROOT, read_table


class CountryName(Model):
    """What a country is called: its `name`, an `adjective` (Chinese), a `letter` used in compounds (한중), a `side`
    at the table (中方), or a place that stands for it (`capital`)."""

    code: str
    lang: BlockLang
    name: str
    kind: Literal["name", "adjective", "letter", "side", "capital"]


class Countries:
    """The countries of the registry, by ISO 3166 alpha-2 code."""

    def __init__(self, path: Path) -> None:
        self._names = []
        self._by_kind: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
        seen: dict[tuple[str, str], int] = {}
        for line, name in read_table(path, CountryName):
            if len(name.code) != 2 or not name.code.isupper():
                raise BadResource(
                    f"{path}, line {line}: {name.code!r} is no country code", hint="Write ISO 3166 alpha-2"
                )
            if (name.lang, name.name) in seen:
                raise BadResource(
                    f"{path}, line {line}: {name.name!r} stands twice", hint=f"See line {seen[name.lang, name.name]}"
                )
            seen[name.lang, name.name] = line
            self._names.append(name)
        self.codes = frozenset(name.code for name in self._names)

    def names(self, lang: str, *kinds: str) -> dict[str, str]:
        """Name to code, in one language; names proper and adjectives unless `kinds` says otherwise."""
        if (lang, kinds) not in self._by_kind:
            wanted = kinds or ("name", "adjective")
            self._by_kind[lang, kinds] = {n.name: n.code for n in self._names if n.lang == lang and n.kind in wanted}
        return dict(self._by_kind[lang, kinds])

    def code(self, text: str, lang: str) -> str | None:
        """The country that `text` names in `lang`, whatever the kind of name."""
        return next((name.code for name in self._names if name.lang == lang and name.name == text), None)


@cache
def countries() -> Countries:
    """The countries that come with the program, read once.

    Raises:
        BadResource: the table does not follow its columns, or a name stands twice.
    """
    return Countries(ROOT / "countries.csv")
