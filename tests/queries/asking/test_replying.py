from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import BadQuery
from corpus.records import Agency, Agreement, Date, Meeting, Person
from corpus.store import FactFilter
from queries.asking import Reply, Row, ask
from queries.asking.replying import joined
from queries.search import Searcher

from .corpora import corpus_of, release

TODAY = date(2026, 5, 20)
CHINA, KOREA = {"name": "Ministry of Ecology and Environment", "surfaces": ("MEE",)}, {"name": "MOE", "surfaces": ()}


def agreed(title: str, meeting: str | None, **fields: object) -> dict[str, object]:
    kind = {"kind": "project", "status": "agreed", "parties": ("CN", "KR")}
    return {**kind, "title": title, "key": title, "meeting": meeting, **fields}


def met(name: str, number: int, day: str, **fields: object) -> dict[str, object]:
    series = "kr-cn.environment-ministers"
    known = {"ref": series, "event": f"{series}-{number}", "status": "held", "level": "ministerial", "core": True}
    return {**known, "name": name, "ordinal": number, "date": day, **fields}


ENGLISH = release(
    "en-21", "en",
    [
        "The 21st Korea-China Environment Ministers' Meeting took place",
        "The 21st Korea-China Environment Ministers' Meeting was held in Jeju on November 5, 2019.",
        "Both sides agreed to carry out a joint eelgrass survey in the Yellow Sea.",
        "They signed a memorandum of understanding on soil.",
    ],
    day="2019-11-06",
    items=[
        ("The 21st Korea-China Environment Ministers' Meeting was", Meeting,
         met("21st Korea-China Environment Ministers' Meeting", 21, "2019-11-05", place="Jeju", format="in-person")),
        ("November 5, 2019", Date, {"text": "November 5, 2019", "value": "2019-11-05", "role": "held"}),
        ("Both sides agreed to carry out a joint eelgrass survey in the Yellow Sea.", Agreement,
         agreed("joint eelgrass survey in the Yellow Sea", "21st Korea-China Environment Ministers' Meeting",
                kind="research")),
        ("They signed a memorandum of understanding on soil.", Agreement,
         agreed("memorandum of understanding on soil", "21st Korea-China Environment Ministers' Meeting",
                kind="mou", status="signed")),
        ("Korea-China", Agency, {"name": "MOE", "surfaces": ("MOE",), "country": "KR"}),
    ],
)  # fmt: skip
KOREAN = release(
    "ko-21", "ko",
    [
        "제21차 한중 환경장관회의 개최",
        "제21차 한중 환경장관회의가 2019년 11월 5일 열렸다.",
        "양측은 황해 거머리말 공동조사를 하기로 하였다.",
    ],
    day="2019-11-06",
    items=[
        ("제21차 한중 환경장관회의가", Meeting, met("제21차 한중 환경장관회의", 21, "2019-11-05")),
        ("2019년 11월 5일", Date, {"text": "2019년 11월 5일", "value": "2019-11-05", "role": "held"}),
        ("양측은 황해 거머리말 공동조사를 하기로 하였다.", Agreement,
         agreed("황해 거머리말 공동조사", "제21차 한중 환경장관회의", kind="research")),
    ],
)  # fmt: skip
LATER = release(
    "en-22", "en",
    [
        "The 22nd Korea-China Environment Ministers' Meeting",
        "The 22nd Korea-China Environment Ministers' Meeting was held on December 7, 2020.",
        "The two sides agreed to open a lighthouse museum.",
    ],
    day="2020-12-08",
    items=[
        ("The 22nd Korea-China Environment Ministers' Meeting was", Meeting,
         met("22nd Korea-China Environment Ministers' Meeting", 22, "2020-12-07", format="video")),
        ("The two sides agreed to open a lighthouse museum.", Agreement,
         agreed("lighthouse museum", "22nd Korea-China Environment Ministers' Meeting")),
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = corpus_of(tmp_path_factory.mktemp("corpus"), ENGLISH, KOREAN, LATER)
    with Searcher(folder) as opened:
        yield opened


def values(reply: Reply, column: str) -> list[str | None]:
    return [row.cells[column].value for row in reply.table.rows] if reply.table else []


def told_by_its_words(corpus: Searcher, row: Row) -> bool:
    return all(
        corpus.read(quote.record)[0].text[quote.start : quote.end] == quote.text
        for cell in row.cells.values()
        for quote in cell.evidence
    )


def test_a_question_about_agreements_gives_each_once_with_the_releases_that_tell_of_it(corpus: Searcher) -> None:
    reply = ask("2019년 한중 환경장관회의에서 합의한 사업", corpus, today=TODAY)
    assert reply.table is not None
    assert values(reply, "item") == ["황해 거머리말 공동조사", "memorandum of understanding on soil"]
    assert [row.releases for row in reply.table.rows] == [("ko-21", "en-21"), ("en-21",)]
    assert values(reply, "date") == ["2019-11-05", "2019-11-05"]
    assert (reply.table.total, reply.table.satisfying) == (2, 3)


def test_every_value_of_a_row_has_words_of_a_release_that_state_it(corpus: Searcher) -> None:
    for question in ("agreements with China", "meetings of Korea and China", "제21차 한중 환경장관회의", "eelgrass"):
        table = ask(question, corpus, today=TODAY).table
        assert table is not None
        assert table.rows, question
        for row in table.rows:
            assert told_by_its_words(corpus, row)
            for name, cell in row.cells.items():
                assert bool(cell.value) == bool(cell.evidence), (question, name)


def test_a_round_of_a_series_gives_the_meeting_and_near_twins_stay_out(corpus: Searcher) -> None:
    reply = ask("22nd Korea-China Environment Ministers' Meeting", corpus, today=TODAY)
    assert reply.table is not None
    assert reply.table.about == "meetings"
    assert values(reply, "date") == ["2020-12-07"]
    assert reply.answers[0].document == "en-22"
    assert reply.table.rows[0].cells["date"].evidence[0].text.startswith("The 22nd")
    [place] = ask("21st Korea-China Environment Ministers' Meeting", corpus, today=TODAY).table.rows  # type: ignore[union-attr]
    assert place.cells["date"].evidence[0].text == "November 5, 2019"


def test_words_that_no_filter_stands_for_choose_among_the_agreements(corpus: Searcher) -> None:
    assert values(ask("what did Korea and China agree on eelgrass?", corpus, today=TODAY), "item") == [
        "joint eelgrass survey in the Yellow Sea"
    ]
    nothing = ask("what did Korea and China agree on volcanoes?", corpus, today=TODAY)
    assert nothing.table is not None
    assert (nothing.table.rows, nothing.table.satisfying, nothing.removals) == ((), 4, ())


def test_where_filters_leave_nothing_it_says_which_to_take_away(corpus: Searcher) -> None:
    reply = ask("MOUs signed by Korea and China in 2020", corpus, today=TODAY)
    assert reply.table is not None
    assert reply.table.rows == ()
    assert {one.key: one.rows for one in reply.removals} == {"on:2020": 1, "kind:mou": 1}
    without = ask("MOUs signed by Korea and China in 2020", corpus, off=["on:2020"], today=TODAY)
    assert values(without, "item") == ["memorandum of understanding on soil"]
    assert without.removals == ()


def test_a_date_restricts_passages_too(corpus: Searcher) -> None:
    assert {answer.document for answer in ask("environment since 2020", corpus, today=TODAY).answers} == {"en-22"}
    given = ask("environment", corpus, wanted=FactFilter(since="2020"), today=TODAY)
    assert {answer.document for answer in given.answers} == {"en-22"}


def test_phrases_must_stand_there_and_excluded_words_must_not(corpus: Searcher) -> None:
    phrase = ask('"lighthouse museum"', corpus, today=TODAY)
    assert [answer.document for answer in phrase.answers] == ["en-22"]
    excluded = ask("agreements of Korea and China -eelgrass -거머리말", corpus, today=TODAY)
    assert values(excluded, "item") == ["lighthouse museum", "memorandum of understanding on soil"]
    assert all("eelgrass" not in answer.text for answer in excluded.answers)


def test_what_only_excludes_is_refused(corpus: Searcher) -> None:
    with pytest.raises(BadQuery, match="only excludes"):
        ask("-eelgrass", corpus)


def test_operators_alone_are_a_question(corpus: Searcher) -> None:
    reply = ask("series:kr-cn.environment-ministers round:22", corpus, today=TODAY)
    assert values(reply, "meeting") == ["22nd Korea-China Environment Ministers' Meeting"]
    assert [answer.document for answer in reply.answers] == ["en-22"]


def test_a_question_that_asks_for_neither_gets_the_table_that_answers_better(corpus: Searcher) -> None:
    meetings = ask("Environment Ministers' Meeting in Jeju", corpus, today=TODAY).table
    assert meetings is not None
    assert (meetings.about, meetings.rows[0].event) == ("meetings", "kr-cn.environment-ministers-21")
    agreements = ask("lighthouse museum", corpus, today=TODAY).table
    assert agreements is not None
    assert agreements.about == "agreements"


def test_a_meeting_is_found_by_its_place(corpus: Searcher) -> None:
    assert values(ask("meetings held in Jeju", corpus, today=TODAY), "date") == ["2019-11-05"]
    nowhere = ask("meetings held in Reykjavik", corpus, today=TODAY).table
    assert nowhere is not None
    assert nowhere.rows == ()


def test_a_row_says_who_led_the_meeting_by_the_words_that_name_them(tmp_path: Path) -> None:
    led = release(
        "en-23", "en",
        ["Talks in Ulsan", "Park Seo-yun and Chen Limin led the talks on March 3, 2021.", "They ended early."],
        day="2021-03-04",
        items=[
            ("Park Seo-yun and Chen Limin led the talks", Meeting,
             met("23rd Korea-China Environment Ministers' Meeting", 23, "2021-03-03",
                 heads=("Park Seo-yun", "Chen Limin"))),
            ("March 3, 2021", Date, {"text": "March 3, 2021", "value": "2021-03-03", "role": "held"}),
            ("Park Seo-yun", Person, {"name": "Park Seo-yun", "role": "Minister"}),
            ("Chen Limin", Person, {"name": "Chen Limin", "role": "Minister"}),
        ],
    )  # fmt: skip
    with Searcher(corpus_of(tmp_path, LATER, led)) as corpus:
        rows = ask("who led the meetings of Korea and China", corpus, today=TODAY).table.rows  # type: ignore[union-attr]
        assert [row.cells["heads"].value for row in rows] == ["Park Seo-yun, Chen Limin", None]
        assert [quote.text for quote in rows[0].cells["heads"].evidence] == ["Park Seo-yun", "Chen Limin"]


def test_where_releases_disagree_on_a_day_a_row_shows_the_one_that_was_asked_for(tmp_path: Path) -> None:
    told = [
        release(
            name, "en",
            ["News of the seaside", f"The 9th Korea-China Environment Ministers' Meeting was held on {written}."],
            day="2026-03-12",
            items=[
                (f"The 9th Korea-China Environment Ministers' Meeting was held on {written}.", Meeting,
                 met("9th Korea-China Environment Ministers' Meeting", 9, day)),
                (written, Date, {"text": written, "value": day, "role": "held"}),
            ],
        )
        for name, written, day in (("a", "November 21, 2024", "2024-11-21"), ("b", "April 2, 2025", "2025-04-02"))
    ]  # fmt: skip
    with Searcher(corpus_of(tmp_path, *told)) as disagreeing:
        for month, day, words in (
            ("November 2024", "2024-11-21", "November 21, 2024"), ("April 2025", "2025-04-02", "April 2, 2025"),
        ):  # fmt: skip
            [row] = ask(f"which meetings were held in {month}?", disagreeing, today=TODAY).table.rows  # type: ignore[union-attr]
            assert row.cells["date"].value == day
            assert [quote.text for quote in row.cells["date"].evidence] == [words]


def test_a_person_has_the_meetings_of_the_sentences_that_name_the_person(tmp_path: Path) -> None:
    text = [
        "Dialogue on lighthouses",
        "The 21st Korea-China Environment Ministers' Meeting was chaired by Ms Qian Haoran.",
        "It followed the 20th meeting of 2018.",
    ]
    told = release(
        "en-21", "en", text, day="2019-11-06",
        items=[
            (text[1], Meeting, met("21st Korea-China Environment Ministers' Meeting", 21, "2019-11-05")),
            (text[2], Meeting, met("20th meeting", 20, "2018", core=False)),
            ("Qian Haoran", Person, {"name": "Qian Haoran", "latin": "Qian Haoran", "side": "CN"}),
        ],
    )  # fmt: skip
    with Searcher(corpus_of(tmp_path, told)) as named:
        assert values(ask('meetings with person:"Qian Haoran"', named, today=TODAY), "date") == ["2019-11-05"]


def test_what_is_between_other_countries_is_no_row_of_a_pair_though_its_release_names_both(tmp_path: Path) -> None:
    told = release(
        "en-21", "en",
        [
            "News of the seaside",
            "The 21st Korea-China Environment Ministers' Meeting was held on November 5, 2019.",
            "Both sides agreed to carry out a joint eelgrass survey.",
            "All three countries agreed to count the gulls.",
            "Japan will send lanterns.",
            "The Japan Ornithological Society watched.",
        ],
        day="2019-11-06",
        items=[
            ("The 21st Korea-China Environment Ministers' Meeting", Meeting, met("21st Meeting", 21, "2019-11-05")),
            ("Both sides agreed to carry out a joint eelgrass survey.", Agreement, agreed("eelgrass survey", None)),
            ("All three countries agreed to count the gulls.", Agreement,
             agreed("count of gulls", None, parties=("CN", "JP", "KR"))),
            ("Japan will send lanterns.", Agreement, agreed("lanterns", None, parties=("JP",))),
            ("The Japan Ornithological Society", Agency, {"name": "Gull Society", "surfaces": (), "country": "JP"}),
            ("China", Agency, {"name": "MEE", "surfaces": ("MEE",), "country": "CN"}),
        ],
    )  # fmt: skip
    with Searcher(corpus_of(tmp_path, told)) as near:
        asked = "what did party:CN party:JP agree?"
        assert values(ask(asked, near, today=TODAY), "item") == ["count of gulls", "lanterns"]
        meetings = ask("which meetings did party:CN party:JP hold?", near, today=TODAY).table
        assert meetings is not None
        assert (meetings.about, meetings.rows) == ("meetings", ())
        assert values(ask("which meetings did party:CN party:KR hold?", near, today=TODAY), "date") == ["2019-11-05"]


def test_filters_of_rows_alone_that_leave_none_are_told_where_passages_answer(corpus: Searcher) -> None:
    reply = ask("TEMM eelgrass", corpus, today=TODAY)
    assert reply.answers
    assert reply.table is not None
    assert (reply.table.rows, reply.table.satisfying) == ((), 0)
    assert {one.key: one.rows for one in reply.removals} == {"series:temm": 4}


def test_of_two_periods_the_days_in_both_are_asked_for():
    one = FactFilter(since="2018", until="2020", due_since="2026-03", due_until="2026")
    other = FactFilter(since="2018-05", until="2020-06", due_since="2026", due_until="2027")
    both = FactFilter(since="2018-05", until="2020-06", due_since="2026-03", due_until="2026")
    assert joined(one, other) == joined(other, one) == both


DEADLINES = release(
    "en-25", "en",
    [
        "The 25th Korea-China Environment Ministers' Meeting",
        "The 25th Korea-China Environment Ministers' Meeting was held on April 8, 2025.",
        "They agreed to finish the dune survey by 2026.",
        "They agreed to open the seal hospital by June 2026.",
        "They agreed to build the kelp nursery by 2028.",
        "They agreed to restore the mudflat by March 2026.",
        "They agreed to exchange gardeners.",
    ],
    day="2025-04-09",
    items=[
        ("The 25th Korea-China Environment Ministers' Meeting was", Meeting,
         met("25th Korea-China Environment Ministers' Meeting", 25, "2025-04-08")),
        ("June 2026", Date, {"text": "June 2026", "value": "2026-06", "role": "deadline"}),
        *(
            (words, Agreement, agreed(title, "25th Korea-China Environment Ministers' Meeting", **due))
            for words, title, due in [
                ("They agreed to finish the dune survey by 2026.", "dune survey", {"deadline": "2026"}),
                ("They agreed to open the seal hospital by June 2026.", "seal hospital", {"deadline": "2026-06"}),
                ("They agreed to build the kelp nursery by 2028.", "kelp nursery", {"deadline": "2028"}),
                ("They agreed to restore the mudflat by March 2026.", "mudflat", {"deadline": "2026-03"}),
                ("They agreed to exchange gardeners.", "exchange of gardeners", {}),
            ]
        ),
    ],
)  # fmt: skip


@pytest.fixture(scope="module")
def with_deadlines(tmp_path_factory):
    folder = corpus_of(tmp_path_factory.mktemp("deadlines"), DEADLINES, ENGLISH)
    with Searcher(folder) as corpus:
        yield corpus


@pytest.mark.parametrize(
    "question",
    [
        "what is due before 2027?",
        "2026년까지 이행해야 하는 사업",
        "2026年底前应完成的合作项目",
        "agreements due:..2026",
    ],
)
def test_what_is_due_comes_in_the_order_of_deadlines_the_next_one_first(with_deadlines, question):
    reply = ask(question, with_deadlines, today=TODAY)
    assert reply.table is not None
    rows = [(row.cells["item"].value, row.cells["due"].value) for row in reply.table.rows]
    assert rows == [("seal hospital", "2026-06"), ("dune survey", "2026"), ("mudflat", "2026-03")]
    assert reply.table.rows[0].cells["due"].evidence[0].text == "June 2026"
    assert [(one.key, one.strength) for one in reply.understood.filters if one.name == "due"] == [
        ("due:../2026", "must")
    ]
    assert {answer.document for answer in reply.answers} == {"en-25"}


def test_a_deadline_is_taken_away_like_any_filter(with_deadlines):
    reply = ask("what is due before 2027?", with_deadlines, today=TODAY, off=["due:../2026"])
    assert [one.key for one in reply.understood.off] == ["due:../2026"]
    none = ask("what is due in 2031?", with_deadlines, today=TODAY)
    assert none.table is not None
    assert not none.table.rows
    assert [(one.key, one.releases > 0, one.rows > 0) for one in none.removals] == [("due:2031", True, True)]


def test_deadlines_without_a_day_in_common_are_refused(with_deadlines):
    with pytest.raises(BadQuery, match="No day is after 2027-01-01 and before 2025-12-31"):
        ask("survey due:2025 due:2027", with_deadlines, today=TODAY)
    with pytest.raises(BadQuery, match="due:soon is no date"):
        ask("survey due:soon", with_deadlines, today=TODAY)


def test_who_tells_the_deadline_that_is_asked_for_states_it(tmp_path):
    name = "제21차 한중 환경장관회의"
    undated = release(
        "ko-30", "ko", ["제30차 회의", "양측은 모래언덕 조사를 하기로 하였다."], day="2025-04-09",
        items=[
            ("제30차 회의", Meeting, met(name, 30, "2025-04-08")),
            ("양측은 모래언덕 조사를 하기로 하였다.", Agreement, agreed("모래언덕 조사(dune survey)", name)),
        ],
    )  # fmt: skip
    dated = release(
        "en-30", "en", ["The 30th meeting", "They agreed on a dune survey by 2026."], day="2025-04-09",
        items=[
            ("The 30th meeting", Meeting, met("30th meeting", 30, "2025-04-08")),
            ("They agreed on a dune survey by 2026.", Agreement,
             agreed("dune survey", "30th meeting", deadline="2026")),
        ],
    )  # fmt: skip
    with Searcher(corpus_of(tmp_path, undated, dated)) as corpus:
        reply = ask("2026년까지 이행해야 하는 사업", corpus, today=TODAY)
        assert reply.table is not None
        [row] = reply.table.rows
        assert row.cells["due"].value == "2026"
        assert {quote.record for quote in row.cells["due"].evidence} == {"en-30"}
