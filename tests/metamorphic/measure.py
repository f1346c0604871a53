"""The share of mutants of the invented releases for which each relation holds, never below `floors.json`.

python -m tests.metamorphic.measure             compare; exits 1 where a share is below its floor
python -m tests.metamorphic.measure --raise     raise the floors to what is reached now
python -m tests.metamorphic.measure --failing RELATION    print what changed otherwise than expected
"""

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.documents import Document, Evidence
from corpus.records import Record

from .changes import Change, changes
from .layouts import layouts
from .reading import document_of, record_of, said
from .settings import settings, simplified, traditional

RELEASES = sorted((Path(__file__).parents[1] / "data" / "releases").glob("*.txt"))
FLOORS = Path(__file__).with_name("floors.json")
_PARAGRAPHS = 6
"""Paragraphs of a release whose sentences are exchanged."""
_SENTENCE = re.compile(
    r"[^.!?。\n]{12,}(?:\.(?=\d)[^.!?。\n]+)*(?:다\.|[a-z]{3}\.|。)[”」\"]?(?:[ \t]+|(?=\n)|(?<=。)|\Z)"
)


class Outcome(NamedTuple):
    """A mutant: whether its relation holds, else `why` not."""

    relation: str
    release: str
    why: str


def outcomes() -> Iterator[Outcome]:
    """Every mutant of every release."""
    for path in RELEASES:
        text = path.read_bytes().decode()
        record = record_of(text)
        yield from (Outcome(name, path.stem, why) for name, why in _of_settings(text, record))
        for change in changes(text, record):
            why = _of_change(text, record, change)
            if why is not None:
                yield Outcome(change.relation, path.stem, why)


def _of_settings(text: str, record: Record) -> Iterator[tuple[str, str]]:
    expected = said(record)
    for name, data in settings(text, record.lang or ""):
        yield name, _difference(expected, said(record_of(data)))
    other = traditional(text) if record.lang == "zh" else None
    if other is not None:
        simple = {field: _simplified(items) for field, items in said(record_of(other)).items()}
        yield (
            "traditional characters",
            _difference({field: _simplified(items) for field, items in expected.items()}, simple),
        )

    for name, data, file in layouts(document_of(text)):
        yield name, _difference(_spaceless(expected), _spaceless(said(record_of(data, name=file))))
    if record.lang == "en" and record.title:
        capitals = text.replace(record.title, record.title.upper(), 1)
        yield "title in capitals", _difference(_caseless(expected), _caseless(said(record_of(capitals))))
    for exchanged in _sentences_exchanged(document_of(text)):
        yield "order of sentences", _difference(_who(record), _who(record_of(exchanged)))
    blocks = text.rstrip().split("\n\n")
    for at in range(3, len(blocks) - 2, 2):
        exchanged = "\n\n".join([*blocks[:at], blocks[at + 1], blocks[at], *blocks[at + 2 :]])
        yield "order of paragraphs", _difference(_who(record), _who(record_of(exchanged)))


def _sentences_exchanged(release: Document) -> Iterator[str]:
    """The text with the last two sentences of a paragraph in the other order, for some paragraphs."""
    text, left = release.text, _PARAGRAPHS
    for block in release.blocks:
        if block.kind not in ("paragraph", "bullet") or not left:
            continue
        sentences = [match.span() for match in _SENTENCE.finditer(text, block.start, block.end)]
        if len(sentences) < 2 or sentences[-1][1] < block.end or sentences[-2][1] != sentences[-1][0]:
            continue
        left -= 1
        (start, middle), (_, end) = sentences[-2:]
        first = text[start:middle]
        yield text[:start] + text[middle:end] + first[len(first.rstrip()) :] + first.rstrip() + text[end:]


