"""Chinese names: pinyin, and the Hangul in which they are written.

Releases spell by the transcription rule (황룬추) or by ear (황룬츄, 쩌우), so each part of a syllable has the Hangul
of the rule and what is heard for it. A name in Hangul is a transcription if it can be cut into such syllables.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product

from .jamo import composed, letters, parts

_INITIALS = {
    "b": "ㅂ", "p": "ㅍ", "m": "ㅁ", "f": "ㅍ", "d": "ㄷ", "t": "ㅌ", "n": "ㄴ", "l": "ㄹ", "g": "ㄱ", "k": "ㅋ",
    "h": "ㅎ", "j": "ㅈ", "q": "ㅊ", "x": "ㅅ", "zh": "ㅈ", "ch": "ㅊ", "sh": "ㅅ", "r": "ㄹ", "z": "ㅉ", "c": "ㅊ",
    "s": "ㅆ", "": "ㅇ",
}  # fmt: skip
# Each final as Hangul syllables whose first consonant, ㅇ, gives way to the initial.
_FINALS = {
    "a": "아", "o": "오", "e": "어", "ai": "아이", "ei": "에이", "ao": "아오", "ou": "어우", "an": "안", "en": "언",
    "ang": "앙", "eng": "엉", "er": "얼", "i": "이", "ia": "야", "io": "요", "ie": "예", "iao": "야오", "iu": "유",
    "ian": "옌", "in": "인", "iang": "양", "ing": "잉", "u": "우", "ua": "와", "uo": "워", "uai": "와이",
    "ui": "우이",
    "uan": "완", "un": "운", "uang": "왕", "ong": "웅", "iong": "융", "v": "위", "ve": "웨", "van": "위안",
    "vn": "윈",
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


def _combine(initial: str, final: str) -> str:
    if final == "i" and initial in _RETROFLEX:
        return _RETROFLEX[initial]
    _, vowel, tail = parts(_FINALS[final][0])
    if _INITIALS[initial] in "ㅈㅉㅊ":
        vowel = _PLAIN_VOWEL.get(vowel, vowel)
    return composed(_INITIALS[initial], vowel, tail) + _FINALS[final][1:]


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


def chinese_syllables_in(hangul: str) -> int:
    """How many Chinese syllables the transcribed `hangul` holds, at least; 0 where it is no transcription.

    By the rule, or by ear where that sets a glide apart (치우 for 추, 지에 for 제).

    >>> chinese_syllables_in("웨이훙보"), chinese_syllables_in("저우궈메이"), chinese_syllables_in("블링컨")
    (3, 3, 0)
    >>> chinese_syllables_in("룬치우"), chinese_syllables_in("간지에")
    (2, 2)
    """
    table = set(hangul_of_pinyin().values())
    text = "".join(hangul.split())
    best: list[int | None] = [0, *[None] * len(text)]
    for end in range(1, len(text) + 1):
        last = end == len(text)
        options = [best[end - n] for n in (1, 2, 3) if n <= end and _is_syllable(text[end - n : end], table, last)]
        counts = [count for count in options if count is not None]
        best[end] = min(counts) + 1 if counts else None
    return best[-1] or 0


def _is_syllable(hangul: str, table: set[str], last: bool) -> bool:
    """Whether Hangul writes one Chinese syllable; at the end 에 is the particle, but for 지에, common in names."""
    if hangul in table:
        return True
    if len(hangul) == 1 or hangul[1] not in _GLIDED or (last and hangul[-1] == "에" and hangul != "지에"):
        return False
    return letters(hangul) in _set_apart()


_GLIDED = "아안앙애앤에엔오옹우유"
"""Syllables of Hangul in which the rest of a Chinese one is written whose glide is set apart."""


@cache
def _set_apart() -> frozenset[str]:
    """Spellings by ear with a glide of their own, in letters: ㅊㅣㅜ for qiu."""
    return frozenset(
        spelling
        for syllable in _parted()
        for spelling in heard(syllable)
        if spelling[1:2] == "ㅣ" and spelling[2:3] in _VOWELS_BEHIND_A_GLIDE
    )


_VOWELS_BEHIND_A_GLIDE = tuple("ㅏㅐㅔㅗㅜㅠ")


def hangul_of_chinese(name: str) -> str | None:
    """A Chinese name, in pinyin or Han characters, in Hangul by the transcription rule; None where it is no pinyin.

    >>> hangul_of_chinese("Chen Limin"), hangul_of_chinese("刘光明"), hangul_of_chinese("John Miller")
    ('천리민', '류광밍', None)
    """
    if re.search("[\u4e00-\u9fff]", name):
        from pypinyin import Style, lazy_pinyin  # half a second of dictionaries, which names in pinyin do without

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


_HEARD_INITIALS = {
    "b": "ㅂㅃ", "d": "ㄷㄸ", "g": "ㄱㄲ", "j": "ㅈㅉ", "x": "ㅅㅆ", "zh": "ㅈㅉ", "sh": "ㅅㅆ", "z": "ㅉㅈ",
    "s": "ㅆㅅ",
}  # fmt: skip
_HEARD_FINALS = {
    "o": "ㅗ ㅝ", "e": "ㅓ ㅡㅓ", "ai": "ㅏㅣ ㅐ", "ei": "ㅔㅣ ㅔ", "ou": "ㅓㅜ ㅗㅜ ㅗ", "en": "ㅓㄴ ㅡㄴ ㅔㄴ",
    "eng": "ㅓㅇ ㅡㅇ ㅔㅇ",
    "ia": "ㅑ ㅣㅏ ㅏ", "io": "ㅛ", "ie": "ㅖ ㅔ ㅣㅔ", "iao": "ㅑㅗ ㅣㅏㅗ ㅏㅗ", "iu": "ㅠ ㅣㅜ ㅣㅠ ㅜ",
    "ian": "ㅖㄴ ㅔㄴ ㅣㅔㄴ ㅣㅐㄴ ㅣㅏㄴ",
    "iang": "ㅑㅇ ㅣㅏㅇ ㅏㅇ", "iong": "ㅠㅇ ㅛㅇ ㅣㅗㅇ ㅜㅇ", "ua": "ㅘ ㅜㅏ", "uo": "ㅝ ㅗ ㅜㅗ ㅜㅓ ㅟ",
    "uai": "ㅘㅣ ㅙ", "ui": "ㅜㅣ ㅟ ㅞㅣ ㅞ",
    "uan": "ㅘㄴ ㅜㅏㄴ", "un": "ㅜㄴ ㅝㄴ", "uang": "ㅘㅇ ㅜㅏㅇ", "ong": "ㅜㅇ ㅗㅇ", "v": "ㅟ ㅜ ㅠ",
    "ve": "ㅞ ㅟㅔ ㅙ ㅠㅔ", "ue": "ㅞ ㅟㅔ ㅙ",
    "van": "ㅟㅏㄴ ㅞㄴ ㅘㄴ ㅠㅏㄴ", "vn": "ㅟㄴ ㅜㄴ ㅠㄴ",
}  # fmt: skip
_HEARD_ALONE = {
    "ye": "ㅖ ㅔ", "you": "ㅠ ㅛㅜ ㅣㅗㅜ", "yan": "ㅖㄴ ㅔㄴ ㅑㄴ ㅣㅏㄴ ㅣㅐㄴ", "yong": "ㅠㅇ ㅛㅇ",
    "wo": "ㅝ ㅗ", "wai": "ㅘㅣ ㅙ",
    "wei": "ㅞㅣ ㅟ", "wen": "ㅝㄴ ㅞㄴ", "yu": "ㅟ ㅠ", "yue": "ㅞ ㅟㅔ ㅠㅔ",
    "yuan": "ㅟㅏㄴ ㅞㄴ ㅠㅏㄴ ㅘㄴ", "yun": "ㅟㄴ ㅠㄴ",
}  # fmt: skip
_MOST_CUTS = 8


@cache
def _parted() -> dict[str, tuple[str, str]]:
    """Initial and final of every syllable of pinyin that has an initial."""
    return {
        initial + (final.replace("v", "u") if initial in "jqx" else final): (initial, final)
        for initial, finals in _FINALS_OF.items()
        for final in finals.split()
    }


@cache
def heard(syllable: str) -> tuple[str, ...]:
    """The letters of Hangul in which a syllable of pinyin may be written, the longest first.

    >>> letters("추") in heard("qiu"), letters("치우") in heard("qiu"), letters("친") in heard("qiu")
    (True, True, False)
    """
    standard = letters(hangul_of_pinyin()[syllable])
    if syllable not in _parted():
        found = {standard, *_HEARD_ALONE.get(syllable, "").split()}
    else:
        initial, final = _parted()[syllable]
        leads = _HEARD_INITIALS.get(initial, _INITIALS[initial])
        rests = ["ㅡ", "ㅣ"] if final == "i" and initial in _RETROFLEX else _HEARD_FINALS.get(final, "").split()
        rests.append(standard[1:])
        found = {lead + rest for lead in leads for rest in rests}
        if initial in "jqx":  # ㅈ, ㅊ and ㅅ before a y-glide: 추 and 츄 sound alike
            found |= {
                lead + _WITH_GLIDE[rest[:1]] + rest[1:] for lead in leads for rest in rests if rest[0] in _WITH_GLIDE
            }
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


_WITH_GLIDE = {plain: glide for glide, plain in _PLAIN_VOWEL.items() if glide not in "ㅒ"}


def all_cuts(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to cut a word of pinyin into syllables (xian: xian, xi an); none where it is no pinyin."""
    plain = plain_latin(word)
    if "'" in plain or "-" in plain:
        pieces = [all_cuts(part) for part in re.split("['-]", plain)]
        return tuple(tuple(s for cut in one for s in cut) for one in product(*pieces))[:_MOST_CUTS]
    if not plain or len(plain) > _LONGEST_WORD:
        return ()
    table = hangul_of_pinyin()
    cuts: list[list[tuple[str, ...]]] = [[()], *([] for _ in plain)]
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if plain[start:end] in table:
                cuts[end] += [(*cut, plain[start:end]) for cut in cuts[start]][:_MOST_CUTS]
    return tuple(sorted(cuts[-1], key=len)[:_MOST_CUTS])


