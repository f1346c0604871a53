"""Names in Han characters: where a name ends that nothing separates from the words around it."""

import re

from corpus.registry import countries

from .mentions import Mention, Span
from .rules import Lexicon, Rule, alternation

_HAN = re.compile(r"[\u4e00-\u9fff]")
_DOT = "·"
_ONLY_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TRANSCRIBED = re.compile(r"[\u4e00-\u9fff]{2,6}(?:·[\u4e00-\u9fff]{1,8})+$")
_OF_A_WOMAN = "氏"
"""Between the family name and the two further ones of many women of Vietnam."""
_OF_FOUR = 4
_LONGEST = 24
_LEAST_SOUNDS = 4
_NEAR = 40
"""Characters before a name in which Japan counts as the country that it comes from."""
_MOST_LOOKED_AT = 12
"""Occurrences of a candidate that are looked at before its length is decided."""


class HanNames:
    """Checks of the names that the Chinese patterns propose, and their length."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self._words = words
        self._compound = words["compound_surname"]
        self._japanese = words["japanese_surname"]
        self._after = re.compile(alternation(sorted(words["after"] | words["title"])))
        self._after_two = re.compile(alternation(sorted(w for w in words["after"] | words["title"] if len(w) > 1)))
        self._speech = re.compile(f'{alternation(sorted(words["speech"]))}(?=[,:"])')
        self._after_name = re.compile(alternation(sorted(words["after_name"])))
        self._sounds = re.compile(f"{alternation(sorted(words['transcription']))}{{{_LEAST_SOUNDS},8}}")
        self._before = re.compile(f"(?:{alternation(sorted(words['before']))}|[^\u4e00-\u9fff])$")
        self._title_start = re.compile(f"(?:{lexicon.cues['title'].pattern})")
        self._countries = frozenset(countries().names("zh", "name", "adjective", "side"))
        japan = alternation([name for name, code in countries().names("zh", "name").items() if code == "JP"])
        self._japan = re.compile(f"(?:{japan})[^。;、,\\n]*$")
        self._places = frozenset(countries().names("zh", "name", "capital"))
        self._not = words["not_names"] | self._countries

    def check(self, rule: Rule, text: str, mention: Mention) -> Mention | None:
        """The mention with the true extent of its name; None where it names nobody."""
        start, end = mention.name
        if rule.transcribed:
            last = self._first_end(text, start + 2, end)
            credible = self._open(text, last) and text[start : start + 2] not in self._not
            return mention.named(Span(start, last)) if credible else None
        if rule.open == "right":
            found = self.end_of(text, start, end)
            if found is None:
                return None
            return (
                mention.named(Span(start, found))
                if self.name(text[start:found], sure=self._closed(text, found))
                else None
            )
        if rule.open == "left":
            begin = self.start_of(text, end)
            return mention.named(Span(begin, end)) if begin is not None else None
        return mention if self.name(text[start:end], sure=rule.sure) else None

    def name(self, name: str, *, sure: bool) -> bool:
        """Whether `name` may name a person: a family name, no common word."""
        name = "".join(name.split())
        if _DOT in name:
            return name not in self._not and not self._title_start.search(name)
        if name[1:] in self._words["never_given"] or not self._words["never_in_name"].isdisjoint(name):
            return False
        if name in self._not or name[:2] in self._not or name[1:] in self._places or self._title_start.search(name):
            return False
        if name[:1] in self._words["rare_surname"] and not sure and not self._japanese_surname(name):
            return False
        return bool(self._family_name(name))

    def _family_name(self, name: str) -> str:
        if name[:2] in self._compound and len(name) > 2:
            return name[:2]
        if japanese := self._japanese_surname(name):
            return japanese
        return name[:1] if name[:1] in self._words["surname"] and len(name) > 1 else ""

    def _japanese_surname(self, name: str) -> str:
        return next((name[:n] for n in (3, 2) if name[:n] in self._japanese and len(name) > n), "")

    def _closed(self, text: str, end: int) -> bool:
        """Whether what follows ends a name beyond doubt: punctuation, a word of two characters, or of speech."""
        if end >= len(text) or not _HAN.match(text, end):
            return True
        return any(words.match(text, end) for words in (self._after_two, self._speech))

    def _open(self, text: str, end: int) -> bool:
        return self._closed(text, end) or bool(self._after.match(text, end))

    def end_of(self, text: str, start: int, longest: int) -> int | None:
        """Where the name ends that begins at `start`."""
        name = text[start:longest]
        if _DOT in name:
            last = start + name.rindex(_DOT) + 1
            return self._sounding_end(text, last, longest) or self._first_end(text, last + 1, longest)
        if name[1:2] == _OF_A_WOMAN and longest - start >= _OF_FOUR and self._open(text, start + _OF_FOUR):
            return start + _OF_FOUR
        japanese = self._japanese_surname(name)
        compound = name[:2] if name[:2] in self._compound else ""
        least = len(japanese or compound) or 1
        in_japan = self._japan.search(text, max(0, start - _NEAR), start)
        most = least + (3 if japanese or (in_japan and not compound) else 2)
        ends = [
            start + n for n in range(least + 1, most + 1) if start + n <= longest and _HAN.match(text, start + n - 1)
        ]
        if not ends:
            return None
        usual = min(len(ends) - 1, 1)
        scores = [self._score(text, start, end) for end in ends]
        if not any(scores):
            transcribed = self._sounds.match(text, start)
            if transcribed:
                last = self._first_end(text, start + _LEAST_SOUNDS, transcribed.end())
                if self._open(text, last):
                    return last
            scores = [self._share(text, start, end) for end in ends]
        for shorter, longer in zip(range(len(ends)), range(1, len(ends)), strict=False):
            if not scores[shorter]:
                continue
            if self._belongs_to_name(text, ends[shorter], ends[longer], scores[shorter], scores[longer]):
                continue
            return ends[shorter]
        best = max(range(len(ends)), key=lambda n: (scores[n] > 0, n == usual, n))
        return ends[best]

    def _score(self, text: str, start: int, end: int) -> float:
        """The share of its places at which `text[start:end]` may end a name; 0 where it may not do so here."""
        return self._share(text, start, end) if self._open(text, end) else 0.0

    def _share(self, text: str, start: int, end: int) -> float:
        name = text[start:end]
        good = seen = 0
        position = text.find(name)
        while position >= 0 and seen < _MOST_LOOKED_AT:
            seen += 1
            good += self._open(text, position + len(name))
            position = text.find(name, position + 1)
        return good / seen if seen else 0.0

    def _belongs_to_name(self, text: str, shorter: int, longer: int, score: float, longer_score: float) -> bool:
        """Whether the character between both ends is the last of the name, though it may begin a word."""
        if not longer_score or self._after_two.match(text, shorter) or not _HAN.match(text, shorter):
            return False
        character = text[shorter]
        if character not in self._words["after_or_given"] or longer_score < score:
            return False
        if longer >= len(text) or bool(self._after_name.match(text, longer)):
            return True
        return not text[longer].isalnum()

    def _first_end(self, text: str, first: int, longest: int) -> int:
        for end in range(first, longest + 1):
            if self._open(text, end):
                return end
        return longest

    def _sounding_end(self, text: str, start: int, longest: int) -> int | None:
        """Where the last part of a transcribed name ends if all its characters are those of transcription."""
        for end in range(start + 1, longest + 1):
            if text[end - 1] not in self._words["transcription"]:
                return None
            if self._closed(text, end):
                return end
        return None

    def start_of(self, text: str, end: int) -> int | None:
        """Where the name begins that ends at `end`, the longest first; None where no name ends there."""
        transcribed = _TRANSCRIBED.search(text, max(0, end - _LONGEST), end)
        if transcribed:
            return transcribed.start() if self._before.search(text, 0, transcribed.start()) else None
        for begin in range(max(0, end - 5), end - 1):
            name = text[begin:end]
            if not _ONLY_HAN.fullmatch(name):
                continue
            length = len(name)
            family = self._family_name(name)
            if not family or not 1 <= length - len(family) <= (3 if self._japanese_surname(name) else 2):
                continue
            if self.name(name, sure=False) and self._before.search(text, max(0, begin - 4), begin):
                return begin
            if self.name(name, sure=False) and begin == 0:
                return begin
        return None
