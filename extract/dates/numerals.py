"""Numbers written in words or in Han characters, read by one method for all languages."""

import re
from collections.abc import Mapping
from functools import cached_property

from corpus.model import Model


class Numerals(Model):
    """The number words of a language: `values` add up, `multipliers` (ten, hundred, thousand) multiply.

    >>> han = Numerals(values={"〇": 0, "一": 1, "二": 2, "三": 3}, multipliers={"十": 10, "千": 1000})
    >>> han.read("二十三"), han.read("二〇一二"), han.read("二千二")
    (23, 2012, 2002)
    """

    values: Mapping[str, int] = {}
    multipliers: Mapping[str, int] = {}

    @cached_property
    def _word(self) -> re.Pattern[str]:
        words = sorted([*self.values, *self.multipliers], key=len, reverse=True)
        return re.compile(r"\d+|" + "|".join(map(re.escape, words)))

    def read(self, text: str) -> int | None:
        """The number that `text` writes; None where it writes none. What is no number word is passed over."""
        if text.isascii() and text.isdigit():
            return int(text)
        words = self._word.findall(text)
        if not words:
            return None
        return self._multiplied(words) if any(w in self.multipliers for w in words) else self._joined(words)

    def _value(self, word: str) -> int:
        return int(word) if word.isdigit() else self.values[word]

    def _multiplied(self, words: list[str]) -> int:
        total = current = 0
        for word in words:
            if word in self.multipliers:
                total += max(current, 1) * self.multipliers[word]
                current = 0
            else:
                current += self._value(word)
        return total + current

    def _joined(self, words: list[str]) -> int:
        """Digits that follow each other (二〇一二, nineteen eighty six); a unit after a ten adds to it."""
        parts: list[int] = []
        for word in words:
            value = self._value(word)
            if parts and parts[-1] >= 10 and parts[-1] % 10 == 0 and 0 < value < 10:
                parts[-1] += value
            else:
                parts.append(value)
        return int("".join(map(str, parts)))
