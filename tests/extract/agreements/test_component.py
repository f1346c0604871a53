import re

import pytest

from corpus.documents import Block, Cell, Document, Table
from corpus.languages import Lang
from corpus.records import Meeting, MeetingStatus
from extract.pipeline import run
from ingest import read_bytes

from .support import agreements, blank, release


@pytest.fixture(scope="module")
def nlp():
    return blank()


def stated(nlp, document: Document) -> list[tuple[str, str, str]]:
    return [(item.title, item.kind, item.status) for item in agreements(nlp, document)]


def test_entries_of_a_list_inherit_what_announces_it(nlp):
    document = release(
        "zh",
        "双方商定以下事项:",
        "一是设立渔业热线,由两国渔业部门联络;",
        "二是2031年在釜山举行第二轮对话。",
        "双方合影留念。",
    )
    assert stated(nlp, document) == [("渔业热线", "exchange", "agreed"), ("第二轮对话", "next-meeting", "agreed")]


def test_entries_may_be_mere_phrases_of_the_kind_announced(nlp):
    document = release("zh", "双方商定共同支持以下2个联合研究项目:", "1.珊瑚礁修复(某研究院);", "2.海冰预报(某大学)。")
    assert stated(nlp, document) == [("珊瑚礁修复", "research", "agreed"), ("海冰预报", "research", "agreed")]


def test_what_follows_a_list_is_no_entry(nlp):
    document = release(
        "en", "The two sides agreed on the following:", "First, they will set up a hotline.", "The weather was fine."
    )
    assert stated(nlp, document) == [("hotline", "exchange", "agreed")]


def test_the_text_of_a_joint_statement_is_itself_an_item(nlp):
    document = release(
        "ko",
        "1. 양국은 해양 관측망을 2031년에 설치한다.",
        "2. 이 공동성명은 2030년 5월 3일 서울에서 채택되었다.",
        title="한중 해양장관회의 공동성명",
    )
    assert stated(nlp, document) == [
        ("해양 관측망", "project", "agreed"),
        ("한중 해양장관회의 공동성명", "statement", "adopted"),
    ]


def test_a_headline_and_the_sentence_that_says_it_in_full_are_one(nlp):
    document = release(
        "ko",
        ("subtitle", "- 항만 안전 양해각서 체결 -"),
        "양국 장관은 「항만 안전 협력에 관한 양해각서」에 서명했다.",
        title="한중 장관 서울서 만나",
    )
    [item] = agreements(nlp, document)
    assert (item.title, item.key) == ("항만 안전 협력에 관한 양해각서", "항만 안전 양해각서")
    assert item.evidence[0].text == "양국 장관은 「항만 안전 협력에 관한 양해각서」에 서명했다."
    assert len(item.evidence) == 2


def test_plans_of_different_years_are_two(nlp):
    document = release(
        "ko", "양측은 2030년 대기협력계획의 이행상황을 점검하였다.", "양측은 2031년 대기협력계획을 채택하였다."
    )
    assert [item.title for item in agreements(nlp, document)] == ["2030년 대기협력계획", "2031년 대기협력계획"]


@pytest.mark.parametrize(
    ("lang", "text", "parties"),
    [
        ("ko", "양국은 공동성명을 채택했다.", {"KR", "CN"}),
        ("ko", "한·몽골 양국은 조림 사업을 추진하기로 했다.", {"KR", "MN"}),
        ("en", "Korea and Vietnam signed an MOU on smart cities.", {"KR", "VN"}),
        ("en", "The ROK-U.S.-Japan talks adopted a joint statement.", {"JP", "KR", "US"}),
        ("zh", "中日韩三国商定设立地震热线。", {"CN", "JP", "KR"}),
    ],
)
def test_parties_are_the_sides_of_the_sentence_else_of_the_release(nlp, lang, text, parties):
    [item] = agreements(nlp, release(lang, text))
    assert set(item.parties) == parties


