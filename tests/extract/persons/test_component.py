import pytest

from corpus.documents import Head

from .support import agency, contact, read, release


def test_a_person_named_twice_is_one_person_with_both_places() -> None:
    document = release(("ko", "안도윤 환경부 기후변화정책관이 참석했다. 안도윤 정책관은 환영했다. 안 정책관은 말했다."))
    [person], doc = read(document)
    assert (person.name, person.role) == ("안도윤", "기후변화정책관")
    assert [span.text for span in doc.spans["persons"]] == ["안도윤", "안도윤", "안"]
    assert len(person.evidence) == 3


def test_evidence_quotes_the_text() -> None:
    document = release(("zh", "生态环境部部长马天远在首尔会见来宾。马天远表示欢迎。"))
    [person], _ = read(document)
    assert all(document.text[e.start : e.end] == e.text for e in person.evidence)


def test_the_bracket_gives_the_other_spellings() -> None:
    document = release(("ko", "천리궈(Chen Liguo, 陈立国) 중국 외교부 사장과 만났다. 천 사장은 환영했다."))
    [person], _ = read(document)
    assert (person.name, person.latin, person.side) == ("천리궈", "Chen Liguo", "CN")


def test_a_bilingual_release_names_each_person_once() -> None:
    document = release(
        ("ko", "국제회의(위원장 반도훈)는 쉬 총밍(Xu Chongming) 소장을 초청했다. 고은주 원장도 참석했다."),
        ("en", "The conference (Chairman Ban Do-hoon) invited Director Xu Chongming. Director Ko Eun-joo attended."),
    )
    persons, _ = read(document)
    assert [(p.name, p.latin) for p in persons] == [
        ("반도훈", "Ban Do-hoon"),
        ("쉬 총밍", "Xu Chongming"),
        ("고은주", "Ko Eun-joo"),
    ]


def test_a_name_in_han_characters_and_its_spelling_are_one_person() -> None:
    document = release(
        ("zh", "环境部部长宋启远与次官尹炳哲举行会谈。"),
        ("en", "Minister Song Qiyuan and Vice Minister Yoon Byung-chul held talks."),
    )
    persons, _ = read(document)
    assert [(p.name, p.latin) for p in persons] == [("宋启远", "Song Qiyuan"), ("尹炳哲", "Yoon Byung-chul")]


def test_the_narrowest_agency_beside_a_name_is_the_persons() -> None:
    document = release(("zh", "外交部亚洲司司长方志远会见了来宾。"))
    ministry = agency(document, "外交部", "Ministry of Foreign Affairs", "CN")
    department = agency(document, "亚洲司", "Department of Asian Affairs", "CN", parent="Ministry of Foreign Affairs")
    [person], _ = read(document, ministry, department)
    assert (person.agency, person.side, person.role) == ("Department of Asian Affairs", "CN", "司长")


def test_ministries_of_one_name_in_two_countries_stay_apart() -> None:
    document = release(("ko", "박도윤 외교부 국장과 리밍위 중국 외무부 국장이 만났다."))
    here = agency(document, "외교부", "Ministry of Foreign Affairs", "KR")
    there = agency(document, "외무부", "Ministry of Foreign Affairs", "CN")
    persons, _ = read(document, here, there, issuer="Ministry of Foreign Affairs")
    assert [(p.name, p.side) for p in persons] == [("박도윤", "KR"), ("리밍위", "CN")]


def test_a_country_that_is_only_a_place_is_no_side() -> None:
    ministry = "수산부는 중국 칭다오에서 열린 회의에서 한서연 장관이 연설했다고 밝혔다."
    [person], _ = read(
        document := release(("ko", ministry)), agency(document, "수산부", "Ministry", "KR"), issuer="Ministry"
    )
    assert (person.name, person.side) == ("한서연", "KR")


def test_each_minister_in_a_list_is_of_the_ministry_behind_the_name() -> None:
    document = release(("en", "Minister HAN Ye-rin, Ministry of Tides, Minister LIU Mingde, Ministry of Reefs, met."))
    bodies = agency(document, "Ministry of Tides", "Tides", "KR"), agency(document, "Ministry of Reefs", "Reefs", "CN")
    persons, _ = read(document, *bodies)
    assert [(p.name, p.agency, p.side) for p in persons] == [
        ("HAN Ye-rin", "Tides", "KR"),
        ("LIU Mingde", "Reefs", "CN"),
    ]


