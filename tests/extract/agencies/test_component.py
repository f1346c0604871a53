import pytest

from corpus.languages import Lang
from corpus.records import Agency
from extract.agencies.translate import english, of_a_country

from .support import agencies, found, named, release, spans


def the(found: list[Agency], name: str, country: str | None = None) -> Agency:
    [one] = [agency for agency in found if agency.name == name and country in (None, agency.country)]
    return one


def test_the_longer_ministry_wins() -> None:  # 생태환경부 (China) contains 환경부 (Korea)
    text = "환경부는 중국 생태환경부와 회의를 열었다."
    assert named(text, lang="ko", ref_date="2023-03-02") == [
        ("Ministry of Environment", "KR"),
        ("Ministry of Ecology and Environment", "CN"),
    ]


def test_ministries_of_one_name_are_told_apart_by_the_country_before_them() -> None:
    assert named("외교부는 중국 외교부와 국장급 협의를 가졌다.", lang="ko", ref_date="2024") == [
        ("Ministry of Foreign Affairs", "KR"),
        ("Ministry of Foreign Affairs", "CN"),
    ]
    assert named("外交部亚洲司司长同韩国外交部东北亚局局长会谈。", lang="zh", ref_date="2024") == [
        ("Ministry of Foreign Affairs", "CN"),
        ("Department of Asian Affairs", "CN"),
        ("Ministry of Foreign Affairs", "KR"),
        ("Northeast Asian Affairs Bureau", "KR"),
    ]


def test_a_bare_name_is_not_that_of_a_body_that_was_gone_by_then() -> None:
    text = "인도네시아 교통부는 철도를 소개했다. 교통부 장관은 협력을 요청했다."
    assert named(text, lang="ko", ref_date="2024-03-02") == [("Ministry of Transport", "ID")]
    assert ("Ministry of Transportation", "KR") in named(text, lang="ko", ref_date="1990-03-02")


def test_a_body_that_was_gone_gives_way_to_that_of_a_country_which_the_text_names() -> None:
    text = "장관은 말레이시아를 방문했다. 내무부 장관은 말레이시아의 정책을 설명했다."
    assert [country for _, country in named(text, lang="ko", ref_date="2013-03-02")] == ["MY"]


def test_a_department_of_a_city_is_no_ministry() -> None:
    found = agencies("중국 상하이시 국제경제부장이 참석했다.", lang="ko", ref_date="2024")
    assert "International Economic Affairs Department" in {one.name for one in found}


def test_an_organisation_under_another_is_its_part() -> None:
    found = agencies("이번 조사는 중국 생태환경부 산하 다뉴브연구소가 맡았다.", lang="ko", ref_date="2024")
    institute = the(found, "다뉴브연구소")
    assert (institute.parent, institute.country) == ("Ministry of Ecology and Environment", "CN")


def test_a_list_belongs_to_the_side_that_the_sentence_names() -> None:
    text = "우리측에서는 외교부·국방부가, 중국측에서는 외교부·교통운수부·국방부가 참석하였다."
    countries = {(one.name, one.country) for one in agencies(text, lang="ko", ref_date="2024")}
    assert ("Ministry of National Defense", "CN") in countries
    assert ("Ministry of National Defense", "KR") in countries
    assert ("Ministry of Foreign Affairs", "CN") in countries


def test_an_english_list_belongs_to_the_side_named_after_it() -> None:
    text = (
        "Officials from the Ministry of Foreign Affairs and the Ministry of Education attended on the Chinese side, "
        "and those from the Ministry of Justice on the ROK side."
    )
    assert named(text, lang="en", ref_date="2024") == [
        ("Ministry of Foreign Affairs", "CN"),
        ("Ministry of Education", "CN"),
        ("Ministry of Justice", "KR"),
    ]


