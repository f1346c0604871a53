"""Who agreed, in releases of ministries, institutes and cities."""

import pytest

from extract.agreements.country_words import country_words
from extract.pipeline import run
from ingest import read_bytes

CASES = [
    pytest.param(
        "소금연구원은 3일 부산소금박물관에서 몽골염전연구소와 염전 공동연구 양해각서를 체결했다.",
        {"소금연구원", "몽골염전연구소"},
        id="the place of signing",
    ),
    pytest.param(
        "소금부는 3일 청와대 본관에서 한국-몽골간 염전 분야 협력 양해각서(MOU)를 체결했다.",
        {"KR", "MN"},
        id="the house of a president as the place of signing",
    ),
    pytest.param(
        "외교부는 3일 몽골 외교부와 염전 양해각서를 체결했다. "
        "외교부 개발협력국장이, 몽골 외교부 아시아국장이 양해각서에 서명했다.",
        {"KR", "MN"},
        id="a unit in the title of its head",
    ),
    pytest.param(
        "염전공사는 3일 몽골염전공사와 염전 업무협약을 체결했다.",
        {"염전공사", "몽골염전공사"},
        id="public corporations",
    ),
    pytest.param(
        "김 지사는 3일 야마구치현 지사와 염전 교류협정을 체결했다.",
        {"Gangwon State", "Yamaguchi Prefecture"},
        id="a governor without his province",
    ),
    pytest.param(
        "한중일 3국은 염전장관회의를 열었다.\n"
        "이민수 소금부 장관은 왕밍 중국 농업농촌부 장관, 모리 다로 일본 농림수산성 장관과 "
        "3국 간 염전 협력 공동선언문을 채택했다.",
        {"KR", "CN", "JP"},
        id="ministers of three countries with their names",
    ),
    pytest.param(
        "소금부 장관은 3일 몽골 소금부 장관과 염전 작업계획에 서명했다. "
        "이 제도는 현재 칠레·페루 등 세계 63개국이 도입하고 있다. 양국은 소금 공동조사를 실시하기로 합의했다.",
        {"KR", "MN"},
        id="countries that are examples of many",
    ),
    pytest.param(
        "산림청은 3일 정부대전청사에서 농촌진흥청, 기상청과 염전 재해 대응에 관한 업무협약을 했다. "
        "각 기관은 △소금 자료 공동 활용 및 품질 향상 연구 △염전 지도 공동 제작을 추진하기로 했다.",
        {"Korea Forest Service", "Rural Development Administration", "Korea Meteorological Administration"},
        id="agencies of one country, and what they agreed on",
    ),
]


def test_the_members_of_a_series_are_the_parties_where_no_country_is_named():
    text = (
        "TEMM33 in Mokpo\nMay 3, 2031\nMokpo saw the 33rd Tripartite Environment Ministers Meeting (TEMM).\n"
        "At the press conference the three Ministers signed a Joint Communiqué.\n"
    )
    [item] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert set(item.parties) == {"KR", "CN", "JP"}


@pytest.mark.parametrize(("text", "parties"), CASES)
def test_the_parties_are_those_who_sign(text, parties):
    title = "강원도, 염전 협력" if "지사는" in text else "염전 협력 확대"
    made = run(read_bytes(f"{title}\n2031.05.03\n{text}\n".encode(), name="release.txt")).agreements
    assert made
    assert all(set(item.parties) == parties for item in made)


def test_the_two_ministers_who_met_are_the_sides_of_what_they_agreed_on():
    text = (
        "한국과 몽골, 염전 공동연구 합의\n2031.05.03\n한국과 몽골은 2일 염전 공동연구를 실시하기로 합의했다.\n"
        "한편 앞서 개최된 모리 다로 일본 농림수산성 장관과의 회담에서 양국 장관은 염전 해설서를 발간하기로 하였다.\n"
    )
    made = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert {item.title: set(item.parties) for item in made} == {
        "염전 공동연구": {"KR", "MN"},
        "염전 해설서": {"KR", "JP"},
    }


def test_a_document_signed_in_a_year_that_a_clause_calls_to_mind_has_that_year():
    text = (
        "한국과 몽골, 제2차 염전위원회 개최\n2031.05.03\n한국과 몽골은 2일 부산에서 제2차 염전위원회를 개최했다.\n"
        "양국은 지난 2027년 10월 염전협력 양해각서를 체결한 이후 위원회를 열어 왔다.\n"
    )
    [item] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert (item.status, item.date) == ("signed", "2027-10")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("한몽 협력각서", "지난해 8월 열린 한몽 정상회담의 후속 조치로 한국과 몽골은 염전 협력각서를 체결했다."),
        ("연내 소금 연구…한몽 염전 협력각서 체결", "한국과 몽골은 염전 협력각서를 체결했다."),
    ],
)
def test_the_day_of_another_meeting_or_clause_is_not_that_of_signing(title, text):
    made = run(read_bytes(f"{title}\n2031.05.03\n{text}\n".encode(), name="release.txt")).agreements
    assert [(item.status, item.date) for item in made] == [("signed", None)]


def test_a_year_in_the_name_of_one_document_is_no_date_of_another():
    text = (
        "한중일 염전장관회의\n2031.05.03\n3국 장관은 '칭다오 염전 행동계획', '2028 목포 염전 선언'의 이행을 점검했다.\n"
    )
    made = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert [(item.title, item.status, item.date) for item in made] == [
        ("칭다오 염전 행동계획", "reviewed", None),
        ("2028 목포 염전 선언", "reviewed", None),
    ]


