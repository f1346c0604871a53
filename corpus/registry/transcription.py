"""One name in two scripts: how Chinese syllables are written in Hangul, how Hangul is written in Latin letters.

Releases spell by ear as often as by rule (마톈화, 류광밍, Lee, Park), so spellings are compared as sequences of
letters with a threshold, not looked up. What is compared: Chinese names in the Hangul that the transcription rule
gives them, Korean names in Latin letters of which the habitual variants are folded together.
"""

import re
import unicodedata
from functools import cache
from itertools import product

from pypinyin import Style, lazy_pinyin
from rapidfuzz.distance import Levenshtein

from ..model import Model
from .tables import ROOT, read_table

SAME_CHINESE = 0.67
"""Least likeness of one Chinese name in Hangul and in pinyin; unlike names measured 0.50 at most."""
SAME_KOREAN = 0.80
"""Least likeness of one Korean name in Hangul and in Latin letters; unlike names measured 0.67 at most."""

_MOST_READINGS = 24
"""A name of characters with many readings is not tried in all of them."""

_INITIALS = {
    "b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "f": "ㅍ", "d": "ㄷ", "t": "ㅌ", "n": "ㄴ", "l": "ㄹ", "g": "ㄱ", "k": "ㅋ",
    "h": "ㅎ", "j": "ㅈ", "q": "ㅊ", "x": "ㅅ", "zh": "ㅈ", "ch": "ㅊ", "sh": "ㅅ", "r": "ㄹ", "z": "ㅉ", "c": "ㅊ",
    "s": "ㅆ", "": "ㅇ",
}  # fmt: skip
# Each final as Hangul syllables whose first consonant, ㅇ, gives way to the initial.
_FINALS = {
    "a": "아", "o": "오", "e": "어", "ai": "아이", "ei": "에이", "ao": "아오", "ou": "어우", "an": "안", "en": "언",
    "ang": "앙", "eng": "엉", "er": "얼", "i": "이", "ia": "야", "io": "요", "ie": "예", "iao": "야오", "iu": "유",
    "ian": "옌", "in": "인", "iang": "양", "ing": "잉", "u": "우", "ua": "와", "uo": "워", "uai": "와이", "ui": "우이",
    "uan": "완", "un": "운", "uang": "왕", "ong": "웅", "iong": "융", "v": "위", "ve": "웨", "van": "위안", "vn": "윈",
    "ue": "웨",
}  # fmt: skip
_WITHOUT_INITIAL = {
    "yi": "이", "ya": "야", "yo": "요", "ye": "예", "yao": "야오", "you": "유", "yan": "옌", "yin": "인",
    "yang": "양", "ying": "잉", "yong": "융", "wu": "우", "wa": "와", "wo": "워", "wai": "와이", "wei": "웨이",
    "wan": "완", "wen": "원", "wang": "왕", "weng": "웡", "yu": "위", "yue": "웨", "yuan": "위안", "yun": "윈",
    "a": "아", "o": "오", "e": "어", "ai": "아이", "ei": "에이", "ao": "아오", "ou": "어우", "an": "안", "en": "언",
    "ang": "앙", "er": "얼",
}  # fmt: skip
_PLAIN_VOWEL = {"ㅑ": "ㅏ", "ㅕ": "ㅓ", "ㅛ": "ㅗ", "ㅠ": "ㅜ", "ㅖ": "ㅔ", "ㅒ": "ㅐ"}
_RETROFLEX = {"zh": "즈", "ch": "츠", "sh": "스", "r": "르", "z": "쯔", "c": "츠", "s": "쓰"}
_FINALS_OF = {
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "q": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "x": "i ia ie iao iu ian in iang ing iong v ve van vn",
    "zh": "i a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "i a e ai ao ou an en ang eng ong u uo uai ui uan un uang",
    "sh": "i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "i e ao ou an en ang eng ong u uo ui uan un",
    "z": "i a e ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "s": "i a e ai ao ou an en ang eng ong u uo ui uan un",
}

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_ROMAN_LEADS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
_ROMAN_VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_ROMAN_TAILS = [
    "",
    "k",
    "k",
    "k",
    "n",
    "n",
    "n",
    "t",
    "l",
    "k",
    "m",
    "l",
    "l",
    "l",
    "p",
    "l",
    "m",
    "p",
    "p",
    "t",
    "t",
    "ng",
    "t",
    "t",
    "k",
    "t",
    "p",
    "t",
]


