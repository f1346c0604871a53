"""Korean names in Latin letters: every way in which a syllable of Hangul may be spelt, by standard or by habit.

Offices romanise by the Revised Romanization (2000), older releases by McCune-Reischauer without its marks, and persons
as they please (Lee, Park, Young). Each sound therefore has a list of spellings, and a word spells a name if it can be
cut into spellings of its syllables. What two sounds share (`u` for ㅓ, ㅜ and ㅡ) cannot tell them apart; everything
else does.

Sources: Revised Romanization of Korean (Notice 2000-8 of the Ministry of Culture and Tourism); McCune and Reischauer,
"The Romanization of the Korean Language" (1939); Standard Pronunciation of Korean, articles 18 to 20 (assimilation).
"""

from functools import lru_cache

from .jamo import parts

_LEADS = {
    "ㄱ": "g k", "ㄲ": "kk gg k g", "ㄴ": "n", "ㄷ": "d t", "ㄸ": "tt dd t d", "ㄹ": "r l", "ㅁ": "m", "ㅂ": "b p",
    "ㅃ": "pp bb p b", "ㅅ": "s sh", "ㅆ": "ss s sh", "ㅇ": "-", "ㅈ": "j ch z", "ㅉ": "jj tch j ch",
    "ㅊ": "ch c tch",
    "ㅋ": "k", "ㅌ": "t th", "ㅍ": "p ph", "ㅎ": "h",
}  # fmt: skip
_VOWELS = {
    "ㅏ": "a ah", "ㅐ": "ae ai ay e", "ㅑ": "ya yah", "ㅒ": "yae", "ㅓ": "eo o u uh ou", "ㅔ": "e eh ay ei",
    "ㅕ": "yeo yo yu you yuh yeu", "ㅖ": "ye yeh yae e", "ㅗ": "o oh", "ㅘ": "wa oa", "ㅙ": "wae we",
    "ㅚ": "oe oi oy we",
    "ㅛ": "yo yoh", "ㅜ": "u oo ou", "ㅝ": "wo weo wou uo", "ㅞ": "we", "ㅟ": "wi wee ui", "ㅠ": "yu yoo you",
    "ㅡ": "eu u", "ㅢ": "ui eui ee i ie", "ㅣ": "i ee ie yi",
}  # fmt: skip
_TAILS = {
    "": "-", "ㄱ": "k g ck c", "ㄴ": "n", "ㄷ": "t d", "ㄹ": "l r", "ㅁ": "m", "ㅂ": "p b", "ㅅ": "t s", "ㅇ": "ng",
    "ㅆ": "t", "ㅈ": "t", "ㅊ": "t", "ㅋ": "k", "ㅌ": "t", "ㅍ": "p", "ㅎ": "h -",
}  # fmt: skip
_ROUND = {"ㅜ": "woo wu", "ㅟ": "wee"}
"""Vowels that are also spelt with `w` where no consonant is in front of them (우: Woo)."""
_SURNAME_VOWELS = {"ㅓ": "ur er eoh", "ㅏ": "ar", "ㅣ": "y", "ㅐ": "aik aek"}
"""Spellings that only family names have (Hur, Park)."""
_LAW_OF_INITIALS = {"ㅇ": ("ㅣㅑㅕㅖㅛㅠ", "r l rh ri n"), "ㄴ": ("ㅏㅐㅓㅗㅚㅜㅡ", "r l rh")}
"""Sounds that begin a family name today for an older ㄹ, which its bearers may keep (Lee, Rhee, Ryu, Lim, Roh)."""
_NASAL = {**dict.fromkeys("ㄱㄲㅋ", "ng"), **dict.fromkeys("ㄷㅅㅆㅈㅊㅌ", "n"), **dict.fromkeys("ㅂㅍ", "m")}


def _options(spellings: str) -> tuple[str, ...]:
    return tuple("" if one == "-" else one for one in spellings.split())


@lru_cache(maxsize=4096)
def spellings(syllable: str, before: str = "", after: str = "", *, surname: bool = False) -> tuple[str, ...]:
    """Every spelling of one syllable of Hangul, the longest first; `before` and `after` are its neighbours.

    >>> spellings("현")[0], "hyun" in spellings("현"), "rhee" in spellings("이", surname=True)
    ('hyeon', True, True)
    """
    lead, vowel, tail = parts(syllable)
    vowels = _options(_VOWELS[vowel])
    leads = _options(_LEADS[lead])
    if lead == "ㅇ":
        vowels += _options(_ROUND.get(vowel, ""))
    if surname:
        vowels += _options(_SURNAME_VOWELS.get(vowel, ""))
        softened, older = _LAW_OF_INITIALS.get(lead, ("", ""))
        if vowel in softened:
            leads += _options(older)
        if lead == "ㄹ":
            leads += ("", "n", "rh")
    tails = _options(_TAILS.get(tail, "-"))
    if after:
        tails += _assimilated_tail(tail, parts(after)[0])
    if before:
        leads += _assimilated_lead(parts(before)[2], lead)
    found = {a + b + c for a in leads for b in vowels for c in tails}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


def _assimilated_tail(tail: str, following: str) -> tuple[str, ...]:
    """How a final consonant is spelt as it is spoken before the next sound (백남: Paeng-nam)."""
    if following in "ㄴㅁㄹ" and tail in _NASAL:
        return (_NASAL[tail],)
    if tail == "ㄴ" and following == "ㄹ":
        return ("l",)
    return ()


def _assimilated_lead(preceding: str, lead: str) -> tuple[str, ...]:
    """How a first consonant is spelt as it is spoken after the sound before it (정률: Chŏng-nyul)."""
    if lead == "ㄹ" and preceding in ("ㅁ", "ㅇ", "ㄱ", "ㅂ"):
        return ("n",)
    if lead == "ㄴ" and preceding == "ㄹ":
        return ("l",)
    return ()


def spells(latin: str, hangul: str) -> bool:
    """Whether `latin`, lower-case letters only and the family name first, spells the Korean name `hangul`.

    >>> spells("yoonjaehyun", "윤재현"), spells("yunchaehyon", "윤재현"), spells("yoonjaehyung", "윤재현")
    (True, True, False)
    >>> spells("yoon", "윤1")                  # not all of it are syllables
    False
    """
    if len(hangul) < 2 or not all("가" <= syllable <= "힣" for syllable in hangul):
        return False
    ends = {0}
    for number, syllable in enumerate(hangul):
        before, after = hangul[number - 1] if number else "", hangul[number + 1 : number + 2]
        options = spellings(syllable, before, after, surname=number == 0)
        ends = {end + len(one) for end in ends for one in options if latin.startswith(one, end)}
        if not ends:
            return False
    return len(latin) in ends


def ends(hangul: str) -> frozenset[tuple[str, str]]:
    """The first two letters and the last one of every spelling of a Korean name, each with each.

    What spells the name begins and ends so; a name without these need not be compared.

    >>> ("yo", "n") in ends("윤재현"), ("li", "n") in ends("윤재현"), ends("윤")
    (True, False, frozenset())
    """
    if len(hangul) < 2 or not all("가" <= syllable <= "힣" for syllable in hangul):
        return frozenset()
    following = spellings(hangul[1], hangul[0], hangul[2:3])
    heads = {
        (one + more)[:2]
        for one in spellings(hangul[0], "", hangul[1], surname=True)
        for more in (following if len(one) < 2 else ("",))
    }
    tails = {one[-1] for one in spellings(hangul[-1], hangul[-2], "")}
    return frozenset((head, tail) for head in heads for tail in tails)