def test_a_long_japanese_name_in_capitals_is_a_name() -> None:
    persons, _ = read(release(("en", "Minister Kenta NAKABAYASHI of Japan visited Busan.")))
    assert [p.name for p in persons] == ["Kenta NAKABAYASHI"]


def test_an_agency_behind_an_english_name_counts() -> None:
    document = release(("en", "Minister LIU Mingde of the National Health Commission took part."))
    body = agency(document, "National Health Commission", "National Health Commission", "CN")
    [person], _ = read(document, body)
    assert (person.name, person.agency, person.side) == ("LIU Mingde", "National Health Commission", "CN")


def test_a_title_without_a_body_is_the_issuers() -> None:
    document = release(("ko", "환경부는 밝혔다. 최은결 장관은 환영했다. 후지와라 겐타 환경대신도 참석했다."))
    ministry = agency(document, "환경부", "Ministry of Environment", "KR")
    persons, _ = read(document, ministry, issuer="Ministry of Environment")
    assert [(p.name, p.agency, p.side) for p in persons] == [
        ("최은결", "Ministry of Environment", "KR"),
        ("후지와라 겐타", None, "JP"),
    ]


def test_contact_staff_are_persons_of_their_unit() -> None:
    line = "담당부서 국제협력과 책임자 과 장 도경란 (044-201-0000)"
    plain = release(("ko", "환경부는 밝혔다."), ("ko", line))
    document = plain.model_copy(
        update={"head": Head(contacts=(contact(plain, "도경란", "과장", "환경부 국제협력과"),))}
    )
    ministry = agency(document, "환경부", "Ministry of Environment", "KR")
    division = agency(
        document, "국제협력과", "International Cooperation Division", "KR", parent="Ministry of Environment"
    )
    [person], _ = read(document, ministry, division)
    assert (person.name, person.role, person.agency) == ("도경란", "과장", "International Cooperation Division")


def test_a_body_with_a_persons_name_is_no_person() -> None:
    document = release(
        ("en", "The Kim Do-hyun Museum and the King Sejong Institute opened."), ("ko", "세종학당재단은 밝혔다.")
    )
    persons, _ = read(document)
    assert persons == []


def test_a_reporter_is_no_person_of_the_release() -> None:
    document = release(("ko", "홍가람 기자 | 기사입력 2021/04/19"), ("ko", "대전시는 밝혔다."))
    persons, _ = read(document)
    assert persons == []


def test_a_release_without_persons_has_none() -> None:
    persons, doc = read(release(("zh", "会议指出,双方将继续合作。各国代表就相关议题交换意见。")))
    assert persons == []
    assert list(doc.spans["persons"]) == []


def test_a_long_line_of_titles_names_nobody() -> None:

    document = release(
        ("ko", "가나다라 " * 20000 + "장관" * 5000), ("zh", "部长" * 20000), ("en", "Minister of " * 8000)
    )
    assert read(document)[0] == []


def test_a_family_name_alone_names_a_person_who_has_no_other_name() -> None:
    document = release(("en", "Minister Park and Minister Xie met. Minister Park was glad. Foreign Minister Attends."))
    persons, _ = read(document)
    assert [(p.name, p.role, len(p.evidence)) for p in persons] == [("Park", "Minister", 2), ("Xie", "Minister", 1)]


def test_a_family_name_refers_to_the_person_named_before() -> None:
    document = release(("en", "President Moon Do-in met Premier Li Mingqiang. President Moon said. Premier Li left."))
    persons, _ = read(document)
    assert [(p.name, len(p.evidence)) for p in persons] == [("Moon Do-in", 2), ("Li Mingqiang", 2)]


def test_of_several_posts_before_a_name_the_first_stands() -> None:
    [person], _ = read(release(("zh", "商务部副部长、绿洲委员会主任罗晓明主持会议。")))
    assert (person.name, person.role) == ("罗晓明", "副部长")


def test_a_name_with_another_dot_is_kept_as_written() -> None:
    [person], _ = read(release(("zh", "竞争部部长阿曼•萨里夫举行线上会谈。")))
    assert person.name == "阿曼•萨里夫"


def test_the_capital_in_a_title_gives_the_country() -> None:
    [person], _ = read(release(("en", "Lake Zenda was shown to Mayor of Beijing Wang Mingyi on Monday.")))
    assert (person.name, person.side) == ("Wang Mingyi", "CN")


