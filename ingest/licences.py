"""The licence that a page states for itself, by the signs of `resources/licences.toml`."""

import re
from functools import cache

from pydantic import Field

from corpus.model import Model
from ingest.rulefiles import load


class Sign(Model):
    """How a page states a licence: the code is `licence` filled in, or what `words` has for what is written."""

    id: str
    pattern: str
    licence: str = ""
    words: dict[str, str] = Field(default_factory=dict)
    note: str
    examples: tuple[tuple[str, str], ...] = Field(min_length=1)

    def stated(self, page: str) -> set[str]:
        """The licences that this sign finds."""
        return {code for match in _compiled(self.pattern).finditer(page) if (code := self._code(match.groupdict()))}

    def _code(self, groups: dict[str, str]) -> str:
        if self.words:
            return self.words.get(re.sub(r"\s", "", groups["words"]).replace(",", "+"), "")
        return self.licence.format(**groups).upper()


class Licences(Model):
    """The file `licences.toml`."""

    sign: tuple[Sign, ...]


@cache
def signs() -> tuple[Sign, ...]:
    """The signs of licences."""
    rules: Licences = load("licences", Licences)
    return rules.sign


def licence_of(page: str) -> str | None:
    """The code of the licence that the source of a page states; None where it states none, or several.

    >>> licence_of('<img src="/images/new_img_opentype01.png" alt="공공누리 제1유형">')
    'KOGL-1'
    """
    stated = {code for sign in signs() for code in sign.stated(page)}
    return stated.pop() if len(stated) == 1 else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
