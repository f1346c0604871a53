"""Every record of the bundled and the invented releases follows from its text, and a wrong one does not."""

import json
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from corpus.records import Record
from extract import run
from ingest import read
from queries.verifying import findings

from .mutants import mutants

ROOT = Path(__file__).parents[3]
SAMPLES = sorted(path for path in (ROOT / "corpus" / "samples").iterdir() if path.suffix != ".md")
RELEASES = [*sorted((ROOT / "tests" / "data" / "releases").glob("*.txt")), *SAMPLES]
EVERY = 61
"""Every so manieth mutant is tried: some hundreds of all kinds."""
SHARE = 0.985


@cache
def document_and_record(path):
    document = read(path)
    return document.text, run(document)


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_every_value_of_a_record_follows_from_its_text(path):
    assert list(findings(*document_and_record(path))) == []


@cache
def caught_and_tried():
    """How many mutants of each kind were tried, and how many found out."""
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    every = ((path, mutant) for path in RELEASES for mutant in mutants(as_json(path)))
    for path, mutant in islice(every, 0, None, EVERY):
        tried[mutant.kind] += 1
        wrong = Record.from_json(mutant.of(as_json(path)))
        caught[mutant.kind] += list(findings(document_and_record(path)[0], wrong)) != []
    return caught, tried


@cache
def as_json(path):
    return json.loads(json.dumps(document_and_record(path)[1].as_json()))


def test_wrong_records_are_found_out():
    caught, tried = caught_and_tried()
    assert tried.total() > 200
    assert caught.total() / tried.total() >= SHARE


@pytest.mark.parametrize("kind", ["evidence shifted", "evidence reworded", "evidence taken away", "ref unknown"])
def test_evidence_and_ids_that_are_wrong_are_always_found_out(kind):
    caught, tried = caught_and_tried()
    assert caught[kind] == tried[kind] > 0


def test_every_item_without_evidence_is_told_and_the_others_are_still_read():
    path = RELEASES[0]
    record = as_json(path)
    bare = {**record, "dates": [{**one, "evidence": []} for one in record["dates"]]}
    found = list(findings(document_and_record(path)[0], Record.from_json(bare)))
    assert [one.index for one in found if one.problem == "there is no evidence"] == list(range(len(record["dates"])))


def test_a_day_of_issue_that_is_no_date_is_told():
    path = RELEASES[0]
    wrong = Record.from_json({**as_json(path), "ref_date": "sometime"})
    problems = [one.problem for one in findings(document_and_record(path)[0], wrong)]
    assert "ref_date 'sometime' is none of the days of issue" in problems
