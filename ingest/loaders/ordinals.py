"""Numbers of list items as they are shown: the formats that word processors name, in Latin, Korean and Chinese."""

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST = 3999
_GANADA = "가나다라마바사아자차카타파하"
_CHOSUNG = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_HANGUL_DIGITS = "영일이삼사오육칠팔구", "십백천"
_HAN_DIGITS = "〇一二三四五六七八九", "十百千"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖", "拾佰仟"


def roman(number: int) -> str:
    """A number below 4,000 in small Roman numerals.

    >>> roman(14)
    'xiv'
    """
    found = ""
    for value, letters in _ROMAN:
        while number >= value:
            found += letters
            number -= value
    return found


def letters(number: int) -> str:
    """a … z, aa, bb …: the letter is repeated, as word processors count.

    >>> letters(3), letters(28)
    ('c', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def counted(number: int, digits: str, units: str) -> str:
    """A number below 10,000 as it is spoken, in the digits and units of a script.

    >>> counted(21, *_HAN_DIGITS), counted(10, *_HANGUL_DIGITS)
    ('二十一', '십')
    """
    found = ""
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            continue
        unit = units[place - 1] if place else ""
        found += unit if digit == 1 and place == 1 and not found else digits[digit] + unit
    return found


def _from(characters: str) -> Callable[[int], str]:
    """The characters in turn; after the last they are doubled."""
    return lambda number: characters[(number - 1) % len(characters)] * ((number - 1) // len(characters) + 1)


def _block(first: str, size: int) -> Callable[[int], str]:
    """Consecutive code points; beyond them plain digits."""
    return lambda number: chr(ord(first) + number - 1) if number <= size else str(number)


def _circled(number: int) -> str:
    if number > 20:
        return chr(0x3251 + number - 21) if number <= 35 else chr(0x32B1 + number - 36) if number <= 50 else str(number)
    return chr(0x2460 + number - 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + at: ord("０") + at for at in range(10)}),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "ganada": _from(_GANADA),
    "chosung": _from(_CHOSUNG),
    "ideographTraditional": _from(_STEMS),
    "ideographZodiac": _from(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _block("⑴", 20),
    "decimalEnclosedFullstop": _block("⒈", 20),
    "ideographEnclosedCircle": _block("㊀", 10),
    "koreanCounting": lambda number: counted(number, *_HANGUL_DIGITS),
    "koreanDigital": lambda number: counted(number, *_HANGUL_DIGITS),
    "koreanDigital2": lambda number: counted(number, *_HAN_DIGITS),
    "chineseCounting": lambda number: counted(number, *_HAN_DIGITS),
    "chineseCountingThousand": lambda number: counted(number, *_HAN_DIGITS),
    "ideographDigital": lambda number: counted(number, *_HAN_DIGITS),
    "japaneseCounting": lambda number: counted(number, *_HAN_DIGITS),
    "taiwaneseCounting": lambda number: counted(number, *_HAN_DIGITS),
    "taiwaneseCountingThousand": lambda number: counted(number, *_HAN_DIGITS),
    "chineseLegalSimplified": lambda number: counted(number, *_FORMAL_DIGITS),
}
"""By the names of WordprocessingML (ECMA-376, ST_NumberFormat)."""


def ordinal(number: int, form: str) -> str:
    """How item `number`, from 1, is counted in a format; plain digits where the format is not known.

    >>> ordinal(3, "ganada"), ordinal(4, "upperRoman"), ordinal(12, "decimalEnclosedCircle")
    ('다', 'IV', '⑫')
    """
    return _FORMS.get(form, str)(number) if 0 < number <= _MOST else str(number)
