"""Reposts are folded, near-twins never; what changes around a release changes nothing."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import pytest

import extract
from corpus.documents import Document
from extract.found import lang_of
from ingest import read_bytes
from ingest.revisions import form_of, is_correction, is_marked, relation
from ingest.revisions.form import comparable
from ingest.revisions.rules import Words, compiled, rules
from tests.ingest.renditions.test_same import another_city, next_day, next_round, next_year, releases

from . import changed

RULES = [*rules().mark, *rules().passing, *rules().dateline]


def read(text: str, name: str = "other/release.txt") -> Document:
    return read_bytes(text.encode(), name=name)


def twins(document: Document, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Releases of the same series: another round, year, day, city, person or number."""
    names = [person.name for person in extract.run(document).persons if len(person.name) >= 3]
    for twin in (next_round, next_year, next_day, another_city):
        yield twin.__name__, twin(document.text)
    for make in (changed.another_name, changed.one_syllable):
        yield make.__name__, make(document.text, names, lang_of(document), rng)
    yield "another_count", changed.another_count(document.text, lang_of(document), rng)


@pytest.mark.slow
def test_no_near_twin_is_folded_as_it_is_or_as_an_agency_prints_it() -> None:
    made: Counter[str] = Counter()
    folded = []
    for name, document in releases().items():
        rng = random.Random(name)
        for kind, text in twins(document, rng):
            before = rng.getstate()
            pairs = [(document.text, text), (changed.as_agency(document.text, lang_of(document), rng), "")]
            rng.setstate(before)
            pairs[1] = (pairs[1][0], changed.as_agency(text, lang_of(document), rng))
            for original, twin in pairs:
                if form_of(read(original)) == form_of(read(twin)):
                    continue  # what makes it a twin was cut away, or was never there
                made[kind] += 1
                found = relation(document, read(twin))
                if found in ("copy", "repost") or (found == "correction" and not is_marked(document)):
                    folded.append((name, kind, found))
    print(f"near-twins: {made.total()} pairs, folded {len(folded)}, {dict(made)}")  # noqa: T201
    assert made.total() >= 400
    assert folded == []


@pytest.mark.slow
def test_nine_of_ten_reposts_are_folded() -> None:
    made = 0
    missed = []
    for name, document in releases().items():
        rng = random.Random(name)
        for repost in changed.REPOSTS:
            made += 1
            if relation(document, read(repost(document.text, lang_of(document), rng))) not in ("repost", "copy"):
                missed.append((name, repost.__name__))
    print(f"reposts: {made}, folded {made - len(missed)} ({1 - len(missed) / made:.3f})")  # noqa: T201
    assert made >= 250
    assert len(missed) <= made / 10


def test_no_two_invented_releases_are_related() -> None:
    pairs = combinations(releases().values(), 2)
    assert [(one.id, other.id) for one, other in pairs if relation(one, other)] == []


@pytest.mark.slow
def test_no_change_around_a_release_changes_what_it_says() -> None:
    made: Counter[str] = Counter()
    different = []
    for name, document in releases().items():
        for kind, before, after in changed.cosmetics(document.text, lang_of(document)):
            suffix = "txt" if kind in ("encoding", "line ends", "blank lines") else "html"
            made[kind] += 1
            one, other = (read_bytes(data, name=f"release.{suffix}") for data in (before, after))
            if form_of(one) != form_of(other) and comparable(one.text) != comparable(other.text):
                different.append((name, kind))
    print(f"cosmetic changes: {made.total()} of {len(made)} kinds, versions {len(different)}")  # noqa: T201
    assert len(made) >= 12
    assert different == []


MARKED = [
    ("[정정] ", "한-중 환경국장회의 개최", "환경부는 2024년 5월 3일 서울에서 회의를 열었다. {0} 명이 참석하였다."),
    ("【更正】", "中韩环境司长会议举行", "2024年5月3日，会议在首尔举行。{0}名代表参加会议。"),
    ("(Updated) ", "Korea and China hold talks on air", "The two sides met on 3 May 2024. {0} delegates attended."),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "title", "body"), MARKED)
def test_a_marked_release_with_other_facts_is_a_correction(mark: str, title: str, body: str) -> None:
    text = f"{{0}}{title}\n\n{body.replace('{0}', '{1}')}\n" + "\n".join(sentence(title, n) for n in range(4))
    one, other = read(text.format("", 30)), read(text.format(mark, 40), "later/release.txt")
    assert (is_marked(one), is_marked(other)) == (False, True)
    assert is_correction(one, other)
    assert is_correction(other, one)
    assert relation(one, other) == "correction"
    assert relation(one, read(text.format("", 40), "later/release.txt")) is None


def sentence(title: str, number: int) -> str:
    if title.isascii():
        return f"The two sides will exchange data number {number} and meet again in the other country next spring."
    if "环" in title:
        return f"双方同意继续交换第{number}类数据，并于明年春天在对方国家再次举行会议，共同评估合作进展。"
    return f"양측은 제{number}류 자료를 계속 교환하고 내년 봄 상대국에서 다시 만나 협력 성과를 함께 평가하기로 하였다."


@pytest.mark.parametrize("words", RULES, ids=lambda words: words.id)
def test_a_rule_finds_its_examples_and_leaves_the_rest(words: Words) -> None:
    for example in words.examples:
        assert compiled(words.pattern).search(example), example
    for text in words.rejects:
        assert (
            not compiled(words.pattern).match(text)
            if words in rules().dateline
            else not compiled(words.pattern).search(text)
        ), text
