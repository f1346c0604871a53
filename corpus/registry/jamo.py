"""The letters of which syllables of Hangul are composed."""

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
_FIRST = 0xAC00
_TO_EACH_LEAD = len(VOWELS) * len(TAILS)


def parts(syllable: str) -> tuple[str, str, str]:
    """Lead, vowel and tail of one syllable.

    >>> parts("현")
    ('ㅎ', 'ㅕ', 'ㄴ')
    """
    code = ord(syllable) - _FIRST
    return LEADS[code // _TO_EACH_LEAD], VOWELS[code % _TO_EACH_LEAD // len(TAILS)], TAILS[code % len(TAILS)]


def composed(lead: str, vowel: str, tail: str) -> str:
    """The syllable of a lead, a vowel and a tail.

    >>> composed("ㅎ", "ㅕ", "ㄴ")
    '현'
    """
    return chr(_FIRST + LEADS.index(lead) * _TO_EACH_LEAD + VOWELS.index(vowel) * len(TAILS) + TAILS.index(tail))


def letters(hangul: str) -> str:
    """Hangul as a sequence of its letters, the form in which spellings are compared; a lead ㅇ is silent.

    >>> letters("궈"), letters("저우")
    ('ㄱㅝ', 'ㅈㅓㅜ')
    """
    return "".join(
        "".join(parts(c)).replace("ㅇ", "", 1) if "가" <= c <= "힣" and parts(c)[0] == "ㅇ" else "".join(parts(c))
        for c in hangul
        if "가" <= c <= "힣"
    )
