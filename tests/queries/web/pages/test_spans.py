"""Spans that nest and overlap become stretches that lose nothing."""

from queries.web.pages.spans import Mark, stretches

TEXT = "양국은 제8차 한중 환경장관회의를 열었다."


def mark(surface: str, fact: str, kind: str = "meetings", text: str = TEXT) -> Mark:
    start = text.index(surface)
    return Mark(start, start + len(surface), fact, kind, surface)


def cut(marks, **options):
    return [
        (each.text, tuple(mark.fact for mark in each.marks)) for each in stretches(TEXT, 0, len(TEXT), marks, **options)
    ]


def test_text_without_marks_is_one_stretch():
    assert cut([]) == [(TEXT, ())]


def test_a_span_within_another_has_both():
    assert cut([mark("한중", "country"), mark("제8차 한중 환경장관회의", "meeting")]) == [
        ("양국은 ", ()),
        ("제8차 ", ("meeting",)),
        ("한중", ("meeting", "country")),
        (" 환경장관회의", ("meeting",)),
        ("를 열었다.", ()),
    ]


def test_spans_that_overlap_are_cut_where_they_cross():
    assert cut([mark("제8차 한중", "one"), mark("한중 환경장관회의를", "other")]) == [
        ("양국은 ", ()),
        ("제8차 ", ("one",)),
        ("한중", ("other", "one")),
        (" 환경장관회의를", ("other",)),
        (" 열었다.", ()),
    ]


def test_two_facts_of_the_same_words_both_lead_somewhere():
    assert cut([mark("한중", "a"), mark("한중", "b", "agencies")])[1] == ("한중", ("b", "a"))


def test_a_span_that_goes_on_in_the_next_block_is_marked_in_both_and_named_once():
    named: set[tuple[int, int]] = set()
    across = [Mark(2, 20, "long", "meetings", "")]
    first = stretches(TEXT, 0, 10, across, named=named)
    second = stretches(TEXT, 10, len(TEXT), across, named=named)
    assert [each.begins for each in (*first, *second) if each.begins] == [("2-20",)]
    assert [bool(each.marks) for each in (*first, *second)] == [False, True, True, False]


def test_what_an_address_points_at_is_wanted_though_no_fact_is_there():
    found = stretches(TEXT, 0, len(TEXT), [mark("한중", "country")], wanted=[(4, 10)])
    assert [(each.text, each.wanted) for each in found if each.wanted] == [("제8차 ", True), ("한중", True)]
    assert found[1].begins == ("4-10",)


def test_the_stretches_are_the_text():
    marks = [mark(surface, surface) for surface in ("양국", "국은 제8차", "한중 환경", "환경장관회의", "의를 열었다.")]
    assert "".join(each.text for each in stretches(TEXT, 0, len(TEXT), marks)) == TEXT
    assert stretches(TEXT, 3, 3, marks) == []
