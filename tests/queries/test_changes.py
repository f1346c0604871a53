"""What changed between two versions is told by its field, with the words of both."""

import random
from collections import Counter

import pytest

import extract
from corpus.documents import Document
from extract.found import lang_of
from ingest import read_bytes
from ingest.revisions import form_of
from queries.changes import Change, changes
from tests.ingest.renditions.test_same import releases
from tests.ingest.revisions.changed import another_count
from tests.metamorphic.changes import Change as Mutant
from tests.metamorphic.changes import changes as mutants

KO = """환경부 보도자료
2025. 6. 18. 배포

한중 환경국장회의 개최

환경부는 6월 18일 서울에서 중국 생태환경부와 제9차 한중 환경국장회의를 개최하였다.
양측은 2026년까지 황해 공동조사를 실시하기로 합의하였다.
참석자는 30명이었다.
"""
FIELDS = {
    "dates": ("dates.value",),
    "ordinal": ("meetings.ordinal",),
    "persons": ("persons.name",),
    "agencies": ("agencies.name", "agencies", "issuer"),
    "planned": ("meetings.status", "agreements.status", "meetings", "agreements"),
    "cancelled": ("meetings.status", "agreements.status", "meetings", "agreements"),
    "refused": ("meetings.status", "agreements.status", "meetings", "agreements"),
}
"""An agency or an agreement that only one of the versions has is added or removed."""


def between(old: str, new: str) -> list[Change]:
    documents = [read_bytes(text.encode(), name="release.txt") for text in (old, new)]
    one, other = ((document, extract.run(document)) for document in documents)
    return changes(one, other)


def test_the_same_text_has_no_changes() -> None:
    assert between(KO, KO) == []


def test_another_deadline_is_told_with_the_words_of_both() -> None:
    found = {change.field: change for change in between(KO, KO.replace("2026년까지", "2027년까지"))}
    change = found["agreements.deadline"]
    assert (change.before, change.after) == ("2026", "2027")
    assert "2026년까지" in change.evidence_before[0].text
    assert "2027년까지" in change.evidence_after[0].text
    assert change.line() == f"changed: agreements.deadline of “{change.item}”: 2026 → 2027"


def test_a_sentence_more_is_a_fact_added_and_back_again_removed() -> None:
    more = KO + "양측은 대기오염 자료를 교환하기로 합의하였다.\n"
    assert ("added", "agreements") in {(each.what, each.field) for each in between(KO, more)}
    assert ("removed", "agreements") in {(each.what, each.field) for each in between(more, KO)}


def test_a_number_that_no_fact_states_is_told_as_wording() -> None:
    [change] = between(KO, KO.replace("30명", "40명"))
    assert (change.field, change.before, change.after) == ("wording", "3", "4")
    assert "참석자는 40명" in change.evidence_after[0].text


def replaced(document: Document, start: int, old: str, new: str, *, everywhere: bool) -> Document:
    text = document.text
    if everywhere:
        text = text.replace(f"{old}{text[start + len(old)]}", f"{new}{text[start + len(old)]}")
    else:
        text = text[:start] + new + text[start + len(old) :]
    return read_bytes(text.encode(), name=document.source.path, id=document.id)


def test_a_changed_status_is_told() -> None:
    later = KO.replace("개최하였다", "개최할 예정이다")
    found = {change.field: change for change in between(KO, later)}
    assert (found["meetings.status"].before, found["meetings.status"].after) == ("held", "planned")


@pytest.mark.slow
def test_single_changes_of_the_invented_releases_are_told_by_the_right_field() -> None:
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for name, document in releases().items():
        record = extract.run(document)
        rng = random.Random(name)
        groups: dict[str, list[Mutant]] = {}
        for mutant in mutants(document.text, record):
            groups.setdefault(mutant.relation, []).append(mutant)
        for relation, group in sorted(groups.items()):
            mutant = rng.choice(group)
            other = replaced(document, mutant.start, mutant.old, mutant.new, everywhere=mutant.field == "ordinal")
            found = changes((document, record), (other, extract.run(other)))
            made[relation] += 1
            right[relation] += any(change.field in FIELDS[mutant.field] for change in found)
        text = another_count(document.text, lang_of(document), rng)
        other = read_bytes(text.encode(), name=document.source.path, id=document.id)
        if form_of(other) != form_of(document):  # else it is a number of the page
            place = next(at for at, pair in enumerate(zip(text, document.text, strict=False)) if pair[0] != pair[1])
            found = changes((document, record), (other, extract.run(other)))
            made["number"] += 1
            spans = [each for one in found for each in (*one.evidence_before, *one.evidence_after)]
            right["number"] += any(each.start <= place < each.end for each in spans)
    total = right.total() / made.total()
    shares = ", ".join(f"{kind} {right[kind]}/{made[kind]}" for kind in sorted(made))
    print(f"single changes: {made.total()}, told by the right field {total:.3f}: {shares}")  # noqa: T201
    assert made.total() >= 150
    assert total >= 0.95
