import pytest

from corpus.registry.finder import NameFinder, squeezed, trie_expression


def surfaces(names: list[str], text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in NameFinder(names).find(text)]


def test_the_longest_name_at_a_place_wins() -> None:
    assert surfaces(["환경부", "생태환경부"], "생태환경부와 환경부") == ["생태환경부", "환경부"]


def test_names_are_found_across_blanks_dots_and_case() -> None:
    assert surfaces(["한·중·일 3국 협력사무국"], "한중일 3국협력사무국은") == ["한중일 3국협력사무국"]
    assert surfaces(["Ministry of Commerce"], "the MINISTRY OF\nCOMMERCE of") == ["MINISTRY OF\nCOMMERCE"]
    assert surfaces(["국립환경과학원"], "국립환경\n과학원이") == ["국립환경\n과학원"]
    assert surfaces(["应急管理部"], "应 急 管 理 部") == ["应 急 管 理 部"]


def test_a_blank_inside_a_short_name_is_the_end_of_a_word() -> None:
    assert surfaces(["외교부"], "외교 부처") == []


def test_acronyms_keep_their_case_and_end_with_the_word() -> None:
    assert surfaces(["WHO", "ME"], "WHO said who, MEN and me") == ["WHO"]
    assert surfaces(["KORAIL"], "Korail and korail") == ["Korail"]


def test_a_shorter_name_is_found_where_the_longer_one_runs_into_the_next_word() -> None:
    assert surfaces(["MOFA", "MOFAT"], "at MOFA, the ministry") == ["MOFA"]


def test_a_shorter_name_is_found_where_the_longer_one_takes_in_a_blank() -> None:
    assert surfaces(["유엔", "유엔사"], "유엔 사무국은 답했다.") == ["유엔"]


def test_sentence_signs_do_not_hold_a_name_together() -> None:
    assert surfaces(["한국은행"], "한국, 은행") == []


@pytest.mark.parametrize("name", ["C40", "대한민국", "世卫组织", "ASEAN+3"])
def test_a_name_finds_itself(name: str) -> None:
    assert surfaces([name], f"({name})") == [name]


def test_no_names_find_nothing() -> None:
    assert surfaces([], "환경부 WHO") == []


def test_the_compared_form_has_letters_and_digits_only() -> None:
    assert squeezed("Food, Agriculture & Co-operation") == "foodagriculture&cooperation"


def test_an_expression_prefers_the_longest() -> None:
    import re

    match = re.match(trie_expression(["ab", "abc", "b"]), "abcd")
    assert match is not None
    assert match.group() == "abc"
