"""Telephone numbers as heads and feet of releases write them."""

import re

PHONE = re.compile(
    r"(?<![\d.+-])(?:"
    r"\+\d{1,3}[-. ]?(?:\(\d{1,4}\)[-. ]?|\d{1,4}[-. ])?\d{2,4}[-. ]?\d{3,4}(?:[-. ]\d{2,4})?"
    r"|\(0?\d{2,3}\)\s?\d{3,4}[-. ]\d{4}"
    r"|0\d{1,3}\s?[-.)]\s?\d{3,4}[-. ]?\d{4}"
    r"|(?:00)?8[1256]-\d{1,3}-\d{3,4}[- ]?\d{4}"
    r"|0\d{2,3} \d{3,4}[- ]\d{4}"
    r"|\d{3}-\d{3}-\d{4}"
    r"|\(\d{2,3}-\d{1,3}\)\s?\d{3,4}-\d{4}"
    r"|(?<=\()(?!(?:19|20)\d\d-(?:19|20)\d\d)\d{3,4}-\d{4}(?=\))"
    r"|1[568]\d\d-\d{4}|1[3-9]\d{9}|0\d{8,11}"
    r")(?!\d)(?:\s?\((?:ext|내선|구내|转|轉)\.?\s?[\d-]{1,8}\)|\s?(?:转|轉|ext\.?)\s?\d{1,6})?"
)
"""Korean (044-201-6560, 02) 2100-7340, 1588-1234; in brackets without the code of the town, (2150-4860)), Chinese
(010-6803 1947, mobile) and international numbers, with their extensions."""


def has_phone(words: str) -> bool:
    """Whether a telephone number stands in `words` (folded).

    >>> has_phone("문의 : 044-201-6560"), has_phone("2020-2022년 3,280.1억")
    (True, False)
    """
    return PHONE.search(words) is not None
