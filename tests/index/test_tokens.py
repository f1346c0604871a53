import pytest

from index.highlights import matches
from index.numbers import number_tokens
from index.tokens import language_of, plain, tokens


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["제6차 회의", "제 6 차 회의", "6차 회의", "第六次会议", "第6届会议", "第六轮", "the 6th Meeting", "Sixth"],
            ["#o6"],
        ),
        (["제21차", "第二十一次", "21st", "Twenty-first", "twenty first"], ["#o21"]),
        (["2022년", "2022年", "二〇二二年", "in 2022", "'22년", "’22"], ["#y2022"]),
        (
            [
                "2022년 9월 28일",
                "2022年9月28日",
                "2022. 9. 28.",
                "2022-09-28",
                "２０２２年９月２８日",
                "二〇二二年九月二十八日",
            ],
            ["#y2022", "#m9", "#d28"],
        ),
        (["September 28, 2022", "28 September 2022", "Sept. 28, 2022"], ["#d28", "#m9", "#y2022"]),
        (["'22. 9", "’22.9월"], ["#y2022", "#m9"]),
        (["1,200억불", "1200亿美元", "120 billion dollars", "120,000,000,000"], ["#n120000000000"]),
        (["24%", "24퍼센트", "24 percent"], ["#n24"]),
        (["농도 23.5", "23.5微克"], ["#n23.5"]),
    ],
)
def test_numbers_ordinals_and_dates_are_one_token_in_every_script(texts: list[str], expected: list[str]) -> None:
    assert {tuple(sorted(t for t in tokens(text) if t[0] == "#")) for text in texts} == {tuple(sorted(expected))}


@pytest.mark.parametrize(
    "text", ["may agree", "marching band", "中日韩三国", "3국 장관", "1992년생", "9" * 5000, "第" + "九" * 5000]
)
def test_what_only_looks_like_a_number_gives_no_ordinal_or_month(text: str) -> None:
    assert not [token for token in number_tokens(text) if token.startswith(("#o", "#m"))]


def test_traditional_and_simplified_wide_and_narrow_are_the_same() -> None:
    assert tokens("韓國環境部 ＭＯＵ") == tokens("韩国环境部 MOU")


def test_an_ending_of_an_english_word_does_not_hide_it() -> None:
    assert tokens("Ministries agreed policies") == [*tokens("ministry"), "agreed", *tokens("policy")]


def test_a_particle_does_not_hide_a_korean_noun() -> None:
    assert set(tokens("환경부")) <= set(tokens("환경부는"))


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "￿", "a" * 100_000, "　　", "①②③"])
def test_any_text_has_tokens_or_none_but_no_error(text: str) -> None:
    assert all(len(token) < 60 for token in tokens(text))
    assert language_of(text) in {"ko", "en", "zh", "ja", "und"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("환경장관회의", "ko"),
        ("環境部 장관", "ko"),
        ("环境部长会议", "zh"),
        ("環境部長會議", "zh"),
        ("environment ministers", "en"),
        ("TEMM 회의", "ko"),
        ("環境大臣とのかいぎを", "ja"),
        ("2022. 9.", "und"),
    ],
)
def test_the_script_tells_the_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


def test_full_width_forms_are_narrowed() -> None:
    assert plain("ＡＢＣ１２") == "abc12"


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("제9차 해양협력대화", "한중 제9차 해양협력대화 개최", ["제9차", "해양협력대화"]),
        ("第九轮对话", "the 9th round was held", ["9th"]),
        ("maritime affair", "Dialogue on Maritime Affairs", ["Maritime", "Affairs"]),
        ("환경", "完全不同", []),
        ("㎍ 농도", "초미세먼지 ㎍/㎥ 농도", ["농도"]),
    ],
)
def test_shared_words_and_numbers_are_marked_where_they_stand(question: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in matches(question, text)] == marked


def test_words_that_only_join_others_are_not_highlighted() -> None:
    text = "They met and signed on the day, and agreed on a hotline."
    assert [text[start:end] for start, end in matches("what was agreed on the hotline and when", text)] == [
        "agreed",
        "hotline",
    ]
    assert matches("of the and", text) == []
