"""Numbers of counted things in a sentence, in one form for all languages."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from corpus.folding import folded
from corpus.model import Model
from corpus.rulefiles import load
from index.numbers import words as number_words

RESOURCE = Path(__file__).parent / "quantities.toml"


class Unit(Model):
    """A counted thing or currency, and the words after and before its numbers."""

    id: str
    after: tuple[str, ...]
    before: tuple[str, ...]


class Quantities(Model):
    """Schema of `quantities.toml`."""

    words: Mapping[str, int]
    unit: tuple[Unit, ...]


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    known = load(RESOURCE, Quantities)
    bearers = {word.casefold(): unit.id for unit in known.unit for word in (*unit.after, *unit.before)}
    after = _any(word for unit in known.unit for word in unit.after)
    before = _any(word for unit in known.unit for word in unit.before)
    scales = _any(number_words().scales)
    number = (
        rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?(?P<scale>{scales})(?![a-z]))?"
        rf"|\b(?P<word>{_any(known.words)})\b"
    )
    return re.compile(rf"(?:(?P<before>{before})\s?)?(?<![\d.,])(?:{number})(?:[\s-]?(?P<after>{after}))?"), bearers


def _any(choices: object) -> str:
    every = sorted({str(choice).casefold() for choice in choices}, key=lambda one: (-len(one), one))  # type: ignore[attr-defined]
    return "|".join(map(re.escape, every))


def quantities_in(text: str) -> dict[str, frozenset[float]]:
    """The numbers in a text, by what they count; those of unknown things are left out.

    >>> quantities_in("two forecasters each") == quantities_in("各派2名预报员")
    True
    """
    pattern, bearers = _pattern()
    found: dict[str, set[float]] = defaultdict(set)
    for match in pattern.finditer(folded(text).casefold()):
        unit = match["before"] or match["after"]
        if unit is None:
            continue
        if match["word"]:
            value = float(load(RESOURCE, Quantities).words[match["word"]])
        else:
            value = float(match["digits"].replace(",", "")) * number_words().scales.get(match["scale"] or "", 1)
        found[bearers[unit]].add(round(value, 2))
    return {unit: frozenset(values) for unit, values in found.items()}
