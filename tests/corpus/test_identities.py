"""Which names are one person's; every name is invented."""

import pytest

from corpus.registry.transcription import outlines
from corpus.store.identities import Called, grouped
from corpus.store.persons import is_same
from tests.corpus.registry.invented_names import pairs


def people(*names):
    """The groups of names; each is written `NAME`, `NAME@side` or `NAME=beside@side`."""
    called = []
    for each in names:
        rest, _, side = each.partition("@")
        name, _, beside = rest.partition("=")
        forms = {name.casefold(), *([beside.casefold()] if beside else [])}
        called.append(Called(name, frozenset(forms), frozenset([side] if side else [])))
    return [set(group) for group in grouped(tuple(called))]


def test_a_name_in_three_scripts_is_one_persons():
    assert people("천리민@cn", "陈立民@cn", "Chen Limin", "윤재현@kr") == [{"천리민", "陈立民", "Chen Limin"}]


def test_spellings_of_one_script_are_one():
    assert people("Chen Limin", "CHEN Limin", "陈立民", "陳立民", "천 리민", "천리민") == [
        {"Chen Limin", "CHEN Limin", "陈立民", "陳立民", "천 리민", "천리민"}
    ]


def test_a_name_that_two_persons_may_bear_is_neithers():
    assert people("陈立民@cn", "陈利民@cn", "천리민@cn", "Chen Limin@cn") == []
    assert people("이원석@kr", "리원석@kp", "Lee Won-seok") == []


def test_two_persons_apart_in_han_are_told_apart_by_what_stands_beside_one():
    assert people("陈立民@cn", "윤재현@kr", "尹在贤@kr", "陈利民=Lawrence Chen@cn", "Lawrence Chen@cn") == [
        {"Lawrence Chen", "陈利民"},
        {"尹在贤", "윤재현"},
    ]


def test_names_on_the_sides_of_two_countries_are_two_persons():
    assert people("천리민@kr", "陈立民@cn") == []
    assert people("陈立民", "천리민@kr", "Chen Limin@cn") == []


def test_korean_names_are_one_however_they_are_romanised():
    assert people("윤재현@kr", "Yoon Jae-hyun@kr", "Yun Jaehyeon") == [{"윤재현", "Yoon Jae-hyun", "Yun Jaehyeon"}]


def test_a_japanese_name_in_han_characters_is_read_only_where_a_release_does():
    assert people("佐藤健一@jp", "사토 겐이치@jp", "Sato Kenichi@jp") == [{"사토 겐이치", "Sato Kenichi"}]
    assert people("佐藤健一=Sato Kenichi@jp", "Sato Kenichi@jp") == [{"佐藤健一", "Sato Kenichi"}]


def test_names_in_an_alphabet_that_is_none_of_the_three_stay_apart():
    assert people("Бат-Эрдэнэ", "Солонго") == []


@pytest.mark.parametrize("pair", [pair for pair in pairs() if is_same(pair.left, pair.right)][::7], ids=str)
def test_what_is_the_same_has_an_outline_in_common(pair):
    assert outlines(pair.left) & outlines(pair.right)
