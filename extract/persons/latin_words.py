"""Words in Latin letters: which are of offices, and which have the form of names."""

import re
from collections.abc import Iterable

from corpus.registry import countries
from corpus.registry.pinyin import syllables_of_pinyin
from corpus.registry.romaji import moras_of

from .names import KOREAN_GIVEN, KOREAN_SYLLABLE
from .rules import Lexicon

NEXT = re.compile(
    r"(?P<gap>[ \t]{0,4}\n?[ \t]{0,2}|, ?\n?)"
    r"(?P<word>[A-ZÀ-Ý](?:[\w'&/\-]|\.(?=[A-Z]))*\.?|[a-z]+|&|\((?:[A-Z]{2,8}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\))"
)
CAPITALS = re.compile(r"[A-Z]{2,}(?:-[A-Z]{2,})?$")
INITIAL = re.compile(r"(?:[A-Z]\.){1,3}$")
POSSESSIVE = re.compile(r"'s?$")
LONGEST_IN_CAPITALS = 10
LONGEST_PART = 16
"""Characters of the part of a country's name before its last word."""
SHORT = 3
"""Family names of so few letters are words as well (He, An, Nam)."""


class LatinWords:
    """What the lexicon says of a word, and of several in a row."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self._series = lexicon.series
        self._countries = frozenset(name for name in countries().names("en") if " " not in name) | words["state"]
        places = countries().names("en", "name", "adjective", "capital")
        self._ends = frozenset(" ".join(name.split()[-2:]) for name in countries().names("en") if " " in name)
        self._whole_places = places
        self._office = words["office"] | words["headline"] | {name for name in places if " " not in name}
        self._office |= {word for title in words["title"] for word in title.split()}
        self._small_office = frozenset(word.casefold() for word in words["office"]) - words["link"]
        self._words_of_posts = words["post"]
        self._address = words["address"]
        self._addressed = re.compile(
            rf"(?:, ?\n?|[ \t]*\n?)(?:the )?(?:{'|'.join(map(re.escape, sorted(self._address)))})\.?(?=[ \n])"
        )
        self._title = lexicon.cues["title"]
        self._places = words["place_suffix"]
        self._small = words["particle"]
        self._links = words["link"]
        self._no_name = words["no_name"]
        self._body = words["body"]
        self._high = tuple(sorted(words["high_title"]))
        self._second = words["second_office"]
        self._titles = words["title"]
        self._korean = words["korean_surname"]
        self._chinese = words["chinese_surname"]
        self._vietnamese = words["vietnamese_surname"]
        self._institution = words["institution"]

    def _weight(self, words: Iterable[str]) -> int:
        """How many words of a name count against the most that one has; particles do not (bin, Al)."""
        return sum(word.casefold() not in self._small for word in words)

    def _in_brackets(self, word: str) -> bool:
        """Whether a bracket holds an abbreviation, or words that tell two offices apart ((Environment))."""
        inner = word[1:-1]
        return word[:1] == "(" and (inner.isupper() or all(self._of_office(each) for each in inner.split()))

    def _of_office(self, word: str) -> bool:
        """Whether a word is of an office, as a long one in capitals is, unless it is Japanese (WAKABAYASHI)."""
        bare = POSSESSIVE.sub("", word).rstrip(".")
        if word in self._small or (INITIAL.match(word) and word not in self._countries):
            return False
        if "/" in bare:
            return all(self._of_office(part) for part in bare.split("/"))
        return (
            bare in self._office
            or bare + "." in self._office
            or not bare[:1].isupper()
            or (bare.isupper() and len(bare) > LONGEST_IN_CAPITALS and not moras_of(bare.casefold()))
        )

    def _person_after_all(self, name: list[str]) -> bool:
        """Whether words of which the first is also a word of offices are a name (Park, Hong, Nam, He)."""
        if len(name) != 2 or name[1].rpartition("-")[2] in self._places:
            return False
        return self.east_asian(name)

    def east_asian(self, name: list[str]) -> bool:
        """Whether the words have the form of a Korean or Chinese name, family name first or last."""
        if len(name) not in (2, 3):
            return False
        name = [word if INITIAL.match(word) else word.rstrip(".") for word in name]
        plain = [
            "-".join(part.capitalize() for part in word.split("-")) if CAPITALS.match(word) else word for word in name
        ]
        for surname, given in ((plain[0], plain[1:]), (plain[-1], plain[:-1])):
            if given[0] in self._office and not (len(given) > 1 and given[0] in self._korean):
                continue
            if surname in self._korean and len(given) == 1 and KOREAN_GIVEN.fullmatch(given[0]):
                return True
            if surname == plain[0] and surname in self._korean and len(given) == 2 and self._syllables(given):
                return True
            if surname == plain[0] and surname in self._chinese and len(given) == 2 and self._syllables(given):
                return True
            if surname in self._chinese and len(given) == 1 and 1 <= len(syllables_of_pinyin(given[0])) <= 2:
                return True
        return False

    def _begins_a_name(self, text: str, word: str, following: re.Match[str] | None) -> bool:
        """Whether a word of offices is the family name of a name of two words, or of a Korean one of three."""
        if following is None:
            return False
        last = NEXT.match(text, following.end())
        before = text[max(0, following.start() - len(word) - LONGEST_PART) : following.start() - len(word)].split()
        if word in self._korean and len(word) > SHORT and self._syllables([following["word"]]):
            # Park Bin; but of Kim Park Bin it is the given name.
            return not (before and before[-1] in self._korean)
        return self._person_after_all([word, following["word"]]) or (
            last is not None and self.east_asian([word, following["word"], last["word"]])
        )

    def _syllables(self, given: list[str]) -> bool:
        """Whether words are the syllables of a given name, written apart (Park Min Soon, Tan Wei Ming)."""
        barred = (self._office | self._no_name) - self._korean - self._chinese
        return all(KOREAN_SYLLABLE.fullmatch(word) and word not in barred for word in given)

    def _is_given(self, name: list[str]) -> bool:
        """Whether a word of offices, no title, stands behind a form of address as a given name (Dr Urban Kane)."""
        return name[0] not in self._titles | self._countries and len(name) == 2 and not self._of_office(name[1])
