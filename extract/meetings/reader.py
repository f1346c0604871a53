"""Reads what a sentence says of the meetings that it mentions."""

import re

from corpus.records import Level

from .circumstances import Circumstances, Dated, rank_first_told, sign_of_format, sign_of_level
from .grammar import Grammar
from .mention import Mention
from .places import HOST, Place, place_after, place_before, places_in
from .rules import Tense
from .sentence import CROSSED_CLAUSE, CROSSED_MEETING, FARTHEST, Told, points_back

BRACKET_REACH = 30
"""Characters after a name in which a bracket with its day and form may close."""
YEAR_ONLY, YEAR_IN_NAME = 75, 75
"""A bare year says less of a meeting than a day does, and often belongs to a plan; one in its own name comes before any
other."""
BOUND_REACH, ADNOMINAL_REACH, ALIAS_REACH = 60, 24, 40
"""Characters within which a verb of holding, an adnominal verb, the announcement of a short name belong to a name."""
ARROWS = ("→",)
"""Signs between the old and the new day; a verb comes after the new day where it comes last in the sentence."""
LIST_MARKS = " \n([-*·•○□▪ㅇ"
"""What may stand before the day with which an item of a list begins."""
MOVED_REACH = 40
"""Characters between "put off to" and the new day."""
CUES_BEFORE_CALLED_OFF = 2
"""Verbs after a name among which calling off counts."""
OWN_REACH = 3
"""Characters between a day and the name that follows it closely."""
BESIDE_REACH = 30
"""Characters before a name in which words such as `ahead of` end."""
TOGETHER = 12
"""Characters between a day and a place that stand together: `in Jeju, Korea on Friday, May 3`."""
HOST_REACH = 30
"""Characters from a place that is the subject of `hosts` to the name."""
REGULAR_REACH = 70
"""Characters from a name in which the sides settle how often such meetings are held."""
CUE_REACH = 160
"""Characters from a name in which a verb may belong to it."""


_COLON = re.compile(r"['\"」｣』》]?\s?:\s{0,2}")
_OPENING = re.compile(r"['\"」｣』》]?\s?[:(,]\s{0,2}")


