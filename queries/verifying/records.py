"""Whether a stored record follows from its text: a check of its own, which shares no rule with the extraction.

Quotations stand where they say, surfaces in the text, names of other items in the record, ids in the registry; dates
follow from their words, numbers and countries are named; a meeting is held or planned as the day of issue has it.
Status and kind of an agreement, a meeting by video and the levels from vice ministers up need a word that bears them
out (`records.toml`): that finds contradictions, not errors of judgement.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path
from typing import Any

from corpus import edtf
from corpus.languages import LANGS
from corpus.model import Model
from corpus.reading import simplified
from corpus.records import Record
from corpus.registry import agencies, countries
from corpus.registry.groups import GroupName
from corpus.registry.programmes import programmes
from corpus.registry.series import series
from corpus.registry.tables import ROOT, read_table

from . import dates

Fields = dict[str, Any]
FIELDS = ("meetings", "agencies", "persons", "dates", "agreements", "programmes", "contacts", "tables")
_WORDS: Fields = tomllib.loads(Path(__file__).with_name("records.toml").read_text(encoding="utf-8"))


class Finding(Model):
    """What does not follow: the record, the list and the position of the item in it (None: the record itself)."""

    id: str
    field: str
    index: int | None = None
    problem: str


def stated_events(text: str, record: Record) -> set[str]:
    """Ids of events that follow from this record, so that another may share them."""
    release = _Release(text, record.as_json())
    return {item["event"] for item in release.record["meetings"] if "event" in item and release.states(item)}


def findings(text: str, record: Record, stated: Set[str] = frozenset()) -> Iterator[Finding]:
    """Everything in `record` that does not follow from `text`; `stated` are events that follow from other records."""
    release = _Release(text, record.as_json(), stated)
    for field in ("record", *FIELDS):
        for index, item in enumerate([release.record] if field == "record" else release.record[field]):
            for problem in release.problems(field, item):
                yield Finding(id=record.id, field=field, index=None if field == "record" else index, problem=problem)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@cache
def _countries() -> list[tuple[str, list[str]]]:
    kinds = ("name", "adjective", "side", "capital")
    named = [(name, [code]) for lang in LANGS for name, code in countries().names(lang, *kinds).items()]
    groups = [(group.surface, group.members.split()) for _, group in read_table(ROOT / "groups.csv", GroupName)]
    return [(_squeezed(name), codes) for name, codes in named + groups]


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [one for one in value or [] if isinstance(one, str)]


class _Release:
    def __init__(self, text: str, record: Fields, stated: Set[str] = frozenset()) -> None:
        self.text, self.letters, self.record, self.stated = text, _squeezed(text), record, stated
        dated = [one for one in record["dates"] if one["evidence"] and edtf.is_edtf(one["value"])]
        self.dates = sorted(dated, key=lambda one: one["evidence"][0]["start"])
        said = simplified(self.letters)
        ref = record.get("ref_date")
        self.issued = ref if ref and edtf.is_edtf(ref) else None
        own = {one["country"] for one in record["agencies"] if {"ref", "country"} <= {*one}}
        here = {code for name, codes in _countries() if name in said for code in codes} | own
        self.known = {name: {value for one in record[field] for part in parts for value in _listed(one.get(part))}
                      for name, (field, *parts) in _WORDS["refers"].items()}  # fmt: skip
        self.known |= {"side": here, "country": here | {"INT"}}
        self.known["parent"] |= {name.name for one in agencies().ids for name in agencies().names(one)}
        self.known["ref"] = {*agencies().ids, *programmes().ids, *series().ids}

    def _stands(self, surface: str) -> bool:
        """Whether it is in the text, or each of its parts between commas and brackets is."""
        parts = [_squeezed(part) for part in re.split(r"[,()·]", surface)]
        return "".join(parts) in self.letters or all(part in self.letters for part in parts)

    def _values(self) -> set[str]:
        return {end for one in self.dates for end in (one["value"].strip("./"), *one["value"].split("/"))}

    def problems(self, field: str, item: Fields) -> Iterator[str]:
        """What does not follow in an item of the list `field`."""
        quoted = [] if field == "record" else item["evidence"]
        if not quoted and field != "record":
            yield "there is no evidence"
            return
        for one in quoted:
            if one["start"] < 0 or not one["text"] or self.text[one["start"] : one["end"]] != one["text"]:
                yield f"evidence {one['start']}:{one['end']} is not what stands there"
        said = " ".join([*(one["text"] for one in quoted), item.get("title", "")])
        for name in _WORDS["stands"].get(field, ()):
            yield from (f"{name} {one!r} does not stand in the text"
                        for one in _listed(item.get(name))
                        if one not in _WORDS["unsaid"] and not self._stands(one))  # fmt: skip
        for name in _WORDS["told"].get(field, ()):
            yield from (f"{one!r} does not stand in the evidence" for one in _listed(item.get(name))
                        if _squeezed(one) not in _squeezed(said))  # fmt: skip
        for name, known in self.known.items():
            yield from (f"{name} {one!r} is not known" for one in _listed(item.get(name)) if one not in known)
        for name in _WORDS["dated"].get(field, ()):
            if (value := item.get(name)) and value.strip("./") not in self._values():
                yield f"{name} {value!r} is no date of the release"
        for name in _WORDS["borne"].get(field, ()):
            pattern = _WORDS[name].get(item.get(name))
            start = min((one["start"] for one in quoted), default=0)
            place = self.text[max(0, start - 200) : start] + said if field == "agreements" else self.text + said
            if pattern and not re.search(pattern, unicodedata.normalize("NFKC", place).casefold()):
                yield f"{name} {item[name]!r}: no word bears it out"
        yield from getattr(self, f"_{field}", lambda _: ())(item)

    def _record(self, item: Fields) -> Iterator[str]:
        issued = {one["value"] for one in self.dates if one.get("role") == "released"}
        if (ref := item.get("ref_date")) and (not edtf.is_edtf(ref) or (issued and ref not in issued)):
            yield f"ref_date {ref!r} is none of the days of issue"

    def _dates(self, item: Fields) -> Iterator[str]:
        before = [one for one in self.dates if one["evidence"][0]["start"] < item["evidence"][0]["start"]]
        start, values = item["evidence"][0]["start"], [one["value"] for one in before]
        said = [
            one["value"]
            for one in before
            if not re.search(r"[\n。]|\.\s", self.text[one["evidence"][0]["end"] : start])
        ]
        recent = [*values[-2:], *[value for value in values if len(value) == 10][-3:]]
        row = [one["value"] for one in self.dates if one["evidence"] == item["evidence"]]
        others = [one["value"] for one in self.dates if one["evidence"] != item["evidence"]]
        context = dates.Context(self.issued, said, recent, others, row)
        if not dates.follows(item["value"], item["text"], context) or item["evidence"][0]["text"] != item["text"]:
            yield f"value {item['value']!r} does not follow from {item['text']!r}"

    def _agencies(self, item: Fields) -> Iterator[str]:
        if item.get("ref") not in agencies().ids:
            if not self._stands(item["name"]) and not re.search(_WORDS["bodies"], item["name"]):
                yield f"name {item['name']!r} is neither in the text nor the English name of a body"
            return
        entry, names = agencies().entry(item["ref"]), agencies().names(item["ref"])
        if item.get("country") != entry.country:
            yield f"country {item.get('country')!r} is not that of {entry.id}"
        if item["name"] not in {entry.name, *(name.name for name in names if name.lang == "en")}:
            yield f"name {item['name']!r} is no name of {entry.id}"

    def _meetings(self, item: Fields) -> Iterator[str]:
        said = " ".join([item["name"], *item["aliases"], *(one["text"] for one in item["evidence"])])
        if "ordinal" in item and item["ordinal"] not in _numbers(said):
            yield f"ordinal {item['ordinal']} does not stand in the evidence"
        ref, day = self.issued, item.get("date")
        if ref and day and edtf.is_edtf(day):
            (first, last), (morning, today) = edtf.days(day), edtf.days(ref)
            late, early = first and today and first > today, last and morning and last < morning
            if (item["status"] == "held" and late) or (item["status"] == "planned" and early):
                yield f"status {item['status']!r} cannot be on the day of issue: the date is {day}"
        if "event" in item and item["event"] not in self.stated and not self.states(item):
            yield f"event {item['event']!r} follows neither from series and number nor from the day"

    def states(self, item: Fields) -> bool:
        """Whether the id of a meeting's event follows here: from a series and a number or day, or else from a day."""
        of_event = [one for one in self.record["meetings"] if one.get("event") == item["event"]]
        named = [one for one in self.record["meetings"] if one.get("ref") == item.get("ref")]
        said = _numbers(
            " ".join(part for one in named for part in (one["name"], *(e["text"] for e in one["evidence"])))
        )
        numbers = {one["ordinal"] for one in of_event if "ordinal" in one} or {n + m for n in said for m in (0, 1)}
        days = {
            str(edtf.days(one["date"])[0])[:n] for one in of_event if edtf.is_edtf(one.get("date", "")) for n in (4, 10)
        }
        series_id, _, tail = item["event"].rpartition(f"{item['ref']}-" if "ref" in item else "\n")
        return tail in {*days, *map(str, numbers)} if "ref" in item and not series_id else tail[:10] in days

    def _agreements(self, item: Fields) -> Iterator[str]:
        named = self.known["country"] | self.known["agencies"]
        yield from (f"party {one!r} is not named" for one in item["parties"]
                    if one not in named and (len(one) < 4 or not self._stands(one)))  # fmt: skip
        said, value = item.get("amount", {}).get("text", ""), item.get("amount", {}).get("value", 0)
        if said and (not self._stands(said) or f"{value:.6f}".replace(".", "").strip("0") not in _amounts(said)):
            yield f"amount {value} is not what {said!r} says"

    def _programmes(self, item: Fields) -> Iterator[str]:
        registered = programmes().entry(item["ref"]).since if item.get("ref") in programmes().ids else None
        since: str = item.get("since", "")
        if since and since != registered and since.strip("./") not in self._values():
            yield f"since {since!r} is no date of the release"

    def _tables(self, item: Fields) -> Iterator[str]:
        if item["rows"] != len(item["cells"]) - bool(item["header"]):
            yield f"rows is {item['rows']}, but there are {len(item['cells'])} rows of cells"
        yield from (
            f"cell {one!r} does not stand in the text" for row in item["cells"] for one in row if not self._stands(one)
        )


def _numbers(said: str) -> set[int]:
    """The numbers in words: digits, Han numerals, and words (fourth, 네)."""
    folded = unicodedata.normalize("NFKC", said).casefold()
    found = {int(n) for n in re.findall(r"\d+", folded)}
    found |= {int(dates.of_han(n)) for n in re.findall(f"[{dates.HAN}]?十[{dates.HAN}]?|[{dates.HAN}]+", folded)}
    return found | {n for word, n in _WORDS["numerals"].items() if re.search(rf"(?<![a-z]){word}(?![a-z])", folded)}


def _amounts(said: str) -> set[str]:
    """The leading digits of the numbers in words, whatever their scale: 3억 5천만 is 35 and many noughts."""
    return {str(n).strip("0") for n in (*_numbers(said), *_numbers("".join(filter(str.isdigit, said))))}