@pytest.mark.parametrize(
    ("lang", "text", "date", "period"),
    [
        ("ko", "양측은 2031년 5월 부산에서 해양 포럼을 개최하기로 하였다.", "2031-05", None),
        ("ko", "양측은 「해양협력계획(2031~2035)」을 채택하였다.", None, "2031/2035"),
        ("zh", "双方商定自2031年起开展渔业资源联合调查。", None, "2031/.."),
        ("en", "The two sides agreed to hold a forum on reefs in May 2031.", "2031-05", None),
    ],
)
def test_days_are_dates_and_intervals_are_periods(nlp, lang, text, date, period):
    [item] = agreements(nlp, release(lang, text))
    assert (item.date, item.period) == (date, period)


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers agreed to strengthen cooperation on implementing the Lake Agreement and Reef Convention.",
        "The two sides will compare notes on trade policy.",
        "China has also approved more than 30 conventions on lakes.",
    ],
)
def test_topics_of_cooperation_talks_and_acts_of_one_side_are_no_items(nlp, text):
    assert agreements(nlp, release("en", text)) == []


def test_rows_of_a_table_of_joint_projects_are_items(nlp):
    rows = ("과제명\t한국측\n", "해빙 예측\t가연구소\n", "산호 복원\t나연구소")
    caption = "< 신규 공동연구 과제(2031~2033) >"
    document = release("ko", "양측은 신규 과제를 확정하였다.", ("heading", caption), ("table", "".join(rows)))
    start = document.text.index("과제명")
    cells, position = [], start
    for number, row in enumerate(rows):
        for col, cell in enumerate(row.strip().split("\t")):
            first = document.text.index(cell, position)
            cells.append(Cell(row=number, col=col, start=first, end=first + len(cell)))
            position = first + len(cell)
    at = document.text.index(caption)
    table = Table(
        start=start, end=position, cells=tuple(cells), header_rows=1, caption=document.quote(at, at + len(caption))
    )
    found = agreements(nlp, document.model_copy(update={"tables": (table,)}))
    assert [(item.title, item.kind, item.status, item.period) for item in found] == [
        ("해빙 예측", "research", "agreed", "2031/2033"),
        ("산호 복원", "research", "agreed", "2031/2033"),
    ]


def test_a_summary_in_another_language_repeats_no_item(nlp):
    document = release("ko", "양측은 해양쓰레기 공동조사를 실시하기로 하였다.")
    english = "The two sides agreed to carry out a joint survey of marine litter."
    start = len(document.text) + 1
    block = Block(kind="paragraph", start=start, end=start + len(english), lang="en")
    both = document.model_copy(
        update={"text": f"{document.text}\n{english}", "blocks": (*document.blocks, block), "langs": ("ko", "en")}
    )
    assert [item.title for item in agreements(nlp, both)] == ["해양쓰레기 공동조사"]


def test_line_breaks_within_words_do_not_hide_a_verb(nlp):
    document = release("zh", "今年3月两国签\n署的《环境产业合作谅解备\n忘录》为企业交流打开了大门。")
    [item] = agreements(nlp, document)
    assert (item.title, item.status) == ("环境产业合作谅解备忘录", "signed")
    assert item.evidence[0].text == document.text[document.blocks[1].start : document.blocks[1].end]


def test_a_release_with_one_side_has_no_agreements(nlp):
    document = release(
        "ko", "환경부는 폐기물 감축 계획을 채택하고 시범사업을 추진하기로 했다.", title="폐기물 감축 계획 발표"
    )
    assert agreements(nlp, document) == []


def test_every_evidence_quotes_the_text(nlp):
    document = release("en", "The two sides agreed to open a hotline. They signed the Agreement on Ports.")
    found = agreements(nlp, document)
    assert len(found) == 2
    for item in found:
        assert all(e.text == document.text[e.start : e.end] for e in item.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "양측은 " + "협력과 " * 4000 + "교류를 확대하기로 하였다.",
        "双方同意" + "开展联合研究、" * 4000,
        "agreed to " + "hold a seminar and " * 4000,
        "「" * 20000,
    ],
)
def test_endless_text_holds_no_agreement(nlp, text):
    lang: Lang = "en" if text.isascii() else "zh" if "双" in text else "ko"
    assert agreements(nlp, release(lang, text)) == []


