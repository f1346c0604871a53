"""Where the name of a meeting begins and ends, and which names are those of one meeting."""

import pytest

from corpus.languages import Lang

from .support import meetings, meetings_in, release

REF_DATE = "2024-05-20"

NAMES: list[tuple[Lang, str, str]] = [
    ("ko", "육군은 5월 13일 철원에서 함께 참여해 연합 도하훈련을 실시했다.", "연합 도하훈련"),
    ("ko", "해양수산부는 5월 28일 여수에서 제4회 아시아 해양써밋을 개최한다.", "제4회 아시아 해양써밋"),
    ("ko", "경찰청은 10월 23일 인천에서 제6회 국제염전산업대전을 개최한다.", "제6회 국제염전산업대전"),
    ("ko", "시는 5월 23일 부산에서 2024 부산 우호도시대회를 개최한다.", "2024 부산 우호도시대회"),
    (
        "ko",
        "염전청은 5월 16일 오송에서 제17차 한·중·일 염전포럼 및 공동심포지엄을 개최했다.",
        "제17차 한·중·일 염전포럼 및 공동심포지엄",
    ),
    (
        "en",
        "The 12th Session of the China-U.S. Joint Commission on Salt was held in Zenda on May 16, 2024.",
        "12th Session of the China-U.S. Joint Commission on Salt",
    ),
    (
        "en",
        "Deputy Minister Doe held the Fifth Korea-Chile High-Level Policy Consultation with Minister Roe in Zenda.",
        "Fifth Korea-Chile High-Level Policy Consultation",
    ),
    (
        "en",
        "The two-day Korea-Chile Salt Experts' Meeting opened in Yeosu on May 20, 2024.",
        "Korea-Chile Salt Experts' Meeting",
    ),
    ("en", "The Ministry held the Global GeoSummit in Busan on May 14, 2024.", "Global GeoSummit"),
    ("en", "The ship took part in a passing exercise off Busan on May 15, 2024.", "passing exercise"),
    ("zh", "5月15日,甲文局长在大连担任亚太盐业工作组第五次会议主席。", "亚太盐业工作组第五次会议"),
    ("zh", "5月15日,双方在曾达召开盐业政策对话会。", "盐业政策对话会"),
    ("zh", "5月16日,盐业部代表团在万象参加东盟盐业高官扩大会。", "东盟盐业高官扩大会"),
    ("zh", '"世界盐城对话·青岛暨2024年青岛盐城论坛"活动于5月14日在青岛举行。', "世界盐城对话·青岛暨2024年青岛盐城论坛"),
    ("en", 'The "Jeju Salt Week 2024" kicked off on May 20 in Jeju.', "Jeju Salt Week 2024"),
    ("zh", "5月13日,卢里坦尼亚盐业管理人员研修班在青岛开班。", "卢里坦尼亚盐业管理人员研修班"),
]


@pytest.mark.parametrize(("lang", "text", "name"), NAMES)
def test_a_name_begins_and_ends_where_the_meeting_is_called(lang: Lang, text: str, name: str) -> None:
    assert [m.name for m in meetings_in(lang, text, REF_DATE)] == [name]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The frigate made a port call in Busan on May 15, 2024."),
        ("zh", "5月16日,甲文访问曾达,就自贸谈判交换意见。"),
        ("ko", "염업안전위원회는 5월 14일 도쿄에서 기자들을 만나 계획을 발표했다."),
    ],
)
def test_what_only_sounds_like_a_meeting_is_none(lang: Lang, text: str) -> None:
    assert [m.name for m in meetings_in(lang, text, REF_DATE) if "访问" not in m.name] == []


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        ("ko", "코트라, 수출 로드쇼 개최", "코트라는 5월 16일 호치민에서 '2024 K-소금 로드쇼'를 열었다."),
        (
            "en",
            "Trilateral salt meeting",
            "The ministers convened the 17th Tripartite Salt Ministers' Meeting in Seoul on May 15, 2024.",
        ),
        (
            "zh",
            "盐业部组织专家研讨会",
            "5月15日,盐业部在南京组织召开盐田生态修复专家研讨会。",
        ),
        ("ko", "염전청, 실무협의 개최", "염전청은 5월 14일 칭다오에서 2024년 한·중 염전지도 실무회의를 열었다."),
        ("zh", "盐业部召开座谈会", "5月17日上午,盐业部在青岛召开外资盐企座谈会。"),
    ],
)
def test_the_meeting_of_the_title_is_the_one_that_the_first_words_name(lang: Lang, title: str, text: str) -> None:
    (meeting,) = meetings(release((lang, "title", title), (lang, "paragraph", text), ref_date=REF_DATE))
    assert meeting.core
    assert meeting.date
    assert meeting.place