_LONGEST_WORD = 24
_LONGEST_SYLLABLE = 6


def sounds_like(hangul: str, syllables: tuple[frozenset[str], ...]) -> bool:
    """Whether `hangul` writes a name of these syllables, each given by its possible pinyin."""
    own = letters(hangul)
    ends = {0}
    for options in syllables:
        ends = {
            end + len(spelling)
            for end in ends
            for option in options
            for spelling in heard(option)
            if own.startswith(spelling, end)
        }
        if not ends:
            return False
    return len(own) in ends


def ends_in_hangul(syllables: tuple[frozenset[str], ...]) -> frozenset[tuple[str, str]]:
    """The first two letters of Hangul and the last one of all that may write a name of these syllables (`sounds_like`).

    >>> (letters("천")[:2], letters("민")[-1]) in ends_in_hangul((frozenset(["chen"]), frozenset(["min"])))
    True
    """
    if not syllables:
        return frozenset()
    following = [spelt for option in syllables[1] for spelt in heard(option)] if len(syllables) > 1 else [""]
    heads = {
        (spelt + more)[:2]
        for option in syllables[0]
        for spelt in heard(option)
        for more in (following if len(spelt) < 2 else ("",))
    }
    tails = {spelt[-1] for option in syllables[-1] for spelt in heard(option)}
    return frozenset((head, tail) for head in heads for tail in tails)


