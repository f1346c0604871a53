"""The inverted index gives what counting sentence by sentence gives."""

import math
from dataclasses import replace

import numpy as np
import pytest

from corpus.documents import Evidence
from queries.following.mentions import Mentions
from queries.following.sentences import Sentence

PLAIN = Sentence(
    record="r",
    day="2024-01-01",
    lang="en",
    quote=Evidence(start=0, end=1, text="x"),
    cues=frozenset(),
    subjects=frozenset(),
    places=frozenset(),
    terms=frozenset(),
    items=(),
    meetings=(),
)


def naming(*, subjects="", places="", terms=""):
    return replace(
        PLAIN,
        subjects=frozenset(subjects.split()),
        places=frozenset(places.split()),
        terms=frozenset(terms.split()),
    )


SENTENCES = [
    naming(subjects="soil", terms="soil surve joint"),
    naming(subjects="soil water", places="CN", terms="water joint"),
    naming(places="CN KR", terms="joint"),
    naming(subjects="water", terms="harbo"),
]
EVERY = np.arange(4, dtype=np.int32)


def test_sentences_are_found_by_any_name_and_in_order():
    mentions = Mentions(SENTENCES)
    assert mentions.naming({"water"}, {"KR"}, {"soil"}).tolist() == [0, 1, 2, 3]
    assert mentions.naming(set(), set(), {"harbo", "unknown"}).tolist() == [3]
    assert mentions.naming(set(), set(), set()).tolist() == []


def test_coverage_is_the_share_of_what_the_terms_of_a_title_tell():
    found = Mentions(SENTENCES).coverage({"soil", "joint", "unknown"}, EVERY)
    weights = {"soil": math.log(5 / 2) + 1, "joint": math.log(5 / 4) + 1, "unknown": math.log(5) + 1}
    shares = [weights["soil"] + weights["joint"], weights["joint"], weights["joint"], 0]
    assert found.tolist() == pytest.approx([share / sum(weights.values()) for share in shares])


def test_a_second_question_is_not_changed_by_the_first():
    mentions = Mentions(SENTENCES)
    first = mentions.coverage({"soil", "joint"}, EVERY).tolist()
    mentions.subjects({"soil"}, EVERY)
    mentions.places({"CN"}, EVERY)
    assert mentions.coverage({"joint", "soil"}, EVERY).tolist() == first


def test_subjects_that_are_common_count_little_and_places_by_their_number():
    mentions = Mentions(SENTENCES)
    rare = math.log(5 / 3)
    assert mentions.subjects({"soil"}, EVERY).tolist() == pytest.approx([rare / 2.5, rare / 2.5, 0, 0])
    assert mentions.places({"CN", "JP"}, EVERY).tolist() == [0, 0.5, 0.5, 0]
    assert mentions.places(set(), EVERY).tolist() == [0, 0, 0, 0]


def test_what_very_many_sentences_name_leads_to_none_of_them():
    many = [naming(terms="joint") for _ in range(450)] + [naming(terms="joint soil")]
    mentions = Mentions(many)
    assert mentions.naming(set(), set(), {"joint"}).tolist() == []
    assert mentions.naming(set(), set(), {"joint", "soil"}).tolist() == [450]
