"""Likeness of names: letters in common, acronyms, names that leave out words."""

import re

LEAST_ALIKE = 0.72
"""Dice coefficient of the letters of two names that mean one meeting; 0.65 joins neighbouring items of one plan, 0.8
leaves spelling variants apart (development releases)."""
SHORTEST_KEY = 4
"""Letters of a name that may stand for a longer one that contains it."""
LETTERS_OF_A_NUMBER = 2
"""Letters beside the figures of a number: 11th, 제11차, 第11次."""
FEWEST_WORDS = 3
"""Words of a name that leaves out others."""
_ACRONYM = re.compile(r"[A-Z]{2,8}")
_WORD = re.compile(r"[^\W\d_][\w']*")


def key_of(surface: str) -> str:
    """The letters of a name, by which names are compared."""
    return "".join(character for character in surface.casefold() if character.isalpha())


def dice(left: str, right: str) -> float:
    """Dice coefficient of the sets of character pairs.

    >>> dice("환경장관회의", "환경장관회의")
    1.0
    """
    if left == right:
        return 1.0 if left else 0.0
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (left, right)]
    total = len(pairs[0]) + len(pairs[1])
    return 2 * len(pairs[0] & pairs[1]) / total if total else 0.0


def shortens(short: str, long: str) -> bool:
    """Whether `short` writes as an acronym what `long` has in words or gives that acronym in brackets."""
    tokens = [token for token in _ACRONYM.findall(short) if token not in long]
    if not tokens:
        whole = next((found for found in _ACRONYM.finditer(short) if f"({found.group()}" in long), None)
        if whole is None:
            return False
        if whole.end() == len(short) and set(_WORD.findall(short[: whole.start()])) <= set(_WORD.findall(long)):
            return True
        other = key_of(short[: whole.start()] + short[whole.end() :])
        return len(other) <= LETTERS_OF_A_NUMBER or (len(other) >= SHORTEST_KEY and key_of(long).endswith(other))
    initials = "".join(word[0] for word in _WORD.findall(long)).upper()
    rest = [word for word in _WORD.findall(short) if word not in tokens]
    return all(token in initials for token in tokens) and all(word.casefold() in long.casefold() for word in rest)


def alike(left: str, right: str, least: float = LEAST_ALIKE) -> bool:
    """Whether two names share enough letters, or one begins or ends the other."""
    short, long = sorted((left, right), key=len)
    if len(short) >= SHORTEST_KEY and (long.endswith(short) or long.startswith(short)):
        return True
    return dice(left, right) >= least


def is_shortened(short: str, long: str) -> bool:
    """Whether `short` is `long` with letters left out.

    >>> is_shortened("中韩盐业司长会议", "中韩盐业合作司长会议")
    True
    """
    if not SHORTEST_KEY < len(short) < len(long):
        return False
    rest = iter(long)
    return all(letter in rest for letter in short)


def leaves_out_words(short: str, long: str) -> bool:
    """Whether the words of `short`, figures and plurals apart, stand in `long` too, in order, and say enough.

    >>> leaves_out_words("2015 SALT Trade Conference", "8th Saline and Lake Trade (SALT) Trade Conference")
    True
    """
    words, others = ([word.casefold().removesuffix("s") for word in _WORD.findall(name)] for name in (short, long))
    rest = iter(others)
    return FEWEST_WORDS <= len(words) < len(others) and all(word in rest for word in words)
