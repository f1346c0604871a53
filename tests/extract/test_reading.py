import pytest

from corpus.languages import LANGS
from extract.reading import ReadingRules, form_of
from extract.rulefiles import load
from tests.extract.meetings.support import release


@pytest.mark.parametrize(
    ("lang", "example"),
    [(lang, example) for lang in LANGS for example in load(lang, "reading", ReadingRules).examples],
    ids=lambda one: getattr(one, "text", one),
)
def test_examples_of_the_rules_are_read_so(lang, example):
    assert form_of(release((lang, "paragraph", example.text))) == example.read + "\n"


def test_each_block_follows_its_own_language():
    document = release(("zh", "paragraph", "「聯合聲明」"), ("ko", "paragraph", "「공동성명」"))
    assert form_of(document) == '"联合声明"\n「공동성명」\n'


def test_blank_lines_inside_a_block_are_blanks_of_the_same_length():
    document = release(("en", "paragraph", "The two sides\n\n \nagreed."), ("en", "paragraph", "They met."))
    assert form_of(document) == "The two sides   \nagreed.\nThey met.\n"
