"""Whether a stored record follows from its text: a check of its own, which shares no rule with the extraction.

Quotations stand where they say, surfaces in the text, names of other items in the record, ids in the registry; dates
follow from their words, numbers and countries are named; a meeting is held or planned as the day of issue has it.
Status and kind of an agreement, a meeting by video and the levels from vice ministers up need a word that bears them
out: that finds contradictions, not errors of judgement. `records.toml` says of which fields which of this is asked.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from corpus import edtf
from corpus.languages import LANGS
from corpus.model import Model
from corpus.reading import simplified
from corpus.records import Record
from corpus.registry import agencies, countries, groups, programmes, series

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


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, _plain(text)))


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [one for part in value or () for one in _listed(part)]


class _Release:
    def __init__(self, text: str, record: Fields, stated: Set[str] = frozenset()) -> None:
        self.text, self.letters, self.record, self.stated = text, _squeezed(text), record, stated
        dated = [one for one in record["dates"] if one["evidence"] and edtf.is_edtf(one["value"])]
        self.dates = sorted(dated, key=lambda one: one["evidence"][0]["start"])
        self.issued = ref if edtf.is_edtf(ref := record.get("ref_date", "")) else None
        plain, letters = simplified(text), simplified(self.letters)
        called = [pair for lang in LANGS for pair in countries().names(lang, *_WORDS["countries"]).items()]
        here = {code for name, code in called if _squeezed(name) in letters}
        here |= {code for lang in LANGS for group in groups.groups_in(plain, lang) for code in group.members}
        here |= {one["country"] for one in record["agencies"] if {"ref", "country"} <= {*one}}
        ends = {end for one in self.dates for end in (one["value"].strip("./"), *one["value"].split("/"))}
        when: set[Any] = {form for end in ends for form in (end, f"{end}/..", f"../{end}")}
        ours = {one.get("ref") for one in record["programmes"]} & {*programmes.programmes().ids}
        self.known: dict[str, set[Any]] = {"side": here, "country": here | {"INT"}}
        self.known |= dict.fromkeys(("date", "period", "deadline"), when)
        for name, (field, *parts) in _WORDS["lists"].items():
            self.known[name] = {value for one in record[field] for part in parts for value in _listed(one.get(part))}
        self.known["since"] = when | {programmes.programmes().entry(one).since for one in ours}
        self.known["parties"] = here | {"INT"} | self.known["agencies"]
        self.known["parent"] |= {name.name for one in agencies().ids for name in agencies().names(one)}
        self.known["ref"] = {*agencies().ids, *programmes.programmes().ids, *series.series().ids}
        self.known["ref_date"] = {one["value"] for one in dated if one.get("role") == "released"} or {self.issued}

    def _stands(self, surface: str) -> bool:
        """Whether it is in the text, or each of its parts between commas and brackets is."""
        parts = [_squeezed(part) for part in re.split(r"[,()·]", surface)]
        return "".join(parts) in self.letters or all(part in self.letters for part in parts)

    def problems(self, field: str, item: Fields) -> Iterator[str]:
        """What does not follow in an item of the list `field`."""
        quoted = item.get("evidence", [])
        if not quoted and field != "record":
            yield "there is no evidence"
            return
        for one in quoted:
            if one["start"] < 0 or not one["text"] or self.text[one["start"] : one["end"]] != one["text"]:
                yield f"evidence {one['start']}:{one['end']} is not what stands there"
        said = " ".join([*(one["text"] for one in quoted), item.get("title", "")])
        start = min((one["start"] for one in quoted), default=0)
        place = _plain(self.text[max(0, start - 200) : start] + said if field == "agreements" else self.text + said)
        holds: dict[str, Any] = {
            "stands": lambda _, one: one in _WORDS["unsaid"] or self._stands(one),
            "told": lambda _, one: _squeezed(one) in _squeezed(said),
            "named": lambda name, one: one in self.known[name] or (len(one) > 3 and self._stands(one)),
            "borne": lambda name, one: re.search(_WORDS[name].get(one, ""), place),
        }
        for check, problem in _WORDS["problems"].items():
            right = holds.get(check, lambda name, one: one in self.known[name])
            for name in (*_WORDS[check].get("all", ()), *_WORDS[check].get(field, ())):
                found = _listed(item.get(name))
                yield from (f"{name} {one!r} {problem}" for one in found if not right(name, one))
        yield from getattr(self, f"_{field}", lambda _: ())(item)

    def _dates(self, item: Fields) -> Iterator[str]:
        quoted, start = item["evidence"], item["evidence"][0]["start"]
        before = [(one["value"], one["evidence"][0]) for one in self.dates if one["evidence"][0]["start"] < start]
        said = [value for value, one in before if not re.search(r"[\n。]|\.\s", self.text[one["end"] : start])]
        recent = [*[value for value, _ in before][-2:], *[value for value, _ in before if len(value) == 10][-3:]]
        row = [one["value"] for one in self.dates if one["evidence"] == quoted]
        others = [one["value"] for one in self.dates if one["evidence"] != quoted]
        context = dates.Context(self.issued, said, recent, others, row)
        if not dates.follows(item["value"], item["text"], context) or quoted[0]["text"] != item["text"]:
            yield f"value {item['value']!r} does not follow from {item['text']!r}"

    def _agencies(self, item: Fields) -> Iterator[str]:
        ref, name, country = item.get("ref"), item["name"], item.get("country")
        if ref not in agencies().ids:
            right = self._stands(name) or bool(re.search(_WORDS["bodies"], name))
        else:
            names = {agencies().entry(ref).name, *(one.name for one in agencies().names(ref, "en"))}
            right = country == agencies().entry(ref).country and name in names
        if not right:
            yield f"name {name!r} with country {country!r} is not that of {ref or 'a body'}"

    def _meetings(self, item: Fields) -> Iterator[str]:
        if "ordinal" in item and item["ordinal"] not in _numbers(" ".join([*item["aliases"], _words(item)])):
            yield f"ordinal {item['ordinal']} does not stand in the evidence"
        if self.issued and edtf.is_edtf(day := item.get("date", "")):
            (first, last), (morning, today) = edtf.sort_key(day), edtf.sort_key(self.issued)
            if (item["status"] == "held" and first > today) or (item["status"] == "planned" and last < morning):
                yield f"status {item['status']!r} cannot be on the day of issue: the date is {day}"
        if "event" in item and item["event"] not in self.stated and not self.states(item):
            yield f"event {item['event']!r} follows neither from series and number nor from the day"

    def states(self, item: Fields) -> bool:
        """Whether the id of a meeting's event follows here: from a series and a number or day, or else from a day."""
        of_event = [one for one in self.record["meetings"] if one.get("event") == item["event"]]
        of_series = [_words(one) for one in self.record["meetings"] if one.get("ref") == item.get("ref")]
        said = _numbers(" ".join(of_series))
        numbers = {one["ordinal"] for one in of_event if "ordinal" in one} or {n + m for n in said for m in (0, 1)}
        dated = [one["date"] for one in of_event if edtf.is_edtf(one.get("date", ""))]
        days = {str(edtf.days(day)[0])[:size] for day in dated for size in (4, 10)}
        stated = {f"{item.get('ref')}-{one}" for one in (*days, *numbers)}
        called = {_squeezed(one["name"]) for one in of_event}
        subject = item["event"].rpartition(".")[2]
        known = subject.replace("-", "").isalpha() or _squeezed(subject) in called
        return item["event"] in stated if "ref" in item else item["event"][:10] in days and known

    def _agreements(self, item: Fields) -> Iterator[str]:
        said, value = item.get("amount", {}).get("text", ""), item.get("amount", {}).get("value", 0)
        # The leading digits, whatever the scale: 3억 5천만 is 35 and many noughts.
        numbers = {str(n).strip("0") for n in (*_numbers(said), *_numbers("".join(filter(str.isdigit, said))))}
        if said and (not self._stands(said) or f"{value:.6f}".replace(".", "").strip("0") not in numbers):
            yield f"amount {value} is not what {said!r} says"

    def _tables(self, item: Fields) -> Iterator[str]:
        if item["rows"] != len(item["cells"]) - bool(item["header"]):
            yield f"rows is {item['rows']}, but there are {len(item['cells'])} rows of cells"


def _words(item: Fields) -> str:
    return " ".join([item["name"], *(one["text"] for one in item["evidence"])])


def _numbers(said: str) -> set[int]:
    """The numbers in words: digits, Han numerals, and words (fourth, 네)."""
    found = {int(n) for n in re.findall(r"\d+", _plain(said))}
    found |= {dates.of_numeral(n) for n in re.findall("[零一二三四五六七八九十]+", _plain(said))}
    words = _WORDS["numerals"].items()
    return found | {n for word, n in words if re.search(rf"(?<![a-z]){word}(?![a-z])", _plain(said))}
