"""What a date is the date of: the rules' own examples, and annotated dates of the invented releases."""

import json
import re
from pathlib import Path

import pytest

from corpus.languages import LANGS, Lang
from corpus.reading import reading
from extract import run
from extract.dates.role_rules import RoleRule, load_role_rules, roles
from ingest import read, read_bytes

DATA = Path(__file__).parents[2] / "data"
FLOOR = 0.90
"""Share of the annotated dates that have the annotated role."""

EXAMPLES = [
    pytest.param(lang, rule, text, id=f"{rule.id}-{number}")
    for lang in LANGS
    for rule in load_role_rules(lang).rule
    for number, text in enumerate(rule.examples)
]


@pytest.mark.parametrize(("lang", "rule", "text"), EXAMPLES)
def test_a_rule_finds_its_own_examples(lang: Lang, rule: RoleRule, text: str) -> None:
    start, end = text.index("[["), text.index("]]") - 2
    seen = reading(text.replace("[[", "").replace("]]", ""))
    value = "2022-10/2022-11" if rule.spans else "2022-10-26"
    cue = roles(lang).cue(seen, start, end, value, within=(0, len(seen)), head=rule.head)
    assert cue is not None
    assert cue.role == rule.role


@pytest.mark.parametrize("lang", LANGS)
def test_ids_are_unique_and_name_their_language(lang: Lang) -> None:
    ids = [rule.id for rule in load_role_rules(lang).rule]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"{lang}.role.") for name in ids)


def test_words_of_another_sentence_give_no_role() -> None:
    seen = "양측은 11월 3일 만났다. 협정은 체결되었다."
    cue = roles("ko").cue(seen, 4, 10, "2022-11-03", within=(0, len(seen)), head=False)
    assert cue is not None
    assert cue.role == "held"


def test_a_day_with_its_seconds_is_that_of_posting() -> None:
    text = "第三届渔业论坛举行\n编辑: 王五 | 时间: 2021-05-16 16:36:11 |\n第三届渔业论坛17日在大连举行。\n"
    roles_of = {date.value: date.role for date in run(read_bytes(text.encode(), name="made.txt")).dates}
    assert roles_of["2021-05-16"] == "released"


def test_the_day_before_a_journey_is_no_deadline() -> None:
    text = "渔业消息\n2021年5月16日\n市长将于6月3日前往大连,并在6月30日前提交方案。\n"
    roles_of = {date.text: date.role for date in run(read_bytes(text.encode(), name="made.txt")).dates}
    assert (roles_of["6月3日"], roles_of["在6月30日前"]) == (None, "deadline")


@pytest.mark.parametrize("lang", LANGS)
def test_annotated_dates_have_their_roles(lang: Lang) -> None:
    right, total = 0, 0
    for line in (DATA / "dates" / "roles.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if not re.match(rf"dev-{lang}-", case["id"]):
            continue
        record = run(read(DATA / "releases" / f"{case['id']}.txt"))
        found = {(date.evidence[0].start, date.value): date.role for date in record.dates}
        annotated = [date for date in case["dates"] if date["role"]]
        total += len(annotated)
        right += sum(found.get((date["start"], date["value"])) == date["role"] for date in annotated)
    assert total >= 70
    assert right / total >= FLOOR
