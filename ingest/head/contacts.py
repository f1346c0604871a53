"""Whom to call: names, roles, units and numbers in the boxes and lines at the head and foot of releases.

A zone is a table or a run of lines with a telephone number. It is read from left to right, row by row, as a sequence
of parts (label, unit, role, name, number) in whatever order the ministry sets them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice

from corpus.documents import Block, ContactPerson, quote
from corpus.languages import LANGS
from ingest.layout.zones import Sheet
from ingest.phones import has_phone

from .contact_parts import Found, parts_of
from .rules import head_rules

Span = tuple[int, int]

_MOST = 500
"""Persons to call that are listed for one release; a text with more of them is a directory."""
_WIDEST_ZONE_LINE = 600
_WIDEST_LABEL, _LABEL_GAP = 24, 3
_LATIN = re.compile(r"[^\u1100-\ufaff]+$")
_ADDRESSED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof)\.?\s")


@dataclass(slots=True)
class _Entry:
    name: Found
    role: str | None = None
    unit: str | None = None
    phone: str | None = None
    spans: list[Span] = field(default_factory=list)


def find_contacts(text: str, sheet: Sheet, blocks: tuple[Block, ...]) -> tuple[ContactPerson, ...]:
    """The persons to call, in order; one who is named twice with the same number, once."""
    if not any(block.page for block in blocks):
        blocks = ()
    entries = islice(chain.from_iterable(_entries(list(parts_of(sheet, zone))) for zone in _zones(sheet)), _MOST)
    return tuple(
        ContactPerson(
            name=entry.name.text,
            role=entry.role,
            unit=entry.unit,
            phone=entry.phone,
            evidence=quote(text, blocks, min(s for s, _ in entry.spans), max(e for _, e in entry.spans)),
        )
        for entry in _merged(entries)
    )


def _merged(entries: Iterable[_Entry]) -> list[_Entry]:
    """One entry for a person named twice with one number, or once without; what one leaves out the other tells."""
    by_name: dict[str, list[_Entry]] = {}
    merged: list[_Entry] = []
    for entry in entries:
        known = by_name.setdefault(entry.name.text, [])
        same = next((e for e in known if e.phone == entry.phone or not e.phone or not entry.phone), None)
        if same is None:
            known.append(entry)
            merged.append(entry)
            continue
        if entry.phone and not same.phone:
            same.name, same.phone, same.spans = entry.name, entry.phone, entry.spans
            same.unit, entry.unit = entry.unit, same.unit
        same.unit = same.unit or entry.unit
        same.role = same.role or entry.role
    return merged


def _zones(sheet: Sheet) -> Iterator[list[int]]:
    """Runs of lines with persons to call: tables with a number, lines of the kind and those that go on with them."""
    lines = sheet.lines
    i = 0
    while i < len(lines):
        table = lines[i].table
        last = i
        if table is not None:
            while last + 1 < len(lines) and lines[last + 1].table == table:
                last += 1
            if any(has_phone(lines[k].words) for k in range(i, last + 1)):
                yield list(range(i, last + 1))
        elif sheet.kinds[i] in ("contact", "header") and lines[i].width <= _WIDEST_ZONE_LINE:
            while last + 1 < len(lines) and lines[last + 1].table is None and _follows(sheet, last):
                last += 1
            if any(has_phone(lines[k].words) for k in range(i, last + 1)):
                yield list(range(i, last + 1))
        i = last + 1


def _follows(sheet: Sheet, at: int) -> bool:
    after = sheet.lines[at + 1]
    labels = sheet.kinds[at] == "contact" and sheet.lines[at].width <= _WIDEST_LABEL
    return (
        after.gap <= (_LABEL_GAP if labels else 1)
        and after.width <= _WIDEST_ZONE_LINE
        and sheet.kinds[at + 1] in ("contact", "header")
    )


def _entries(parts: list[Found]) -> Iterator[_Entry]:
    """Put the parts of a zone together to persons.

    A unit holds for the persons after it until the next one; in English, where it follows the name, for that person
    and those after. A number belongs to the names since the number before: to each where it is the only one, else
    one by one; one that opens a line belongs to the name after it.
    """
    box = _Box()
    for part in parts:
        box.take(part)
    box.close()
    for entry in box.done:
        entry.name.text = _one_word(entry.name.text)
    yield from box.done


class _Box:
    """The state while the parts of a zone are read."""

    def __init__(self) -> None:
        self.done: list[_Entry] = []
        self._group: list[_Entry] = []
        self._phones: list[Found] = []
        self._unit: str | None = None
        self._role: Found | None = None
        self._early: Found | None = None
        self._fax = False
        self._leading: _Entry | None = None
        self._led = False
        self._unit_of_row: str | None = None

    def take(self, part: Found) -> None:
        """Read the next part."""
        if part.part == "row":
            self._unit_of_row = None
        elif part.part in ("label", "lead", "fax"):
            self._label(part)
        elif part.part == "unit":
            self._take_unit(part)
        elif part.part == "role":
            self._take_role(part)
        elif part.part == "name":
            self._take_name(part)
        elif self._fax:
            self._fax = False
        else:
            self._phones.append(part)

    def close(self) -> None:
        """Give the numbers read so far to the names read so far."""
        phones, group = self._phones, self._group
        for n, entry in enumerate(group):
            phone = phones[0] if len(phones) == 1 else phones[n] if n < len(phones) else self._early
            self._early = None
            if phone is not None and phone.text:
                entry.phone = phone.text
                entry.spans.append((phone.start, phone.end))
        if not group and phones:
            self._early = phones[0]
        self._group = []
        self._phones = []

    def _label(self, part: Found) -> None:
        self._fax = part.part == "fax"
        if part.part == "lead":
            self._led = True
        elif self._unit_of_row and self._leading is not None:
            # The cell of the unit runs over two rows: bureau beside the head, division beside the officer.
            self._leading.unit = self._unit_of_row
            self._leading = None

    def _take_unit(self, part: Found) -> None:
        last = self._group[-1] if self._group else None
        self._unit = part.text
        self._unit_of_row = part.text
        if last is not None and not self._phones and part.text.isascii():
            for entry in self._group:
                entry.unit = part.text if entry is last or entry.unit is None else entry.unit
            last.spans.append((part.start, part.end))

    def _take_role(self, part: Found) -> None:
        last = self._group[-1] if self._group else None
        if last is not None and not self._phones and last.role is None:
            last.role = _one_word(part.text)
            last.spans.append((part.start, part.end))
        else:
            self._role = part

    def _take_name(self, part: Found) -> None:
        if self._phones:
            self.close()
        entry = _Entry(part, unit=self._unit, spans=[(part.start, part.end)])
        if self._role is not None:
            entry.role = _one_word(self._role.text)
            if _head_of_unit().fullmatch(entry.role):
                self._unit = " ".join(filter(None, (self._unit_of_row, entry.role[:-1])))
                entry.unit = self._unit
            entry.spans.append((self._role.start, self._role.end))
            self._role = None
        if self._led:
            self._leading, self._led = entry, False
        self._group.append(entry)
        self.done.append(entry)


@cache
def _head_of_unit() -> re.Pattern[str]:
    return re.compile("|".join(head_rules(lang).contacts.head_of_unit for lang in LANGS))


def _one_word(written: str) -> str:
    """A name or role with its inner blanks squeezed: 과  장 is 과장; in Latin script single blanks stay."""
    return " ".join(_ADDRESSED.sub("", written).split()) if _LATIN.match(written) else "".join(written.split())
