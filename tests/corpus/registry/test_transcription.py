import pytest

from corpus.registry.pinyin import chinese_syllables_in, hangul_of_chinese, hangul_of_pinyin, syllables_of_pinyin
from corpus.registry.romanisation import spellings
from corpus.registry.transcription import SAME_CHINESE, likeness, same_name, script_of

# Invented people; spellings as the press of both countries writes such names.
CHINESE = """
왕리밍 Wang Liming|리샤오둥 Li Xiaodong|장웨이궈 Zhang Weiguo|류즈창 Liu Zhiqiang|천메이링 Chen Meiling|양쥔 Yang Jun
황톈위 Huang Tianyu|자오훙빈 Zhao Hongbin|우젠화 Wu Jianhua|저우커신 Zhou Kexin|쉬자량 Xu Jialiang|쑨위안 Sun Yuan
마원보 Ma Wenbo|주하이옌 Zhu Haiyan|후징이 Hu Jingyi|궈쯔한 Guo Zihan|허쉐친 He Xueqin|가오펑 Gao Feng
린루이 Lin Rui|뤄치밍 Luo Qiming|정솽 Zheng Shuang|량융캉 Liang Yongkang|셰윈 Xie Yun|쑹수펀 Song Shufen
탕카이 Tang Kai|펑쥐안 Feng Juan|덩차오 Deng Chao|차오루이펑 Cao Ruifeng|샤오퉁 Xiao Tong|톈예 Tian Ye
둥위천 Dong Yuchen|판하오 Pan Hao|위안신 Yuan Xin|차이후이 Cai Hui|위중런 Yu Zhongren|두펑페이 Du Pengfei
뤼커밍 Lü Keming|웨이훙린 Wei Honglin|쑤저 Su Zhe|딩춘 Ding Chun|런자웨 Ren Jiayue|야오량 Yao Liang
선옌 Shen Yan|추이녠 Cui Nian|탄궈창 Tan Guoqiang|진스쥔 Jin Shijun|스후이전 Shi Huizhen|푸윈 Fu Yun
저우 리메이 周丽梅|황룬페이 黄润飞|마톈밍 马天明|자오옌 赵岩|천리궈 陈立国|쉬젠궈 许建国
궈안닝 郭安宁|류광위 刘光宇|웨이훙 魏红|뤼밍 吕明|허젠 何建|후윈펑 胡云峰
저우 귀밍 Zhou Guoming|황룬츄 Huang Runqiu|쉬 총밍 Xu Chongming
"""
KOREAN = """
김도윤 Kim Do-yun|이서준 Lee Seo-jun|박하은 Park Ha-eun|최지우 Choi Ji-woo|정시현 Jung Si-hyun|강민재 Kang Min-jae
조은결 Cho Eun-gyul|윤가람 Yoon Ga-ram|장도하 Jang Do-ha|임채린 Lim Chae-rin|한예린 Han Ye-rin|오세훈 Oh Se-hoon
서다은 Suh Da-eun|신유찬 Shin Yu-chan|권태경 Kwon Tae-kyung|황석진 Hwang Suk-jin|안도현 Ahn Do-hyun
송은교 Song Eun-kyo
전기영 Jeon Ki-young|홍승표 Hong Seung-pyo|유경완 Yoo Kyung-wan|고은별 Ko Eun-byul|문지후 Moon Ji-hoo
양희주 Yang Hee-joo
손병우 Sohn Byung-woo|배수민 Bae Su-min|백승민 Baek Seung-min|허준영 Hur Joon-young|남기웅 Nam Ki-woong
심재열 Shim Jae-yul
노현석 Noh Hyun-seok|하정우 Ha Jung-woo|곽미정 Kwak Mi-jung|성하늘 Sung Ha-neul|차은우 Cha Eun-woo
주영건 Joo Young-gun
우태석 Woo Tae-seok|구본석 Koo Bon-seok|민채원 Min Chae-won|류해진 Ryu Hae-jin|나경호 Na Kyung-ho|진성규 Jin Sung-kyu
엄기준 Um Ki-joon|채명석 Chae Myung-seok|원희수 Won Hee-soo|천호민 Cheon Ho-min|방효주 Bang Hyo-joo|공유진 Gong Yu-jin
현승엽 Hyun Seung-yeop|함은정 Ham Eun-jung|변우석 Byun Woo-seok|여진구 Yeo Jin-goo|추상민 Choo Sang-min
남궁현 Namkoong Hyun
"""


