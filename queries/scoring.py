"""How well records agree with gold records: counts, precision, recall and F1 per language and field.

Within a document every predicted item satisfies at most one gold item: of all one-to-one pairings the one with the
most pairs counts, and among those the one with the closest names. Counts are summed over documents before rates are
taken, once per language of the gold record and once over all. Documents that were not predicted count as missed.

Programmes, contacts and tables count only where both sides carry the field. What the gold lists under `optional`, and a
predicted date whose surface stands inside a name of the gold, count neither for nor against unless they match.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from corpus.errors import UnreadableFile

MEETING_DICE = 0.6
"""Least bigram similarity of the names of two meetings."""
AGREEMENT_DICE = 0.35
"""Least similarity of a title and a key where only the evidence overlaps."""
EVIDENCE_OVERLAP = 0.5
"""Least overlap of two evidence spans, as a share of the shorter one."""

Fields = Mapping[str, Any]
Likeness = Callable[[Fields, Fields], float]


def squeezed(text: object) -> str:
    """The compared form of a surface: NFKC, case folded, without white space."""
    return "".join(unicodedata.normalize("NFKC", str(text or "")).casefold().split())


def lettered(text: object) -> str:
    """The compared form of a name or title: `squeezed`, letters and digits only."""
    return "".join(character for character in squeezed(text) if character.isalnum())


def dice(left: str, right: str) -> float:
    """Dice coefficient of the character bigrams of two compared forms, repeats counted.

    >>> dice("abcd", "abce")
    0.6666666666666666
    """
    if left == right:
        return float(bool(left))
    lefts, rights = Counter(pairwise(left)), Counter(pairwise(right))
    total = lefts.total() + rights.total()
    return 2 * (lefts & rights).total() / total if total else 0.0


def _names(item: Fields, *fields: str, form: Callable[[object], str] = squeezed) -> list[str]:
    values = [item.get(name) for name in fields]
    flat = [part for value in values for part in (value if isinstance(value, list) else [value])]
    return [name for name in dict.fromkeys(map(form, flat)) if name]


def _jaccard(left: Sequence[str], right: Sequence[str]) -> float:
    union = {*left, *right}
    return len({*left} & {*right}) / len(union) if left and right else 0.0


def _by(*fields: str) -> Likeness:
    return lambda gold, predicted: _jaccard(_names(gold, *fields), _names(predicted, *fields))


def _agency_likeness(gold: Fields, predicted: Fields) -> float:
    by_surface = _jaccard(_names(gold, "surfaces"), _names(predicted, "surfaces", "name"))
    return max(by_surface, _by("name")(gold, predicted))


def _contact_likeness(gold: Fields, predicted: Fields) -> float:
    phones = [_names(item, "phone", form=lettered) for item in (gold, predicted)]
    return 0.0 if all(phones) and phones[0] != phones[1] else _by("name")(gold, predicted)


def _meeting_likeness(gold: Fields, predicted: Fields) -> float:
    ordinals = [_names(item, "ordinal") for item in (gold, predicted)]
    if all(ordinals) and ordinals[0] != ordinals[1]:
        return 0.0
    similarity = max(
        (
            dice(ours, theirs)
            for ours in _names(gold, "name", "aliases", form=lettered)
            for theirs in _names(predicted, "name", form=lettered)
        ),
        default=0.0,
    )
    if similarity < MEETING_DICE:
        return 0.0
    # Between meetings of one name, such as two rounds of a series, ordinal and date decide.
    return similarity + 0.02 * (ordinals[0] == ordinals[1]) + 0.01 * (gold.get("date") == predicted.get("date"))


def spans(evidence: object) -> list[tuple[int, int]]:
    """The start and end of each piece of evidence, however it is written."""
    parts = evidence if isinstance(evidence, list) else [evidence]
    if len(parts) == 2 and all(type(part) is int for part in parts):
        parts = [parts]
    pairs = [(part.get("start"), part.get("end")) if isinstance(part, dict) else part for part in parts]
    return [
        (pair[0], pair[1])
        for pair in pairs
        if isinstance(pair, list | tuple) and len(pair) == 2 and all(type(side) is int for side in pair)
    ]


def _evidence_overlaps(gold: Fields, predicted: Fields) -> bool:
    for gold_start, gold_end in spans(gold.get("evidence")):
        for start, end in spans(predicted.get("evidence")):
            shorter = min(gold_end - gold_start, end - start)
            if shorter > 0 and min(gold_end, end) - max(gold_start, start) >= EVIDENCE_OVERLAP * shorter:
                return True
    return False


def _agreement_likeness(gold: Fields, predicted: Fields) -> float:
    names = _names(gold, "key", "alt", form=lettered)
    titles = _names(predicted, "title", "key", form=lettered)
    similarity = max((dice(name, title) for name in names for title in titles), default=0.0)
    if any(name in title for name in names for title in titles):
        return 1.0 + similarity
    return similarity if similarity >= AGREEMENT_DICE and _evidence_overlaps(gold, predicted) else 0.0


def _table_likeness(gold: Fields, predicted: Fields) -> float:
    """By caption or header; tables with neither, such as the box at the head, by their number of rows."""
    captions = dice(lettered(gold.get("caption")), lettered(predicted.get("caption")))
    headers = _by("header")(gold, predicted)
    if captions >= MEETING_DICE or headers > 0:
        return captions + headers
    if any(item.get("caption") or item.get("header") for item in (gold, predicted)):
        return 0.0
    return 1 / (2 + abs(int(gold.get("rows") or 0) - int(predicted.get("rows") or 0)))


LIKENESS: dict[str, Likeness] = {
    "agencies": _agency_likeness,
    "persons": _by("name", "latin"),
    "meetings": _meeting_likeness,
    "agreements": _agreement_likeness,
    "programmes": _by("name", "surfaces"),
    "contacts": _contact_likeness,
    "tables": _table_likeness,
}
WHERE_BOTH_CARRY_THE_FIELD = ("programmes", "contacts", "tables")
MATCHED_FIELDS = {
    "meetings": ("date", "status", "format", "level"),
    "agreements": ("kind", "status", "parties"),
    "tables": ("header", "rows"),
}
_NAMING = {
    "meetings": ("name", "aliases"),
    "agreements": ("key", "alt"),
    "programmes": ("surfaces",),
    "agencies": ("surfaces",),
}


def paired(gold: Sequence[Fields], predicted: Sequence[Fields], likeness: Likeness) -> list[tuple[int, int]]:
    """The positions of the items that satisfy each other: most pairs first, then closest names."""
    if not gold or not predicted:
        return []
    alike = np.array([[likeness(ours, theirs) for theirs in predicted] for ours in gold])
    one_more_pair = 1000.0  # above what all similarities of a document can add up to
    rows, columns = linear_sum_assignment(np.where(alike > 0, alike + one_more_pair, 0.0), maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if alike[row, column] > 0]


def items(record: Fields, name: str) -> list[Fields]:
    """The items of a field; what is no object counts as an empty one, which matches nothing."""
    value = record.get(name)
    return [item if isinstance(item, dict) else {} for item in (value if isinstance(value, list) else [])]


def not_optional(name: str, gold: Fields, predicted: Iterable[Fields]) -> list[Fields]:
    """The predicted items without those that have a surface which the gold holds to be optional."""
    optional = {*_names(gold.get("optional") or {}, name, form=lettered)}
    surfaces = ("name", "surfaces", "title", "key", "text")
    return [item for item in predicted if not optional & {*_names(item, *surfaces, form=lettered)}]


def dates(gold: Fields, predicted: Fields) -> tuple[set[str], set[str]]:
    """The distinct EDTF values of the gold, and those of the prediction that count."""
    expected = {str(item.get("value")).strip() for item in items(gold, "dates")}
    naming = [name for part, fields in _NAMING.items() for item in items(gold, part) for name in _names(item, *fields)]
    naming += _names(gold, "title", "subtitle")
    counted = expected & {str(item.get("value")).strip() for item in items(predicted, "dates")}
    for item in not_optional("dates", gold, items(predicted, "dates")):
        surface = squeezed(item.get("text"))
        if not surface or not any(surface in name for name in naming):
            counted.add(str(item.get("value")).strip())
    return expected, counted


@dataclass
class Tally:
    """Counts of one field in one group of documents; `right` of the matched items, per stated part."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add_part(self, name: str, total: int, right: int) -> None:
        """Count `right` of `total` items for a part such as `status`."""
        before = self.parts.get(name, (0, 0))
        self.parts[name] = (before[0] + total, before[1] + right)

    @property
    def precision(self) -> float | None:
        """Matched of predicted; None where nothing was predicted."""
        return self.matched / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Matched of gold; None where the gold has nothing."""
        return self.matched / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where there is nothing on either side."""
        return 2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else None

    def part(self, name: str) -> float | None:
        """The share of matched items whose part is right; for `core recall`, of the core gold items."""
        total, right = self.parts.get(name, (0, 0))
        return right / total if total else None


