"""Where tellings of one thing cannot all be right.

What one release leaves open contradicts nobody: a month and a day in it, a city and its hotel, a plan that another
calls agreed. Only what excludes each other is a difference.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from corpus import edtf
from corpus.records import Agency, Agreement, Item, Meeting, Person

from .context import Context, related
from .model import About, Difference, Said
from .people import one_person, unreadable
from .places import same_place
from .quantities import quantities_in

Clash = Callable[[Any, Any], bool]
_EXCLUDED = frozenset(
    frozenset(pair)
    for pair in (
        *(("proposed", other) for other in ("agreed", "signed", "adopted", "launched", "ongoing", "completed")),
        *(("completed", other) for other in ("planned", "agreed")),
        *(("planned", other) for other in ("signed", "adopted")),
    )
)
"""Statuses that exclude each other in releases on one meeting; others are worded freely."""


def _no_common_day(one: str, other: str) -> bool:
    return not edtf.overlaps(one, other)


def _other_place(one: str, other: str) -> bool:
    return same_place(one, other) is False


def _unlike(one: object, other: object) -> bool:
    return one != other


def _excluded(one: str, other: str) -> bool:
    return frozenset((one, other)) in _EXCLUDED


def _other_amount(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["unit"] == other["unit"] and one["value"] != other["value"])


OF_MEETINGS: dict[str, Clash] = {
    "date": _no_common_day, "place": _other_place, "status": _unlike, "format": _unlike, "level": _unlike,
    "ordinal": _unlike,
}  # fmt: skip
OF_AGREEMENTS: dict[str, Clash] = {
    "date": _no_common_day, "period": _no_common_day, "deadline": _no_common_day, "status": _excluded,
    "parties": lambda one, other: not (set(one) <= set(other) or set(other) <= set(one)), "amount": _other_amount,
}  # fmt: skip


def differences(
    about: About, name: str, told: Sequence[tuple[str, Item]], clashes: dict[str, Clash], context: Context
) -> list[Difference]:
    """The fields in which tellings, each with its record, exclude each other; all that state the field are quoted."""
    found = []
    for field, clash in clashes.items():
        stated = [(record, item, _value(item, field)) for record, item in told]
        stated = [(record, item, value) for record, item, value in stated if value not in (None, (), [])]
        if clash is _no_common_day:
            days = [(value, context.dates_by(record, item)) for record, item, value in stated]
            differ = _any_two(days, _excluding_days)
        else:
            differ = _any_two([value for _, _, value in stated], clash)
        if differ:
            said = tuple(
                Said(record=record, value=value, evidence=context.quoted(record, item, value))
                for record, item, value in stated
            )
            found.append(Difference(about=about, item=name, field=field, said=said))
    return found


def _excluding_days(one: tuple[str, set[str]], other: tuple[str, set[str]]) -> bool:
    """Whether two dates have no day in common, and neither release names the other's date in the same words."""
    (mine, my_words), (theirs, their_words) = one, other
    return _no_common_day(mine, theirs) and theirs not in my_words and mine not in their_words


def _value(item: Item, field: str) -> Any:
    value = getattr(item, field)
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def _any_two(values: Sequence[Any], clash: Clash) -> bool:
    return any(clash(one, other) for number, one in enumerate(values) for other in values[:number])


def of_quantities(name: str, told: Sequence[tuple[str, Agreement]]) -> list[Difference]:
    """Numbers of people, weeks, projects and sums that the sentences on one item state otherwise."""
    counted = [(record, item, quantities_in(_clause(item))) for record, item in told]
    found = []
    for unit in sorted({unit for _, _, quantities in counted for unit in quantities}):
        stated = [(record, item, quantities[unit]) for record, item, quantities in counted if unit in quantities]
        if _any_two([values for _, _, values in stated], lambda one, other: not one & other):
            said = tuple(
                Said(record=record, value=[f"{value:g} {unit}" for value in sorted(values)], evidence=item.evidence[:1])
                for record, item, values in stated
            )
            found.append(Difference(about="agreement", item=name, field="quantity", said=said))
    return found


def _clause(item: Agreement) -> str:
    """The part of the sentence that names the item; a list of items may share one sentence."""
    sentence = item.evidence[0].text
    parts = _BETWEEN_ITEMS.split(sentence)
    return next((part for part in parts if item.title in part or item.key in part), sentence)


_BETWEEN_ITEMS = re.compile("[;；]")


def of_organisations(name: str, told: Sequence[tuple[str, Agreement]], context: Context) -> list[Difference]:
    """Countries of which releases name other organisations in the words that state an item."""
    by_country: dict[str, dict[str, list[Agency]]] = {}
    for record, item in told:
        for each in context.organisations_by(record, item):
            if each.country is not None:
                by_country.setdefault(each.country, {}).setdefault(record, []).append(each)
    found = []
    for country, by_record in sorted(by_country.items()):
        if _any_two(list(by_record.values()), _no_organisation_in_common):
            said = tuple(
                Said(
                    record=record,
                    value=[each.name for each in those],
                    evidence=next(item.evidence[:1] for owner, item in told if owner == record),
                )
                for record, those in by_record.items()
            )
            found.append(Difference(about="agreement", item=name, field=f"organisation of {country}", said=said))
    return found


def _no_organisation_in_common(one: Sequence[Agency], other: Sequence[Agency]) -> bool:
    return not any(related(first, second) for first in one for second in other)


def of_heads(name: str, told: Sequence[tuple[str, Meeting]], context: Context) -> list[Difference]:
    """Sides whose head releases name otherwise."""
    heads: dict[str, dict[str, list[Person]]] = {}
    for record, meeting in told:
        for head in meeting.heads:
            person = next((each for each in context.persons.get(record, ()) if each.name == head), None)
            if person is not None and person.side:
                heads.setdefault(person.side, {}).setdefault(record, []).append(person)
    found = []
    for side, by_record in sorted(heads.items()):
        if _any_two(list(by_record.values()), _nobody_in_common):
            said = tuple(
                Said(record=record, value=[each.name for each in those], evidence=those[0].evidence[:1])
                for record, those in by_record.items()
            )
            found.append(Difference(about="meeting", item=name, field=f"head of {side}", said=said))
    return found


def _nobody_in_common(one: Sequence[Person], other: Sequence[Person]) -> bool:
    return not any(one_person(first, second) or unreadable(first, second) for first in one for second in other)
