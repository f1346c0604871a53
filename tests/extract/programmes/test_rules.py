"""Every rule of `programmes.toml` finds its own examples; what the component makes of a release."""

import re

import pytest
import spacy

from corpus.languages import LANGS, Lang
from corpus.records import Programme
from extract.dates import component as _dates  # noqa: F401  registers its factory
from extract.found import Found, found_in
from extract.programmes import component as _programmes  # noqa: F401
from extract.programmes.rules import programme_grammar
from extract.reading import form_of
from tests.extract.meetings.support import release

MARK = re.compile(r"\[\[(.*?)\]\](?!\])")
NLP = spacy.blank("xx", config={"nlp": {"lang": "xx", "tokenizer": {"@tokenizers": "communique.characters.v1"}}})
for _name in ("release_dates", "release_programmes"):
    NLP.add_pipe(_name)


def programmes_in(lang: Lang, *texts: str) -> list[Programme]:
    document = release(*((lang, "paragraph", text) for text in texts))
    doc = NLP.make_doc(document.text)
    doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
    return found_in(NLP(doc)).programmes


NEACAP = "North-East Asia Clean Air Partnership"
RULES = [(lang, rule) for lang in LANGS for rule in programme_grammar(lang).rules.name]
EXAMPLES = [
    pytest.param(lang, text, id=f"{rule.id}-{number}")
    for lang, rule in RULES
    for number, text in enumerate(rule.examples)
]
REJECTS = [
    pytest.param(lang, text, id=f"{rule.id}-reject-{number}")
    for lang, rule in RULES
    for number, text in enumerate(rule.rejects)
]


@pytest.mark.parametrize(("lang", "source"), EXAMPLES)
def test_a_rule_finds_its_own_examples(lang: Lang, source):
    found = programmes_in(lang, MARK.sub(r"\1", source))
    marked = MARK.search(source)
    assert marked is not None
    assert marked[1] in [surface for programme in found for surface in programme.surfaces]


@pytest.mark.parametrize(("lang", "text"), REJECTS)
def test_a_rule_leaves_its_rejects_alone(lang: Lang, text):
    assert programmes_in(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "name", "since"),
    [
        ("ko", "동북아청정대기파트너십(NEACAP)은 2018년 10월 출범하였다.", NEACAP, "2018-10"),
        ("en", "The North-East Asia Clean Air Partnership (NEACAP), launched in October 2018, met.", NEACAP, "2018-10"),
        ("zh", "东北亚清洁空气伙伴关系于2018年10月启动。", NEACAP, "2018-10"),
    ],
)
def test_a_programme_has_its_english_name_and_its_beginning(lang: Lang, text, name, since):
    assert [(programme.name, programme.since) for programme in programmes_in(lang, text)] == [(name, since)]


def test_a_series_counts_where_it_is_spoken_of_as_a_mechanism():
    [programme] = programmes_in("zh", "中韩海洋事务对话合作机制启动于2021年。")
    assert (programme.ref, programme.since) == ("kr-cn.maritime-dialogue", "2021")
    assert programmes_in("zh", "第八次中韩环境部长会议在首尔举行。") == []


def test_names_of_one_programme_are_one_object():
    [programme] = programmes_in("ko", "청천계획의 성과를 점검하고 '2026년 청천(晴天)계획'을 채택했다.")
    assert programme.surfaces == ("청천계획", "청천(晴天)계획")


LONG_OPENING = "이날 두 나라의 당국자들은 서울에서 만나 습지에 관하여 경험을 나누고 앞으로 함께할 일을 하나씩 정하였다."


def test_a_standing_committee_counts_where_the_release_is_about_its_round():
    [programme] = programmes_in("ko", f"제29차 한중 경제공동위원회가 열렸다. {LONG_OPENING}")
    assert (programme.ref, programme.surfaces) == ("kr-cn.economic-joint-committee", ("한중 경제공동위원회",))
    assert programmes_in("ko", LONG_OPENING, "제29차 한중 경제공동위원회도 언급되었다.") == []


def test_an_unlisted_committee_counts_in_the_opening_only():
    round_held = "제4차 한-몽골 습지협력위원회가 열렸다."
    assert [p.name for p in programmes_in("ko", f"{round_held} {LONG_OPENING}")] == ["한-몽골 습지협력위원회"]
    assert programmes_in("ko", LONG_OPENING, round_held) == []


def test_the_number_of_a_round_may_be_glued_to_the_acronym():
    [found] = programmes_in("en", "The plan shall be ready by TEMM21.")
    assert (found.name, found.surfaces) == ("Tripartite Environment Ministers Meeting", ("TEMM",))


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("ko", "제4차 한중일 환경장관회의를 5월 3일 부산에서 개최했다.", []),
        ("ko", "한중일 환경장관회의는 매년 3국이 번갈아 개최한다.", ["Tripartite Environment Ministers Meeting"]),
    ],
)
def test_a_round_of_a_ministers_meeting_is_no_mechanism_unless_the_text_says_so(lang: Lang, text, names):
    assert [programme.name for programme in programmes_in(lang, text)] == names


def test_short_and_full_forms_of_an_unlisted_name_are_one_programme():
    texts = (
        "제3차 한-몽 습지협의회 개최",
        f"'제3차 한-몽골 습지협의회'가 열렸다. {LONG_OPENING}",
        "한-몽골 습지협의회는 서울에서 열렸다.",
    )
    [programme] = programmes_in("ko", *texts)
    assert programme.surfaces == ("한-몽골 습지협의회", "한-몽 습지협의회")
    assert len(programme.evidence) == 3