def pairs(table: str) -> list[tuple[str, str]]:
    entries = [entry for line in table.strip().splitlines() for entry in line.split("|")]
    result = []
    for entry in entries:
        words = entry.split()
        hangul = [word for word in words if "가" <= word[0] <= "힣"]
        result.append((" ".join(hangul), " ".join(words[len(hangul) :])))
    return result


def test_there_are_more_than_a_hundred_pairs() -> None:
    assert len(pairs(CHINESE)) + len(pairs(KOREAN)) > 100


@pytest.mark.parametrize(("hangul", "other"), pairs(CHINESE))
def test_a_chinese_name_is_known_in_hangul(hangul: str, other: str) -> None:
    assert likeness(hangul, other) >= SAME_CHINESE
    assert same_name(hangul, other)


@pytest.mark.parametrize(("hangul", "latin"), pairs(KOREAN))
def test_a_korean_name_is_known_in_latin_letters(hangul: str, latin: str) -> None:
    assert same_name(hangul, latin)


def test_no_korean_name_spells_that_of_another() -> None:
    table = pairs(KOREAN)
    mistaken = [
        (hangul, other) for hangul, own in table for _, other in table if other != own and same_name(hangul, other)
    ]
    assert mistaken == []


@pytest.mark.parametrize(
    ("syllable", "spelt", "surname"),
    [
        ("이", "rhee", True), ("이", "lee", True), ("이", "rhee", False), ("박", "park", True), ("노", "roh", True),
        ("현", "hyun", False), ("현", "hyung", False), ("우", "woo", False), ("희", "hee", False), ("철",
        "chul", False),
    ],
)  # fmt: skip
def test_a_syllable_has_the_spellings_in_use(syllable: str, spelt: str, surname: bool) -> None:
    wrong = {("이", "rhee", False), ("현", "hyung", False)}
    assert (spelt in spellings(syllable, surname=surname)) is ((syllable, spelt, surname) not in wrong)


def test_other_peoples_names_stay_apart() -> None:
    table = pairs(CHINESE)[:60]
    mistaken = [
        (hangul, other)
        for hangul, own in table
        for _, other in table
        if other != own and likeness(hangul, other) >= 0.8
    ]
    assert mistaken == []


def test_the_table_holds_every_syllable_of_pinyin() -> None:
    table = hangul_of_pinyin()
    assert 400 <= len(table) <= 420
    assert (table["er"], table["xie"], table["jian"], table["zi"], table["lve"]) == ("얼", "셰", "젠", "쯔", "뤠")


def test_a_western_name_is_no_pinyin() -> None:
    assert hangul_of_chinese("Antony Blinken") is None
    assert syllables_of_pinyin("Kerry") == ()


def test_an_apostrophe_parts_syllables() -> None:
    assert syllables_of_pinyin("Xi'an") == ("xi", "an")
    assert hangul_of_chinese("Li Xi'an") == "리시안"


def test_hangul_that_is_no_transcription_has_no_chinese_syllables() -> None:
    assert chinese_syllables_in("블링컨") == 0
    assert chinese_syllables_in("왕리밍") == 3


def test_a_glide_set_apart_is_one_syllable_and_a_particle_is_none() -> None:
    assert chinese_syllables_in("밍치우") == 2
    assert chinese_syllables_in("위지에") == 2
    assert chinese_syllables_in("무리에") == 0


def test_the_script_is_that_of_the_first_letter() -> None:
    assert [script_of(name) for name in ("왕 밍", "王明", "Wang Ming", "田中さくら")] == [
        "hangul",
        "han",
        "latin",
        "han",
    ]
