"""What a filter is called for people."""

from corpus.registry import agencies, countries
from corpus.registry.programmes import programmes
from corpus.registry.series import series
from corpus.store.factfilters import ALTERNATIVE

from .model import FilterName


def label(name: FilterName, value: str) -> str:
    """The value of a filter in words: names of the registry in English, anything else as it is.

    >>> label("agency", "cn.mee"), label("party", "CN"), label("since", "2018")
    ('Ministry of Ecology and Environment (CN)', 'China', '2018')
    """
    return " / ".join(dict.fromkeys(_one(name, part) for part in value.split(ALTERNATIVE)))


def _one(name: FilterName, value: str) -> str:
    if name == "agency" and value in agencies().ids:
        entry = agencies().entry(value)
        return f"{entry.name} ({entry.country})"
    if name == "series" and value in series().ids:
        return series().entry(value).name
    if name == "programme" and value in programmes().ids:
        return programmes().entry(value).name
    if name == "party":
        names = countries().names("en", "name")
        return next((country for country, code in names.items() if code == value), value)
    return value
