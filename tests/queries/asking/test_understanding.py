import tomllib
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import BadQuery
from corpus.store import FactFilter
from queries.asking import Understood
from queries.asking.understanding import understand

QUESTIONS = Path(__file__).parents[2] / "data" / "questions.toml"
TODAY = date(2026, 5, 20)
STRENGTHS = ("must", "facts", "prefer")
KNOWN_MISSES = {
    "May the fishing moratorium be extended?": "the programme is listed as Summer Fishing Moratorium only",
    "Chen Limin 사장 회담": "a name in Latin letters with a Korean title; found where the corpus knows the person",
}


def keys(understood: Understood, strength: str) -> list[str]:
    return sorted(one.key for one in understood.filters if one.strength == strength)


def expected_keys(keys_found: list[str], expected: list[str]) -> list[str]:
    """What is expected, with the whole key of an organisation of which one id is given."""
    agencies = [key for key in keys_found if key.startswith("agency:")]
    return sorted(
        next((key for key in agencies if one.removeprefix("agency:") in key[7:].split("|")), one)
        if one.startswith("agency:")
        else one
        for one in expected
    )


def cases():
    data = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    assert data["today"] == TODAY.isoformat()
    return [pytest.param(case, id=case["text"]) for case in data["question"]]


@pytest.mark.parametrize("case", cases())
def test_a_question_is_understood(case, request):
    if case["text"] in KNOWN_MISSES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_MISSES[case["text"]], strict=True))
    understood = understand(case["text"], today=TODAY)
    for strength in STRENGTHS:
        found = keys(understood, strength)
        assert found == expected_keys(found, case.get(strength, [])), strength
    assert understood.asks == case.get("asks")


def test_a_filter_says_which_words_it_is_from():
    question = "2019년 한중 환경장관회의에서 합의한 사업"
    words = {one.key: question[one.start : one.end] for one in understand(question, today=TODAY).filters}
    assert words == {
        "on:2019": "2019년",
        "series:kr-cn.environment-ministers": "한중 환경장관회의",
        "kind:project": "사업",
    }


def test_what_is_taken_away_is_searched_by_its_words_and_listed():
    question = "soil since 2018 agency:MEE"
    before, after = understand(question, today=TODAY), understand(question, off=["since:2018"], today=TODAY)
    assert before.wanted == FactFilter(since="2018-01-01", agencies=("cn.mee",))
    assert after.wanted == FactFilter(agencies=("cn.mee",))
    assert [one.key for one in after.off] == ["since:2018"]
    assert (before.rest, after.rest) == ("soil", "soil")
    assert "since 2018" in after.text
    assert understand(question, off=["agency:cn.mee"], today=TODAY).rest == "soil"
    assert understand("MEE soil", off=["agency:cn.mee"], today=TODAY).rest == "MEE soil"


def test_the_key_of_a_filter_can_be_written_as_an_operator():
    for question in (
        "제21차 한중일 환경장관회의",
        "MOUs of the Ministry of Ecology and Environment in 2023",
        "中韩 热线",
    ):
        for one in understand(question, today=TODAY).filters:
            [again] = understand(f"x {one.key}", today=TODAY).filters
            assert (again.key, again.value, again.strength) == (one.key, one.value, "must")


def test_operators_are_not_searched_but_phrases_are():
    understood = understand('"joint survey" eelgrass -plastic lang:ko party:CN|JP', today=TODAY)
    assert understood.text == "joint survey eelgrass"
    assert understood.wanted == FactFilter(langs=("ko",), parties=("CN|JP",))
    assert (understood.of("phrase"), understood.of("without")) == (("joint survey",), ("plastic",))


def test_a_colon_that_is_no_operator_and_a_hyphen_within_a_word_are_words():
    understood = understand("TEMM: follow-up https://example.org -5", today=TODAY)
    assert [one.key for one in understood.filters if one.operator] == []
    assert "https://example.org" in understood.text


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("  ", "The question is empty"),
        ("soil kind:treaty", "kind:treaty is no kind"),
        ("soil since:soon", "since:soon is no date"),
        ("soil round:x", "round:x is no number"),
        ("soil -agency:MEE", "cannot be excluded"),
        ("soil series:nothing", "series:nothing is no series"),
        ("soil party:ZZ", "party:ZZ is no country"),
        ("soil party:CN|qq", "party:qq is no country"),
        ("soil since:2020 until:2018", "No day is after 2020-01-01 and before 2018-12-31"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(question, problem):
    with pytest.raises(BadQuery, match=problem):
        understand(question, today=TODAY)


def test_words_that_count_from_today_depend_on_the_day_that_is_given():
    found = {day: understand("meetings last year", today=day).wanted.since for day in (TODAY, date(2020, 1, 1))}
    assert found == {TODAY: "2025-01-01", date(2020, 1, 1): "2019-01-01"}
    absolute = {day: understand("meetings in 2019", today=day).wanted for day in (TODAY, date(2020, 1, 1))}
    assert len(set(map(str, absolute.values()))) == 1


def test_persons_that_a_corpus_knows_are_found_without_a_title():
    known = frozenset(["chen limin", "천리민", "이상"])
    assert keys(understand("what did Chen Limin say", today=TODAY), "facts") == []
    assert keys(understand("what did Chen Limin say", today=TODAY, persons=known), "facts") == ["person:Chen Limin"]
    assert keys(understand("천리민의 발언", today=TODAY, persons=known), "facts") == ["person:천리민"]
    assert keys(understand("더 이상 없는 조업", today=TODAY, persons=known), "facts") == []


def test_several_years_span_the_time_between_them():
    wanted = understand("회의 2018년, 2020년 비교", today=TODAY).wanted
    assert (wanted.since, wanted.until) == ("2018-01-01", "2020-12-31")


@pytest.mark.parametrize(
    "question",
    [
        "한중 간 서명된 양해각서는?", "한중 양국이 최근 체결한 양해각서 목록",
        "Which agreements are still only planned?", "What are the latest agreements?", "两国最近达成了哪些共识",
        "한국과 중국 사이에 어떤 회의가 있었나?",
        "upcoming meetings", "차기 회의는?", "下次会议", "2026年计划举行的会议有哪些",
    ],
)  # fmt: skip
def test_words_that_only_ask_leave_nothing_that_rows_must_be_about(question):
    understood = understand(question, today=TODAY)
    assert understood.rest == ""
    assert understood.asks is not None


def test_the_particle_of_a_place_is_no_part_of_it():
    assert understand("2024년 12월 제주에서 열린 회의", today=TODAY).rest == "제주"


@pytest.mark.parametrize("question", ['"', "-", ".*[(\\", "?!", "。"])
def test_a_question_without_a_word_is_refused(question):
    with pytest.raises(BadQuery, match="no word"):
        understand(question)


@pytest.mark.parametrize("party", ["EU", "UN", "ASEAN", "KR|EU", "중국", "Busan"])
def test_groups_organisations_and_names_are_parties(party):
    assert understand(f"soil party:{party}", today=TODAY).wanted.parties


@pytest.mark.parametrize(
    ("question", "parties"),
    [
        ("china clay and brazil nuts", ()),
        ("guinea fowl and guinea-pig farms", ()),
        ("what did china and turkey agree on farming?", ("CN", "TR")),
        ("talks with china on clay", ("CN",)),
        ("China clay imports", ("CN",)),
        ("turkey agreement", ("TR",)),
    ],
)
def test_a_country_in_lower_case_is_none_before_what_makes_it_a_common_noun(question, parties):
    assert understand(question, today=TODAY).of("party") == parties
