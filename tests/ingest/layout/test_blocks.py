# ruff: noqa: E501
"""Lines become labelled blocks; what belongs together is one block."""

import re

from corpus.documents import Document
from ingest.read import read_bytes


def read(text: str) -> Document:
    return read_bytes(text.encode(), name="release.txt")


def shown(release: Document) -> list[tuple[str, str]]:
    """Kind and words of every block, inner white space as one blank."""
    return [(b.kind, re.sub(r"\s+", " ", release.text[b.start : b.end])) for b in release.blocks]


def kinds(text: str) -> list[str]:
    return [block.kind for block in read(text).blocks]


KOREAN = """외교부
HOME > 뉴스 > 보도자료

제9차 한중 해양대화 개최 결과
- 공동조사 내년 착수하기로 -

등록일 2025.04.24. 14:00

□ 외교부는 4월 23일 서울에서 중국 외교부와 제9차 한중 해양대화를 열고 현안을 협의하였다.

 ㅇ 이번 대화에는 양측 국장이 수석대표로 참석하여 서해에서의 협력 방안을 논의하였다.
   ※ 한중 해양대화 : 국장급 협의체

붙임 : 회의 사진 2매.  끝.

< 이전글 | 다음글 | 목록 >
"""


def test_a_page_of_a_ministry_is_told_apart() -> None:
    assert kinds(KOREAN) == [
        "header", "furniture", "title", "subtitle", "header", "bullet", "bullet", "note", "paragraph", "furniture",
    ]  # fmt: skip


def test_bullets_have_marker_and_level() -> None:
    bullets = [(b.marker, b.level) for b in read(KOREAN).blocks if b.kind == "bullet"]
    assert bullets == [("□", 1), ("ㅇ", 2)]


