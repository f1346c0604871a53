"""Invented persons whose names are written in several scripts, and strangers who sound alike.

The spellings are made from tables of their own, not from the rules that are tested: standards syllable by syllable,
and what people are used to write. Whoever bears one of these names does so by chance.
"""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Two spellings, `hangul` or `han` first, and what they are."""

    left: str
    right: str
    kind: str


# Hangul, Han character, Revised Romanization, McCune-Reischauer without marks, spellings in use.
SURNAMES = """
김 金 Gim Kim Kim|이 李 I Yi Lee/Yi/Rhee|박 朴 Bak Pak Park|최 崔 Choe Choe Choi|정 郑 Jeong Chong Jung/Chung
강 姜 Gang Kang Kang
조 赵 Jo Cho Cho|윤 尹 Yun Yun Yoon|장 张 Jang Chang Chang/Jang|임 林 Im Im Lim/Yim|한 韩 Han Han Han
오 吴 O O Oh|서 徐 Seo So Suh
신 申 Sin Sin Shin|권 权 Gwon Kwon Kwon|황 黄 Hwang Hwang Hwang|안 安 An An Ahn|송 宋 Song Song Song
홍 洪 Hong Hong Hong
유 刘 Yu Yu Yoo/Ryu|고 高 Go Ko Ko/Koh|문 文 Mun Mun Moon|양 梁 Yang Yang Yang|손 孙 Son Son Sohn|배 裴 Bae Pae Bae
백 白 Baek Paek Paik/Baek|허 许 Heo Ho Hur/Huh|남 南 Nam Nam Nam|노 卢 No No Roh/Noh|하 河 Ha Ha Ha
구 具 Gu Ku Koo|우 禹 U U Woo
"""
SYLLABLES = """
민 民 min min min|준 俊 jun chun joon|현 贤 hyeon hyon hyun|영 英 yeong yong young|수 秀 su su soo
호 浩 ho ho ho|성 成 seong song sung
진 真 jin chin jin|우 宇 u u woo|희 喜 hui hui hee|경 京 gyeong kyong kyung|재 在 jae chae jai|은 恩 eun un eun
철 哲 cheol chol chul
석 锡 seok sok suk|미 美 mi mi mi|주 周 ju chu joo|원 源 won won won|형 亨 hyeong hyong hyung|규 圭 gyu kyu kyoo
태 泰 tae tae tai
기 基 gi ki kee|용 龙 yong yong yong|남 南 nam nam nam|훈 勋 hun hun hoon|혜 惠 hye hye hye|연 莲 yeon yon yeon
동 东 dong tong dong
근 根 geun kun keun|식 植 sik sik shik|명 明 myeong myong myung|선 善 seon son sun|도 道 do to do
병 炳 byeong pyong byung
"""
# Simplified and traditional character, pinyin, Hangul by the rule, Hangul as Korea reads the character.
CHINESE_SURNAMES = """
王王 Wang 왕 왕|李李 Li 리 이|张張 Zhang 장 장|刘劉 Liu 류 유|陈陳 Chen 천 진|杨楊 Yang 양 양|黄黃 Huang 황 황
赵趙 Zhao 자오 조|周周 Zhou 저우 주
吴吳 Wu 우 오|徐徐 Xu 쉬 서|孙孫 Sun 쑨 손|朱朱 Zhu 주 주|马馬 Ma 마 마|胡胡 Hu 후 호|林林 Lin 린 임
郭郭 Guo 궈 곽|何何 He 허 하|高高 Gao 가오 고
罗羅 Luo 뤄 나|郑鄭 Zheng 정 정|梁梁 Liang 량 양|谢謝 Xie 셰 사|宋宋 Song 쑹 송|唐唐 Tang 탕 당|许許 Xu 쉬 허
邓鄧 Deng 덩 등|冯馮 Feng 펑 풍
曹曹 Cao 차오 조|曾曾 Zeng 쩡 증|蒋蔣 Jiang 장 장|田田 Tian 톈 전|沈沈 Shen 선 심|任任 Ren 런 임|钱錢 Qian 첸 전
解解 Xie 셰 해
"""
CHINESE_GIVEN = """
明明 ming 밍 명|国國 guo 궈 국|建建 jian 젠 건|华華 hua 화 화|文文 wen 원 문|秋秋 qiu 추 추|润潤 run 룬 윤
海海 hai 하이 해|军軍 jun 쥔 군
平平 ping 핑 평|志志 zhi 즈 지|强強 qiang 창 강|丽麗 li 리 려|梅梅 mei 메이 매|晓曉 xiao 샤오 효|东東 dong 둥 동
峰峰 feng 펑 봉|伟偉 wei 웨이 위
新新 xin 신 신|春春 chun 춘 춘|玉玉 yu 위 옥|英英 ying 잉 영|学學 xue 쉐 학|永永 yong 융 영|德德 de 더 덕
光光 guang 광 광|立立 li 리 립|成成 cheng 청 성
天天 tian 톈 천|云雲 yun 윈 운|宝寶 bao 바오 보|林林 lin 린 림|红紅 hong 훙 홍|庆慶 qing 칭 경|昌昌 chang 창 창
少少 shao 사오 소|才才 cai 차이 재
"""
# Hangul by the rule, romaji.
JAPANESE_SURNAMES = """
다나카 Tanaka|스즈키 Suzuki|사토 Sato|와타나베 Watanabe|야마모토 Yamamoto|나카무라 Nakamura|고바야시 Kobayashi
가토 Kato|기무라 Kimura
하야시 Hayashi|시미즈 Shimizu|마쓰모토 Matsumoto|이노우에 Inoue|오노 Ohno|고이즈미 Koizumi|후지와라 Fujiwara
지바 Chiba|구도 Kudo
"""
JAPANESE_GIVEN = """
다로 Taro|신지로 Shinjiro|겐타로 Kentaro|유코 Yuko|히로시 Hiroshi|가즈오 Kazuo|게이코 Keiko|쇼타 Shota
준이치 Jun'ichi|미쓰코 Mitsuko
데쓰야 Tetsuya|료헤이 Ryohei|마사히로 Masahiro|요시코 Yoshiko|다이스케 Daisuke|나오키 Naoki|신이치 Shin'ichi
아키라 Akira
"""
# Written by hand: by ear, with other surnames, in other orders and cases.
BY_HAND = """
황룬츄=Huang Runqiu|쩌우커신=Zhou Kexin|리우전화=Liu Zhenhua|저우 귀밍=Zhou Guoming|쉬 총밍=Xu Chongming
왕시아오핑=Wang Xiaoping|천꿔창=Chen Guoqiang
시에윈=Xie Yun|순위안=Sun Yuan|티엔위안=Tian Yuan|장찌엔궈=Zhang Jianguo|루오치밍=Luo Qiming|마티엔밍=马天明
꿔안닝=郭安宁|리우꽝위=刘光宇|왕쥔펑=WANG JUNFENG
왕쥔펑=Junfeng Wang|자오훙빈=ZHAO Hong-bin|뤼커밍=Lü Keming|뤼커밍=Lv Keming|리시안=Li Xi'an
어우양밍위안=Ouyang Mingyuan|쓰마쥔=Sima Jun|황윤추=黃潤秋|황룬추=黃潤秋
이정훈=RHEE Jeong-hun|이정훈=LEE, Jung Hoon|이정훈=Jung-hoon Lee|이정훈=Yi Chŏng-hun|박춘식=PARK Choon-Shik
박춘식=Pak Ch'unsik|최유진=Choi Eugene Yoo-jin|류동열=Ryoo Dong-yul|유동열=Yoo Dong-yeol
임꽃별=Lim Kkotbyeol|노을찬=Roh Eul-chan|남궁현=Namkoong Hyun|선우진희=Sunwoo Jin-hee|황보람=HWANGBO Ram
제갈민=Jegal Min|허균표=Huh Kyun-pyo|전기영=Chun Ki Young|전기영=Jeon Gi-yeong
백남룡=Paek Namnyong|정률희=Chŏng Nyul-hŭi|심재열=Shim Jae-yul|변우석=Byeon Useok|변우석=BYUN WOO SEOK
곽미정=Kwak Mi-jung|석진욱=Suk Jin-wook|설혜원=Sul Hye-won|천호민=Chun Ho-min
염태규=Yum Tae-kyoo|엄기준=Um Ki-joon|엄기준=Eom Gijun|여진구=Yeo Jin Goo|성하늘=SUNG Ha Neul
안효섭=Ahn Hyo-seop|손병우=Sohn Byung-woo|권태경=Kweon Tae-kyung|나경호=Rha Kyung-ho|주영건=Joo Young-gun
고이즈미 신지로=KOIZUMI Shinjirō|고이즈미 신지로=Shinjiro Koizumi|오노 유키=Ohno Yuki
코바야시 켄타=Kobayashi Kenta|마츠모토 다츠야=Matsumoto Tatsuya|사또 마사오=Satō Masao
"""
STRANGERS_BY_HAND = """
김도현=Kim Do-hyung|김도형=Kim Do-hyun|이민호=Lee Min-goo|이성훈=Lee Seung-hoon|박은지=Park Eun-ji-hye
최승철=Choi Seong-cheol|정우영=Jeong U-yeon|강민재=Kang Min-jeong|조현우=Cho Hyun-woong
윤석진=Yoon Seok-jun|장동민=Jang Dong-ming|임수정=Lim Soo-jin|한지민=Han Ji-min-ho|오세훈=Oh Se-hyun
서은수=Seo Eun-soon|신동규=Shin Dong-geun|권오성=Kwon O-seok|황선우=Hwang Seon-woong
리밍=Li Min|리민=Li Ming|왕쥔=Wang Jing|천젠=Chen Jiang|장웨이=Zhang Wen|자오리=Zhao Lin|류양=Liu Yan
쉬친=Xu Qing|주린=Zhu Ling|황룬펑=Huang Runqiu|황룬핑=Huang Runpeng|마톈밍=马天民
궈안닝=国安宁|덩차오=Ding Chao|펑쥐안=Feng Jun|쑨위안=Sun Yun|차이후이=Cai Hua|런자웨=Ren Jiayue Li
황윤추=黄云秋|김도형=金度贤|이민정=李敏浩|박성현=朴成贤民|왕리밍=王立民|유광명=刘广民
다나카 다로=Tanaka Jiro|스즈키 유코=Suzuki Yuka|사토 히로시=Kato Hiroshi|고이즈미 신지로=Koizumi Shinichiro
하야시 신이치=Hayashi Shinji|나카무라 나오키=Nakayama Naoki
"""


def _rows(table: str) -> list[list[str]]:
    return [row.split() for line in table.strip().splitlines() for row in line.split("|")]


def _by_hand(table: str, kind: str) -> list[Pair]:
    entries = [entry for line in table.strip().splitlines() for entry in line.split("|")]
    return [Pair(left, right, kind) for left, _, right in (entry.partition("=") for entry in entries)]


@dataclass(frozen=True)
class Korean:
    """A Korean name: its surname and the two syllables of the given name, as rows of the tables."""

    surname: list[str]
    given: tuple[list[str], list[str]]

    @property
    def hangul(self) -> str:
        """In Hangul."""
        return self.surname[0] + "".join(one[0] for one in self.given)

    @property
    def han(self) -> str:
        """In Han characters."""
        return self.surname[1] + "".join(one[1] for one in self.given)

    def latin(self, style: int, joint: str, choose: random.Random) -> str:
        """In the spelling of a column, the syllables of the given name joined so."""
        surname = choose.choice(self.surname[style].split("/"))
        first, second = (one[style] for one in self.given)
        return f"{surname} {first.capitalize()}{joint}{second.capitalize() if joint == ' ' else second}"


def _orders(name: str, choose: random.Random) -> str:
    surname, _, given = name.partition(" ")
    return choose.choice(
        [name, f"{surname.upper()} {given}", f"{given} {surname}", name.upper(), f"{surname}, {given}"]
    )


def koreans(number: int, choose: random.Random) -> list[Korean]:
    """That many Korean names, all different."""
    surnames, syllables = _rows(SURNAMES), _rows(SYLLABLES)
    found: dict[str, Korean] = {}
    while len(found) < number:
        first, second = choose.sample(syllables, 2)
        one = Korean(choose.choice(surnames), (first, second))
        found[one.hangul] = one
    return list(found.values())


@dataclass(frozen=True)
class Chinese:
    """A Chinese name: its surname and given name, as rows of the tables."""

    surname: list[str]
    given: tuple[list[str], ...]

    def joined(self, column: int) -> str:
        """One column of the table, without blanks."""
        return self.surname[column] + "".join(one[column] for one in self.given)

    def han(self, which: int) -> str:
        """In simplified (0) or traditional (1) characters."""
        return self.surname[0][which] + "".join(one[0][which] for one in self.given)

    def latin(self, joint: str) -> str:
        """In pinyin."""
        return f"{self.surname[1]} {joint.join(one[1] for one in self.given).capitalize()}"


def chinese(number: int, choose: random.Random) -> list[Chinese]:
    """That many Chinese names, all of different sound."""
    surnames, given = _rows(CHINESE_SURNAMES), _rows(CHINESE_GIVEN)
    found: dict[str, Chinese] = {}
    while len(found) < number:
        one = Chinese(choose.choice(surnames), tuple(choose.sample(given, choose.choice([1, 2, 2, 2]))))
        found[one.latin("")] = one
    return list(found.values())


def japanese(number: int, choose: random.Random) -> list[tuple[str, str]]:
    """That many Japanese names in Hangul and in Latin letters."""
    surnames, given = _rows(JAPANESE_SURNAMES), _rows(JAPANESE_GIVEN)
    every = [(f"{a[0]} {b[0]}", f"{a[1]} {b[1]}") for a in surnames for b in given]
    return choose.sample(every, number)


def pairs() -> list[Pair]:
    """Pairs that are one name each."""
    choose = random.Random(11)
    found = _by_hand(BY_HAND, "by hand")
    for one in koreans(90, choose):
        found += [
            Pair(one.hangul, _orders(one.latin(2, "-", choose), choose), "revised"),
            Pair(one.hangul, _orders(one.latin(3, choose.choice(["", "-"]), choose), choose), "mccune"),
            Pair(one.hangul, _orders(one.latin(4, choose.choice(["-", " ", ""]), choose), choose), "customary"),
            Pair(one.hangul, one.han, "hanja"),
            Pair(one.han, one.latin(4, "-", choose), "hanja in latin"),
        ]
    for other in chinese(80, choose):
        found += [
            Pair(other.joined(2), _orders(other.latin(choose.choice(["", " ", "-"])), choose), "pinyin"),
            Pair(other.joined(2), other.han(choose.choice([0, 1])), "transcribed"),
            Pair(other.joined(3), other.han(choose.choice([0, 1])), "read in korean"),
            Pair(other.han(choose.choice([0, 1])), other.latin(""), "pinyin of han"),
        ]
    found += [Pair(hangul, _orders(latin, choose), "romaji") for hangul, latin in japanese(60, choose)]
    return list(dict.fromkeys(found))


_NEAR = {
    "현": "형", "형": "현", "성": "승", "준": "중", "민": "명", "영": "연", "연": "영", "진": "지", "은": "원",
    "철": "초", "석": "식",
    "식": "석", "선": "성", "남": "나", "경": "근", "근": "경", "명": "민", "수": "순", "호": "후", "훈": "호",
    "도": "동", "동": "도",
}  # fmt: skip


def strangers() -> list[Pair]:
    """Pairs of different persons: one syllable apart in sound, or of another people altogether."""
    choose = random.Random(12)
    found = _by_hand(STRANGERS_BY_HAND, "by hand")
    people, others = koreans(260, choose), chinese(260, choose)
    rows = {row[0]: row for row in _rows(SYLLABLES)}
    for one in people:
        for place in (0, 1):
            near = _NEAR.get(one.given[place][0], "")
            if near in rows:
                changed = tuple(rows[near] if n == place else row for n, row in enumerate(one.given))
                changed_name = Korean(one.surname, (changed[0], changed[1]))
                found.append(Pair(one.hangul, changed_name.latin(2, "-", choose), "near in korean"))
                found.append(Pair(one.hangul, changed_name.han, "near in hanja"))
    by_sound = {row[1]: row for row in _rows(CHINESE_GIVEN)}
    near_pinyin = {
        "ming": "min",
        "ping": "pin",
        "xin": "xing",
        "yun": "yong",
        "lin": "ling",
        "jian": "jiang",
        "ying": "yin",
    }
    for other in others:
        last = other.given[-1]
        if last[1] in near_pinyin:
            found.append(
                Pair(other.joined(2), other.latin("").removesuffix(last[1]) + near_pinyin[last[1]], "near in pinyin")
            )
        swapped = choose.choice([row for row in by_sound.values() if row[1] not in {one[1] for one in other.given}])
        changed_other = Chinese(other.surname, (*other.given[:-1], swapped))
        if len(other.given) > 1 or swapped[2] != last[2]:
            found.append(Pair(other.joined(2), changed_other.latin(""), "other given name"))
            found.append(Pair(other.joined(2), changed_other.han(0), "other given name"))
            found.append(Pair(other.han(0), changed_other.latin(""), "other given name"))
    for one, other in zip(people, others, strict=True):
        found.append(Pair(one.hangul, other.latin(""), "another people"))
        found.append(Pair(one.hangul, other.han(0), "another people"))
    far = japanese(120, choose)
    found += [Pair(left[0], right[1], "japanese") for left, right in zip(far, [*far[1:], far[0]], strict=True)]
    return list(dict.fromkeys(found))
