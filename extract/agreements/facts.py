"""What completes an item: parties, dates, who does it, how much it is, the meeting and document it comes from."""

from spacy.tokens import Doc

from corpus.records import Amount

from ..found import release_of
from ..meetings.grammar import grammar
from .candidates import Candidate
from .items import Item
from .lines import Line
from .parties import Parties
from .rules import Grammar
from .setting import MEETS, Setting, series_form
from .times import Dates, Sessions
from .undertakings import Sum, undertakings

_DAY = len("2020-01-01")


class Facts:
    """The dates, parties and meetings of one release, with which its items are completed."""

    def __init__(self, doc: Doc) -> None:
        self.dates = Dates(doc)
        self._text = release_of(doc).text
        self._ref_date = release_of(doc).head.ref_date or ""
        self._year = self._ref_date[:4]
        self._parties = Parties(doc)
        self._sessions = Sessions(doc)

    def series(self, rules: Grammar) -> tuple[str, ...]:
        """The series of which the release reports a meeting."""
        return tuple(form for name in self._sessions.names if (form := series_form(name, rules)))

    def complete(self, item: Item, setting: Setting, *, only: bool = False) -> Item:
        """The item with its parties, dates and meeting; `only` holds that its line has no other."""
        head = item.phrase.head
        held = head is not None and head.gathering and item.status == "planned"
        item = item._replace(phrase=self._parties.without_partner(item.line, item.source, item.phrase))
        span = (item.phrase.start, item.phrase.end)
        date, period = self.dates.of(item.line, item.source, span, item.kind, held=held)
        act = item.source.act
        further = item.further
        meeting = None if act.mood in ("relative", "none") or act.rule == "bracket" else self._sessions.at(item.line)
        signed = item.status in ("signed", "adopted") and act.mood in ("done", "linked")
        if (
            signed
            and not (item.date or date)
            and meeting
            and meeting.status == "held"
            and len(meeting.date or "") == 10
        ):
            date = meeting.date
            further += tuple(words for words in meeting.evidence if words.start >= 0)[:1]
        rules = undertakings(item.line.sentence.lang)
        within = (min(item.source.within[0], span[0]), max(item.source.within[1], span[1]))
        deadline, until, value = self.dates.end_of(item.line, within, max(span[1], act.end), rules)
        if until and date == value:
            date = None
        amount = rules.amount(item.line.text, (span, (span[1], act.start)))
        responsible: tuple[str, ...] = ()
        if not act.verb.documents:
            open_ = item.status in ("agreed", "planned", "proposed") and act.mood not in ("relative", "done")
            stretch = (0, len(item.line.text)) if only else within
            responsible = self._parties.responsible(item.line, stretch, rules, open_=open_)
        for start, end in item.rows:
            responsible += tuple(name for name in self._parties.bodies_at(start, end) if name not in responsible)
        coming = len(date or "") == _DAY and (date or "") > self._ref_date and (act.linked or act.mood == "nominal")
        return item._replace(
            status="planned" if coming and item.status == "signed" else item.status,
            parties=self._parties.of(item.line, item.source, span, setting),
            partners=self._parties.partnered(item.line, item.source.within[0], span[0]) if act.verb.documents else (),
            date=item.date or date or deadline,
            period=item.period or period or until,
            deadline=deadline,
            amount=self._amount(item.line, amount) if amount else None,
            responsible=responsible,
            meeting=meeting.name if meeting else None,
            further=further,
        )

    def by_pairs(self, item: Item) -> list[Item]:
        """The item, or one for each of the pairs of bodies that sign a document of that name."""
        head, start = item.phrase.head, item.source.within[0]
        if item.status != "signed" or head is None or not head.document or item.phrase.named:
            return [item]
        found = self._parties.pairs(item.line, start, item.phrase.start)
        title = item.line.text[item.phrase.start : item.phrase.end]
        return [
            item._replace(
                phrase=item.phrase._replace(start=first, end=last, named=True, short=(title,)), parties=parties
            )
            for first, last, parties in found
        ] or [item]

    def beside(self, line: Line, found: list[Candidate], rules: Grammar) -> tuple[int, int] | None:
        """Where a line begins with two bodies or persons of whom it says the same."""
        return self._parties.beside(line, max(candidate.act.start for candidate in found), rules)

    def document(self, item: Item) -> tuple[int, int] | None:
        """Where a document stands that was now signed or adopted, of which more is to be said; none for other items."""
        head = item.phrase.head
        if head is None or not head.document or item.status not in ("signed", "adopted", "planned"):
            return None
        if item.source.act.mood in ("relative", "none") or (item.date or "9")[:4] < self._year:
            return None
        return item.line.span(item.phrase.start, item.phrase.end)

    def _amount(self, line: Line, found: Sum) -> Amount:
        return Amount(text=line.surface(self._text, found.start, found.end), value=found.value, unit=found.unit)

    def over(self, item: Item) -> bool:
        """Whether what seems agreed on is a gathering that was over when the release was issued: it was held."""
        head = item.phrase.head
        gathers = item.kind == "next-meeting" or (head is not None and head.gathering)
        last = (item.date or "").rpartition("/")[2]
        held = (
            len(last) == _DAY and last <= self._ref_date and item.source.act.linked and item.source.act.verb.id in MEETS
        )
        return item.status == "agreed" and gathers and (held or self._is_the_one_told(item))

    def _is_the_one_told(self, item: Item) -> bool:
        """Whether it bears the number of the held meeting of which the release tells (decided to hold the 1st)."""
        if item.kind != "next-meeting":
            return False
        found = grammar(item.line.sentence.lang).numbers_in(item.line.text, item.phrase.start, item.phrase.end)
        return next((number in self._sessions.held for number, _ in found), False)

    def long_since(self, item: Item) -> bool:
        """Whether a gathering was founded in a year before that of the release: what is told of its history."""
        head = item.phrase.head
        began = (item.period or item.date or "").strip("./")[: len(self._year)]
        gathers = item.kind == "next-meeting" or (head is not None and head.gathering)
        return item.status == "launched" and gathers and began.isdigit() and began < self._year

    def announced(self, item: Item, rules: Grammar) -> bool:
        """Whether an item is the meeting that the release itself announces, no result of one."""
        title = item.line.text[item.phrase.start : item.phrase.end]
        told = item.source.act.mood == "present" and item.source.act.verb.id in MEETS
        meets = told or item.kind == "next-meeting"
        if not meets or not self._sessions.to_come or rules.called_next.match(title):
            return False
        if item.line.sentence.headline:
            return True
        form = series_form(item.line.text[item.phrase.start : item.phrase.end], rules)
        return any(form in series_form(name, rules) for name in self._sessions.to_come)
