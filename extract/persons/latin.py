"""Names in Latin letters: where the words of an office end and the name begins."""

import re
from dataclasses import replace

from corpus.registry.pinyin import syllables_of_pinyin

from .latin_words import INITIAL, LONGEST_PART, NEXT, POSSESSIVE, SHORT, LatinWords
from .mentions import Mention, Span
from .names import KOREAN_GIVEN
from .rules import Rule

_WORD = re.compile(r"(?:[^\s,]|(?<=-)[ \t]{0,4}\n(?=[a-z]))+")

_JOINED = re.compile(r"[A-Z][a-z]{3,9}")
"""A given name of two syllables written as one word."""
_ENDS_SENTENCE = re.compile(r"[A-Z]{2,}\.$")
_ABBREVIATION = re.compile(r"[A-Z]{2,8}")
_COMMA = re.compile(r" ?,[ \n](?:the |an? )?(?:(?:Vice|Deputy|Acting|First|Second)[ -])?")
_OF_THE = " of the "
_WORD_BEFORE = re.compile(r"(?<![\w.'-])([A-Z][a-z]+) $")
_FIRST_WORD = re.compile(r"[A-Z][a-z]+")
_JOINED_BEFORE = re.compile(r"(?<![\w.'-])([A-Z][a-z]+)(?:,? (?:and|&)|,) $")
_RANK_BEFORE = re.compile(r"(?<![\w.'-])(?:(?:First|Second|Senior) )?(?:Vice|Deputy|Assistant|Acting) $")
_TWO_WORDS = re.compile(r" ([A-Z][\w'-]+) ([A-Z][\w'-]+)")
_CAPITAL_WORD = re.compile(r" ([A-Z][A-Za-z]+)")
_GOES_ON = re.compile(r"(?:'s?)?(?=[ \n][a-z(]|[,.;:)]|\s*$)")
"""What follows a name that is whole."""
_JOINING = frozenset(["and", "the", "&"])
_LEAD = 140
"""Characters before an office in which a series of names and offices shows."""
_MOST_WORDS = 4
_LONGEST_ABBREVIATION = 5
_MOST_OFFICE_WORDS = 24
_MOST_POST_WORDS = 5