_SURNAME_READINGS = {
    "解": "xie", "单": "shan", "仇": "qiu", "曾": "zeng", "区": "ou", "任": "ren", "查": "zha", "朴": "piao",
    "盖": "ge",
    "缪": "miao", "翟": "zhai", "乐": "yue", "员": "yun", "尉": "yu", "纪": "ji", "宁": "ning", "华": "hua",
    "卜": "bu",
    "覃": "qin", "冼": "xian", "逄": "pang", "召": "shao", "折": "she", "种": "chong", "秘": "bi", "黑": "he",
}  # fmt: skip
"""Family names of which the character is read otherwise as a word."""


@lru_cache(maxsize=4096)
def readings_of_han(name: str) -> tuple[frozenset[str], ...]:
    """The pinyin in which each character of a Chinese name may be read; empty where one is none.

    >>> [sorted(options) for options in readings_of_han("曾明")]
    [['zeng'], ['meng', 'ming']]
    """
    from pypinyin import Style, pinyin

    table = hangul_of_pinyin()
    found = []
    for number, character in enumerate(name):
        if number == 0 and character in _SURNAME_READINGS:
            options = {_SURNAME_READINGS[character]}
        else:
            [given] = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=False) or [[]]
            options = {plain_latin(one) for one in given} & table.keys()
        if not options:
            return ()
        found.append(frozenset(options))
    return tuple(found)