def _caseless(items: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    return {field: Counter(item.casefold() for item in found.elements()) for field, found in items.items()}


def _spaceless(items: dict[str, Counter[str]]) -> dict[str, Counter[str]]:
    """Without the hyphens that may stand where a line was broken."""
    return {field: Counter(item.replace("-", "") for item in found.elements()) for field, found in items.items()}


def _who(record: Record) -> dict[str, Counter[str]]:
    """Who and what is named, whatever the order."""
    return {
        "persons": Counter(person.name for person in record.persons),
        "agencies": Counter(surface for agency in record.agencies for surface in agency.surfaces if agency.ref),
        "programmes": Counter(programme.name for programme in record.programmes),
    }


def _simplified(items: Counter[str]) -> Counter[str]:
    return Counter({simplified(item): count for item, count in items.items()})


def _difference(expected: dict[str, Counter[str]], found: dict[str, Counter[str]]) -> str:
    lines = [f"{field} - {item}" for field in expected for item in expected[field] - found[field]]
    return "; ".join(lines + [f"{field} + {item}" for field in expected for item in found[field] - expected[field]])


def _of_change(text: str, record: Record, change: Change) -> str | None:
    """Why a change does not do what it should in the lines around it; None where they alone do not state the fact."""
    start = text.rfind("\n", 0, max(0, text.rfind("\n", 0, change.start))) + 1
    end = text.find("\n", change.start)
    lines = text[start : len(text) if end < 0 else end]
    at = change.start - start
    if len(lines) > 900 or lines[at : at + len(change.old)] != change.old:
        return None
    if change.relation == "planned":  # the verb alone decides where no day does
        lines, at = _without_dates(lines, at, change.old, record)
    base = record_of(lines, ref_date=record.ref_date)
    if base.lang != record.lang:
        return None
    mutant = record_of(lines[:at] + change.new + lines[at + len(change.old) :], ref_date=record.ref_date)
    return _JUDGES.get(change.relation, _date)(base, mutant, change, at)


def _without_dates(lines: str, at: int, verb: str, record: Record) -> tuple[str, int]:
    """The lines without their dates, and where the verb then stands."""
    tail = lines[at:]
    for date in sorted(record.dates, key=lambda date: -len(date.text)):
        surface = rf"(?:\b(?:on|in) )?{re.escape(date.text)}(?:에|에서|,)?"
        tail = verb + re.sub(surface, "", tail[len(verb) :])
        lines, at = re.sub(surface, "", lines[:at]) + tail, len(re.sub(surface, "", lines[:at]))
    return lines, at


def _others(base: Record, mutant: Record, *fields: str, also: tuple[tuple[str, str], ...] = ()) -> str:
    """What differs outside `fields`, once the words of `also` are exchanged; dates of items left aside."""

    def plain(record: Record, pairs: tuple[tuple[str, str], ...]) -> dict[str, Counter[str]]:
        items = said(record)
        return {
            field: Counter(_exchanged(item, pairs) for item in items[field].elements())
            for field in items
            if field not in fields
        }

    return _difference(plain(base, also), plain(mutant, ()))


def _exchanged(item: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        item = item.replace("".join(old.split()), "".join(new.split()))
    return item


def _date(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    before, after = [date.value for date in base.dates], [date.value for date in mutant.dates]
    if change.before not in before:
        return None
    if change.after not in after or len(before) != len(after):
        return f"{change.old} to {change.new}: {before} became {after}"
    return _others(base, mutant, "dates", "meetings", "agreements", "programmes")


def _ordinal(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    if int(change.before) not in [meeting.ordinal for meeting in base.meetings]:
        return None
    before = [int(change.after) if m.ordinal == int(change.before) else m.ordinal for m in base.meetings]
    after = [meeting.ordinal for meeting in mutant.meetings]
    if sorted(map(str, before)) != sorted(map(str, after)):
        return f"{change.old} to {change.new}: {before} became {after}"
    return _others(base, mutant, "meetings", "agreements", "programmes")


def _person(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    if change.before not in [person.name for person in base.persons]:
        return None
    return _others(base, mutant, "agreements", also=((change.old, change.new),))


def _agency(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    if not any(change.old in agency.surfaces for agency in base.agencies):
        return None
    if not any(change.new in agency.surfaces and agency.ref for agency in mutant.agencies):
        return f"{change.new} is not found in place of {change.old}"
    return _others(base, mutant, "agencies", "persons", "meetings", "agreements", "programmes")


def _planned(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    told = [m for m in base.meetings if m.status == "held" and any(e.start <= at < e.end for e in m.evidence)]
    if not told or (len(told) > 1):
        return None
    after = [m.status for m in mutant.meetings if m.name[:8] == told[0].name[:8]]
    if "planned" not in after:
        return f"{change.old} to {change.new}: {told[0].name} is {after}"
    return _others(base, mutant, "dates", "meetings", "agreements")


def _refused(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    end = at + len(change.old)
    told = [a for a in base.agreements if any(_in_one_clause(a.key, e, at, end) for e in a.evidence)]
    if not told:
        return None
    left = [a.key for a in mutant.agreements if a.key in {item.key for item in told}]
    if len(left) == len(told):
        return f"{change.old} to {change.new}: {left} stay"
    return ""


def _in_one_clause(key: str, said: Evidence, start: int, end: int) -> bool:
    """Whether the verb at `start:end` stands in the words of an item, no comma between it and its key."""
    if not said.start <= start < end <= said.end:
        return False
    at = said.text.find(key)
    before, after = sorted([(at, at + len(key)), (start - said.start, end - said.start)])
    return at < 0 or not re.search("[,，;；]", said.text[before[1] : after[0]])


def _cancelled(base: Record, mutant: Record, change: Change, at: int) -> str | None:
    told = [m for m in base.meetings if m.status == "held" and any(e.start <= at < e.end for e in m.evidence)]
    if len(told) != 1:
        return None
    after = [m.status for m in mutant.meetings if m.name[:8] == told[0].name[:8]]
    if "held" in after:
        return f"{change.old} to {change.new}: {told[0].name} is {after}"
    return _others(base, mutant, "dates", "meetings", "agreements", "programmes")


_JUDGES = {
    "agency": _agency,
    "cancelled": _cancelled,
    "ordinal": _ordinal,
    "person": _person,
    "planned": _planned,
    "refused": _refused,
}


def shares(found: list[Outcome]) -> dict[str, tuple[int, int]]:
    """Relation -> mutants for which it holds, mutants."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for outcome in found:
        counts[outcome.relation][0] += not outcome.why
        counts[outcome.relation][1] += 1
    return {relation: (held, tried) for relation, (held, tried) in counts.items()}


def cut(held: int, tried: int) -> float:
    """A share with three decimals, cut and not rounded."""
    return math.floor(1000 * held / tried) / 1000


def shortfalls(found: list[Outcome], floors: dict[str, float]) -> list[str]:
    """A line per relation that holds for a smaller share than its floor, or that no mutant tries."""
    now = shares(found)
    lines = []
    for relation, floor in floors.items():
        held, tried = now.get(relation, (0, 0))
        if not tried or cut(held, tried) < floor:
            lines.append(f"{relation}: {held} of {tried} is below the floor {floor:.3f}")
    return lines


def main() -> int:
    """Compare, raise the floors, or show what fails."""
    parser = argparse.ArgumentParser(description="Compare how many mutants keep their relation with the floors.")
    parser.add_argument("--raise", action="store_true", dest="raising")
    parser.add_argument("--failing", metavar="RELATION")
    options = parser.parse_args()
    found = list(outcomes())
    now = shares(found)
    lines = [
        f"{relation:<26}{held:>6} of {tried:<6}{cut(held, tried):.3f}"
        for relation, (held, tried) in sorted(now.items())
    ]
    lines.append(f"{len(found)} mutants")
    if options.failing:
        failing = [one for one in found if one.why and re.fullmatch(options.failing, one.relation)]
        lines += [f"{one.relation}, {one.release}: {one.why}" for one in failing]
    sys.stdout.writelines(line + "\n" for line in lines)
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if options.raising:
        raised = {relation: max(cut(*counts), floors.get(relation, 0.0)) for relation, counts in sorted(now.items())}
        FLOORS.write_text(json.dumps(raised, indent=1) + "\n")
        return 0
    missed = shortfalls(found, floors)
    sys.stderr.writelines(line + "\n" for line in missed)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
