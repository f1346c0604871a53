"""Whom to call: names, roles, units and numbers in the boxes and lines at the head and foot of releases.

A zone is a table or a run of lines with a telephone number. It is read from left to right, row by row, as a sequence
of parts (label, unit, role, name, number) in whatever order the ministry sets them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from typing import Literal

from corpus.documents import Block, ContactPerson, quote
from corpus.languages import Lang
from ingest.layout.zones import Sheet
from ingest.phones import PHONE, has_phone

from .rules import head_rules

Part = Literal["label", "lead", "unit", "role", "name", "phone", "row"]
Span = tuple[int, int]

_SHORT_PHONE = re.compile(r"\s?[,/~·]\s?\d{3,4}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_MOST = 500
"""Persons to call that are listed for one release; a text with more of them is a directory."""
_WIDEST_ZONE_LINE = 600
_PUNCTUATION = " \t\u3000\u00a0,.;:·•|/()[]{}<>-~☎☏※*○□▲'\"&"
_FAX = re.compile("팩스|传真|傳真|fax", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:Mr|Ms|Mrs|Dr|Prof)\.?\s")
_HEAD_OF_UNIT = re.compile("[가-힣0-9]{2,}과장")
_LATIN = re.compile(r"[^\u1100-\ufaff]+$")
_LONGEST_UNIT = 30
_UNIT_AT_THE_END = re.compile(
    r"(?:[가-힣A-Za-z0-9·]+(?:부|처|청|실|국|과|관|팀|단|원|소|센터|본부|회|공사|공단|재단|시|도|군|구|서|반)(?:\s|$)){1,4}$"
)
_LEADING = re.compile(r"책임자|과장|국장|Director|负责人")


@dataclass(slots=True)
class _Found:
    part: Part
    start: int
    end: int
    text: str


@dataclass(slots=True)
class _Entry:
    name: _Found
    role: str | None = None
    unit: str | None = None
    phone: str | None = None
    spans: list[Span] = field(default_factory=list)


def find_contacts(text: str, sheet: Sheet, blocks: tuple[Block, ...]) -> tuple[ContactPerson, ...]:
    """The persons to call, in order; one who is named twice with the same number, once."""
    if not any(block.page for block in blocks):
        blocks = ()
    entries = islice(chain.from_iterable(_entries(list(_parts(sheet, zone))) for zone in _zones(sheet)), _MOST)
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
    return after.gap == 1 and after.width <= _WIDEST_ZONE_LINE and sheet.kinds[at + 1] in ("contact", "header")


def _parts(sheet: Sheet, zone: Sequence[int]) -> Iterator[_Found]:
    """The parts of a zone, row by row."""
    for i in zone:
        line = sheet.lines[i]
        yield _Found("row", line.start, line.start, "")
        lang = _language(line.words)
        end = 0
        masked = _ADDRESS.sub(lambda m: " " * len(m[0]), _DATE.sub(lambda m: " " * len(m[0]), line.words))
        for match in PHONE.finditer(masked):
            yield from _words_of(masked, end, match.start(), line.start, lang)
            start = match.start()
            while masked[start] in " ." or (masked[start] == "(" and ")" not in match[0]):
                start += 1
            yield _Found("phone", line.start + start, line.start + match.end(), masked[start : match.end()].rstrip())
            end = match.end()
            while short := _SHORT_PHONE.match(masked, end):
                yield _Found("phone", line.start + end, line.start + short.end(), "")
                end = short.end()
        yield from _words_of(masked, end, len(masked), line.start, lang)


def _language(words: str) -> Lang:
    if re.search("[가-힣]", words):
        return "ko"
    return "zh" if re.search("[\u4e00-\u9fff]", words) else "en"


def _words_of(words: str, start: int, end: int, offset: int, lang: Lang) -> Iterator[_Found]:
    """The parts of a stretch without numbers: what the language's pattern knows, and units between."""
    at = start
    for match in _scanner(lang).finditer(words, start, end):
        yield from _units(words, at, match.start(), offset)
        for group in sorted((g for g in match.groupdict() if match[g] is not None), key=match.start):
            part: Part = "label" if group == "label" else "role" if group.startswith("role") else "name"
            if part == "label" and _LEADING.match(match[group].replace(" ", "")):
                part = "lead"
            yield _Found(part, offset + match.start(group), offset + match.end(group), match[group])
        at = match.end()
    yield from _units(words, at, end, offset)


def _units(words: str, start: int, end: int, offset: int) -> Iterator[_Found]:
    for piece in re.finditer(r"[^\t;|/]+" if words.isascii() else r"[^\t,;|/]+", words[start:end]):
        inner = piece[0].strip(_PUNCTUATION)
        if len(inner) < 2 or not re.search(r"[^\W\d_]{2}", inner):
            continue
        begin = start + piece.start() + piece[0].index(inner)
        unit = _UNIT_AT_THE_END.search(inner)
        if unit and len(inner) > _LONGEST_UNIT:
            begin, inner = begin + unit.start(), unit[0]
        yield _Found("unit", offset + begin, offset + begin + len(inner), " ".join(inner.split()))


