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


def test_who_meets_in_the_margins_of_a_forum_leads_the_meeting_and_talks_between_others_stay_apart() -> None:
    text = (
        "Outcome of ROK-Japan Fisheries Ministerial Meeting Held on May 11\n\n"
        "During his visit to Hanoi for the World Salt Forum 2020 under way from May 11 to 13, Minister of Fisheries"
        " Han Seo-jun held a fisheries ministerial meeting with Minister of Fisheries of Japan Kenta Morishima on May"
        " 11.\n\nThe two Ministers noted ongoing communication, including the talks held between Prime Ministers Bae"
        " Ji-u and Haruto Shikano in Busan on May 10.\n"
    )
    meetings = run(release(("en", "paragraph", text))).meetings
    found = {meeting.name: (meeting.date, meeting.heads) for meeting in meetings}
    assert found["ROK-Japan Fisheries Ministerial Meeting"] == ("2020-05-11", ("Han Seo-jun", "Kenta Morishima"))
    assert found["talks held between Prime Ministers Bae Ji-u and Haruto Shikano"][0] == "2020-05-10"
    assert len(found) == 3


def test_the_meeting_is_the_one_held_and_not_one_whose_results_are_named() -> None:
    text = (
        "The 3rd Trilateral Salt Ministers' Meeting was held in Busan on May 10. The Ministers exchanged views on the"
        " consensus of the 7th China-Japan-ROK leaders' meeting. Minister Han Changlin presided over the meeting.\n"
    )
    assert told("en", text).heads == ("Han Changlin",)


def test_those_who_lead_their_delegations_are_heads() -> None:
    text = (
        "The 7th Korea-China Salt Meeting took place in Busan on June 3, with Director-General Kang Ha-neul of the ROK"
        " Foreign Ministry and Director-General Li Wenqing of the Chinese Fisheries Bureau leading their respective"
        " delegations."
    )
    assert told("en", text).heads == ("Kang Ha-neul", "Li Wenqing")