def test_each_relation_of_a_verb_said_once_has_its_own_year(nlp):
    document = release("ko", "가람시와 나루시는 1993년 자매도시를 나루시와 다온시는 2014년 우호협력관계를 맺었다.")
    found = [(item.title, item.status, item.date) for item in agreements(nlp, document)]
    assert found == [("1993년 자매도시", "signed", "1993"), ("2014년 우호협력관계", "signed", "2014")]


def test_an_exercise_is_held_on_its_days_not_in_the_year_of_its_name(nlp):
    document = release("ko", "한중 양국은 오는 9월 10일부터 12일까지 동해상에서 '2030 푸른 바다' 합동훈련을 실시한다.")
    [item] = agreements(nlp, document)
    assert (item.date, item.period) == ("2030-09-10/2030-09-12", None)


def test_two_spellings_of_one_document_are_one(nlp):
    document = release(
        "ko",
        "양국 장관은 가람·나루 물류사무소 설치기간 연장 합의서에 서명했다.",
        "양국 장관은 가람·나루 물류사무소 연장 합의서에 서명했다.",
    )
    [item] = agreements(nlp, document)
    assert (item.title, len(item.evidence)) == ("가람·나루 물류사무소 설치기간 연장 합의서", 2)


def meeting(document: Document, name: str, status: MeetingStatus = "held") -> Meeting:
    """A core meeting, with each place that names it as evidence."""
    places = [match.span() for match in re.finditer(name, document.text)]
    evidence = tuple(document.quote(*span) for span in places)
    return Meeting(name=name, status=status, core=True, evidence=evidence, rule="made")


@pytest.mark.parametrize(
    ("lang", "first", "second", "sentences"),
    [
        (
            "ko",
            "항만회의",
            "어업회담",
            ("항만회의에서 양측은 항만 포럼을 열기로 했다.", "어업회담에서 양측은 어업 핫라인을 개설하기로 했다."),
        ),
        ("zh", "港口会议", "渔业会谈", ("港口会议上,双方商定举办港口论坛。", "渔业会谈上,双方商定设立渔业热线。")),
    ],
)
def test_the_meeting_is_the_one_that_the_sentence_names(nlp, lang, first, second, sentences):
    document = release(lang, *sentences)
    told = agreements(nlp, document, meetings=[meeting(document, first), meeting(document, second)])
    assert [item.meeting for item in told] == [first, second]


def test_a_meeting_to_come_reports_nothing_where_one_was_held(nlp):
    document = release("ko", "양측은 항만회의에서 항만 포럼을 열고 내년 어업회담을 준비하기로 했다.")
    told = agreements(nlp, document, meetings=[meeting(document, "항만회의"), meeting(document, "어업회담", "planned")])
    assert {item.meeting for item in told} == {"항만회의"}


def test_a_list_of_consensus_goes_on_over_paragraphs_and_stops_at_the_end(nlp):
    document = release(
        "zh",
        "会议达成三项共识:一是成立海洋观测工作组。",
        "二是深化渔业合作,缔结姊妹港。支持两国开展海洋修学旅行。",
        "三是2031年在青岛举办海洋论坛。",
        "责任编辑:某某",
    )
    assert stated(nlp, document) == [
        ("海洋观测工作组", "other", "agreed"),
        ("姊妹港", "other", "signed"),
        ("海洋修学旅行", "support", "agreed"),
        ("海洋论坛", "exchange", "agreed"),
    ]


def test_a_note_that_explains_a_word_is_no_entry_of_a_list(nlp):
    document = release(
        "ko",
        "양측은 다음과 같이 합의하였다.",
        ("bullet", "ㅇ 해양 관측망 구축"),
        ("note", "※ 관측망 : 바다의 상태를 재는 국제 공동 사업"),
    )
    assert [item.title for item in agreements(nlp, document)] == ["해양 관측망"]