def test_names_are_those_of_the_day_of_issue() -> None:
    assert named("기획재정부는 계획을 발표했다.", lang="ko", ref_date="2010-05-01") == [
        ("Ministry of Strategy and Finance", "KR")
    ]
    assert named("기획재정부는 계획을 발표했다.", lang="ko", ref_date="2024-05-01") == [
        ("Ministry of Economy and Finance", "KR")
    ]


def test_a_former_name_is_a_surface_of_the_body_of_today() -> None:
    text = "The former Ministry of Commerce, Industry and Energy and the Ministry of Knowledge Economy published it."
    [one] = agencies(text, lang="en", ref_date="2009-11")
    assert one.name == "Ministry of Knowledge Economy"
    assert one.surfaces == ("Ministry of Commerce, Industry and Energy", "Ministry of Knowledge Economy")


def test_an_acronym_in_brackets_is_found_again() -> None:
    text = "한국국제협력단(KOICA)이 주최하며, KOICA는 22일까지 행사를 잇는다."
    one = the(agencies(text, lang="ko"), "Korea International Cooperation Agency")
    assert one.surfaces == ("한국국제협력단", "한국국제협력단(KOICA)", "KOICA")
    assert one.ref == "kr.koica"


def test_the_bracket_of_an_unlisted_organisation_names_it() -> None:
    text = "한빛하천연구원(Hanbit River Research Institute, HRRI)이 맡고, HRRI는 결과를 낸다."
    one = the(agencies(text, lang="ko"), "Hanbit River Research Institute")
    assert "한빛하천연구원" in one.surfaces
    assert "HRRI" in one.surfaces


def test_a_short_form_given_hereafter_is_found_again() -> None:
    text = "국제습지협력센터(이하 '습지센터')는 내년에 문을 연다. 습지센터의 직원은 서른 명이다."
    [one] = agencies(text, lang="ko")
    assert "습지센터" in one.surfaces
    assert [e.start for e in one.evidence if e.text == "습지센터"] == [text.index("습지센터"), text.rindex("습지센터")]


def test_a_department_has_the_ministry_before_it_as_its_parent() -> None:
    found = agencies("农业农村部渔业渔政管理局局长林青出席,商务部亚洲司司长罗文陪同。", lang="zh")
    assert the(found, "Department of Asian Affairs").parent == "Ministry of Commerce"
    assert the(found, "Bureau of Fisheries").parent == "Ministry of Agriculture and Rural Affairs"


def test_the_office_of_one_listed_for_our_side_is_of_this_country() -> None:
    text = "일본측은 국토교통성 심의관 외 9명이, 우리측은 홍길상 염전정책실장 외 8명이 참석한다."
    found = agencies(text, lang="ko", ref_date="2009")
    assert next(agency.country for agency in found if "염전정책실" in agency.surfaces) == "KR"


@pytest.mark.parametrize("name", ["한가람", "볼로르 에르덴(Bolor Erdene)"])
def test_a_department_in_the_title_behind_a_name_belongs_to_the_body_before_it(name: str) -> None:
    found = agencies(f"회의에는 몽골 농림수산부 {name} 어업정책국장이 참석했다.", lang="ko", ref_date="2024")
    bureau = next(agency for agency in found if agency.parent)
    assert bureau.country == "MN"
    assert bureau.surfaces == ("어업정책국",)


def test_a_department_in_the_table_of_contacts_belongs_to_the_unit_before_it() -> None:
    text = "담당 부서\t환경부 대기환경국 대기환경정책과\t책임자\t과 장\t한가람 (044-000-0000)"
    found = agencies(text, lang="ko", kind="contact", ref_date="2024")
    division = the(found, "Air Quality Policy Division")
    assert division.parent == "Air Quality Bureau"
    assert division.surfaces[-1] == "대기환경정책과"
    assert the(found, "Air Quality Bureau").parent == "Ministry of Environment"


