import pytest

from corpus.documents import Block
from corpus.languages import LANGS, Lang
from corpus.reading import reading
from extract.rulefiles import load
from extract.sentences import SentenceRules, _joined, split

EXAMPLES = [(lang, example) for lang in LANGS for example in load(lang, "sentences", SentenceRules).examples]


@pytest.mark.parametrize(("lang", "example"), EXAMPLES)
def test_a_rule_file_proves_its_own_examples(lang, example):
    text = reading(example.text)
    assert [text[start:end] for start, end in split(text, 0, len(text), lang)] == [
        reading(s) for s in example.sentences
    ]


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("ko", "회의는 10.26.(수) 열렸다", 1),
        ("ko", "12. 양국은 협정에 서명했다. 끝.", 2),
        ("en", "12. Done at Kanazawa on 9 June 2018.", 1),
        ("en", "It began in 2018. The sides met again.", 2),
        ("zh", "双方商定三点:一是设立热线;二是互派专家", 1),
    ],
)
def test_figures_and_lists_do_not_end_a_sentence(lang: Lang, text, count):
    assert len(split(text, 0, len(text), lang)) == count


def test_a_sentence_cut_by_a_page_break_is_joined():
    text = "- 양국은 후속 실무회의를 통해 제2차 협력계획의 세부 분야와 협력\n\n분야, 사업 범위를 정할 예정이다."
    cut = text.index("\n")
    blocks = [
        Block(kind="bullet", start=0, end=cut, lang="ko", marker="-"),
        Block(kind="paragraph", start=cut + 2, end=len(text), lang="ko"),
    ]
    assert [len(group) for group in _joined(text, blocks)] == [2]


def test_a_heading_is_not_joined_to_what_follows():
    text = "□ 추진배경\n\n양국은 회의를 열었다."
    blocks = [
        Block(kind="paragraph", start=0, end=6, lang="ko"),
        Block(kind="paragraph", start=8, end=len(text), lang="ko"),
    ]
    assert [len(group) for group in _joined(text, blocks)] == [1, 1]