def _parts(syllable: str) -> tuple[str, str, str]:
    """Lead, vowel and tail of one Hangul syllable."""
    code = ord(syllable) - 0xAC00
    return _LEADS[code // 588], _VOWELS[code % 588 // 28], _TAILS[code % 28]


def _syllable(lead: str, vowel: str, tail: str) -> str:
    return chr(0xAC00 + _LEADS.index(lead) * 588 + _VOWELS.index(vowel) * 28 + _TAILS.index(tail))


def _combine(initial: str, final: str) -> str:
    if final == "i" and initial in _RETROFLEX:
        return _RETROFLEX[initial]
    _, vowel, tail = _parts(_FINALS[final][0])
    if _INITIALS[initial] in "ㅈㅉㅊ":
        vowel = _PLAIN_VOWEL.get(vowel, vowel)
    return _syllable(_INITIALS[initial], vowel, tail) + _FINALS[final][1:]


@cache
def hangul_of_pinyin() -> dict[str, str]:
    """Every syllable of pinyin (`v` for ü; after j, q, x, y: `u`) with its Hangul.

    >>> [hangul_of_pinyin()[syllable] for syllable in ("zhou", "guo", "mei", "xie", "shi", "lv", "quan")]
    ['저우', '궈', '메이', '셰', '스', '뤼', '취안']

    Source: transcription of Chinese (외래어 표기법, notice of the Ministry of Culture, table 5).
    """
    table = dict(_WITHOUT_INITIAL)
    for initial, finals in _FINALS_OF.items():
        for final in finals.split():
            spelling = final.replace("v", "u") if initial in "jqx" else final
            table[initial + spelling] = _combine(initial, final)
    return table


@cache
def _pinyin_pattern() -> re.Pattern[str]:
    syllables = sorted(hangul_of_pinyin(), key=len, reverse=True)
    return re.compile("|".join(syllables))


def plain_latin(name: str) -> str:
    """Latin letters without accents and case, ü as v.

    >>> plain_latin("Lü Keqin")
    'lv keqin'
    """
    decomposed = unicodedata.normalize("NFD", name.replace("ü", "v").replace("Ü", "V"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@cache
def syllables_of_pinyin(word: str) -> tuple[str, ...]:
    """One word of pinyin cut into syllables, fewest first; empty where it is none.

    >>> syllables_of_pinyin("Guomei"), syllables_of_pinyin("Xi'an"), syllables_of_pinyin("Blinken")
    (('guo', 'mei'), ('xi', 'an'), ())
    """
    plain = plain_latin(word)
    table = hangul_of_pinyin()
    if "'" in plain or "-" in plain:
        parts = [syllables_of_pinyin(part) for part in re.split("['-]", plain)]
        return tuple(s for part in parts for s in part) if all(parts) else ()
    if not plain or len(plain) > 24:
        return ()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(plain)]
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None or plain[start:end] not in table:
                continue
            after_vowel = bool(before) and plain[start] in "aeo" and before[-1][-1] in "gn"
            current = best[end]
            if not after_vowel and (current is None or len(before) + 1 < len(current)):
                best[end] = (*before, plain[start:end])
    return best[-1] or ()


@cache
def _chinese_hangul() -> re.Pattern[str]:
    forms = sorted(set(hangul_of_pinyin().values()), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(forms)})")


def chinese_syllables_in(hangul: str) -> int:
    """How many Chinese syllables the transcribed `hangul` holds, at least; 0 where it is no transcription.

    >>> chinese_syllables_in("웨이훙보"), chinese_syllables_in("저우궈메이"), chinese_syllables_in("블링컨")
    (3, 3, 0)
    """
    table = set(hangul_of_pinyin().values())
    text = "".join(hangul.split())
    best: list[int | None] = [0, *[None] * len(text)]
    for end in range(1, len(text) + 1):
        options = [best[end - n] for n in (1, 2) if n <= end and text[end - n : end] in table]
        counts = [count for count in options if count is not None]
        best[end] = min(counts) + 1 if counts else None
    return best[-1] or 0


def letters(hangul: str) -> str:
    """Hangul as a sequence of its letters, the form in which spellings are compared.

    >>> letters("궈")
    'ㄱㅝ'
    """
    return "".join(
        "".join(_parts(c)).replace("ㅇ", "", 1) if "가" <= c <= "힣" else c for c in hangul if not c.isspace()
    )


def hangul_of_chinese(name: str) -> str | None:
    """A Chinese name, in pinyin or Han characters, in Hangul by the transcription rule; None where it is no pinyin.

    >>> hangul_of_chinese("Chen Limin"), hangul_of_chinese("刘光明"), hangul_of_chinese("John Miller")
    ('천리민', '류광밍', None)
    """
    if re.search("[\u4e00-\u9fff]", name):
        words = [s.replace("ü", "v") for s in lazy_pinyin(name, style=Style.NORMAL, v_to_u=False, errors="ignore")]
    else:
        words = [word for word in re.split(r"[\s\-]+", name.strip()) if word]
    table = hangul_of_pinyin()
    result = ""
    for word in words:
        syllables = syllables_of_pinyin(word)
        if not syllables:
            return None
        result += "".join(table[s] for s in syllables)
    return result or None


def romanised(hangul: str) -> str:
    """Hangul in Latin letters, syllable by syllable.

    >>> romanised("윤재현"), romanised("서다은")
    ('yunjaehyeon', 'seodaeun')

    Source: Revised Romanization of Korean; names keep their syllables apart, so without assimilation.
    """
    syllables = [_parts(c) for c in hangul if "가" <= c <= "힣"]
    return "".join(
        _ROMAN_LEADS[_LEADS.index(lead)] + _ROMAN_VOWELS[_VOWELS.index(vowel)] + _ROMAN_TAILS[_TAILS.index(tail)]
        for lead, vowel, tail in syllables
    )


# Habitual spellings, in the order in which they are replaced: of the family name, then of any part.
_SURNAME_FOLDS = (
    "lee|rhee|yi|ri|rhie|yee|i>i park|pak|bak|bahk>bak choi|choe|choy>coe roh|noh|no|ro>no ryu|yoo|yu|lyu|you|ryoo>yu "
    "lim|yim|im|rim>im woo|wu|u>u oh|o>o shin|sin>sin ahn|an>an moon|mun>mun yeom|youm|yum|ryom>yeom "
    "na|la|ra|nah|rha>na suh|seo|so>seo chung|jung|joung|jeong|cheong>jeong cho|jo|joh>jo chang|jang>jang "
    "chun|jeon|jun|cheon>jeon kang|gang>gang koo|ku|goo|gu|kuh>gu kim|gim>gim baek|paik|paek|baik|back>baek "
    "bae|pae>bae ha|hah>ha huh|hur|heo|her>heo"
)
_FOLDS = (
    r"ck>k wh>hw oo>u ou>u wu>u ee>i eo>o eu>u ae>e ai>e u(?=ng|n|m|k|l|h)>o sh>s ch>j kw>gw k>g p>b t>d l>r "
    r"h(?=$|[^aeiouwy])> (.)\1>\1"
)


@cache
def _surname_folds() -> dict[str, str]:
    folds = [fold.partition(">") for fold in _SURNAME_FOLDS.split()]
    return {spelling: to for spellings, _, to in folds for spelling in spellings.split("|")}


@cache
def _folds() -> list[tuple[re.Pattern[str], str]]:
    folds = [fold.rpartition(">") for fold in _FOLDS.split(" ")]
    return [(re.compile(pattern), to) for pattern, _, to in folds]


def folded(latin: str) -> str:
    """A Korean name in Latin letters with its habitual variants made one.

    >>> folded("Lee Jae-myung") == folded("Yi Jaemyeong"), folded("Park") == folded("Bak")
    (True, True)
    """
    words = [re.sub("[^a-z]", "", plain_latin(word)) for word in latin.split()]
    text = "-".join(word for word in words if word)
    surname, _, given = text.partition("-")
    form = ""
    for part in (_surname_folds().get(surname, surname), given.replace("-", "")):
        for pattern, to in _folds():
            part = pattern.sub(to, part)
        form += part
    return form


class HanjaReading(Model):
    """The Hangul `reading` of the Han `characters`, simplified, that stand in Korean names."""

    reading: str
    characters: str


@cache
def _hanja() -> dict[str, frozenset[str]]:
    readings: dict[str, set[str]] = {}
    for _, row in read_table(ROOT / "hanja.csv", HanjaReading):
        for character in row.characters:
            readings.setdefault(character, set()).update(row.reading if len(row.reading) == 1 else ())
    return {character: frozenset(options) for character, options in readings.items()}


def reads_as(han: str, hangul: str) -> bool:
    """Whether the Korean name `han`, in simplified Han characters, is read as `hangul`.

    >>> reads_as("金度亨", "김도형"), reads_as("金度亨", "김도현")
    (True, False)
    """
    own = "".join(hangul.split())
    return len(han) == len(own) and all(syllable in _hanja().get(c, ()) for c, syllable in zip(han, own, strict=True))


def korean_readings(han: str) -> list[str]:
    """The Hangul that a Korean name in simplified Han characters may be read as; none where a character is unknown.

    >>> korean_readings("尹炳哲")
    ['윤병철']
    """
    options = [sorted(_hanja().get(character, ())) for character in han]
    if not 2 <= len(han) <= 4 or not all(options):
        return []
    return ["".join(syllables) for syllables in product(*options)][:_MOST_READINGS]


def likeness(hangul: str, other: str) -> float:
    """How well `other`, in Latin letters or Han characters, spells the Chinese name `hangul`: 0 to 1."""
    transcribed = hangul_of_chinese(other)
    if transcribed is None:
        return 0.0
    return Levenshtein.normalized_similarity(letters(hangul), letters(transcribed))


def korean_likeness(hangul: str, latin: str) -> float:
    """How well `latin` spells the Korean name `hangul`, in either order of its parts: 0 to 1."""
    words = [word for word in re.split(r"[\s,]+", latin) if word]
    own = "".join(hangul.split())
    if not words or len(own) < 2:
        return 0.0
    split = 2 if len(own) > 3 else 1
    ours = folded(f"{romanised(own[:split])} {romanised(own[split:])}")
    rotations = {tuple(words), (words[-1], *words[:-1]), (*words[1:], words[0])}
    return max(Levenshtein.normalized_similarity(ours, folded(" ".join(order))) for order in sorted(rotations))


def same_name(hangul: str, other: str) -> bool:
    """Whether a name in Hangul and one in Latin letters or Han characters spell one name.

    >>> same_name("류광밍", "Liu Guangming"), same_name("윤재현", "Yoon Jae-hyun")
    (True, True)
    >>> same_name("윤재현", "Choi Eun-ju")
    False
    """
    if likeness(hangul, other) >= SAME_CHINESE:
        return True
    if not re.search("[A-Za-z]", other):
        return reads_as(other, hangul)
    return korean_likeness(hangul, other) >= SAME_KOREAN


def same_han_name(han: str, latin: str) -> bool:
    """Whether a Chinese or Korean name in simplified Han characters and one in Latin letters are one name.

    >>> same_han_name("宋启明", "Song Qiming"), same_han_name("尹炳哲", "Yoon Byung-chul")
    (True, True)
    """
    chinese = hangul_of_chinese(han)
    if chinese is not None and chinese in (hangul_of_chinese(latin), hangul_of_chinese(_turned(latin))):
        return True
    return any(korean_likeness(reading, latin) >= SAME_KOREAN for reading in korean_readings(han))


def _turned(latin: str) -> str:
    first, _, rest = latin.partition(" ")
    return f"{rest} {first}"