def test_a_department_alone_belongs_to_the_issuer() -> None:
    found = agencies("환경부는 회의를 열었다.", "이가람 국제협력국장이 참석했다.", lang="ko", ref_date="2024")
    assert the(found, "International Cooperation Bureau").parent == "Ministry of Environment"


def test_an_english_department_finds_its_ministry_after_it() -> None:
    text = "Contact: Water Quality Division, Ministry of Environment, Republic of Korea"
    found = agencies(text, lang="en", ref_date="2015")
    assert the(found, "Water Quality Division").parent == "Ministry of Environment"
    assert the(found, "Water Quality Division").country == "KR"


def test_embassies_are_named_by_home_and_host() -> None:
    assert named("주중국대사관과 주한중국대사관이 함께 준비한다.", lang="ko") == [
        ("Embassy of the Republic of Korea in China", "KR"),
        ("Embassy of China in the Republic of Korea", "CN"),
    ]
    assert named("He visited the Chinese Embassy in the ROK; the Chinese Embassy gave a dinner.", lang="en") == [
        ("Embassy of China in the Republic of Korea", "CN")
    ]


def test_a_meeting_named_for_a_body_is_not_the_body() -> None:
    assert named("APEC 정상회의와 한-아세안 정상회의를 준비한다.", lang="ko") == []
    assert named("Leaders will attend the APEC Economic Leaders' Meeting.", lang="en") == []


def test_a_venue_is_not_an_agency() -> None:
    assert named("회의는 한국기계연구원에서 개최한다.", lang="ko") == []
    assert named("The talks were held at the Korea Institute of Machinery and Materials.", lang="en") == []


def test_a_city_counts_where_it_acts_and_not_where_it_is_a_place() -> None:
    assert named("대전시는 회의를 연다.", lang="ko") == [("Daejeon Metropolitan City", "KR")]
    assert named("회의는 대전시에서 열린다.", lang="ko") == []


def test_joint_committees_and_the_government_are_no_agencies() -> None:
    assert named("제5차 한중 경제공동위원회에서 중국 정부는 환영했다.", lang="ko") == []
    assert named("The Chinese Government welcomed the Joint Committee on Trade.", lang="en") == []
    assert named("中韩经贸混合委员会会议在北京举行,中国政府表示欢迎。", lang="zh") == []


def test_a_name_broken_by_the_layout_is_found_whole() -> None:
    assert named(
        "The Ministry of Agri-\nculture, Food and Rural\nAffairs will attend.", lang="en", ref_date="2024"
    ) == [("Ministry of Agriculture, Food and Rural Affairs", "KR")]
    [one] = agencies("会议由中国环境监测\n总站承办。", lang="zh")
    assert one.surfaces == ("中国环境监测\n总站",)


def test_furniture_is_not_read() -> None:
    assert named("환경부 | 외교부 | 국방부", lang="ko", kind="furniture") == []


def test_evidence_quotes_the_text_and_not_its_form_for_matching() -> None:
    [one] = agencies("韓國環境部（環境部）發表聲明。", lang="zh", ref_date="2020")
    assert one.evidence[0].text == "韓國環境部"
    assert one.name == "Ministry of Environment"


def test_spans_carry_the_id_of_the_registry() -> None:
    made = release("환경부와 한빛하천연구원이 참석했다.", lang="ko", ref_date="2020")
    assert spans(made) == [("환경부", "kr.me"), ("한빛하천연구원", "")]


def test_the_issuer_is_the_masthead_then_the_source_then_the_first_ministry() -> None:
    assert found(release("Ministry of Commerce", "Talks with the Ministry of Education", lang="en")).issuer == (
        "Ministry of Commerce"
    )
    assert found(release("中韩举行会谈", "来源:商务部 外交部参加", lang="zh")).issuer == "Ministry of Commerce"
    assert found(release("산림을 가꾸다", "산림청(청장 한나무)은 외교부와 협의했다.", lang="ko")).issuer == (
        "Korea Forest Service"
    )


