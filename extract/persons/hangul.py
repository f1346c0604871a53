"""Names in Hangul: what is a Korean name, and where a transcribed one begins."""

import re
from dataclasses import replace
from functools import lru_cache

from corpus.registry import countries
from corpus.registry.jamo import letters
from corpus.registry.pinyin import chinese_syllables_in
from corpus.registry.transcription import SAME_CHINESE, likeness

from .mentions import Mention, Span
from .rules import Lexicon, Rule

_WORD = re.compile(r"[가-힣]+")
_LATIN_NAME = re.compile(r"[A-ZÀ-Ý][\w'.\-]*(?:[ \-][\w'.\-]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PARTICLE = re.compile(r"(?:은|는|이|가|을|를|과|와|의|도|로)$")
_GLOSSED = re.compile(r" ([가-힣]{1,8}) ?\((?:[A-ZÀ-Ý][\w'.\-]+ [A-ZÀ-Ý][^()\n]*|[\u4e00-\u9fff]{3,6})\)")
"""A further word with another spelling: what stands before it is the first part of a transcribed name."""
_NEXT_WORD = re.compile(r" ([가-힣]{1,7})(?= )")
_WORD_BEFORE = re.compile(r"(?<![가-힣A-Za-z\d·\-])([가-힣]{2,5}) \Z")
_SURNAME_APART = re.compile(r"(?<![가-힣A-Za-z\d·\-])((?!이 )[가-힣]) \Z")
"""One syllable in front of what has the form of a Korean name; 이 is "this" there."""
_WORD_AFTER = re.compile(r" ([가-힣]{2,7})(?= (\S+))")
_LAST_PART = re.compile(
    r"(?:[와과이가은는로도])? ([가-힣]{2,7}?)(?=(?:은|는|이|가|을|를|과|와|의|도|등)?(?:[,.·)\n]|$| ))"
)
"""A further word behind a name that its title precedes."""
_LONGEST_WORD = 8
_KEPT_WORDS = 4096
_USUAL = 3
"""Syllables of nearly all Korean names."""
_SHORT = 2
_PARTS = re.compile(r"[ \-]")
_MOST_WORDS = 5
_PAIR = 2
_LIKE_ENOUGH = SAME_CHINESE - 0.12
"""With a gloss beside it the spelling needs to agree less."""


class HangulNames:
    """Checks of the names that the Korean patterns propose."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words
        self._words = words
        self._compound = tuple(sorted(words["compound_surname"], key=len, reverse=True))
        self._countries = frozenset(countries().names("ko", "name", "adjective", "side"))
        self._letters = frozenset(countries().names("ko", "letter"))
        self._stop = words["stop_words"] | self._countries
        self._bodies = tuple(words["body_ending"])
        self._nouns = (self._stop, words["not_names"], words["loanwords"], words["title"])
        self._stop_endings = tuple(words["stop_endings"])
        self._not_titles = tuple(words["not_titles"])
        self._titles_after_all = tuple(words["titles_after_all"])
        self._verbal = re.compile(f"(?:{'|'.join(sorted(words['verb_nouns']))})(?:한|할|된|될|하|해|함|하여)$")
        self._endings = words["not_endings"] - words["may_end"]
        self._title = re.compile(f"(?:{lexicon.cues['title'].pattern})$")
        self._chinese_surnames = words["chinese_surname"]
        self._kana = words["japanese_syllable"]
        self._heads = tuple(sorted(words["head_of_body"]))
        self.stops = lru_cache(maxsize=_KEPT_WORDS)(self._stops)

    def check(self, rule: Rule, text: str, mention: Mention) -> Mention | None:
        """The mention with the true extent of its name; None where it names nobody."""
        title = text[mention.role.start : mention.role.end] if mention.role else ""
        if _of_a_university(text, mention, title):
            return None
        if title.endswith(self._not_titles) and not title.endswith(self._titles_after_all):
            return None
        if rule.kind == "native":
            return self._native(rule, text, mention)
        if rule.kind == "chinese":
            return self._chinese(text, mention)
        if rule.kind == "foreign":
            return self._foreign(rule, text, mention)
        return mention

    def _native(self, rule: Rule, text: str, mention: Mention) -> Mention | None:
        """A Korean name, or the last word of a transcribed one that by chance has the form of a Korean name."""
        name = text[mention.name.start : mention.name.end]
        placed = self._placed(text, mention)
        if not self.korean(
            name,
            sure=rule.sure,
            short=placed or self._before_a_high_title(text, mention),
            placed=placed or self._heads_a_body(text, mention),
        ):
            return None
        glossed = _GLOSSED.match(text, mention.name.end, mention.role.start) if mention.role else None
        if glossed and not glossed[1].endswith(self._bodies):
            return None
        apart = _SURNAME_APART.search(text, max(0, mention.name.start - _USUAL), mention.name.start)
        if apart and apart[1] in self._chinese_surnames and self.chinese(apart[1] + name, most=len(name)):
            return mention.named(Span(apart.start(1), mention.name.end))
        first = _WORD_BEFORE.search(text, max(0, mention.name.start - _LONGEST_WORD), mention.name.start)
        if first is None or not (self._begins_a_name(first[1]) or self._both_japanese(first[1], name)):
            return None if self._goes_on(text, mention) or self._is_cut(text, mention) else mention
        start = first.start(1)
        return replace(mention, name=Span(start, mention.name.end), scope=Span(start, mention.scope.end))

    def _begins_a_name(self, word: str) -> bool:
        """Whether a word in front of what has the form of a Korean name is the first of a transcribed name."""
        return self._part_of_a_name(word) and _PARTICLE.sub("", word) == word

    def _both_japanese(self, word: str, name: str) -> bool:
        """Whether a long word and a name behind it are of Japanese syllables only (하시구치 마사오)."""
        return len(word) > _USUAL and self._japanese(word) and self._japanese(name) and not self.stops(word)

    def _part_of_a_name(self, word: str) -> bool:
        """Whether a word sounds foreign and may stand in a name."""
        return self._sounds_foreign(word) and not self.stops(word)

    def _goes_on(self, text: str, mention: Mention) -> bool:
        """Whether the word behind what has the form of a name of the East is the rest of a transcribed one.

        Behind the commonest family names it is a company's name, unless another country follows, or all sounds Japanese
        and the title is that of a government's head.
        """
        after = _WORD_AFTER.match(text, mention.name.end)
        if after is None or mention.role is None or after.end(1) > mention.role.start:
            return False
        if not self._part_of_a_name(after[1]) or after[1].endswith(self._bodies):
            return False
        rare = text[mention.name.start] not in self._words["commonest_surname"]
        if self._japanese(text[mention.name.start : mention.name.end]) and self._japanese(after[1]):
            rare = rare or text[mention.role.start : mention.role.end].endswith(self._heads)
        return rare or countries().names("ko").get(after[2], "KR") != "KR"

    def _is_cut(self, text: str, mention: Mention) -> bool:
        """Whether a name behind its title is only the beginning of a transcribed one (국장 하세가와 린타로)."""
        if mention.role is None or mention.role.start > mention.name.start:
            return False
        after = _LAST_PART.match(text, mention.name.end)
        if after is None or not self._part_of_a_name(after[1]):
            return False
        whole = _WORD.match(text, mention.name.start)
        return whole is not None and self._japanese(whole.group())

    def _placed(self, text: str, mention: Mention) -> bool:
        """Whether a body stands between a name and its title, so that even two syllables are a name."""
        if mention.role is None or mention.role.start <= mention.name.end:
            return False
        between = text[mention.name.end : mention.role.start].split()
        return bool(between) and all(word.endswith(self._bodies) for word in between)

    def _before_a_high_title(self, text: str, mention: Mention) -> bool:
        """Whether a title such as that of a minister comes right behind a name, so that two syllables are one."""
        role = mention.role
        if role is None or role.start < mention.name.end or text[mention.name.end : role.start].strip():
            return False
        return text[role.start : role.end] in self._words["high_title"]

    def _heads_a_body(self, text: str, mention: Mention) -> bool:
        """Whether the title right behind a name is that of the head of a body, with the body's name in it."""
        if mention.role is None or mention.role.start < mention.name.end:
            return False
        title = text[mention.role.start : mention.role.end]
        return any(title.endswith(head) and len(title) >= len(head) + 2 for head in self._heads)

    def korean(self, name: str, *, sure: bool = False, short: bool = False, placed: bool = False) -> bool:
        """Whether `name` has the form of a Korean name and is no common word.

        Two syllables only if `short`; the last like the end of a body's name only if `placed` before a body.
        """
        name = "".join(name.split())
        if name in self._words["not_names"] or name in self._countries or self._verbal.match(name):
            return False
        if name in self._words["foreign_word"]:
            return False
        stem = _PARTICLE.sub("", name)
        if stem != name and (stem in self._words["not_names"] or stem in self._words["title"] or stem in self._stop):
            return False
        surname = next((s for s in self._compound if name.startswith(s) and len(name) > len(s)), name[:1])
        given = name[len(surname) :]
        if surname not in self._words["surname"] and surname not in self._words["compound_surname"]:
            return False
        if surname in self._words["rare_surname"] and not sure:
            return False
        if not sure and (self._title.search(name) or (name[-1] in self._endings and not self._may_end(name, placed))):
            return False
        if len(name) == 2 and not sure and not (short and surname in self._words["frequent_surname"]):
            return False
        return 0 < len(given) < 3 and all(c in self._words["given"] for c in given)

    def _may_end(self, name: str, placed: bool) -> bool:
        """Whether a name may end like that of a body (김도회): of three syllables, before a body that is named."""
        if not placed or len(name) != _USUAL or name[-1] not in self._words["given_ending"]:
            return False
        return name[0] in self._words["frequent_surname"] and name[:-1] not in self._words["not_names"]

    def _chinese(self, text: str, mention: Mention) -> Mention | None:
        words = list(_WORD.finditer(text, *mention.name))
        role = text[mention.role.start : mention.role.end] if mention.role else ""
        if text[mention.name.end - 1] == "부" and role.startswith(("장관", "차관")):
            return None
        behind = mention.role is not None and mention.role.start == mention.name.end + 1
        shortest = _SHORT if behind and role.endswith(tuple(self._words["short_title"])) else _USUAL
        for first in (0, 1):
            part = "".join(word.group() for word in words[first:])
            if part and self.chinese(part, shortest=shortest) and not self._are_common(words[first:]):
                if self._goes_on(text, mention):
                    return None
                return mention.named(Span(words[first].start(), mention.name.end))
        return None

    def _are_common(self, words: list[re.Match[str]]) -> bool:
        apart = len(words) == _PAIR and len(words[0].group()) == 1 and chinese_syllables_in(words[1].group()) == _PAIR
        return any(self._common(word.group()) for word in words[apart:])

    def chinese(self, name: str, *, shortest: int = 3, most: int = 2) -> bool:
        """Whether `name` is a Chinese family name and one to `most` more syllables, transcribed."""
        if name in self._words["not_names"] or name in self._stop or len(name) < shortest:
            return False
        starts = [name[:n] for n in (3, 2, 1) if name[:n] in self._chinese_surnames and len(name) > n]
        return any(1 <= chinese_syllables_in(name[len(s) :]) <= most for s in starts)

    def _common(self, word: str) -> bool:
        """Whether `word`, with or without a particle, is a word and no part of a name."""
        bare = _PARTICLE.sub("", word)
        if word[:-1] in self._words["loanwords"] and word[-1:] in self._words["place_ending"]:
            return True
        return any({word, bare} & listed for listed in self._nouns)

    def _stops(self, word: str) -> bool:
        """Whether `word` cannot be part of a transcribed name."""
        if self._common(word) or self._verbal.match(word):
            return True
        if not (len(word) > _USUAL and self._japanese(word)):
            ends = self._stop_endings
            if any(word.endswith(ending) and len(word) > len(ending) + (len(ending) == 1) for ending in ends):
                return True
        return bool(self._title.search(_PARTICLE.sub("", word.removesuffix("인")) or word))

    def _foreign(self, rule: Rule, text: str, mention: Mention) -> Mention | None:
        words = list(_WORD.finditer(text, *mention.name))
        usable: list[re.Match[str]] = []
        while rule.least_words > 1 and len(words) > rule.least_words and self._is_a_body(words[-1].group()):
            words.pop()
        if rule.least_words > 1 and len(words) > _PAIR and self._is_a_place(words[-1].group()):
            words.pop()
        for word in reversed(words):
            if self.stops(word.group()) or len(usable) == _MOST_WORDS:
                break
            if usable and _broken(text[word.end() : usable[0].start()]):
                break
            usable.insert(0, word)
        if (rule.title_first and usable != words) or len(usable) < rule.least_words:
            return None
        if rule.least_words > 1 and not self._mostly_foreign(usable):
            return None
        if usable and mention.gloss:
            gloss = text[mention.gloss.start : mention.gloss.end]
            usable = self._glossed(usable, gloss)
            usable = _with_hyphened(text, usable, words)
        elif rule.single:
            usable = usable if len(usable) == 1 and self._sounds_foreign(usable[0].group()) else []
        elif not mention.sure and usable and not self._credible(usable):
            usable = []
        vietnamese = usable and usable[0].group() in self._words["vietnamese_surname"]  # whose names may end in 중
        if len(usable) > 1 and usable[-1].group() in self._letters and not (vietnamese and len(usable) > _PAIR):
            usable.pop()
        if not usable:
            return None
        start, end = usable[0].start(), usable[-1].end()
        if rule.least_words > 1 and mention.role and len(usable) < len(words):
            end = self._to_the_end(text, end, mention.role.start)
        scope = mention.scope if rule.title_first else Span(start, mention.scope.end)
        return replace(mention, name=Span(start, end), scope=scope)

    def _is_a_body(self, word: str) -> bool:
        """Whether a word behind a name is the end of a body's name, or all of one."""
        return word.endswith(self._bodies) or word in self._words["body_word"]

    def _is_a_place(self, word: str) -> bool:
        """Whether a word behind two others is the city or province of an office (마쓰다 코지 하카타시 과장)."""
        return len(word) >= _USUAL and word[-1] in self._words["city_ending"]

    def _to_the_end(self, text: str, end: int, role: int) -> int:
        """Where a name ends of which the pattern may have left the last words to the office."""
        while (word := _NEXT_WORD.match(text, end)) and word.end() < role:
            last = word[1]
            if (
                last in self._letters
                or self.stops(last)
                or not (len(last) == 1 or self._sounds_foreign(last))
                or last.endswith(self._bodies)
            ):
                break
            end = word.end()
        return end

    def _mostly_foreign(self, words: list[re.Match[str]]) -> bool:
        """Whether most words sound foreign; one of two is enough, unless the other ends like a body."""
        foreign = [word for word in words if self._sounds_foreign(word.group())]
        if 2 * len(foreign) > len(words) or (foreign and len(words) > _PAIR and self._short(words)):
            return True
        other = [word.group() for word in words if word not in foreign]
        return len(words) == len(foreign) + 1 == _PAIR and not other[0].endswith(self._bodies)

    @staticmethod
    def _short(words: list[re.Match[str]]) -> bool:
        """Whether words are as short as those of names from South-East Asia, of which few sound foreign."""
        return all(len(word.group()) <= _USUAL for word in words)

    def _credible(self, words: list[re.Match[str]]) -> bool:
        """A name of several words, or one that sounds foreign, Chinese or Korean."""
        joined = "".join(word.group() for word in words)
        if len(words) > 1:
            foreign = any(self._sounds_foreign(word.group()) for word in words) or self.chinese(joined)
            return foreign or all(self._japanese(word.group()) for word in words)
        if self._sounds_foreign(joined) or self.chinese(joined, shortest=2) or self.korean(joined):
            return True
        return len(joined) > _USUAL and self.chinese(joined, most=3)

    def _japanese(self, word: str) -> bool:
        """Whether `word` is one of Japanese syllables only."""
        return len(word) > 1 and all(syllable in self._kana for syllable in word)

    def _sounds_foreign(self, word: str) -> bool:
        if word in self._words["loanwords"]:
            return False
        return word in self._words["foreign_word"] or any(c in self._words["foreign_syllable"] for c in word)

    def _glossed(self, words: list[re.Match[str]], gloss: str) -> list[re.Match[str]]:
        """The last words that `gloss` spells; none where it spells none of them."""
        options = [words[n:] for n in range(len(words))]
        joined = ["".join(word.group() for word in option) for option in options]
        latin, han = _LATIN_NAME.match(gloss), _HAN.search(gloss)
        for spelling in filter(None, (latin and latin.group().split(",")[0], han and han.group())):
            scores = [likeness(name, spelling) for name in joined]
            if max(scores) >= _LIKE_ENOUGH:
                as_many = len(options) - len(_PARTS.split(spelling))
                if not _HAN.match(spelling) and 0 <= as_many < len(options) and scores[as_many] >= _LIKE_ENOUGH:
                    return options[as_many]
                return options[scores.index(max(scores))]
        if latin:
            return words[-len(latin.group().split()) :]
        if han and not self._looks_like_a_name(joined[-1], han.group()):
            return []
        return words[-2:]

    def _looks_like_a_name(self, name: str, han: str) -> bool:
        return len(han) in (2, 3, 4, 5) and len(letters(name)) >= 2


def _of_a_university(text: str, mention: Mention, title: str) -> bool:
    """Whether what has the form of a name is a university in short, in the bracket behind a professor's name."""
    if not title.endswith(("교수", "총장")) or text[max(0, mention.name.start - 1) : mention.name.start] != "(":
        return False
    return text[mention.name.end - 1] == "대"


def _with_hyphened(text: str, chosen: list[re.Match[str]], words: list[re.Match[str]]) -> list[re.Match[str]]:
    """The chosen words, and those in front of them that a hyphen ties to them."""
    before = [word for word in words if chosen and word.end() <= chosen[0].start()]
    while before and text[before[-1].end() : chosen[0].start()] == "-":
        chosen = [before.pop(), *chosen]
    return chosen


def _broken(gap: str) -> bool:
    return gap.strip(" \n·-") != ""