def test_a_title_that_only_china_has_gives_the_country_unless_another_stands_before_it() -> None:
    [chinese], _ = read(release(("zh", "日方代表赴北京，国务委员罗晓明会见来宾。")))
    assert (chinese.name, chinese.side) == ("罗晓明", "CN")
    [other], _ = read(release(("zh", "双方会见。越南国家主席阮文明会见来宾。")))
    assert other.side == "VN"


def test_one_name_in_latin_letters_is_one_person_however_its_syllables_are_parted() -> None:
    document = release(("en", "Minister Huang Minqiu spoke first. Minister HUANG Min-Qiu thanked the hosts."))
    people, _ = read(document)
    assert len(people) == 1


def test_an_agency_in_front_is_no_part_of_a_name() -> None:
    document = release(("ko", "한서연 청장은 국제해사연합 디에고 카스트로 사무총장을 만났다."))
    body = agency(document, "국제해사연합", "International Maritime Union", "INT")
    persons, _ = read(document, body)
    assert [(p.name, p.role) for p in persons] == [("한서연", "청장"), ("디에고 카스트로", "사무총장")]


def test_an_ambassador_to_korea_is_of_the_country_in_the_title() -> None:
    persons, _ = read(release(("ko", "응우옌 반 하이 주한베트남대사를 접견했다.")))
    assert [(p.name, p.side) for p in persons] == [("응우옌 반 하이", "VN")]


def test_a_gloss_of_several_words_has_all_of_them_in_the_name() -> None:
    persons, _ = read(release(("ko", "장 미셸 뒤로크(Jean Michel Duroc) 프랑스 수산부 국장이 발표했다.")))
    assert [p.name for p in persons] == ["장 미셸 뒤로크"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("면담에서 이고리 사비츠키 러시아 수산부 장관은 말했다.", ["이고리 사비츠키"]),
        ("면담에서 아닐 쿠마르 싱 장관은 말했다.", ["아닐 쿠마르 싱"]),
        ("회의에는 수산부 국장 하세가와 린타로가 참석했다.", ["하세가와 린타로"]),
        ("이번 회의에는 한서연 국회의장이 참석했다.", ["한서연"]),
        ("이번 회의에는 한서연 공사가 참석했다.", ["한서연"]),
        ("이번 회의에는 스마트 도시 개발 국장이 참석했다.", []),
        ("이번 회의에는 한국어촌공사 이사가 참석했다.", []),
        ("이번 국제회의장에는 여러 나라가 참석했다.", []),
        ("양 밍란 사무총장은 인사했다.", ["양 밍란"]),
        ("중국 쑨밍치우 수산부 장관이 왔다.", ["쑨밍치우"]),
    ],
)
def test_names_and_titles_in_hangul_are_told_apart(text: str, names: list[str]) -> None:
    persons, _ = read(release(("ko", text)))
    assert [p.name for p in persons] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("韩国王储崔恩珠出席会议。", ["崔恩珠"]),
        ("以盐业局副局长于新明为团长的代表团访问首尔。", ["于新明"]),
        ("俄罗斯外长舍斯塔科夫访华。", ["舍斯塔科夫"]),
        ("国际盐业组织秘书长多明格斯致辞。", ["多明格斯"]),
        ("哈萨克斯坦副总理兼外长努尔特莱洛夫抵达北京。", ["努尔特莱洛夫"]),
        ("韩中外长会晤在北京举行。", []),
        ("泰国外长访华、越南外长会晤。", []),
    ],
)
def test_names_in_han_are_found_beside_their_titles(text: str, names: list[str]) -> None:
    persons, _ = read(release(("zh", text)))
    assert [p.name for p in persons] == names


def test_an_agency_after_name_title_and_comma_is_the_persons() -> None:
    document = release(("en", "Led by HAN Ye-rin, Manager, Lake Department\nDaniel KANE, Manager, River Office"))
    lake = agency(document, "Lake Department", "Lake Department", "KR")
    river = agency(document, "River Office", "River Office", "JP")
    persons, _ = read(document, lake, river)
    assert [(p.name, p.agency, p.side) for p in persons] == [
        ("HAN Ye-rin", "Lake Department", "KR"),
        ("Daniel KANE", "River Office", "JP"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Director General Um, Woojin of the Lake Bank met guests.", ["Um, Woojin"]),
        ("Ursula von der Linden, President of the Lake Union, spoke.", ["Ursula von der Linden"]),
        ("The delegation met Consul Daniel Kane in Busan.", ["Daniel Kane"]),
        ("President-elect Daniel Kane will visit Seoul.", ["Daniel Kane"]),
        ("Deputy Minister of Trade of Viet Nam Do Thang Minh spoke.", ["Do Thang Minh"]),
    ],
)
def test_names_in_latin_letters_keep_all_their_parts(text: str, names: list[str]) -> None:
    persons, _ = read(release(("en", text)))
    assert [p.name for p in persons] == names