def test_a_sentence_that_announces_documents_signed_opens_their_list(nlp):
    document = release(
        "ko",
        "양국 정상 임석 하에 아래 2건의 양해각서가 서명되었다.",
        "① 염전 복원 협력 MOU",
        "② 해빙 관측 협력약정",
    )
    assert stated(nlp, document) == [
        ("염전 복원 협력 MOU", "mou", "signed"),
        ("해빙 관측 협력약정", "other", "signed"),
    ]


def test_a_bare_noun_stands_for_the_document_named_before(nlp):
    document = release(
        "ko",
        "양국은 해빙 관측 상호인정약정을 체결하였다.",
        "양국 국장이 약정서에 서명하였다.",
    )
    assert stated(nlp, document) == [("해빙 관측 상호인정약정", "other", "signed")]


def test_each_of_several_pairs_signs_a_document_of_its_own():
    text = "목포시와 롄윈강시, 전라북도 군산시와 옌타이시가 각각 우호협력 양해각서를 체결하였다."
    first, second = run(release("ko", text)).agreements
    assert (first.title, set(first.parties)) == ("목포시와 롄윈강시", {"Mokpo City", "Lianyungang City"})
    assert set(second.parties) == {"Gunsan City", "Yantai Municipal Government"}


def test_the_only_document_of_a_headline_is_the_one_that_the_text_calls_otherwise():
    text = (
        "绿江市与韩国青谷市签署缔结友城协议\n\n"
        "5月3日,绿江市市长林青会见了青谷市市长柳东勋一行,两市签署了建立友好城市关系协议。"
    )
    [found] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert (found.title, found.key) == ("建立友好城市关系协议", "缔结友城协议")


def test_of_several_bodies_those_of_the_kind_that_is_counted_sign():
    text = (
        "绿江市与韩国青谷市交往\n\n"
        "5月3日,韩国青谷市市长柳东勋、韩国青谷市议会议长林青访问绿江市,绿江市市长方志远会见来宾,两市签署了友好交流协议。"
    )
    [found] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert set(found.parties) == {"Cheonggok City", "Lvjiang City"}


def test_countries_listed_in_passing_are_no_parties_of_a_release_on_two():
    text = (
        "中国与蒙古国签署盐业合作备忘录\n\n"
        "5月3日,双方在青岛签署盐业合作备忘录。蒙古国盐业部部长甲文表示,蒙古国高度重视盐业。"
        "中国与老挝、缅甸等国家实施了多个项目。双方同意保持联系，蒙古国感谢中国。"
    )
    [found] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert set(found.parties) == {"CN", "MN"}


def test_documents_with_different_countries_are_two_however_alike_their_names():
    text = (
        "필리핀·미얀마 '염전 협력' 양해각서 체결\n\n"
        "소금청은 2031년 5월 3일 '한-필리핀 염전협력을 위한 양해각서'를 체결했다.\n"
        "이날 오후에는 '한-미얀마 염전협력 양해각서'를 체결했다."
    )
    found = {item.title: set(item.parties) for item in run(read_bytes(text.encode(), name="release.txt")).agreements}
    assert found["한-필리핀 염전협력을 위한 양해각서"] == {"KR", "PH"}
    assert found["한-미얀마 염전협력 양해각서"] == {"KR", "MM"}


@pytest.mark.parametrize(
    ("plan", "items"),
    [
        ("이를 위해 소금청은 내년 초 몽골에 염전 전문가를 파견할 예정이다.", ["염전 전문가를 파견"]),
        ("이를 위해 소금청은 내년 초 국내 염전에 전문가를 파견할 예정이다.", []),
    ],
)
def test_what_one_side_plans_to_do_for_the_other_under_a_document_is_an_item(nlp, plan, items):
    document = release("ko", "소금청은 몽골 염전부와 염전 양해각서를 체결했다.", plan)
    assert [item.title for item in agreements(nlp, document)][1:] == items


def test_a_meeting_that_was_held_to_agree_on_something_is_not_agreed_on():
    text = "한국과 몽골, 염전 협력 합의\n\n한국과 몽골은 염전장관회담을 열어 염전 공동조사를 실시하기로 합의했다."
    assert [item.title for item in run(read_bytes(text.encode(), name="release.txt")).agreements] == ["염전 공동조사"]