def test_blocks_follow_each_other_and_cover_all_words() -> None:
    release = read(KOREAN)
    ends = [0, *(block.end for block in release.blocks)]
    starts = [*(block.start for block in release.blocks), len(release.text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    assert not "".join(release.text[end:start] for end, start in zip(ends, starts, strict=True)).strip()


def test_a_sentence_cut_by_a_page_is_one_block() -> None:
    release = read(
        "회의 결과\n\n- 환경부는 3월 12일 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다.\n"
        "- 양국은 후속 실무회의를 통해 내년부터 시행하는 공동연구의 협력\n\n분야와 사업 범위를 구체화할 예정이다.\n"
        "- 다음 회의는 내년 상반기에 베이징에서 개최하기로 하였다고 밝혔다.\n"
    )
    words = "- 양국은 후속 실무회의를 통해 내년부터 시행하는 공동연구의 협력 분야와 사업 범위를 구체화할 예정이다."
    assert ("bullet", words) in shown(release)


def test_lines_set_to_the_edge_of_a_page_are_joined_even_over_blank_lines() -> None:
    lines = [
        "항만은 여객과 화물 등에서 여러 일을 나누어 맡고 있어 함께 계획을 마련하고 추진하",
        "기에 알맞다. 아울러 항만은 내륙에 견주어 날씨나 계절의 변화로부터 어느 정도는 자유",
        "로운 편이라는 이점을 지닌다. 다만 나라마다 항만에 예산을 나누어 주는 기준이 서로",
        "달라 항만 간 사업에서 비용을 대는 것과 같은 구체적인 방법을 정하기에는 어려움도 있",
        "다. 그래도 안전 관리와 같은 일에서는 서로 돕는 사례가 해마다 늘어나고 있기에 앞으로",
        "더 강화될 수 있다.",
        "국제협력의 필요성 증가",
        "물량은 여전히 비슷한 수준에 머물고 있으며 혼잡한 날은 지난 몇 해 동안 오히려 늘어",
        "난 것으로 나타났다. 하루를 넘겨 배가 기다리는 시간도 해마다 길어지고 있어서 많은",
        "시민이 불안해하고 있다.",
    ]
    release = read("\n\n".join(lines))
    words = [text for _, text in shown(release)]
    assert words[0].endswith("더 강화될 수 있다.")
    assert words[0].startswith("항만은 여객과")
    assert "국제협력의 필요성 증가" in words
    assert words[-1].startswith("물량은 여전히")
    assert words[-1].endswith("불안해하고 있다.")


def test_wrapped_english_is_joined_by_the_word_that_would_not_have_fitted() -> None:
    text = """Korea and China Agree to Save Energy
Date  2009.11.24     Hits  2,017

The Ministry of Example (MOE) and the Example Commission held the 3rd
Korea-China Energy Forum in Qingdao on November 23, 2009, with some 200
officials and company representatives attending. The two vice ministers
then signed an agreement.

Prior to the Forum, the Vice Minister met with Korean companies there
and listened to their requests.
"""
    assert [kind for kind, _ in shown(read(text))] == ["title", "header", "paragraph", "paragraph"]


def test_related_links_at_the_end_belong_to_the_page_and_news_before_them_does_not() -> None:
    text = """第八次会议在首尔举行
2025-04-23 21:06　　来源：示例部

　　4月23日，双方在首尔举行第八次会议，就环境合作深入交换意见，一致同意加强沟通。

　　双方商定，下一次会议于明年在北京举行，具体日期通过外交渠道另行商定。

【相关链接】
·第七次会议在北京举行　(2024-10-30)
·关于发布名单的公告　(2024-03-12)
版权所有：示例部　京ICP备00000000号
"""
    assert kinds(text) == ["title", "header", "paragraph", "paragraph", "furniture"]


def test_news_after_a_line_that_looks_like_a_foot_stays_news() -> None:
    text = """환경회의 개최 결과

환경부는 3월 12일 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다고 밝혔다.

관련 자료
양측은 회의에서 대기오염 방지 정책의 성과를 공유하고 미세먼지를 줄이기 위한 공동연구를 내년까지 이어 가기로 하였다.
"""
    assert kinds(text)[-1] == "paragraph"


def test_numbered_paragraphs_are_bullets_and_short_numbered_lines_headings() -> None:
    text = """주간 주요 일정

1. 장관 일정

  ○ 장관은 다음 주 화요일에 방한 중인 외국 장관과 회담을 하고 협정에 서명할 예정임.

2. 차관 일정

  ○ 차관은 다음 달 도쿄에서 열리는 전략대화에 참석하고 이튿날 귀국할 예정임.
"""
    assert kinds(text) == ["title", "heading", "bullet", "heading", "bullet"]


def test_a_two_line_title_above_a_subtitle_is_one_title() -> None:
    release = read(
        "가나 장관, 대기질 개선 위한 협력의 장 열어\n양국 공동연구 내년부터 시작하기로 합의해\n- 공동연구 내년 착수 -\n\n"
        "환경부는 3월 12일 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다고 밝혔다.\n"
    )
    assert release.head.title is not None
    assert (
        release.head.title.text
        == "가나 장관, 대기질 개선 위한 협력의 장 열어\n양국 공동연구 내년부터 시작하기로 합의해"
    )
    assert release.head.subtitle is not None
    assert release.head.subtitle.text == "공동연구 내년 착수"


def test_dates_of_related_pages_belong_to_the_page_and_the_day_of_posting_does_not() -> None:
    text = """Joint assessment of air quality launched

The two countries launched a joint assessment of air quality, which will run until the end of 2023.

[Posted on 2021-11-24]

Related Content
Air pollution in Asia
12 Nov 2020
"""
    release = read(text)
    assert [kind for kind, _ in shown(release)] == ["title", "paragraph", "header", "furniture"]
    assert release.head.ref_date == "2021-11-24"


def test_a_blank_line_behind_every_line_sets_nothing_apart() -> None:
    spaced = re.sub(r"\n(?=\S)", "\n\n", KOREAN)
    assert shown(read(spaced)) == shown(read(KOREAN))


def test_a_page_in_traditional_characters_is_told_apart_as_one_in_simplified() -> None:
    simple = "首页 > 新闻\n第八次会议在首尔举行\n发布时间：2025-04-24　来源：国际合作司\n\n双方在首尔举行会议，同意加强沟通，并就今后的合作交换了意见。\n\n联系人：周某　电话：010-1234 5678\n【打印】【关闭】\n版权所有：示例部\n"
    traditional = "首頁 > 新聞\n第八次會議在首爾舉行\n發佈時間：2025-04-24　來源：國際合作司\n\n雙方在首爾舉行會議，同意加強溝通，並就今後的合作交換了意見。\n\n聯繫人：周某　電話：010-1234 5678\n【列印】【關閉】\n版權所有：示例部\n"
    assert kinds(traditional) == kinds(simple)
    assert read(traditional).head.ref_date == "2025-04-24"