def test_talks_in_the_items_of_a_list_take_the_day_of_the_words_for_them_all() -> None:
    found = meetings(
        release(
            ("en", "title", "Minister Doe Holds Bilateral Meetings"),
            ("en", "paragraph", "On May 17, 2024, Minister Doe held a series of bilateral meetings in Zenda."),
            ("en", "bullet", "o In a Korea-Chile meeting, the two sides discussed salt tariffs."),
            ("en", "bullet", "o In a Korea-Canada meeting, Minister Doe asked for support."),
            ref_date=REF_DATE,
        )
    )
    assert [(m.name, m.core, m.date) for m in found] == [
        ("Korea-Chile meeting", True, "2024-05-17"),
        ("Korea-Canada meeting", True, "2024-05-17"),
    ]


def test_sessions_set_apart_by_a_comma_share_day_and_place() -> None:
    text = (
        "The 29th Heads Meeting between the KSO and the CSO, the 30th Heads Meeting between the KSO and the JSO "
        "and the 23rd Trilateral Heads Meeting were held in Busan on May 16, 2024."
    )
    found = meetings_in("en", text, REF_DATE)
    assert [(m.ordinal, m.date, m.place) for m in found] == [(n, "2024-05-16", "Busan") for n in (29, 30, 23)]


def test_talks_long_before_those_told_first_are_background() -> None:
    text = (
        "염전청장은 5월 17일 베이징에서 중국 염업국장을 만나 협력을 논의했다. "
        "양측의 만남은 지난해 9월 서울 회담 이후 8개월 만이다."
    )
    found = meetings(release(("ko", "title", "염전청장 중국 방문"), ("ko", "paragraph", text), ref_date=REF_DATE))
    assert {m.name: m.core for m in found}.get("서울 회담", False) is False
    assert any(m.core and m.date == "2024-05-17" for m in found)


def test_a_meeting_named_right_after_whom_it_is_with_is_one() -> None:
    text = (
        "염전청장은 5월 17일 부산에서 몽골 소금부장관을 만나 '한-몽골 염전총수회담'을 하고, 협력 방안을 논의했다. "
        "양측은 의견을 나눴다."
    )
    found = meetings(release(("ko", "title", "염전청 소식"), ("ko", "paragraph", text), ref_date=REF_DATE))
    assert [(m.name, m.date, m.status) for m in found] == [("한-몽골 염전총수회담", "2024-05-17", "held")]


def test_a_bare_gathering_in_a_marked_list_of_plans_is_none() -> None:
    text = (
        "염전대학교와 소금연구원은 5월 14일 부산 본관에서 업무협약을 체결했다. "
        "양 기관은 ▲염전 연구(공동과제 수행, 세미나, 소금 실습) ▲장비 공동 활용 등을 추진해 나가기로 했다."
    )
    found = meetings(release(("ko", "title", "염전 협력"), ("ko", "paragraph", text), ref_date=REF_DATE))
    assert all("세미나" not in m.name for m in found)


def test_how_often_a_gathering_is_to_be_held_is_not_its_number() -> None:
    text = "두 나라는 매년 1회 염전 공동위원회를 열었고, 또 연간 2회 소금 세미나를 개최했다."
    found = meetings(release(("ko", "title", "염전 협력"), ("ko", "paragraph", text), ref_date=REF_DATE))
    assert [(m.name, m.ordinal) for m in found] == [("염전 공동위원회", None), ("소금 세미나", None)]


def test_the_line_of_the_posting_day_names_no_place() -> None:
    found = meetings(
        release(
            ("ko", "title", "한·몽골 염전위원회 개최"),
            ("ko", "paragraph", "등록 2024.05.17"),
            ("ko", "paragraph", "두 나라는 17일 염전위원회를 열었다."),
            ref_date=REF_DATE,
        )
    )
    assert [m.place for m in found] == [None]