class LatinNames(LatinWords):
    """Checks of the names that the patterns propose in Latin letters."""

    def lone(self, text: str, mention: Mention) -> bool:
        """Whether one word after a title or form of address is a family name and nothing else."""
        word = text[mention.name.start : mention.name.end]
        plain = word.capitalize() if word.isupper() else word
        if plain in self._address:
            return False
        usual = plain in self._korean and len(plain) > SHORT
        if (plain in self._office and not usual) or _CAPITAL_WORD.match(text, mention.name.end):
            return False
        address = text[mention.scope.start : mention.name.start].strip()
        if address.capitalize() in self._chinese and len(syllables_of_pinyin(plain)) > 1:
            return False
        addressed = address.rstrip(".") in self._address
        if mention.role and text[mention.role.start : mention.role.end].endswith(self._high):
            return not word.isupper() and _GOES_ON.match(text, mention.name.end) is not None
        return addressed or plain in self._korean or plain in self._chinese

    def check(self, rule: Rule, text: str, mention: Mention) -> Mention | None:
        """The mention with the true extent of its name; None where it names nobody."""
        if rule.open == "left":
            return self._after_title(text, mention)
        words = list(_WORD.finditer(text, *mention.name))
        first = len(words)
        while first > 0 and self._weight(word.group() for word in words[first:]) < _MOST_WORDS:
            longer = [word.group() for word in words[first - 1 :]]
            given = rule.cue == "address" and first == 1 and self._is_given(longer)
            if self._of_office(longer[0]) and not self._person_after_all(longer) and not given:
                break
            first -= 1
        named = self._named(text, mention, words[first:])
        if named is None or (rule.east_asian and (first > 0 or not self.east_asian([w.group() for w in words]))):
            return None
        if rule.open == "right" and named.role:
            before = text[named.role.start : named.role.end]
            if any(not self._of_office(word) for word in before.split() if word[:1].isupper()):
                return None
            after, end = self._office_after(text, named.role.end)
            if self._names_another(text, after) or self._has_its_office_before(text, named.name.start, after):
                return None
            return replace(named, role=Span(named.role.start, end), scope=Span(named.scope.start, end))
        return named

    def _names_another(self, text: str, office_end: int) -> bool:
        """Whether a name stands right behind an office, which then is its bearer's (A, Foreign Minister B)."""
        words = _TWO_WORDS.match(text, office_end)
        return words is not None and not any(self._of_office(word) for word in words.groups())

    def _has_its_office_before(self, text: str, start: int, office_end: int) -> bool:
        """Whether a name in a series stands behind its own office, and the next office is that of the next name."""
        pair = self._series["name"].match(text, office_end)
        if pair is None or any(self._of_office(word) for word in pair[1].split()):
            return False
        return self._series["office"].search(text[max(0, start - _LEAD) : start]) is not None

    def _after_title(self, text: str, mention: Mention) -> Mention | None:
        """A title, the words of its office, then a name."""
        assert mention.role is not None
        position, role_end = self._office_after(text, mention.role.end)
        words: list[re.Match[str]] = []
        while self._weight(word["word"] for word in words) < _MOST_WORDS and (match := NEXT.match(text, position)):
            word = match["word"]
            addressed = None if words else self._addressed.match(text, position)
            if addressed:
                position = addressed.end()
                continue
            following = NEXT.match(text, match.end())
            comma = "," in match["gap"]
            inverted = comma and self._inverted([each["word"] for each in words], word, following)
            if (
                comma
                and not inverted
                and (words or not self._introduced(text, mention.role.start, position, word, following))
            ):
                break
            syllable = len(words) == 1 and following is not None and word in self._korean
            goes_on = syllable and self.east_asian([words[0]["word"], word, following["word"] if following else ""])
            if self._of_office(word) and not goes_on and not self._begins_a_name(text, word, following):
                break
            if word.islower() and word not in self._small:
                break
            words.append(match)
            position = match.end()
            if word.endswith(".") and not INITIAL.match(word):
                break
        while words and words[-1]["word"] in self._small:
            words.pop()
        spans = [word for word in (_WORD.search(text, match.start("word"), match.end()) for match in words) if word]
        named = self._named(text, mention, spans)
        if named is None or ("\n" in words[0]["gap"] and self._has_its_office_behind(text, named.name.end)):
            return None
        start = self._office_before(text, mention.role.start)
        return replace(named, role=Span(start, role_end), scope=Span(start, named.name.end))

    def _has_its_office_behind(self, text: str, name_end: int) -> bool:
        """Whether an office follows a name and a comma, so that the one on the line above is another's."""
        behind = _COMMA.match(text, name_end)
        return behind is not None and self._title.match(text, behind.end()) is not None

    def _inverted(self, before: list[str], given: str, following: re.Match[str] | None) -> bool:
        """Whether a comma parts the family name from the given name of a Korean (Kim, Young-soo; Um, Woojin of)."""
        if len(before) != 1 or before[0].capitalize() not in self._korean:
            return False
        if KOREAN_GIVEN.fullmatch(given):
            return self.east_asian([*before, given])
        linked = following is not None and following["word"] in self._links and "," not in following["gap"]
        return linked and _JOINED.fullmatch(given) is not None and not self._of_office(given)

    def _introduced(self, text: str, title: int, office_end: int, word: str, following: re.Match[str] | None) -> bool:
        """Whether after an office and a comma the name of its holder comes: an office that itself follows no name."""
        if following is None:
            return False
        if not self.east_asian([word, following["word"]]):
            return self._in_apposition(text, title, office_end)
        return not text[:title].endswith((", ", ", the ")) or office_end == title

    def _in_apposition(self, text: str, title: int, office_end: int) -> bool:
        """Whether behind an office and a comma stand two words that name its holder, in a series of such pairs.

        An office that itself follows a name and a comma is that name's, unless the name has its office before it.
        """
        pair = self._series["name"].match(text, office_end)
        if pair is None or office_end == title or pair[1] in self._whole_places:
            return False
        if any(self._of_office(word) for word in pair[1].split() if word not in self._small):
            return False
        lead = text[max(0, title - _LEAD) : title]
        if not self._series["definite"].search(lead):
            return False
        return not self._series["after_name"].search(lead) or self._series["after_pair"].search(lead) is not None

    def _office_before(self, text: str, start: int) -> int:
        """Where the words of an office begin that stand in front of a title (Vice Health and Welfare Minister)."""
        first = start
        own = _FIRST_WORD.match(text, start)
        of_a_post = own is not None and own.group() in self._words_of_posts
        listed = False  # a comma joins only what "and" ends
        for _ in range(_MOST_POST_WORDS):
            match = _WORD_BEFORE.search(text, max(0, first - 24), first)
            if match is None and of_a_post:
                match = _JOINED_BEFORE.search(text, max(0, first - 24), first)
                listed = listed or (match is not None and "," not in match[0][len(match[1]) :])
                match = match if listed else None
            if match is None or match[1] not in self._words_of_posts:
                break
            first, of_a_post = match.start(1), True
        rank = _RANK_BEFORE.search(text, max(0, first - 24), first) if first < start else None
        return rank.start() if rank else first

    def _office_after(self, text: str, start: int) -> tuple[int, int]:
        """Where the words of the office end that follow a title, and where the title with its office ends.

        What names the body or the country of the office does not belong to the title.
        """
        position = role_end = phrase_start = start
        linked = False
        goes_on = True
        for _ in range(_MOST_OFFICE_WORDS):
            match = NEXT.match(text, position)
            if match is None:
                break
            word = (
                POSSESSIVE.sub("", match["word"]).rstrip(".")
                if len(match["word"]) > _LONGEST_ABBREVIATION or _ENDS_SENTENCE.match(match["word"])
                else match["word"]
            )
            if self._addressed.match(text, position):
                break
            following = NEXT.match(text, match.end())
            if (
                self._of_office(word)
                and not self._ends_a_country(text, match)
                and self._begins_a_name(text, word, following)
            ):
                break
            small = linked and word in self._small_office
            if word.islower() and (
                (word not in self._links and not small) or text[match.end() : match.end() + 1] == "-"
            ):
                break
            if "," in match["gap"] and (position == start or not self._of_office(word) or word in self._body):
                break
            if word in self._second and position > start and self._begins_anew(text, match):
                break
            if "," in match["gap"] and word in self._titles and self._leads_to_a_name(following):
                break
            if word in self._links:
                if word not in _JOINING:
                    phrase_start = position
                linked = True
            elif self._stands_for_a_body(text, match):
                goes_on, role_end = False, min(role_end, phrase_start)
            elif self._of_office(word) or self._in_brackets(word):
                if word in self._body or word in self._countries:
                    goes_on, role_end = False, min(role_end, phrase_start)
                elif goes_on and word[:1] != "(":
                    role_end = match.end()
            elif not (linked and self._inside_office(text, match)):
                break
            position = match.end()
            if _ENDS_SENTENCE.match(match["word"]) or self._ends_a_sentence(text, match):
                position -= 1
                role_end = min(role_end, position)
                break
        return self._without_links(text, start, position), max(role_end, start)

    def _stands_for_a_body(self, text: str, match: re.Match[str]) -> bool:
        """Whether an abbreviation ends an office, and a form of address follows (Minister of the MPW, Mr)."""
        word = match["word"]
        if not _ABBREVIATION.fullmatch(word) or self._of_office(word) or not text.startswith(",", match.end()):
            return False
        before = text[max(0, match.start("word") - len(_OF_THE)) : match.start("word")]
        return before.endswith((_OF_THE, " of ")) and self._addressed.match(text, match.end()) is not None

    def _leads_to_a_name(self, following: re.Match[str] | None) -> bool:
        """Whether the word behind a title is no word of offices, so that the title is another person's."""
        if following is None or "," in following["gap"] or not following["word"][:1].isupper():
            return False
        return not self._of_office(following["word"])

    @staticmethod
    def _begins_anew(text: str, match: re.Match[str]) -> bool:
        """Whether a comma or "and" stands in front of a word that names another office, and "of" behind it."""
        start = match.start("word")
        before = text[max(0, start - LONGEST_PART) : start].rstrip()
        return before.endswith((",", " and")) and text.startswith(" of ", match.end("word"))

    def _ends_a_sentence(self, text: str, match: re.Match[str]) -> bool:
        """Whether a word with a full stop ends its sentence: it is no abbreviation, and another word follows."""
        word = match["word"]
        return len(word) > _LONGEST_ABBREVIATION and word.endswith(".") and word not in self._address

    def _ends_a_country(self, text: str, match: re.Match[str]) -> bool:
        """Whether a word is the last of a country's name of several (Viet Nam)."""
        before = text[max(0, match.start("word") - LONGEST_PART) : match.start("word")].split()
        return bool(before) and f"{before[-1]} {match['word']}" in self._ends

    def _without_links(self, text: str, start: int, end: int) -> int:
        words = list(_WORD.finditer(text, start, end))
        while words and words[-1].group() in self._links:
            words.pop()
        return words[-1].end() if words else start

    def _inside_office(self, text: str, match: re.Match[str]) -> bool:
        """Whether an unknown word in capitals stands between a small word and a word of bodies."""
        before = text[max(0, match.start("word") - 5) : match.start("word")].split()
        following = NEXT.match(text, match.end())
        if not match["word"][:1].isupper() or not before:
            return False
        if following and not following["gap"].strip() and following["word"][:1].isupper():
            pair = [match["word"], following["word"]]
            last = NEXT.match(text, following.end())
            named = self.east_asian(pair) or (last is not None and self.east_asian([*pair, last["word"]]))
            if self._of_office(following["word"]) and not named:
                return True
        if before[-1] not in self._links:
            return False
        if following and not self._of_office(following["word"]) and following["word"][:1].isupper():
            following = NEXT.match(text, following.end())
        return bool(following and following["word"] in self._body | self._institution)

    def _named(self, text: str, mention: Mention, words: list[re.Match[str]]) -> Mention | None:
        name = [word.group() for word in words]
        vietnamese = name[:1] and name[0] in self._vietnamese
        if len(name) > 2 and not vietnamese and self.east_asian(name[:2]) and not self.east_asian(name):
            name, words = name[:2], words[:2]
        if len(words) < 2 or name[0] in self._small or all(INITIAL.match(word) for word in name):
            return None
        addressed = name[0].rstrip(".") in self._address and not name[0].isupper()
        if addressed or any("/" in word for word in name) or " ".join(name[:2]).partition("-")[0] in self._whole_places:
            return None
        following = _CAPITAL_WORD.match(text, words[-1].end())
        if (following and following[1] in self._institution) or name[-1] in self._institution:
            return None
        end = words[-1].end() - (len(name[-1]) - len(POSSESSIVE.sub("", name[-1])))
        if text[end - 1] == "." and not INITIAL.match(name[-1]):
            end -= 1
        return mention.named(Span(words[0].start(), end))
