"""Every rule of `company.toml` finds its own examples: heads, bodies and items of the agenda."""

import pytest

from corpus.documents import Evidence
from corpus.languages import LANGS, Lang
from corpus.records import Meeting
from extract.meetings.company import CompanyRules
from extract.pipeline import run
from extract.rulefiles import load

from .support import release

FIELDS = {"head": "heads", "host": "agencies", "apart": "heads", "agenda": "agenda"}
EXAMPLES = [
    pytest.param(lang, field, text, expected, id=f"{rule.id}-{number}")
    for lang in LANGS
    for kind, field in FIELDS.items()
    for rule in getattr(load(lang, "company", CompanyRules), kind)
    for number, (text, expected) in enumerate(rule.examples)
]


def told(lang: Lang, text: str) -> Meeting:
    """The first meeting of a paragraph, by the whole pipeline."""
    return run(release((lang, "paragraph", text))).meetings[0]


@pytest.mark.parametrize(("lang", "field", "text", "expected"), EXAMPLES)
def test_a_rule_finds_its_own_examples(lang: Lang, field: str, text: str, expected: list[str]) -> None:
    found = list(getattr(told(lang, text), field))
    assert found[: len(expected)] == expected if field == "agencies" else found == expected


@pytest.mark.parametrize(("lang", "field", "text", "expected"), EXAMPLES)
def test_a_meeting_quotes_the_sentence_that_names_its_company(
    lang: Lang, field: str, text: str, expected: list[str]
) -> None:
    quotes: tuple[Evidence, ...] = told(lang, text).evidence
    words = " ".join(" ".join(quote.text.split()) for quote in quotes)
    assert field == "agencies" or all(name in words for name in expected)