Scores = dict[str, dict[str, Tally]]
"""Language or `all` -> field -> counts."""


def score(gold: Mapping[str, Fields], predicted: Mapping[str, Fields]) -> Scores:
    """Score predicted records against gold records, both by id."""
    scores: Scores = {}
    for identifier, record in gold.items():
        for group in (str(record.get("lang", "none")), "all"):
            _count(record, predicted.get(identifier, {}), scores.setdefault(group, {}))
    return {group: scores[group] for group in sorted(scores, key=lambda name: (name == "all", name))}


def _count(gold: Fields, predicted: Fields, tallies: dict[str, Tally]) -> None:
    expected, counted = dates(gold, predicted)
    tally = tallies.setdefault("dates", Tally())
    tally.gold += len(expected)
    tally.predicted += len(counted)
    tally.matched += len(expected & counted)
    for name, likeness in LIKENESS.items():
        if name in WHERE_BOTH_CARRY_THE_FIELD and not (name in gold and name in predicted):
            continue
        ours, theirs = items(gold, name), items(predicted, name)
        pairs = paired(ours, theirs, likeness)
        taken = {column for _, column in pairs}
        free = not_optional(name, gold, (item for position, item in enumerate(theirs) if position not in taken))
        tally = tallies.setdefault(name, Tally())
        tally.gold += len(ours)
        tally.predicted += len(pairs) + len(free)
        tally.matched += len(pairs)
        for part in MATCHED_FIELDS.get(name, ()):
            stated = [(ours[row], theirs[column]) for row, column in pairs if part in ours[row]]
            tally.add_part(part, len(stated), sum(same(part, *pair) for pair in stated))
        if name == "meetings":
            core = [row for row, item in enumerate(ours) if item.get("core") is True]
            tally.add_part("core recall", len(core), len({*core} & {row for row, _ in pairs}))


def same(part: str, gold: Fields, predicted: Fields) -> bool:
    """Whether a part that the gold states is the same in the item that was matched with it."""
    if part == "header":
        return [*map(squeezed, gold[part])] == [*map(squeezed, predicted.get(part) or ())]
    if part == "parties":
        return {*_names(gold, part)} == {*_names(predicted, part)}
    return bool(gold[part] == predicted.get(part))


def read_records(path: Path) -> dict[str, Fields]:
    """Records of a JSONL file, by id.

    Raises:
        UnreadableFile: it is missing, a line is no JSON object with an id, or an id stands there twice.
    """
    records: dict[str, Fields] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}", hint="Give a JSONL file of records") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            identifier = record["id"]
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise UnreadableFile(
                f"{path}, line {number}, holds no record", hint='One JSON object with an "id" a line'
            ) from error
        if identifier in records:
            raise UnreadableFile(f"{path}, line {number}: id {identifier!r} stands twice", hint="Remove one")
        records[identifier] = record
    return records
