"""The parts of lines with persons to call: labels, units, roles, names and numbers, from left to right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.languages import Lang
from ingest.layout.lines import Line
from ingest.layout.zones import Sheet
from ingest.phones import phone_pattern

from .rules import head_rules

Part = Literal["label", "lead", "fax", "unit", "role", "name", "phone", "row"]
"""`lead` labels the head of a unit, `fax` a number that is not called, `row` begins a line."""

_SHORT_PHONE = re.compile(r"\s?[,/~·]\s?\d{3,4}(?!\d)")
_DATE = re.compile(r"(?:19|20)\d\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_PUNCTUATION = " \t\u3000\u00a0,.;:·•|/()[]{}<>-~☎☏※*○□▲'\"&"
_LONGEST_UNIT = 30
_LONGEST_SPREAD = 3


@dataclass(slots=True)
class Found:
    """A part, its span and its words as written; these are empty for a number that only goes on from the one before."""

    part: Part
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class ContactPatterns:
    """The rules of a language, compiled."""

    entry: re.Pattern[str]
    lead: re.Pattern[str]
    fax: re.Pattern[str]
    unit_words: re.Pattern[str]


@cache
def contact_patterns(lang: Lang) -> ContactPatterns:
    """The rules of a language, its templates filled in."""
    rules = head_rules(lang).contacts
    longest_first = sorted(rules.role, key=len, reverse=True)
    filled = {
        "roles": "|".join(_role_pattern(role, spread=rules.spread) for role in longest_first),
        "posts": "|".join(map(re.escape, rules.post)) or "(?!)",
        "label": rf"(?:{rules.label})(?:\s?\([^()]{{1,8}}\))?\s*[:/]?",
        "unit": rules.unit,
        "surnames": rules.surnames,
    }
    filled["role"] = _fill(rules.role_form, filled)
    filled["name"] = _fill(rules.name, {**filled, "label": rules.label})
    return ContactPatterns(
        re.compile("|".join(_fill(entry, filled) for entry in rules.entry)),
        re.compile(rules.lead),
        re.compile(rules.fax, re.IGNORECASE),
        re.compile(f"{rules.unit_words}$"),
    )


def _fill(template: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _role_pattern(role: str, *, spread: bool) -> str:
    if spread and len(role) <= _LONGEST_SPREAD:
        return r"\s{0,3}".join(map(re.escape, role))
    return re.escape(role).replace("\\ ", r"\s")


def parts_of(sheet: Sheet, zone: Sequence[int]) -> Iterator[Found]:
    """The parts of the lines `zone`, row by row."""
    for i in zone:
        line = sheet.lines[i]
        yield Found("row", line.start, line.start, "")
        lang = _language(line.words)
        end = 0
        masked = _ADDRESS.sub(lambda m: " " * len(m[0]), _DATE.sub(lambda m: " " * len(m[0]), line.words))
        for match in phone_pattern().finditer(masked):
            yield from _words_of(masked, end, match.start(), line, lang)
            start = match.start()
            while masked[start] in " ." or (masked[start] == "(" and ")" not in match[0]):
                start += 1
            yield Found("phone", line.start + start, line.start + match.end(), masked[start : match.end()].rstrip())
            end = match.end()
            while short := _SHORT_PHONE.match(masked, end):
                yield Found("phone", line.start + end, line.start + short.end(), "")
                end = short.end()
        yield from _words_of(masked, end, len(masked), line, lang)


def _language(words: str) -> Lang:
    if re.search("[가-힣]", words):
        return "ko"
    return "zh" if re.search("[\u4e00-\u9fff]", words) else "en"


def _words_of(words: str, start: int, end: int, line: Line, lang: Lang) -> Iterator[Found]:
    """The parts of a stretch without numbers: what the language's pattern knows, and units between."""
    at = start
    offset = line.start
    for match in contact_patterns(lang).entry.finditer(words, start, end):
        yield from _units(words, at, match.start(), line, lang)
        for group in sorted((g for g in match.groupdict() if match[g] is not None), key=match.start):
            part: Part = "label" if group == "label" else "role" if group.startswith("role") else "name"
            if part == "label" and contact_patterns(lang).fax.search(match[group]):
                part = "fax"
            elif part == "label" and contact_patterns(lang).lead.match(match[group].replace(" ", "")):
                part = "lead"
            yield Found(
                part, offset + match.start(group), offset + match.end(group), line.written[slice(*match.span(group))]
            )
        at = match.end()
    yield from _units(words, at, end, line, lang)


def _units(words: str, start: int, end: int, line: Line, lang: Lang) -> Iterator[Found]:
    for piece in re.finditer(r"[^\t;|/]+" if words.isascii() else r"[^\t,;|/]+", words[start:end]):
        inner = piece[0].strip(_PUNCTUATION)
        if len(inner) < 2 or not re.search(r"[^\W\d_]{2}", inner):
            continue
        begin = start + piece.start() + piece[0].index(inner)
        unit = contact_patterns(lang).unit_words.search(inner)
        if unit and len(inner) > _LONGEST_UNIT:
            begin, inner = begin + unit.start(), unit[0]
        written = line.written[begin : begin + len(inner)]
        yield Found("unit", line.start + begin, line.start + begin + len(inner), " ".join(written.split()))