def test_cities_are_the_parties_of_a_release_without_a_ministry():
    text = (
        "안동시, 중국 우시시와 교류\n2031.05.03\n안동시 대표단은 3일 중국 우시시를 방문했다.\n"
        "양측은 청소년 축구 교류전을 해마다 열기로 했다. 대표단은 중국·일본 선수단을 만났다.\n"
    )
    [found] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert set(found.parties) == {"Andong City", "Wuxi City"}


CHINESE = [
    pytest.param(
        "2031年5月3日,盐业部部长林青访问老挝、泰国。在老挝,双方商定设立海上搜救热线;在泰国,双方商定举办盐业论坛。",
        [{"CN", "LA"}, {"CN", "TH"}],
        id="the country where the sides met",
    ),
    pytest.param(
        "2031年5月3日,盐务署在里斯本签署《中华人民共和国澳门特别行政区与葡萄牙共和国盐田养护协定》。",
        [{"MO", "PT"}],
        id="a region called by its full name is not the country to which it belongs",
    ),
    pytest.param(
        "2031年5月3日,中国海关总署与冰岛海关签署盐业互认协议,与澳门海关签署盐业数据交换备忘录。",
        [{"CN", "IS"}, {"CN", "MO"}],
        id="a preposition before each partner",
    ),
    pytest.param(
        "2031年5月3日,甘肃省与蒙古国绿林省签署友好省协议,与韩国釜山市、日本长崎县签署盐业交流备忘录。",
        [{"Gansu Province", "绿林省"}, {"Gansu Province", "Busan Metropolitan City", "Nagasaki Prefecture"}],
        id="several partners behind one preposition",
    ),
    pytest.param(
        "大会上,青岛市与韩国釜山市、大连市与韩国仁川市、绿林港与智利蓝海港签署友好城市关系协议书。",
        [
            {"Qingdao Municipal Government", "Busan Metropolitan City"},
            {"Dalian Municipal Government", "Incheon Metropolitan City"},
            {"绿林港", "智利蓝海港"},
        ],
        id="a pair of whom the text has no more than the names",
    ),
    pytest.param("双方于5月3日成立中老盐路城市联盟。", [{"CN", "LA"}], id="letters of a compound in a name"),
    pytest.param(
        "2031年5月3日,甘肃省与蒙古国绿江省签署缔结友好城市关系协议。",
        [{"Gansu Province", "绿江省"}],
        id="a province is no ministry",
    ),
    pytest.param(
        "韩国釜山市、仁川市等出席论坛。青岛市、老挝万象市于3日携手共同发起,联合大连市、仁川市成立盐路城市联盟。",
        [{"Qingdao Municipal Government", "Vientiane City"}],
        id="two in a row who act together",
    ),
    pytest.param(
        "澜湄盐业部长会议3日在琅勃拉邦召开。六国部长签署了《盐田保护宣言》。",
        [{"CN", "KH", "LA", "MM", "TH", "VN"}],
        id="the countries of one river",
    ),
    pytest.param(
        "中国—中亚盐业部长会议3日在西安召开,六国商定设立盐湖研究中心。",
        [{"CN", "KG", "KZ", "TJ", "TM", "UZ"}],
        id="one country with those of a region",
    ),
    pytest.param(
        "上海合作组织成员国盐业部长会议3日在塔什干召开,各方签署了会议纪要。",
        [{"Shanghai Cooperation Organization"}],
        id="all members of an organisation",
    ),
    pytest.param(
        "盐业部副部长林青出席上合组织盐业部长会议,期间与蒙古国盐业部副部长会谈,双方签署《盐湖备忘录》。",
        [{"CN", "MN"}],
        id="two who meet in the margins of an organisation's meeting",
    ),
    pytest.param(
        "盐业部部长与史瓦帝尼盐业部部长签署盐田合作协定,常务次长在场见证。", [{"SZ", "TW"}], id="a region of its own"
    ),
    pytest.param(
        "盐业局局长与泰国盐业部部长签署盐田合作协定,可为本港盐商带来商机。", [{"HK", "TH"}], id="a city of its own"
    ),
]


@pytest.mark.parametrize(("text", "parties"), CHINESE)
def test_the_parties_of_chinese_items_are_those_of_their_clause(text, parties):
    made = run(read_bytes(f"盐业合作取得新进展\n2031年5月3日\n{text}\n".encode(), name="release.txt")).agreements
    assert [set(item.parties) for item in made] == parties


LETTERS = [
    ("中老缅泰湄公河指挥部", [("CN", "LA", "MM", "TH")]),
    ("中印尼两国", [("ID",)]),
    ("其中越南、泰国", [("VN", "TH")]),
    ("座谈会中法律专家介绍情况", []),
    ("丰富中老年人生活", []),
    ("中英文版", []),
    ("中德两国", [("CN", "DE")]),
]


@pytest.mark.parametrize(("text", "groups"), LETTERS)
def test_letters_stand_for_countries_only_in_compounds(text, groups):
    assert list(country_words("zh").groups(text)) == groups


def test_cities_named_as_those_of_their_countries_are_the_parties_of_an_english_release():
    text = (
        "Paju forges ties with Weihai\n\n"
        "The Korean city of Paju and the Chinese city of Weihai forged ties on 3 May 2031.\n\n"
        "Paju Mayor Kim Cheolsu signed an agreement with his Weihai counterpart to exchange divers."
    )
    [agreement] = run(read_bytes(text.encode(), name="release.txt")).agreements
    assert set(agreement.parties) == {"Paju City", "Weihai Municipal Government"}
