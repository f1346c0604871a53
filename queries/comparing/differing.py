"""Where tellings of one thing cannot all be right.

What one release leaves open contradicts nobody: a month and a day in it, a city and its hotel, a plan that another
calls agreed. Only what excludes each other is a difference.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from corpus import edtf
from corpus.records import Agreement, Item, Meeting, Person

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
    about: About, name: str, told: Sequence[tuple[str, Item]], clashes: dict[str, Clash]
) -> list[Difference]:
    """The fields in which tellings, each with its record, exclude each other; all that state the field are quoted."""
    found = []
    for field, clash in clashes.items():
        stated = [(record, item, _value(item, field)) for record, item in told]
        stated = [(record, item, value) for record, item, value in stated if value not in (None, (), [])]
        if _any_two((value for _, _, value in stated), clash):
            said = tuple(Said(record=record, value=value, evidence=item.evidence[:2]) for record, item, value in stated)
            found.append(Difference(about=about, item=name, field=field, said=said))
    return found


def _value(item: Item, field: str) -> Any:
    value = getattr(item, field)
    return value.model_dump(mode="json") if hasattr(value, "model_dump") else value


def _any_two(values: Iterable[Any], clash: Clash) -> bool:
    every = list(values)
    return any(clash(one, other) for number, one in enumerate(every) for other in every[:number])


def of_quantities(name: str, told: Sequence[tuple[str, Agreement]]) -> list[Difference]:
    """Numbers of people, weeks, projects and sums that the sentences on one item state otherwise."""
    counted = [(record, item, quantities_in(item.evidence[0].text)) for record, item in told]
    found = []
    for unit in sorted({unit for _, _, quantities in counted for unit in quantities}):
        stated = [(record, item, quantities[unit]) for record, item, quantities in counted if unit in quantities]
        if _any_two((values for _, _, values in stated), lambda one, other: not one & other):
            said = tuple(
                Said(record=record, value=[f"{value:g} {unit}" for value in sorted(values)], evidence=item.evidence[:1])
                for record, item, values in stated
            )
            found.append(Difference(about="agreement", item=name, field="quantity", said=said))
    return found


def of_heads(
    name: str, told: Sequence[tuple[str, Meeting]], persons: Mapping[str, Sequence[Person]]
) -> list[Difference]:
    """Sides whose head releases name otherwise; `persons` are those of each record."""
    heads: dict[str, dict[str, list[Person]]] = {}
    for record, meeting in told:
        for head in meeting.heads:
            person = next((each for each in persons.get(record, ()) if each.name == head), None)
            if person is not None and person.side:
                heads.setdefault(person.side, {}).setdefault(record, []).append(person)
    found = []
    for side, by_record in sorted(heads.items()):
        if _any_two(by_record.values(), _nobody_in_common):
            said = tuple(
                Said(record=record, value=[each.name for each in those], evidence=those[0].evidence[:1])
                for record, those in by_record.items()
            )
            found.append(Difference(about="meeting", item=name, field=f"head of {side}", said=said))
    return found


def _nobody_in_common(one: Sequence[Person], other: Sequence[Person]) -> bool:
    return not any(one_person(first, second) or unreadable(first, second) for first in one for second in other)