class Reader(Told):
    """Reads the circumstances of the mentions of one sentence."""

    def __init__(self, text: str, mentions: list[Mention], dates: list[Dated], grammar: Grammar) -> None:
        """As for `Told`."""
        super().__init__(text, mentions, dates, grammar)
        self._places: list[Place] | None = None
        self._rank: tuple[Level | None] | None = None

    def _rank_of_sentence(self, mention: Mention) -> Level | None:
        if self._rank is None:
            self._rank = (rank_first_told(self.text[mention.at : mention.to], self.grammar.ranks),)
        return self._rank[0]

    def read(self, mention: Mention) -> Circumstances:
        """The circumstances of one of the mentions."""
        grammar = self.grammar
        name = self.text[mention.start : mention.end]
        bracket = self._bracket(mention)
        inside = self.text[bracket[0] : bracket[1]] if bracket else ""
        date = self._date(mention, bracket)
        window = self._window(mention)
        about = window.replace(name, " ") if mention.kind == "signing" else f"{name} {window}"
        defined = not mention.numbered and (self._is_defined(mention) or (mention.bare and self._defines_another()))
        moved = self._moved(mention)
        if moved:
            date = moved[0] or (date if date and date.value != moved[1].date else None)
        if date and mention.kind == "signing" and date.value.endswith(".."):
            date = None
        prepared = mention in self.prepared
        host = mention in self.hosts or (prepared and len(self.mentions) > 1)
        beside = host or self._beside(mention)
        beside = beside and not self._its_own(mention, date, bracket)
        place = self._place_of_day(mention, date, bracket) or self._place(mention, bracket, date)
        return Circumstances(
            date=date.value if date and not defined and not beside else None,
            tense=None if defined else "cancelled" if moved else "planned" if prepared else self._tense(mention),
            format=None if moved else sign_of_format(inside, grammar) or sign_of_format(about, grammar),
            level=sign_of_level(name, grammar.levels),
            rank=self._rank_of_sentence(mention),
            led=grammar.led.search(self.text, mention.at, mention.to) is not None,
            group=self.groups.get(mention),
            place=place,
            bracketed=bool(bracket and (_inside(date, bracket) or sign_of_format(inside, grammar)))
            or self._listed(mention, date),
            attended=grammar.attend.search(window) is not None,
            margin=not host and grammar.margin.search(self.words if self.hosts else window) is not None,
            host=host,
            bound=not defined and self._bound(mention),
            defined=defined,
            renames=grammar.alias.search(self.text, max(mention.at, mention.start - ALIAS_REACH), mention.start)
            is not None,
            beside=beside,
            written=grammar.written.search(inside) is not None,
            regular=self._regular(mention),
            same_place=place is None and grammar.sameplace.search(window) is not None,
            organised=grammar.organised.match(self.text, mention.end, mention.to) is not None,
            moved=moved[1] if moved else None,
        )

    def _is_defined(self, mention: Mention) -> bool:
        """Whether a name is followed by what the meeting is and since when there is one (was established in 2006)."""
        return self.grammar.define.match(self.text, mention.end, mention.to) is not None

    def _defines_another(self) -> bool:
        """Whether the sentence tells since when there is a series, of which a bare noun in it then speaks too."""
        return any(not one.numbered and not one.bare and self._is_defined(one) for one in self.mentions)

    def _moved(self, mention: Mention) -> tuple[Dated | None, Circumstances] | None:
        """The old and the new day of a meeting put off; None where the sentence gives no new one.

        The new day stands next to the verb, the old one is another day that the words give the meeting.
        """
        low, high = self.bounds(mention)
        match = self.grammar.moved.search(self.text, low, high)
        days = [date for date in self.dates if low <= date.start < high]
        if match is None or not days:
            return None
        before = [date for date in days if date.end <= match.start()]
        after = [date for date in days if date.end > match.end()]
        if self.grammar.rules.order == "spaced" and before and match.group() not in ARROWS:
            new = before[-1]
        elif after:
            new = after[0]
        else:
            return None
        if max(new.start - match.end(), match.start() - new.end) > MOVED_REACH:
            return None
        old = [date for date in days if date.value != new.value and date.start < max(new.start, match.start())]
        kept = self.grammar.kept_place.search(self.text, match.start(), mention.to) is not None
        said = Circumstances(
            date=new.value,
            format=sign_of_format(self.text[match.start() : high], self.grammar),
            place=self._place(mention, None, None) if kept else place_after(self.text, new.end, high, self.grammar),
        )
        return (old[-1] if old else None), said

    def _its_own(self, mention: Mention, date: Dated | None, bracket: tuple[int, int] | None) -> bool:
        """Whether the day is in the bracket after the name, in the clause before it, or in the one right after it."""
        if date is None or (bracket and _inside(date, bracket)):
            return date is not None
        if self.adnominal(mention) or mention.start - date.end in range(OWN_REACH) or self.of_host(mention, date):
            return True
        between = self.text[mention.end : date.start]
        near = mention.end <= date.start and len(between) < BESIDE_REACH and "," not in between
        return near and self.grammar.rules.order == "prepositional"

    def _beside(self, mention: Mention) -> bool:
        """Whether the sentence tells of another meeting, before or after this one."""
        if not any(o is not mention and (o.alone or not points_back(o)) for o in self.mentions):
            return False
        low = max(mention.at, mention.start - BESIDE_REACH)
        return (
            self.grammar.after_it.match(self.text, mention.end, mention.to) is not None
            or self.grammar.before_it.search(self.text[low : mention.start]) is not None
        )

    def _bound(self, mention: Mention) -> bool:
        verbs = self.grammar.convene if mention.kind == "body" else self.grammar.hold
        low, high = max(mention.at, mention.start - BOUND_REACH), min(mention.to, mention.end + BOUND_REACH)
        if self.grammar.rules.order == "spaced":
            low = max(mention.at, mention.start - ADNOMINAL_REACH)
        return any(
            self.distance(mention, match.start(), match.end()) < BOUND_REACH
            for match in verbs.finditer(self.text, low, high)
            if match.end() <= mention.start or match.start() >= mention.end or self._inside(mention, match.start())
        )

    def _inside(self, mention: Mention, verb: int) -> bool:
        """Whether a verb stands in the name right behind its head noun (the talks held between A and B)."""
        return self.text[mention.start : verb].rstrip().lower().endswith(mention.head)

    def _regular(self, mention: Mention) -> bool:
        """Whether the sides settle to hold such meetings from time to time, of which none need have taken place."""
        settled = self.grammar.settled.search(self.text, mention.end, min(mention.to, mention.end + REGULAR_REACH))
        if settled is None:
            return False
        low, high = max(mention.at, mention.start - REGULAR_REACH), settled.end()
        return self.grammar.regular.search(self.text, low, high) is not None

    def _bracket(self, mention: Mention) -> tuple[int, int] | None:
        """The inside of a bracket right after the name."""
        text, at = self.text, mention.end
        while at < mention.to and text[at] in "'\"」｣』》 \n":
            at += 1
        if at >= mention.to or text[at] != "(":
            return None
        close = text.find(")", at, min(mention.to, at + BRACKET_REACH))
        nested = text.find("(", at + 1, close)
        if nested >= 0:
            close = text.find(")", close + 1, min(mention.to, at + BRACKET_REACH + 6))
        return (at + 1, close) if close > 0 else None

    def _listed(self, mention: Mention, date: Dated | None) -> bool:
        """Whether the day comes after the name and a colon, as in a list of days."""
        return date is not None and _COLON.fullmatch(self.text, mention.end, max(mention.end, date.start)) is not None

    def _window(self, mention: Mention) -> str:
        """The part of the sentence that speaks of this meeting rather than of another."""
        low, high = self.bounds(mention)
        return self.text[low:high]

    def _date(self, mention: Mention, bracket: tuple[int, int] | None) -> Dated | None:
        best: tuple[int, Dated] | None = None
        adnominal = self.adnominal(mention)
        decided = self.grammar.adopted.match(self.text, mention.end, mention.to) is not None
        signing = mention.kind == "signing" and self.grammar.rules.order == "spaced"
        ongoing = self._tense(mention) == "ongoing"
        for date in self.dates:
            if bracket and bracket[0] <= date.start < bracket[1]:
                return date
            inside = mention.start <= date.start < mention.end
            told = mention.described or mention.verbal
            if inside and (mention.kind == "signing" or (len(date.value) > 4 and not told)):
                continue
            if (adnominal or signing or decided) and date.start > mention.end:
                continue
            if self.of_another(mention, date.start) or self.departs(mention, date):
                continue
            if any(o is not mention and o.start <= date.start < o.end for o in self.mentions):
                continue
            if self._bracketed_elsewhere(mention, date) or self._in_speech(mention, date):
                continue
            if any(host is not mention and self.of_host(host, date) for host in self.hosts):
                continue
            if (
                self.apart(mention, date.start)
                or self._beyond(mention, date)
                or self._year_of_what_follows(mention, date)
            ):
                continue
            if inside:
                distance = YEAR_IN_NAME
            else:
                distance = self.distance(mention, date.start, date.end) + self._vagueness(date)
                if ongoing and date.value.endswith(".."):
                    distance = min(distance, YEAR_ONLY)
            if best is None or distance < best[0] or (distance == best[0] and self.text[date.start - 1] == "("):
                best = distance, date
        if best is None or best[0] > FARTHEST:
            return None
        if best[0] >= CROSSED_MEETING and len(self.mentions) > 1 and not mention.start <= best[1].start < mention.end:
            return None
        return best[1]

    def _beyond(self, mention: Mention, date: Dated) -> bool:
        """Whether the day stands on the side of a session told by number alone where that of the next one does."""
        if mention.head:
            return False
        if self.grammar.rules.order == "prepositional":
            return date.start < mention.end
        return date.start > mention.start

    def _year_of_what_follows(self, mention: Mention, date: Dated) -> bool:
        """Whether it is a year of what was talked about: they held the committee and settled next year's quotas."""
        if self.grammar.rules.order != "spaced" or len(date.value) > len("2020") or date.start < mention.end:
            return False
        return self.grammar.divide.search(self.text, mention.end, date.start) is not None

    def _vagueness(self, date: Dated) -> int:
        """What a year in figures or an open interval counts in distance; `next year` is a time, no part of a name."""
        if len(date.value) == len("2020"):
            return YEAR_ONLY if any(map(str.isdigit, self.text[date.start : date.end])) else 0
        return YEAR_ONLY if date.value.endswith("..") else 0

    def _in_speech(self, mention: Mention, date: Dated) -> bool:
        """Whether the day stands in a quotation that begins after the name."""
        if date.start < mention.end or mention.quoted:
            return False
        between = self.text[mention.end : date.start]
        return between.count('"') % 2 == 1 or between.count("「") > between.count("」")

    def _bracketed_elsewhere(self, mention: Mention, date: Dated) -> bool:
        """Whether the day stands in a bracket after something else than this name."""
        opening = self.text.rfind("(", mention.at, date.start)
        if opening < 0 or ")" in self.text[opening : date.start]:
            return False
        close = self.text.find(")", date.end, mention.to)
        if close < 0 or opening < mention.start < close:
            return False
        if any(other.end in (opening, opening - 1) for other in self.dates):
            return False
        before = self.text[max(mention.at, opening - 2) : opening].strip(LIST_MARKS)
        return bool(before) and not before[-1].isdigit() and close - opening > 3 and mention.end > close

    def _tense(self, mention: Mention) -> Tense | None:
        """The tense of the nearest verb that belongs to the name; what is called off outranks all."""
        if self.grammar.adopted.match(self.text, mention.end, mention.to) or self._agreed_there(mention):
            return "held"
        order = self.grammar.rules.order
        if order == "spaced":
            after, before = self._tense_after(mention), self._tense_just_before(mention)
            if after == "cancelled":
                return after
            if before and (before != "open" or after == "wished") and self.adnominal(mention):
                return before
            return after or before
        return self._tense_around(mention)

    def _agreed_there(self, mention: Mention) -> bool:
        """Whether the sentence tells what was agreed at the meeting, which therefore took place."""
        before = self.text[max(mention.at, mention.start - CUE_REACH) : mention.start]
        if self.grammar.agreed_at.search(before) or self.grammar.signed.search(before + mention.head):
            return True
        told = self.grammar.agreed_there.match(self.text, mention.end, mention.to)
        return told is not None and self.grammar.there.search(before) is not None

    def _tense_after(self, mention: Mention) -> Tense | None:
        tenses = [tense for *_, tense in self.cues_in(mention, mention.end, mention.to)]
        if "cancelled" in tenses[:CUES_BEFORE_CALLED_OFF]:
            return "cancelled"
        return next((tense for tense in tenses if tense != "open"), tenses[0] if tenses else None)

    def _tense_just_before(self, mention: Mention) -> Tense | None:
        low = max(mention.at, mention.start - ADNOMINAL_REACH)
        cues = self.cues_in(mention, low, mention.start)
        return cues[-1][2] if cues else None

    def _tense_around(self, mention: Mention) -> Tense | None:
        best: tuple[int, Tense] | None = None
        low, high = max(mention.at, mention.start - CUE_REACH), min(mention.to, mention.end + CUE_REACH)
        for start, end, tense in self.cues_in(mention, low, high):
            if mention.start <= start < mention.end and not (mention.described or mention.verbal):
                continue
            distance = self.distance(mention, start, end) + (CROSSED_CLAUSE if tense == "open" else 0)
            if tense == "cancelled" and distance < CROSSED_MEETING:
                return tense
            if best is None or distance < best[0]:
                best = distance, tense
        if best and best[1] == "open" and not mention.bare:
            telling = [tense for *_, tense in self.cues_in(mention, low, mention.start) if tense != "open"]
            return "planned" if telling[-1:] == ["planned"] else "open"
        return best[1] if best else None

    def _place_of_day(
        self, mention: Mention, date: Dated | None, bracket: tuple[int, int] | None
    ) -> tuple[int, int] | None:
        """The place right after a day in the bracket after the name, or after a colon."""
        if date is None:
            return None
        if not self.text[mention.at : date.start].strip(LIST_MARKS):
            return self._place_of_item(mention, date)
        within = bracket is not None and _inside(date, bracket)
        if not within and _OPENING.fullmatch(self.text, mention.end, max(mention.end, date.start)) is None:
            return None
        before = place_before(self.text, bracket[0], date.start, self.grammar) if bracket and within else None
        return before or place_after(self.text, date.end, mention.to, self.grammar)

    def _place_of_item(self, mention: Mention, date: Dated) -> tuple[int, int] | None:
        """The place of an item that begins with its day: beside the day in a bracket, or after the name at the end."""
        text, grammar = self.text, self.grammar
        if date.end > mention.start:
            return None
        beside = place_after(text, date.end, mention.start, grammar)
        if beside and text.startswith(")", beside[1]):
            return beside
        after = place_after(text, mention.end, mention.to, grammar)
        if after is None or any(map(str.isalpha, text[date.end : mention.start])):
            return None
        told = text[after[1] : mention.to].strip(" .)\n") or grammar.cue.search(text, *after)
        return None if told else after

    def _side_by_side(self, day: Dated, start: int, end: int) -> bool:
        """Whether next to nothing stands between a day and a place."""
        if 0 <= start - day.end <= TOGETHER:
            between = self.text[day.end : start]
        elif 0 <= day.start - end <= TOGETHER:
            between = self.text[end : day.start]
        else:
            return False
        return "." not in between and self.grammar.hold.search(between) is None

    def _place(self, mention: Mention, bracket: tuple[int, int] | None, day: Dated | None) -> tuple[int, int] | None:
        """The nearest place that belongs to the name; where day and place stand together, the one beside its day."""
        if self._places is None:
            self._places = places_in(self.text, mention.at, mention.to, self.grammar)
        best: tuple[int, tuple[int, int]] | None = None
        for group, start, end in self._places:
            if start < mention.end and mention.start < end and not (mention.described or mention.verbal):
                continue
            if (group == "held" and start >= mention.end) or self.apart(mention, start):
                continue
            if self.of_another(mention, start):
                continue
            if bracket and bracket[0] <= start < bracket[1]:
                return start, end
            distance = self.distance(mention, start, end)
            if day and self.grammar.rules.order == "prepositional" and self._side_by_side(day, start, end):
                distance = 0 if self.uncrossed(mention, start, end) else distance
            if group == HOST and not mention.start - end < HOST_REACH:
                continue
            if group != "bracket" and distance < CROSSED_MEETING and (best is None or distance < best[0]):
                best = distance, (start, end)
        return best[1] if best else None


def _inside(date: Dated | None, span: tuple[int, int]) -> bool:
    return date is not None and span[0] <= date.start < span[1]