def test_a_newspaper_s_article_has_no_ministry_as_its_issuer() -> None:
    assert found(release("한빛일보 이가람 기자 | 입력", "환경부는 회의를 열었다.", lang="ko")).issuer is None


def test_the_same_text_gives_the_same_agencies() -> None:
    text = "환경부와 국립환경과학원, 한국환경공단, 중국 생태환경부가 참석했다."
    assert agencies(text, lang="ko") == agencies(text, lang="ko")


HOSTILE = [
    ("A and ", "en"),
    ("Ministry of Trade, ", "en"),
    ("WHO (", "en"),
    ("외교부·", "ko"),
    ("중국 외교부. ", "ko"),
    ("外交部亚洲司", "zh"),
    ("中国与和", "zh"),
]


@pytest.mark.parametrize(("piece", "lang"), HOSTILE)
def test_a_text_made_to_be_slow_is_read_alike_at_any_length(piece: str, lang: Lang) -> None:
    shorter, longer = ([agency.name for agency in agencies(piece * times, lang=lang)] for times in (2000, 4000))
    assert longer == shorter


def test_a_name_and_another_in_the_bracket_after_it_are_one_body() -> None:
    [one] = agencies("清河外文局（绿洲出版集团）主办论坛。绿洲出版集团参加。", lang="zh", ref_date="2024")
    assert {"清河外文局", "绿洲出版集团"} <= set(one.surfaces)


def test_an_unlisted_body_of_a_region_is_of_no_country() -> None:
    assert named("欧亚湿地合作委员会代表出席。", lang="zh", ref_date="2024") == [("欧亚湿地合作委员会", "INT")]


def test_without_a_day_of_issue_the_name_in_the_text_tells_the_time() -> None:
    assert named("특허청은 회의를 열었다.", lang="ko") == [("Korean Intellectual Property Office", "KR")]
    assert named("해양수산부는 회의를 열었다.", lang="ko") == [("Ministry of Oceans and Fisheries", "KR")]
    assert named("환경부는 중국 환경보호부와 만났다.", lang="ko") == [
        ("Ministry of Environment", "KR"),
        ("Ministry of Environmental Protection", "CN"),
    ]


def test_an_office_of_a_capital_is_of_its_country() -> None:
    assert ("Water Planning Office of Beijing", "CN") in named(
        "Staff of the Water Planning Office of Beijing took part.", lang="en", ref_date="2024"
    )


def test_a_known_abbreviation_in_brackets_decides_whose_name_it_is() -> None:
    [body] = agencies("대표단은 국제금융기금(IMF)을 방문했다.", lang="ko", ref_date="2024")
    assert (body.name, body.country) == ("International Monetary Fund", "INT")


def test_words_of_a_page_before_a_listed_name_are_no_part_of_it() -> None:
    found = agencies("Our Work Trilateral Cooperation Secretariat held a camp.", lang="en", ref_date="2024")
    assert [one.surfaces for one in found] == [("Trilateral Cooperation Secretariat",)]


def test_a_commander_is_no_department() -> None:
    found = agencies("智利海军副总司令维克特科说。", lang="zh", ref_date="2024")
    assert [one.name for one in found] == ["Chilean Navy"]


def test_a_cultural_institute_of_a_country_is_named_in_english() -> None:
    assert [one.name for one in agencies("폴란드과학원과 협력한다.", lang="ko", ref_date="2024")] == [
        "Polish Academy of Sciences"
    ]


