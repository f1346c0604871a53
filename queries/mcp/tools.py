"""What a language model may ask of a corpus; the docstrings and descriptions are what it reads."""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from corpus.edtf import NotEdtf, days, from_dots, is_edtf, sides
from corpus.errors import BadQuery, NotInCorpus
from corpus.languages import Lang
from corpus.records import Record
from corpus.store import FactFilter, Store
from queries import published, views
from queries.asking import ask
from queries.comparing import compare
from queries.following import Commitments, State, by_urgency, chosen
from queries.published import PublishedRecord
from queries.search import Searcher

from . import answers
from .answers import CommitmentsAnswer, ComparisonAnswer, Part, SearchAnswer

List = Literal["meetings", "agreements", "agencies", "persons", "dates", "programmes", "contacts", "tables"]
Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=1000,
        description="What to find, in any language: `한중 환경장관회의에서 합의한 사업`, `中韩 海洋 热线`, `what did "
        'Korea and China agree on soil since 2018?`. A phrase in "quotes" must occur, a -word must not.',
    ),
]
Count = Annotated[int, Field(ge=1, le=50, description="How many passages, and how many facts, at most.")]
Since = Annotated[str | None, Field(description="Only on or after this date, EDTF: 2019, 2019-11, 2019-11-27.")]
Until = Annotated[str | None, Field(description="Only on or before this date, EDTF.")]
Due = Annotated[
    str | None,
    Field(description="Only agreements that fall due then: 2026, 2026-06, 2026-01..2026-06, or ..2026 (by its end)."),
]
Languages = Annotated[list[Lang], Field(description="Only releases in these languages; an empty list means all.")]
Parties = Annotated[
    list[str], Field(max_length=10, description="Only where all of these take part: country codes or organisations.")
]
Without = Annotated[
    list[str], Field(max_length=50, description="Keys of understood filters to leave out, e.g. `since:2018`.")
]
Id = Annotated[
    str, Field(min_length=1, max_length=300, description="The id of a release: `record` in the answers of search.")
]
Ids = Annotated[list[Id], Field(min_length=2, max_length=10, description="Ids of two or more releases on one meeting.")]
Lists = Annotated[list[List], Field(description="Which lists of facts to give; the others are left out.")]
Start = Annotated[int, Field(ge=0, description="Where to begin, in code points.")]
Length = Annotated[int, Field(ge=1, le=50_000, description="How many code points at most.")]
On = Annotated[str | None, Field(description="The day whose state is asked for, e.g. 2025-12-31; today by default.")]
States = Annotated[list[State], Field(description="Only in these states; an empty list means all.")]
Countries = Annotated[
    list[str], Field(max_length=10, description="Only where all of these are parties: codes like KR, CN, JP.")
]
Many = Annotated[int, Field(ge=1, le=100, description="How many commitments at most.")]


class Tools:
    """The tools, over a corpus that several threads may ask at once."""

    def __init__(self, corpus: Searcher, commitments: Commitments) -> None:
        self._corpus = corpus
        self._commitments = commitments

    def search(
        self,
        question: Question,
        limit: Count = 8,
        since: Since = None,
        until: Until = None,
        languages: Languages = [],  # noqa: B006  read only
        parties: Parties = [],  # noqa: B006
        without: Without = [],  # noqa: B006
        due: Due = None,
    ) -> SearchAnswer:
        """Find meetings, agreements and passages in ministries' press releases, whatever their language.

        Where the question asks for facts there is a table of meetings or agreements, then passages, best first. Each
        has the exact words and the id of its release. The filters that were read out of the question are told, so that
        they can be taken away.
        """
        for value in (since, until):
            _check_date(value)
        if due is not None and not is_edtf(from_dots(due)):
            raise BadQuery(f"{due!r} is no date", hint="Write 2026, 2026-06, 2026-01..2026-06 or ..2026")
        due_since, due_until = sides(due)
        wanted = FactFilter(
            langs=tuple(languages), since=since, until=until, parties=tuple(parties), due_since=due_since,
            due_until=due_until,
        )  # fmt: skip
        reply = ask(question, self._corpus, k=limit, off=without, wanted=wanted, rows=limit)
        with self._corpus.store() as store:
            return answers.of_reply(views.reply_with_marks(store, reply))

    def get_record(
        self,
        id: Id,  # noqa: A002
        lists: Lists = ["meetings", "agreements", "persons"],  # noqa: B006
    ) -> PublishedRecord:
        """Get what was extracted from one release: title, issuer, day of issue, and its facts with their words.

        Agreements say of what kind they are, whether agreed, signed, planned or proposed, between whom and until when;
        meetings when, where and at what level. `event` is the key that all releases on one meeting share.
        """
        with self._corpus.store() as store:
            record = _record(store, id)
        left_out = {name: () for name in get_args(List) if name not in lists}
        return published.published(record.model_copy(update=left_out))

    def get_document(
        self,
        id: Id,  # noqa: A002
        start: Start = 0,
        length: Length = 8000,
    ) -> Part:
        """Get the text of one release as it was read, in its own language: what facts are quoted from.

        A long text comes in parts; where `end` is less than `length`, ask again with `start` at `end`.
        """
        with self._corpus.store() as store:
            _record(store, id)
            document = published.document(store.document(id))
        start = min(start, len(document.text))
        end = min(start + length, len(document.text))
        title = document.head.title
        return Part(
            id=id,
            title=title.text if title else None,
            source=document.source.url or document.source.path,
            language=document.lang,
            start=start,
            end=end,
            length=len(document.text),
            text=document.text[start:end],
            read_in_part=document.reasons,
        )

    def compare(self, ids: Ids) -> ComparisonAnswer:
        """Compare releases on one meeting, e.g. of two governments: what each reports, leaves out, and contradicts.

        Differences of dates, names, places, figures and status come with the words of both sides.
        """
        with self._corpus.store() as store:
            for each in ids:
                _record(store, each)
            found = compare(store, ids)
            return answers.of_comparison(found, views.marked(store, found).within(found))

    def follow_up(
        self,
        on: On = None,
        states: States = [],  # noqa: B006
        countries: Countries = [],  # noqa: B006
        limit: Many = 20,
    ) -> CommitmentsAnswer:
        """See what became of what governments agreed: its state on a day, and the later words that say so.

        States are open, ongoing, moved, completed, dropped, overdue: its time is over, and no release says that it was
        done, which is no proof that it was not. What is overdue comes first, the longest overdue before the others;
        then what is to be done, the soonest before the others; then what is settled.
        """
        try:
            day = date.fromisoformat(on) if on is not None else date.today()
        except ValueError as error:
            raise BadQuery(f"{on!r} is no day", hint="Write one like 2025-12-31") from error
        with self._corpus.store() as store:
            known = self._commitments.on(store, day)
            found = by_urgency(chosen(known.every, states=states, countries=countries))
            shown = found[:limit]
            corrected = views.marked(store, shown).within(shown)
        return answers.of_commitments(shown, len(found), day, corrected, known.of)


def _record(store: Store, identifier: str) -> Record:
    try:
        return store.record(identifier)
    except NotInCorpus as error:
        raise NotInCorpus(
            f"The corpus holds no release {identifier!r}", hint="Take an id that search gave (`record`)"
        ) from error


def _check_date(value: str | None) -> None:
    try:
        if value is not None:
            days(value)
    except NotEdtf as error:
        raise BadQuery(f"{value!r} is no date", hint="Write 2019, 2019-11 or 2019-11-04") from error
