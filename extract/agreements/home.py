"""The country or region that speaks in a release: that of its language, unless its words tell of another."""

import re

from spacy.tokens import Doc

from corpus.languages import HOME, Lang

from ..found import found_in, lang_of, reading_of, release_of
from .parts import Region
from .rules import grammar

REGIONS = ("HK", "MO", "TW")
"""Regions that have releases of their own in the language of a country and stand as parties for themselves."""


def home_of(doc: Doc) -> str | None:
    """The side that a release leaves unnamed as its own: a region that issues it, else the country of its language."""
    found, lang = found_in(doc), lang_of(release_of(doc))
    issuing = next((agency.country for agency in found.agencies if agency.name == found.issuer), None)
    if issuing in REGIONS:
        return issuing
    return _region(reading_of(doc), lang) or HOME.get(lang) or issuing


def _region(text: str, lang: Lang) -> str | None:
    """The region whose own way to speak of itself and its officers a release has."""
    regions = grammar(lang).rules.regions
    return next((one.country for one in regions if _told(one, text)), None)


def _told(region: Region, text: str) -> bool:
    return re.search(region.pattern, text) is not None and re.search(region.unless, text) is None
