import pytest

from corpus.documents import Block, Document, Evidence, Source
from corpus.records import Agency, Agreement, Date, Meeting, Record
from index import Passage, passages
from index.embedders.windows import MAX_TOKENS, tokens_of
from index.passages import cut

SOURCE = Source(path="a.txt", media_type="text/plain", sha256="0" * 64, size=1)


def release(*parts: tuple[str, str, str]) -> Document:
    """Blocks of (kind, language, text), each on lines of its own."""
    blocks, text = [], ""
    for kind, lang, words in parts:
        blocks.append(Block(kind=kind, start=len(text), end=len(text) + len(words), lang=lang))  # type: ignore[arg-type]
        text += words + "\n\n"
    return Document(id="a", source=SOURCE, text=text, lang="ko", langs=("ko",), blocks=tuple(blocks))


def record(document: Document, **items: object) -> Record:
    return Record(id=document.id, source=SOURCE, lang="ko", langs=("ko",), title="한중 환경장관회의 개최", **items)  # type: ignore[arg-type]


def long(words: str, times: int) -> str:
    return " ".join(f"{words} {number}." for number in range(times))


ONE = "회의는 서울에서 열렸으며 두 나라의 장관과 관계관 마흔 명이 참석하여 대기질 개선 방안을 논의하였다."
TWO = "두 장관은 황사 공동조사의 결과를 점검하고 내년에 관측소 세 곳을 더 세우는 데 뜻을 같이하였다."
THREE = "양측은 순환경제 양해각서에 서명하고 폐배터리 회수체계와 재생원료 품질기준에 관한 경험을 나누기로 하였다."


def test_short_neighbours_make_one_passage_and_a_heading_begins_another() -> None:
    document = release(
        ("heading", "ko", "□ 개요"),
        ("bullet", "ko", ONE),
        ("bullet", "ko", TWO),
        ("heading", "ko", "□ 합의 사항"),
        ("bullet", "ko", THREE),
    )
    texts = [passage.text for passage in passages(document, record(document))]
    assert texts == [f"□ 개요\n\n{ONE}\n\n{TWO}", f"□ 합의 사항\n\n{THREE}"]


def test_a_crumb_is_no_passage() -> None:
    document = release(
        ("header", "en", "Ministry of Environment"),
        ("header", "und", "2022. 9. 28."),
        ("title", "ko", "회의 결과"),
        ("paragraph", "ko", ONE),
        ("heading", "und", "* * *"),
        ("heading", "ko", "붙임"),
        ("paragraph", "ko", "사진 2매."),
    )
    [only] = passages(document, record(document))
    assert (only.lang, only.start) == ("ko", 0)
    assert only.text.endswith("사진 2매.")


def test_furniture_and_contacts_are_left_out() -> None:
    document = release(
        ("furniture", "ko", "홈 > 알림마당"),
        ("paragraph", "ko", "회의가 열렸다."),
        ("contact", "ko", "담당 과장 홍길동"),
    )
    assert [passage.text for passage in passages(document, record(document))] == ["회의가 열렸다."]


def test_a_passage_has_one_language() -> None:
    document = release(("paragraph", "ko", "회의가 열렸다."), ("paragraph", "en", "The meeting was held."))
    assert [(p.lang, p.title, p.text) for p in passages(document, record(document))] == [
        ("ko", "한중 환경장관회의 개최", "회의가 열렸다."),
        ("en", "", "The meeting was held."),
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("paragraph", long("두 나라는 대기오염을 줄이기 위하여 자료를 나누기로 하였다", 60)),
        ("paragraph", "双方同意" * 800),
        ("table", long("project,institute,year", 300)),
        ("paragraph", "x" * 5000),
    ],
)
def test_a_long_block_becomes_passages_that_a_model_reads_whole_and_nothing_is_lost(kind: str, text: str) -> None:
    document = release((kind, "ko", text))
    found = passages(document, record(document))
    assert len(found) > 1
    assert all(tokens_of(passage.embedded()) <= MAX_TOKENS for passage in found)
    assert "".join(passage.text for passage in found) == text
    assert all(passage.text == document.text[passage.start : passage.end] for passage in found)


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    document = release(("paragraph", "ko", long("두 나라는 대기오염을 줄이기 위하여 자료를 나누기로 하였다", 60)))
    assert all(passage.text.rstrip().endswith(".") for passage in passages(document, record(document)))


def test_a_passage_knows_the_facts_that_have_evidence_in_it() -> None:
    document = release(
        ("paragraph", "ko", f"환경부는 2022. 9. 28. 회의를 열었다. {ONE}"),
        ("heading", "ko", "□ 합의"),
        ("paragraph", "ko", f"공동조사를 실시한다. {THREE}"),
    )

    def evidence(words: str) -> tuple[Evidence, ...]:
        start = document.text.index(words)
        return (document.quote(start, start + len(words)),)

    facts = record(
        document,
        dates=(Date(evidence=evidence("2022. 9. 28."), rule="r", text="2022. 9. 28.", value="2022-09-28"),),
        agencies=(Agency(evidence=evidence("환경부"), rule="r", ref="kr.me", name="MOE", surfaces=("환경부",)),),
        meetings=(Meeting(evidence=evidence("회의"), rule="r", name="회의", status="held"),),
        agreements=(
            Agreement(evidence=evidence("공동조사"), rule="r", title="a", key="a", kind="research", status="agreed"),
        ),
    )
    first, second = passages(document, facts)
    assert (first.dates, first.agencies, first.meetings, first.agreements) == (("2022-09-28",), ("kr.me",), (0,), ())
    assert (second.dates, second.agencies, second.meetings, second.agreements) == ((), (), (), (0,))


def test_ids_count_from_nought_and_are_the_same_every_time() -> None:
    document = release(("paragraph", "ko", ONE), ("heading", "ko", "□ 둘째"), ("paragraph", "ko", TWO))
    assert [p.id for p in passages(document, record(document))] == ["a#0", "a#1"]
    assert passages(document, record(document)) == passages(document, record(document))


def test_the_title_is_counted_unless_the_passage_holds_it_and_never_embedded() -> None:
    def made(text: str) -> Passage:
        return Passage(id="a#0", document="a", start=0, end=1, lang="ko", title="한중 환경장관회의", text=text)

    assert made("공동조사를\n실시한다.").embedded() == "공동조사를 실시한다."
    assert made("공동조사를\n실시한다.").counted() == "한중 환경장관회의\n공동조사를 실시한다."
    assert made("한중  환경장관회의 개최").counted() == "한중 환경장관회의 개최"


def test_a_document_of_furniture_has_no_passages() -> None:
    document = release(("furniture", "ko", "메뉴"))
    assert passages(document, record(document)) == []


def test_a_text_without_blocks_is_cut_too() -> None:
    text = long("Both sides agreed to share data", 200)
    spans = cut(text)
    assert len(spans) > 1
    assert "".join(text[start:end] for start, end in spans) == text
    assert cut(" \n ") == []
