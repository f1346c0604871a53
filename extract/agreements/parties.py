"""Who agreed: the countries on the sides of a release, of a sentence, or of a name."""

import re
from collections import Counter
from functools import cache

from corpus.languages import Lang
from corpus.registry.countries import countries


class CountryWords:
    """The words of one language that stand for countries: names, and letters in compounds."""

    def __init__(self, lang: Lang) -> None:
        self.names = countries().names(lang, "name", "adjective", "side")
        self.letters = countries().names(lang, "letter")
        names = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        boundary = r"\b" if lang == "en" else ""
        letters = "".join(map(re.escape, self.letters))
        compound = (
            rf"(?<![가-힣])(?P<compound>[{letters}](?:\s?[·ㆍ\-/,]?\s?[{letters}]){{1,4}})"
            if letters
            else "(?P<compound>$^)"
        )
        self.pattern = re.compile(rf"{compound}|(?P<name>{boundary}(?:{names}){boundary})")

    def codes(self, text: str, start: int = 0, end: int | None = None) -> list[str]:
        """The countries named in `text[start:end]`, in order, with repeats."""
        found: list[str] = []
        for match in self.pattern.finditer(text, start, len(text) if end is None else end):
            if match.group("name"):
                found.append(self.names[match.group("name")])
            else:
                found += [self.letters[letter] for letter in match.group("compound") if letter in self.letters]
        return found


@cache
def country_words(lang: Lang) -> CountryWords:
    """The country words of a language, read once."""
    return CountryWords(lang)


def distinct(codes: list[str]) -> tuple[str, ...]:
    """Without repeats, in order."""
    return tuple(dict.fromkeys(codes))


def main_parties(heads: list[str], body: list[str]) -> tuple[str, ...]:
    """The parties of a release: two or more named in its title and core meetings, else the two named most often."""
    named = distinct(heads)
    if len(named) >= 2:
        return named[:4]
    ranked = [code for code, count in Counter(body).most_common() if count > 1]
    ranked = [*named, *(code for code in ranked if code not in named)]
    return tuple(ranked[:2]) if len(ranked) >= 2 else ()