@cache
def _scanner(lang: Lang) -> re.Pattern[str]:
    """The pattern of labels, roles and names of a language, of pairs of them first."""
    rules = head_rules(lang).contacts
    roles = sorted(rules.role, key=len, reverse=True)
    label = rf"(?P<label>(?:{rules.label})(?:\s?\([^()]{{1,8}}\))?\s*[:/]?)"
    if lang == "en":
        role = "|".join(re.escape(each).replace("\\ ", r"\s") for each in roles)
        role = rf"(?:(?:{rules.rank})\s)*(?:{role})"
        return re.compile(
            rf"(?<!\w)(?P<role1>{role})\s+(?P<name1>{rules.name})(?!\w)|(?<!\w)(?P<role2>{role})(?!\w|\sof\b)"
            rf"|(?i:(?<!\w)(?<!\w\s){label}(?=\s*[:\t|]|\s*$))|(?<!\w)(?:please\scontact\s)?(?P<name3>{rules.name})(?=\s*(?:[,(\t;|/]|$|-\s|[Tt]el|at\s))"
        )
    if lang == "zh":
        role = "|".join(map(re.escape, roles))
        name = rf"[{rules.surnames}][\u4e00-\u9fff]{{1,3}}"
        name = rf"(?![\u4e00-\u9fff]{{0,3}}(?:{rules.unit})(?![\u4e00-\u9fff])){name}"
        return re.compile(
            rf"(?P<role1>{'|'.join(rules.post)})\s?:|{label}"
            rf"|(?<![\u4e00-\u9fff])(?P<name2>{name})\s?\(?(?P<role2>{role})|(?<![\u4e00-\u9fff])(?P<name3>{name})(?![\u4e00-\u9fff])"
        )
    role = "|".join(r"\s{0,3}".join(map(re.escape, each)) if len(each) <= 3 else re.escape(each) for each in roles)
    role = rf"(?:[가-힣A-Za-z0-9·]{{0,14}}?(?:{role}))"
    ahead = rf"(?!(?:{rules.label})|(?:{role})(?![가-힣])|[가-힣]{{1,3}}(?:{rules.unit})(?![가-힣]))"
    name = rf"{ahead}[{rules.surnames}](?:[가-힣]{{1,3}}|\s{{1,3}}[가-힣](?![가-힣]))(?![가-힣])"
    return re.compile(
        rf"(?<![가-힣])(?P<role1>{role})\s*[:(]?\s*(?P<name1>{name})"
        rf"|(?<![가-힣])(?P<name2>{name})(?<![과팀실국])\s{{0,4}}\(?(?P<role2>{role})(?![가-힣])"
        rf"|(?<![가-힣]){label}(?![가-힣])(?:\s*(?P<name3>{name})(?<![과팀실국])(?=\s*(?:[(,\t☎☏]|$)))?"
    )


def _entries(parts: list[_Found]) -> Iterator[_Entry]:
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
        self._phones: list[_Found] = []
        self._unit: str | None = None
        self._role: _Found | None = None
        self._early: _Found | None = None
        self._fax = False
        self._leading: _Entry | None = None
        self._led = False
        self._unit_of_row: str | None = None

    def take(self, part: _Found) -> None:
        """Read the next part."""
        if part.part == "row":
            self._unit_of_row = None
        elif part.part in ("label", "lead"):
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

    def _label(self, part: _Found) -> None:
        self._fax = _FAX.search(part.text) is not None
        if part.part == "lead":
            self._led = True
        elif self._unit_of_row and self._leading is not None:
            # The cell of the unit runs over two rows: bureau beside the head, division beside the officer.
            self._leading.unit = self._unit_of_row
            self._leading = None

    def _take_unit(self, part: _Found) -> None:
        last = self._group[-1] if self._group else None
        self._unit = part.text
        self._unit_of_row = part.text
        if last is not None and not self._phones and part.text.isascii():
            for entry in self._group:
                entry.unit = part.text if entry is last or entry.unit is None else entry.unit
            last.spans.append((part.start, part.end))

    def _take_role(self, part: _Found) -> None:
        last = self._group[-1] if self._group else None
        if last is not None and not self._phones and last.role is None:
            last.role = _one_word(part.text)
            last.spans.append((part.start, part.end))
        else:
            self._role = part

    def _take_name(self, part: _Found) -> None:
        if self._phones:
            self.close()
        entry = _Entry(part, unit=self._unit, spans=[(part.start, part.end)])
        if self._role is not None:
            entry.role = _one_word(self._role.text)
            if _HEAD_OF_UNIT.fullmatch(entry.role):
                self._unit = " ".join(filter(None, (self._unit_of_row, entry.role[:-1])))
                entry.unit = self._unit
            entry.spans.append((self._role.start, self._role.end))
            self._role = None
        if self._led:
            self._leading, self._led = entry, False
        self._group.append(entry)
        self.done.append(entry)


def _one_word(written: str) -> str:
    """A name or role with its inner blanks squeezed: 과  장 is 과장; in Latin script single blanks stay."""
    return " ".join(_ADDRESSED.sub("", written).split()) if _LATIN.match(written) else "".join(written.split())