def test_a_document_called_by_its_noun_is_the_one_of_the_headline():
    text = (
        "소금청, 몽골과 염전협력 양해각서 체결\n\n"
        "소금청은 협력을 공고히 하기 위한 양해각서(MOU)를 몽골 염전부와 체결했다.\n"
        "양국은 본 양해각서에 서명함으로써 협력을 다졌다."
    )
    [found] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert (found.kind, found.status) == ("mou", "signed")


def test_a_meeting_that_has_been_held_for_years_is_no_launch_of_today() -> None:
    text = (
        "한중 염전장관회의 개최\n2031.05.03\n"
        "한중 양국은 3일 서울에서 제5차 염전장관회의를 열고 갯벌 공동연구를 추진하기로 합의했다.\n"
        "한중 염전장관회의는 2017년부터 시작됐다.\n"
    )
    assert [item.title for item in run(read_bytes(text.encode(), name="release.txt")).agreements] == ["갯벌 공동연구"]


def test_documents_that_are_only_called_to_mind_are_none(nlp):
    text = (
        "The Ministers noted the Joint Statement on Salt issued by the leaders in November 2030. They recalled that the"
        " adoption of the Joint Action Plan on Salt was welcomed by the leaders. The sides laid the"
        " groundwork by stipulating"
        " measures in the Joint Statement on Kelp adopted at the talks held in June 2029."
    )
    assert stated(nlp, release("en", text)) == []


def test_a_round_that_is_announced_is_nothing_agreed(nlp):
    text = "양국 정부는 오는 23일 서울에서 제23차 한·중 소금협력 공동위원회를 열어 협력 방안을 논의한다."
    assert stated(nlp, release("ko", text)) == []
    assert stated(nlp, release("ko", "양측은 염전 협력에 대해서도 의견을 교환한다.")) == []


def test_the_round_that_was_held_is_no_next_one():
    told = (
        "The 1st meeting of the Korea-China Dialogue on Salt was held in Busan on April 14, 2021. The two"
        " sides had decided to"
        " hold the first meeting by video."
    )
    assert run(release("en", told)).agreements == ()


def test_titles_begin_with_words_and_revised_plans_are_plans(nlp):
    text = "The Ministers signed the 'Harbin Salt Plan', which stipulated a series of decisions on salt."
    assert [title for title, *_ in stated(nlp, release("en", text))] == ["Harbin Salt Plan"]
    text = "한·중·일, 소금 대응 공동행동계획 개정안 채택"
    assert stated(nlp, release("ko", text)) == [("소금 대응 공동행동계획 개정안", "plan", "adopted")]


def test_what_is_said_to_be_signed_for_the_first_time_is_not_signed_again(nlp):
    text = "三国部长签署《中日韩三国关于食盐合作备忘录》。这是三国食盐部长会议首次签署食盐方面的备忘录。"
    assert [title for title, *_ in stated(nlp, release("zh", text))] == ["中日韩三国关于食盐合作备忘录"]


def test_what_the_sides_settle_that_they_will_hold_is_agreed(nlp):
    text = "三方还确定将在明年在釜山举行第三届青年科学家研讨会。"
    assert stated(nlp, release("zh", text)) == [("第三届青年科学家研讨会", "exchange", "agreed")]


def test_what_others_are_urged_to_do_is_not_agreed(nlp):
    text = "The three countries agreed to conduct joint research on salt, and urge banks to launch a salt project."
    assert [title for title, *_ in stated(nlp, release("en", text))] == ["joint research on salt"]


def test_a_meeting_that_ended_with_a_signing_signed_it_and_a_promise_of_one_is_none(nlp):
    text = (
        "The meeting concluded with the signing of a Salt Action Plan (2031-2035). Minister Han promised to"
        " continue the"
        " support of the salt museum."
    )
    assert stated(nlp, release("en", text)) == [("Salt Action Plan (2031-2035)", "plan", "signed")]
