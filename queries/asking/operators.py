"""Operators in a question: "a phrase", -word, agency:MEE, since:2018."""

import re
from collections.abc import Iterator
from datetime import date

from corpus.edtf import from_dots, is_edtf
from corpus.errors import BadQuery
from corpus.languages import LANGS
from corpus.reading import reading
from corpus.registry import agencies, countries
from corpus.registry.programmes import programmes
from corpus.registry.series import series
from corpus.store.factfilters import ALTERNATIVE

from .labels import label
from .model import FilterName, QueryFilter
from .words import CHOICES, operators

_TOKEN = re.compile(r'(?<!\S)(?P<minus>-)?(?:(?P<name>[^\W\d_]+):)?(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s"]+))')
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile("[A-Za-z]{2}")
"""What can only be a code of a country, or of a group that the registry lists among organisations: EU, UN."""


def operators_in(seen: str, question: str, today: date) -> Iterator[QueryFilter]:
    """The operators of a question, in order; `seen` is its reading.

    Raises:
        BadQuery: a value is none that the filter can have.
    """
    for token in _TOKEN.finditer(seen):
        name = operators().get((token["name"] or "").casefold())
        text = question[slice(*token.span("quoted" if token["quoted"] else "plain"))].strip()
        if token["name"] and name is None:
            continue
        if name is not None and token["minus"]:
            raise BadQuery(f"{token[0]!r} cannot be excluded", hint="A minus goes before a word or a quoted phrase")
        if name is not None and text:
            yield _filter(name, text, token, today)
        elif token["minus"] and (token["quoted"] or _LETTER.match(text)):
            shown = f'-"{text}"' if token["quoted"] else f"-{text}"
            yield _made(shown, "without", text, shown, token)
        elif token["quoted"] and text:
            yield _made(f'"{text}"', "phrase", text, f'"{text}"', token)


def _filter(name: FilterName, text: str, token: re.Match[str], today: date) -> QueryFilter:
    value = value_of(name, text, today)
    return _made(f"{name}:{value}", name, value, label(name, value), token)


def _made(key: str, name: FilterName, value: str, shown: str, token: re.Match[str]) -> QueryFilter:
    return QueryFilter(
        key=key, name=name, value=value, label=shown, strength="must", start=token.start(), end=token.end(),
        operator=True,
    )  # fmt: skip


def value_of(name: FilterName, text: str, today: date) -> str:
    """What the facts are asked for where somebody writes `text`.

    >>> value_of("party", "중국", date(2026, 1, 1)), value_of("agency", "cn.mee", date(2026, 1, 1))
    ('CN', 'cn.mee')

    Raises:
        BadQuery: it is no value of this filter.
    """
    if name in CHOICES:
        return _choice(name, text.casefold())
    match name:
        case "on" | "since" | "until" | "due":
            return _date(name, text, today)
        case "party":
            return ALTERNATIVE.join(_country(part) for part in text.split(ALTERNATIVE))
        case "agency":
            return ALTERNATIVE.join(_agency(part) for part in text.split(ALTERNATIVE))
        case "series":
            return _series(text)
        case "programme":
            return _programme(text)
        case "round":
            if not text.isdecimal():
                raise BadQuery(f"round:{text} is no number", hint="Write round:21")
            return str(int(text))
        case _:
            return text


def _choice(name: FilterName, text: str) -> str:
    if text not in CHOICES[name]:
        raise BadQuery(f"{name}:{text} is no {name}", hint=f"One of {', '.join(CHOICES[name])}")
    return text


def _date(name: FilterName, text: str, today: date) -> str:
    if is_edtf(value := from_dots(text)):
        return value
    from extract.dates.find import find_dates  # takes a second to load

    for lang in LANGS:
        for found in find_dates(text, lang, today.isoformat()):
            if len(found.surface) == len(text):
                return found.value
    raise BadQuery(f"{name}:{text} is no date", hint="Write 2019, 2019-11, 2019-11-04 or 2019..2021")


def _country(text: str) -> str:
    if text.upper() in countries().codes:
        return text.upper()
    for lang in LANGS:
        names = {name.casefold(): code for name, code in countries().names(lang).items()}
        if text.casefold() in names:
            return names[text.casefold()]
    if _CODE.fullmatch(text) and _agency(text.upper()) == text.upper():
        raise BadQuery(f"party:{text} is no country", hint="Write a name or an ISO 3166 code, for example party:CN")
    return text


def _agency(text: str) -> str:
    if text in agencies().ids:
        return text
    seen = reading(text)
    for lang in LANGS:
        for match in agencies().find(seen, lang):
            if (match.start, match.end) == (0, len(seen)):
                return ALTERNATIVE.join(match.ids)
    return text


def _series(text: str) -> str:
    if text in series().ids:
        return text
    found = {one for lang in LANGS if (one := series().named(reading(text), lang))}
    if len(found) != 1:
        raise BadQuery(f"series:{text} is no series that is known", hint="Write its id or its whole name in quotes")
    return found.pop()


def _programme(text: str) -> str:
    if text in programmes().ids:
        return text
    seen = reading(text)
    return next((match.id for lang in LANGS for match in programmes().find(seen, lang)), text)