def test_departments_in_traditional_characters_have_the_english_name_of_those_in_simplified() -> None:
    traditional, simple = "外交部亞洲司司長主持會議。", "外交部亚洲司司长主持会议。"
    assert named(traditional, lang="zh", ref_date="2024") == named(simple, lang="zh", ref_date="2024")
    assert ("Department of Asian Affairs", "CN") in named(traditional, lang="zh", ref_date="2024")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ko", "대표단은 페루를 방문해 환경부와 양해각서를 체결했다.", [("Ministry of Environment", "PE")]),
        ("ko", "라오스 공공행정부는 협력을 요청했다.", [("Ministry of Public Administration", "LA")]),
        ("ko", "독일 연방교통부는 협력을 요청했다.", [("Federal Ministry of Transport", "DE")]),
        ("zh", "双方代表访问了老挝公共卫生部。", [("Ministry of Public Health", "LA")]),
        ("zh", "泰国数字经济与社会部部长表示欢迎。", [("Ministry of Digital, Economic and Social Affairs", "TH")]),
        ("zh", "肯尼亚劳动与社会保障部表示欢迎。", [("Ministry of Labor and Social Security", "KE")]),
        ("en", "It was signed with the Ministry of Home Affairs (Kenya).", [("Ministry of Home Affairs", "KE")]),
    ],
)
def test_a_ministry_is_of_the_country_that_the_sentence_gives(
    lang: Lang, text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(text, lang=lang) == expected


def test_a_bracket_with_an_abbreviation_and_a_country_gives_both() -> None:
    text = (
        "The Institute of Lake Studies (ILS; Japan) and the Lake Academy (LAC; Republic of Korea) met. ILS will host."
    )
    found_here = agencies(text, lang="en")
    assert [(one.name, one.country) for one in found_here] == [
        ("Institute of Lake Studies", "JP"),
        ("Lake Academy", "KR"),
    ]
    assert "ILS" in found_here[0].surfaces


def test_a_topic_that_cannot_end_a_name_is_told_by_its_noun() -> None:
    assert english("경제부", "ko", "AE") == "Ministry of Economy"
    assert english("经济司", "zh", "CN", inside=True) == "Department of Economic Affairs"
    assert of_a_country("국제축산연구소", "ko", "INT") is None
    assert english("국제축산연구소", "ko", "INT") == "International Livestock Research Institute"


def test_a_bare_name_is_of_another_country_than_the_same_name_with_its_country() -> None:
    text = (
        "Outcome of the ROK-Japan talks on ponds. The envoy of the Ministry of Justice saw that of the Ministry of "
        "Justice of Japan, who came by boat."
    )
    assert set(named(text, lang="en", ref_date="2022-03-02")) == {
        ("Ministry of Justice", "KR"),
        ("Ministry of Justice", "JP"),
    }


def test_a_ministry_of_a_country_in_brackets_is_called_as_the_text_calls_it() -> None:
    [ministry] = agencies("It is co-chaired by the Ministry of Economy (Israel).", lang="en", ref_date="2022-03-02")
    assert (ministry.name, ministry.country) == ("Ministry of Economy", "IL")
    assert "Ministry of Economy (Israel)" in ministry.surfaces


def test_a_bracket_that_also_names_the_head_is_no_part_of_the_name() -> None:
    [agency] = agencies("환경부(장관 안도윤, ME)는 밝혔다.", lang="ko", ref_date="2022-03-02")
    assert agency.surfaces == ("환경부", "ME")


def test_a_university_in_short_is_the_one_named_in_full() -> None:
    [university] = agencies("갯마루국립대학교는 협약을 맺었다. 갯마루국립대 총장이 왔다.", lang="ko")
    assert university.surfaces == ("갯마루국립대학교", "갯마루국립대")


def test_a_funder_whose_country_the_text_never_names_issues_no_release() -> None:
    made = release("The workshop in Nepal was paid for by GIZ. The Ministry of Health thanked it.", lang="en")
    assert (found(made).issuer, found(made).home) == (None, None)


def test_a_release_is_told_from_the_capital_of_its_dateline_or_the_post_of_an_ambassador() -> None:
    dated = release("KATHMANDU, 4 May 2021 – The Ministry of Health opened a course.", lang="en")
    posted = release("The Danish Ambassador to Peru called. The Ministry of Health was thanked.", lang="en")
    assert [(one.name, one.country) for one in found(dated).agencies] == [("Ministry of Health", "NP")]
    assert [(one.name, one.country) for one in found(posted).agencies] == [("Ministry of Health", "PE")]


def test_what_follows_affairs_is_no_part_of_the_name() -> None:
    assert named("He is of the Bureau of Island Affairs Lena Brandt said.", lang="en") == [
        ("Bureau of Island Affairs", None)
    ]


def test_a_body_of_two_joined_by_a_dash_is_whole() -> None:
    assert named("会议由东盟-智利贸易理事会承办。", lang="zh") == [("东盟-智利贸易理事会", "INT")]


def test_a_name_that_others_bear_is_put_into_english_for_the_country_before_it() -> None:
    assert ("Chilean Space Agency", "CL") in named("智利航天局代表与会。", lang="zh")


def test_a_person_behind_the_ministry_of_a_bureau_is_no_part_of_its_name() -> None:
    text = "Korea was represented by the head of the Salt Policy Bureau of the Ministry of Environment Yoon Seo-jin."
    assert [name for name, _ in named(text, lang="en", ref_date="2021-05-03")] == [
        "Salt Policy Bureau",
        "Ministry of Environment",
    ]


def test_a_head_behind_an_office_is_no_part_of_its_name() -> None:
    text = "Head of the Department of Tidal Flats Song Liwei of the Ministry of Environmental Protection spoke."
    made = {agency.name: agency.parent for agency in found(release(text, lang="en", ref_date="2010-05-03")).agencies}
    assert made["Department of Tidal Flats"] == "Ministry of Environmental Protection"


def test_the_country_named_first_in_a_pair_is_the_one_that_speaks() -> None:
    text = (
        "The ROK-China dialogue took place. Chinese guests came to China's hall. The Ministry of Foreign Affairs spoke."
    )
    assert [a.country for a in found(release(text, lang="en", ref_date="2018-05-03")).agencies] == ["KR"]


def test_a_capital_names_its_country() -> None:
    text = "The Ministry of Environment met experts in central Seoul to speak of dust from China."
    assert [a.country for a in found(release(text, lang="en", ref_date="2018-05-03")).agencies] == ["KR"]


def test_bodies_of_one_name_side_by_side_are_two() -> None:
    text = "韩国环境部与伊朗环境部签约。"
    made = found(release(text, lang="zh", ref_date="2016-05-03")).agencies
    assert [a.country for a in made] == ["KR", "IR"]


def test_an_office_without_the_name_of_its_province_is_the_one_named_in_full() -> None:
    text = "江苏省生态环境厅致辞。省生态环境厅主持会议。"
    [office] = found(release(text, lang="zh", ref_date="2020-05-03")).agencies
    assert set(office.surfaces) == {"江苏省生态环境厅", "省生态环境厅"}


def test_a_visitor_is_no_part_of_the_office_that_speaks_of_itself() -> None:
    assert found(release("一行五人到访我局。", lang="zh", ref_date="2020-05-03")).agencies == []


def test_the_ministries_of_several_countries_are_no_single_one() -> None:
    assert agencies("양국 환경부는 공동연구를 하기로 했다.", lang="ko") == []
    assert agencies("两国卫生部同意开展研究。", lang="zh") == []


def test_the_bodies_of_a_delegation_are_of_its_country() -> None:
    text = (
        "The ROK delegation was led by Director-General Han Seo-jun of the Ministry of Foreign Affairs. The"
        " Chinese delegation was led by Director-General of the Department of Asian Affairs Lu Minghai of"
        " the Ministry of"
        " Foreign Affairs."
    )
    assert named(text, lang="en", ref_date="2024") == [
        ("Ministry of Foreign Affairs", "KR"),
        ("Department of Asian Affairs", "CN"),
        ("Ministry of Foreign Affairs", "CN"),
    ]


def test_a_short_name_that_begins_a_person_is_no_body() -> None:
    assert named("환경부 한은우 장관이 참석했다.", lang="ko", ref_date="2024") == [("Ministry of Environment", "KR")]
    assert ("Bank of Korea", "KR") in named("한은은 일본은행과 협정을 연장했다.", lang="ko", ref_date="2024")


def test_a_joint_centre_may_be_called_without_the_two_countries() -> None:
    text = "환경협력센터 운영위원회가 열렸다. 양국은 한·중 환경협력센터를 운영한다."
    [centre] = agencies(text, lang="ko", ref_date="2024")
    assert (centre.ref, set(centre.surfaces)) == ("int.rockcec", {"환경협력센터", "한·중 환경협력센터"})


def test_a_body_that_reports_what_the_other_side_said_is_not_of_that_side() -> None:
    text = "루리타니아 대표단이 왔다. 북한 측은 제안에 동의했다고 복지부는 전했다."
    assert named(text, lang="ko", ref_date="2024") == [("Ministry of Health and Welfare", "KR")]


def test_a_ministry_goes_on_with_further_fields_behind_a_listed_name() -> None:
    text = "The Ministry of Foreign Affairs and Regional Integration and the Department of Agriculture & Farmers met."
    assert [name for name, _ in named(text, lang="en", ref_date="2024")] == [
        "Ministry of Foreign Affairs and Regional Integration",
        "Department of Agriculture & Farmers",
    ]


def test_the_government_behind_a_comma_tells_the_country_of_a_ministry() -> None:
    text = "The Ministry of Salt and Livestock, Royal Government of Bhutan, signed."
    assert named(text, lang="en", ref_date="2024") == [("Ministry of Salt and Livestock", "BT")]


def test_a_list_of_themes_and_a_working_group_are_no_bodies() -> None:
    text = "It discussed Environment, Economy and Society at the Salt-Water Working Group on Harbour Works."
    assert named(text, lang="en", ref_date="2024") == []


def test_an_abbreviation_and_an_english_name_in_one_bracket_are_surfaces_of_the_name_before_it() -> None:
    [one] = agencies("대표단은 습지염전기구(WSX, Water and Salt for Lakes)와 만났다.", lang="ko", ref_date="2024")
    assert (one.name, set(one.surfaces) >= {"습지염전기구", "WSX", "Water and Salt for Lakes"}) == (
        "Water and Salt for Lakes",
        True,
    )


def test_the_abbreviation_of_a_body_of_the_same_country_decides_what_an_unlisted_name_is() -> None:
    [one] = agencies("日本药品器材审评机构(PMDA)派员参加。", lang="zh", ref_date="2024")
    assert (one.name, one.country) == ("Pharmaceuticals and Medical Devices Agency", "JP")


def test_bodies_of_seas_and_parts_of_continents_are_international() -> None:
    text = "인도양소금위원회와 남태평양등대기구가 참석했다."
    assert {one.country for one in agencies(text, lang="ko", ref_date="2024")} == {"INT"}


def test_what_is_counted_is_no_body_of_the_country() -> None:
    assert named("来自十个国家气象局的代表参加。", lang="zh", ref_date="2024") == []


def test_where_a_meeting_takes_place_is_no_side_of_it() -> None:
    text = "청장은 페루에서 열리는 총회에 참석해 회원국 관세청장들과 논의한다고 밝혔다."
    assert named(text, lang="ko", ref_date="2019") == [("Korea Customs Service", "KR")]


def test_institutes_of_three_countries_are_none_in_particular() -> None:
    assert named("제3차 한·일·중 염전과학원장 회의가 열렸다.", lang="ko", ref_date="2019") == []


def test_who_leads_a_group_to_a_centre_is_no_part_of_its_name() -> None:
    found = named("林青率工作组来到湿地文化交流中心,调研后与全体秘书处成员会见。", lang="zh", ref_date="2024")
    assert [name for name, _ in found] == ["湿地文化交流中心"]