def test_a_news_agency_that_is_quoted_is_no_person() -> None:
    persons, _ = read(release(("zh", "商务部部长马天远会见来宾。韩联社称,甲文邀请乙武访问。")))
    assert [person.name for person in persons] == ["马天远"]


def test_one_word_behind_a_high_office_is_its_bearer() -> None:
    persons, _ = read(release(("en", "Defense Minister Marovic, who was in Strelsau, met former President Tarkhan.")))
    assert [(p.name, p.role) for p in persons] == [("Marovic", "Defense Minister"), ("Tarkhan", "former President")]
    persons, _ = read(release(("en", "President Emeritus of the college and Prime Minister Talks were named.")))
    assert not persons


def test_a_second_office_ends_the_first_and_tells_the_side() -> None:
    text = "It was attended by Rana Alwan, Minister of Water, Energy and Fisheries, Head of the Jordanian side."
    [person], _ = read(release(("en", text)))
    assert (person.role, person.side) == ("Minister of Water, Energy and Fisheries", "JO")


def test_a_ministry_of_a_country_that_the_release_does_not_name_tells_no_side() -> None:
    [person], _ = read(release(("en", "Hala Zawadi, Minister of Trade, came.")))
    assert person.side != "ID"


def test_a_person_named_with_one_of_another_country_is_not_of_it_nor_of_a_ministry_as_head_of_state() -> None:
    text = "염전부는 몽골 바트 에르덴 국가주석과 한가람 대통령과의 회담에서 협정에 서명했다고 밝혔다."
    persons, _ = read(
        document := release(("ko", text)), agency(document, "염전부", "Ministry", "KR"), issuer="Ministry"
    )
    assert ("한가람", None, "KR") in [(person.name, person.agency, person.side) for person in persons]


def test_an_ambassador_is_of_the_country_that_sends_not_of_the_post() -> None:
    document = release(("en", "The Danish Ambassador to Peru, Lars Holm, called on Minister Ana Quispe in Lima."))
    persons, _ = read(document)
    assert persons[0].side == "DK"


def test_all_words_of_an_office_in_front_of_a_name_are_the_role() -> None:
    text = "Vice Health and Welfare Minister Kim Do-yun met Vietnam's Social Affairs Minister Le Tan Dung in Hanoi."
    persons, _ = read(release(("en", text)))
    assert [(p.name, p.role) for p in persons] == [
        ("Kim Do-yun", "Vice Health and Welfare Minister"),
        ("Le Tan Dung", "Social Affairs Minister"),
    ]


def test_persons_listed_for_a_side_are_of_it() -> None:
    text = (
        "On May 3, Mr. Kenta Morishima, Minister for Salt of Japan, met Mr. Han Seo-jun. From the Japanese side,"
        " Mr. Haruto Shikano, Director-General, Salt Bureau, and others attended. From the ROK side, H.E. Mr. Yun"
        " Do-hun, Ambassador of the Embassy of the ROK in Japan, Mr. Lim Ha-jun, Deputy Minister for Political Affairs,"
        " and Mr. Bae Ji-u, Director-General, Salt Affairs Bureau, attended.\n"
    )
    persons, _ = read(release(("en", text)))
    found = {person.name: (person.side, person.agency) for person in persons}
    assert found["Haruto Shikano"][0] == "JP"
    assert found["Lim Ha-jun"] == ("KR", None)
    assert found["Bae Ji-u"][0] == "KR"


def test_counterparts_named_behind_their_countries_are_of_these_in_order() -> None:
    text = (
        "Chinese Minister of Environmental Protection Lu Minghai and her counterparts from Japan and South Korea,"
        " Kenta Morishima and Han Seo-jun, toured a salt pan.\n"
    )
    persons, _ = read(release(("en", text)))
    assert [(person.name, person.side) for person in persons] == [
        ("Lu Minghai", "CN"),
        ("Kenta Morishima", "JP"),
        ("Han Seo-jun", "KR"),
    ]


