import pytest

from corpus.documents import Document
from corpus.languages import LANGS
from corpus.records import Agency, Agreement
from extract.agreements.component import Agreements
from extract.agreements.rules import grammar
from extract.agreements.undertakings import UndertakingRules, undertakings
from extract.found import Found, mention
from extract.reading import form_of
from extract.rulefiles import load

from .support import agreements, blank, release

RULES = {lang: load(lang, "undertakings", UndertakingRules) for lang in LANGS}
CASES = [
    pytest.param(lang, case, id=f"{lang}-{number}") for lang in LANGS for number, case in enumerate(RULES[lang].cases)
]
AMOUNTS = [
    pytest.param(lang, example, id=f"{lang}-{number}")
    for lang in LANGS
    for number, example in enumerate(RULES[lang].amount_examples)
]


@pytest.fixture(scope="module")
def nlp():
    return blank()


def with_bodies(nlp, document: Document, bodies: dict[str, str]) -> list[Agreement]:
    """What is agreed in a release in which these surfaces name organisations."""
    doc = nlp.make_doc(document.text)
    doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
    doc = nlp.get_pipe("release_dates")(doc)
    spans = []
    for surface, name in bodies.items():
        start = document.text.index(surface, document.blocks[1].start)
        spans.append(mention(doc, start, start + len(surface), label="agency", value="", rule="made"))
        quoted = document.quote(start, start + len(surface))
        agency = Agency(name=name, surfaces=(surface,), country="KR", evidence=(quoted,), rule="made")
        doc._.found.agencies.append(agency)
    doc.spans["agencies"] = spans
    found: list[Agreement] = Agreements(grammar)(doc)._.found.agreements
    return found


@pytest.mark.parametrize(("lang", "case"), CASES)
def test_a_rule_file_proves_what_it_says_of_an_item(nlp, lang, case):
    [item] = with_bodies(nlp, release(lang, case.text), case.bodies)
    amount = (item.amount.text, item.amount.value, item.amount.unit) if item.amount else None
    assert (item.deadline, item.period, amount) == (case.deadline, case.period, case.amount)
    assert list(item.responsible) == case.responsible


@pytest.mark.parametrize(("lang", "example"), AMOUNTS)
def test_an_amount_has_a_value_and_a_unit(lang, example):
    found = undertakings(lang).amount(example.text, [(0, len(example.text))])
    assert found is not None
    assert (found.value, found.unit) == (example.value, example.unit)


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_of_amounts_has_an_id_of_its_own(lang):
    ids = [rule.id for rule in RULES[lang].amounts]
    assert len(ids) == len(set(ids))


def test_a_deadline_is_also_the_date_where_no_day_of_signing_is_told(nlp):
    [item] = agreements(nlp, release("en", "The two sides agreed to draw up a roadmap for coral reefs by March 2032."))
    assert (item.deadline, item.date) == ("2032-03", "2032-03")


def test_an_amount_is_quoted_as_it_is_written(nlp):
    [item] = agreements(nlp, release("en", "Both sides agreed on an exchange of ２０ young researchers."))
    assert item.amount is not None
    assert (item.amount.text, item.amount.value) == ("２０ young researchers", 20)


@pytest.mark.parametrize(
    ("lang", "text", "contained", "instrument"),
    [
        (
            "ko",
            "양국은 「해양쓰레기 협력 양해각서」에 서명하였다. 양해각서에 따라 양국은 해안 공동조사를 실시할 예정이다.",
            "해안 공동조사",
            "해양쓰레기 협력 양해각서",
        ),
        (
            "en",
            "The two ministers signed the MOU on Port Safety. Under the MOU, they will open a hotline.",
            "hotline",
            "MOU on Port Safety",
        ),
        (
            "zh",
            "双方签署了《港口安全合作谅解备忘录》。根据备忘录,双方将设立港口安全热线。",
            "港口安全热线",
            "港口安全合作谅解备忘录",
        ),
    ],
)
def test_an_item_names_the_document_that_contains_it(nlp, lang, text, contained, instrument):
    found = {item.title: item for item in agreements(nlp, release(lang, text))}
    assert found[contained].instrument == instrument
    assert found[instrument].instrument is None


def test_items_of_a_joint_statement_are_contained_in_it(nlp):
    document = release(
        "ko",
        "1. 양국은 해양 관측망을 2031년에 설치한다.",
        "2. 이 공동성명은 2030년 5월 3일 서울에서 채택되었다.",
        title="한중 해양장관회의 공동성명",
    )
    network, statement = agreements(nlp, document)
    assert network.instrument == statement.key == "공동성명"


def test_the_validity_of_a_document_is_not_that_of_what_it_contains(nlp):
    document = release(
        "zh", "双方签署了《港口安全合作谅解备忘录》。根据备忘录,双方将设立港口安全热线,备忘录有效期至2035年3月。"
    )
    hotline = agreements(nlp, document)[-1]
    assert (hotline.title, hotline.period) == ("港口安全热线", None)
