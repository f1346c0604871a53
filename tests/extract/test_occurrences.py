from extract.occurrences import occurrences


def any_place(text, start, end, limit):
    return True


def no_letter_behind(text, start, end, limit):
    return end >= limit or not text[end].isalpha()


def test_the_longest_word_wins_at_a_place_and_none_overlap():
    text = "Ahn Bora met Bora Lim"
    found = occurrences(["Bora", "Ahn Bora", "Bora Lim"], text, 0, len(text), any_place)
    assert [text[start:end] for start, end in found] == ["Ahn Bora", "Bora Lim"]


def test_a_longer_word_that_is_cut_leaves_the_shorter_one_that_is_whole():
    text = "Lin Yue's"
    assert occurrences(["Lin", "Lin Yu"], text, 0, len(text), no_letter_behind) == [(0, 3)]


def test_only_the_stretch_is_looked_at():
    assert occurrences(["ab"], "ab abab", 1, 6, any_place) == [(3, 5)]
    assert occurrences(["ab"], "abc", 0, 2, no_letter_behind) == [(0, 2)]