def test_an_office_ends_before_the_title_of_the_next_person() -> None:
    text = (
        "At the invitation of HAN Seo-jun, Minister of Commerce of the Republic of Korea, Minister LU Minghai of"
        " the State Salt"
        " Administration of China visited Busan.\n"
    )
    persons, _ = read(release(("en", text)))
    assert [(person.name, person.role) for person in persons] == [
        ("HAN Seo-jun", "Minister of Commerce"),
        ("LU Minghai", "Minister"),
    ]


def test_a_korean_name_is_not_of_a_distant_country_named_earlier_in_the_clause() -> None:
    document = release(("ko", "장관은 가봉과 페루를 찾아 이곳 정부에 안도열 대통령의 친서를 전했다."))
    [person], _ = read(document)
    assert (person.name, person.side) == ("안도열", "KR")


def test_a_head_of_government_is_not_of_the_ministry_that_issues_the_release() -> None:
    document = release(("en", "The Ministry of Salt said that Prime Minister Tolo Abera opened the fair."))
    [person], _ = read(
        document, agency(document, "Ministry of Salt", "Ministry of Salt", "KE"), issuer="Ministry of Salt"
    )
    assert person.agency is None


def test_an_abbreviation_in_brackets_may_stand_between_a_body_and_the_title_of_its_head() -> None:
    document = release(("zh", "冰岛药品综合机构(XPDA)理事长罗晓明参加会议。"))
    [person], _ = read(document, agency(document, "XPDA", "Icelandic Medicines Agency", "IS"))
    assert person.agency == "Icelandic Medicines Agency"


def test_a_verb_of_a_headline_ends_the_office_before_it() -> None:
    document = release(("en", "Governor of Salt Province calls on Foreign Minister Tolo Abera\n"))
    province = agency(document, "Salt Province", "Salt Province", "CN")
    assert [(p.name, p.agency) for p in read(document, province)[0]] == [("Tolo Abera", None)]


def test_an_office_at_the_end_of_a_line_is_not_of_the_next_line_which_has_its_own() -> None:
    document = release(("en", "Sau Lim, Minister of Works of Cambodia\nTolo Abera, Minister for Fisheries of Fiji"))
    persons, _ = read(document)
    assert [(p.name, p.role) for p in persons] == [
        ("Sau Lim", "Minister of Works"),
        ("Tolo Abera", "Minister for Fisheries"),
    ]


def test_the_holder_of_an_office_stands_behind_it_and_a_comma() -> None:
    document = release(("en", "The Minister welcomed the concurrent ambassador of Cuba, Luis Conde Moreau."))
    assert [(p.name, p.role, p.side) for p in read(document)[0]] == [("Luis Conde Moreau", "ambassador", "CU")]


def test_who_leads_the_delegation_of_a_body_is_of_that_body() -> None:
    document = release(("en", "The Lake Agency delegation was led by Deputy Director Lena Brandt, said the ministry."))
    [person], _ = read(document, agency(document, "Lake Agency", "Lake Agency", "INT"))
    assert person.agency == "Lake Agency"


def test_a_form_of_address_and_a_family_name_are_not_a_name_with_the_office_behind_them() -> None:
    document = release(
        (
            "en",
            "Dr Lars Kanek spoke. With Dr Kanek, Niger's Minister of Works, H.E. M. Tolo Abera agreed.",
        )
    )
    assert [(p.name, p.role) for p in read(document)[0]] == [
        ("Lars Kanek", None),
        ("M. Tolo Abera", "Minister of Works"),
    ]


def test_an_ambassador_is_not_of_the_ministry_that_issues_the_release() -> None:
    document = release(("zh", "渔业局局长马明远出席。中国驻冰岛大使罗晓明参加。"))
    bureau = agency(document, "渔业局", "Fisheries Bureau", "CN")
    persons, _ = read(document, bureau, issuer="Fisheries Bureau")
    assert {p.name: p.agency for p in persons} == {"马明远": "Fisheries Bureau", "罗晓明": None}


def test_a_country_in_front_of_the_field_of_a_title_goes_before_the_country_that_such_titles_have() -> None:
    document = release(("zh", "会见了冰岛渔业大臣托洛·阿贝拉。"))
    assert [(p.name, p.side) for p in read(document)[0]] == [("托洛·阿贝拉", "IS")]


def test_a_small_full_stop_is_a_dot_in_a_name() -> None:
    document = release(("zh", "会见了冰岛总理托洛﹒阿贝拉。"))
    assert [p.name for p in read(document)[0]] == ["托洛﹒阿贝拉"]
