"""The search page: what was understood as chips, the table of facts, then passages; without a question, the start."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus import edtf
from corpus.documents import Evidence
from corpus.errors import BadQuery
from corpus.store import EventFilter, FactFilter
from index import matches
from queries import views
from queries.asking import Cell, QueryFilter, Reply, Row, Understood, ask
from queries.search import Answer
from queries.views import Marks

from .exporting import exports
from .frame import Reader
from .links import Value, place
from .naming import agency, series_name
from .site import Site
from .spans import Mark, Stretch, stretches
from .wanted import AGREEMENT_STATUSES, KINDS, LEVELS, MEETING_STATUSES, chosen, days_asked, span_asked

LANGS = ("ko", "en", "zh")
CHOICES = {
    "kind": KINDS,
    "status": tuple(dict.fromkeys(MEETING_STATUSES + AGREEMENT_STATUSES)),
    "level": LEVELS,
    "lang": LANGS,
}
PORTION = 10
MOST = 100
_LATEST = 8
_ROWS = 20
_CONTEXT = 320
"""Characters of a passage on each side of its first mark."""
_MOST_MARKS = 12
Asked = dict[str, Value]


@dataclass(frozen=True)
class Chip:
    """A filter in words, the `words` of the question that it came from, and where it is taken away."""

    name: str
    value: str
    words: str
    href: str


@dataclass(frozen=True)
class Facet:
    """A value among the passages shown, how many have it, and where only these are shown."""

    value: str
    number: int
    href: str


@dataclass(frozen=True)
class Shown:
    """A passage around its marks; `href` are its words in the release."""

    answer: Answer
    stretches: list[Stretch]
    before: bool
    after: bool
    href: str


def search(
    request: Request,
    site: Site,
    *,
    q: str,
    off: list[str],
    count: int = PORTION,
    since: str = "",
    until: str = "",
    due: str = "",
    **lists: list[str],
) -> HTMLResponse:
    """What answers the question `q`, without the filters `off`, and with those that the address adds.

    Raises:
        BadQuery: a filter is none.
    """
    reader = Reader.of(request)
    question = q.strip()
    asked = asked_for(question, off, since, until, due, lists)
    if not question:
        return _start(reader, site)
    wanted = filter_of(asked)
    shown: dict[str, Any] = {
        "q": question, "asked": asked, "error": None, "reply": None, "chips": [], "off": [], "answers": [],
        "choices": CHOICES,
    }  # fmt: skip
    try:
        reply = ask(question, site.served.searcher(), k=count, off=off, wanted=wanted, rows=_ROWS)
    except BadQuery as error:
        return reader.page("search.html", active="search", **{**shown, "error": error})
    langs, marked = _said_of(site, reply)
    added = [name for name in ("since", "until", "due", *lists) if asked.get(name)]
    return reader.page(
        "search.html",
        active="search",
        **{
            **shown,
            "reply": reply,
            "chips": [*_understood(reader, reply, asked), *_added(reader, asked, added)],
            "off": [_restored(reader, each, asked) for each in reply.understood.off],
            "answers": [_shown(reader, answer, reply.understood) for answer in reply.answers],
            "langs": langs,
            "marked": marked,
            "facets": _facets(reader, reply, asked),
            "more": reader.link("search", **{**asked, "count": str(count + PORTION)})
            if len(reply.answers) == count < MOST
            else "",
            "cell": _Cells(reader),
            "exports": exports(record=list(dict.fromkeys(answer.document for answer in reply.answers))),
        },
    )  # fmt: skip


def asked_for(question: str, off: list[str], since: str, until: str, due: str, lists: Mapping[str, list[str]]) -> Asked:
    """What an address asks for, as its parts, the empty ones left out."""
    given = {name: [value.strip() for value in values if value.strip()] for name, values in lists.items()}
    return {"q": question, "off": off, "since": since.strip(), "until": until.strip(), "due": due.strip(), **given}


def filter_of(asked: Asked) -> FactFilter:
    """The filters that an address adds to those of the question.

    Raises:
        BadQuery: a date is none, or a value is not of its list.
    """
    days = days_asked(str(asked["since"]), str(asked["until"]))
    due_since, due_until = edtf.sides(span_asked(str(asked["due"])))

    def of(name: str) -> tuple[str, ...]:
        values = asked.get(name) or ()
        return tuple(values) if not isinstance(values, str | int) else (str(values),)

    return FactFilter(
        langs=chosen(list(of("lang")), LANGS, "language"),
        since=days.since or None,
        until=days.until or None,
        due_since=due_since,
        due_until=due_until,
        parties=of("party"),
        agencies=of("agency"),
        persons=of("person"),
        kinds=chosen(list(of("kind")), KINDS, "kind"),
        statuses=chosen(list(of("status")), (*MEETING_STATUSES, *AGREEMENT_STATUSES), "status"),
        levels=chosen(list(of("level")), LEVELS, "level"),
    )


def _start(reader: Reader, site: Site) -> HTMLResponse:
    """The first page: the question, what the corpus holds, the latest meetings."""
    with site.store() as store:
        events, total = store.lookup.events(EventFilter(), limit=_LATEST)
        called = store.lookup.called(event.event for event in events)
        marked = views.marked(store, events)
        counts, (_, documents) = store.counts(), store.lookup.releases(limit=1)
    shown: dict[str, Any] = {
        "events": events,
        "marked": marked,
        "called": called,
        "total": total,
        "counts": counts,
        "documents": documents,
    }
    return reader.page("start.html", active="search", q="", **shown)


def _understood(reader: Reader, reply: Reply, asked: Asked) -> list[Chip]:
    chips = []
    for each in reply.understood.filters:
        words = reply.understood.question[each.start : each.end] if each.start is not None else ""
        off = [*_list(asked["off"]), each.key]
        chips.append(
            Chip(
                reader.words(f"filters.{each.name}"),
                value_of(reader, each.name, each.value, each.label),
                words if words != each.label else "",
                reader.link("search", **{**asked, "off": off}),
            )
        )
    return chips


def _added(reader: Reader, asked: Asked, names: list[str]) -> list[Chip]:
    chips = []
    for name in names:
        values = _list(asked[name])
        for value in values:
            left: Value = [each for each in values if each != value]
            href = reader.link("search", **{**asked, name: left})
            chips.append(Chip(reader.words(f"filters.{name}"), value_of(reader, name, value, value), "", href))
    return chips


def _restored(reader: Reader, taken: QueryFilter, asked: Asked) -> Chip:
    off = [key for key in _list(asked["off"]) if key != taken.key]
    value = value_of(reader, taken.name, taken.value, taken.label)
    return Chip(reader.words(f"filters.{taken.name}"), value, "", reader.link("search", **{**asked, "off": off}))


def value_of(reader: Reader, name: str, value: str, label: str) -> str:
    """The value of a filter in the language of the reader."""
    t = reader.words
    match name:
        case "party":
            return " / ".join(t.country(code) for code in value.split("|"))
        case "agency":
            return " / ".join(dict.fromkeys(agency(each, t.lang) for each in value.split("|"))) if value else label
        case "series":
            return " / ".join(dict.fromkeys(series_name(each, t.lang) for each in value.split("|")))
        case "kind" | "status" | "level" | "format":
            return " / ".join(t.value(name, each) for each in value.split("|"))
        case "lang":
            return t.language(value)
        case "on" | "since" | "until" | "due":
            return t.date(edtf.from_dots(value))
    return label


def _list(value: Value) -> list[str]:
    return [] if not value else [str(value)] if isinstance(value, str | int) else list(value)


def _said_of(site: Site, reply: Reply) -> tuple[dict[str, str], Marks]:
    """The languages of the releases that the table names, and which of its values analysts set."""
    named = {record for row in (reply.table.rows if reply.table else ()) for record in row.releases}
    with site.store() as store:
        lines = store.lookup.lines(named).values()
        return {each.id: each.lang for each in lines if each.lang != "und"}, views.marked(store, reply.table)


def _marks(answer: Answer, understood: Understood) -> list[tuple[int, int]]:
    """What to highlight: the words that no filter accounts for; where the passage has none, what states its facts."""
    if not understood.rest:
        return list(answer.marks)
    found = matches(understood.rest, answer.text)
    return found or ([] if matches(understood.text, answer.text) else list(answer.marks))


def _shown(reader: Reader, answer: Answer, understood: Understood) -> Shown:
    """A passage, cut to what lies around its first mark."""
    spans = _marks(answer, understood)
    first = spans[0][0] if spans else 0
    start, end = max(0, first - _CONTEXT), min(len(answer.text), first + 2 * _CONTEXT)
    marks = [Mark(a, b, f"mark-{a}", "found", "") for a, b in spans]
    quoted = Evidence(start=answer.start, end=answer.end, text=answer.text)
    named = [
        Evidence(start=answer.start + a, end=answer.start + b, text=answer.text[a:b]) for a, b in spans[:_MOST_MARKS]
    ]
    href = reader.link("releases", answer.document, at=[place(each) for each in named] or place(quoted))
    target = f"#at-{place((named or [quoted])[0])}"
    return Shown(answer, stretches(answer.text, start, end, marks), start > 0, end < len(answer.text), href + target)


def _facets(reader: Reader, reply: Reply, asked: Asked) -> dict[str, list[Facet]]:
    """Languages, years and issuers of the passages shown, where they differ."""
    t = reader.words
    by: dict[str, Counter[str]] = {"lang": Counter(), "year": Counter(), "issuer": Counter()}
    spoken: dict[str, str] = {}
    for answer in reply.answers:
        by["lang"][answer.lang] += 1
        if answer.date:
            by["year"][answer.date[:4]] += 1
        if answer.issuer:
            by["issuer"][answer.issuer] += 1
            spoken[answer.issuer] = t.issuer(answer.issuer, answer.lang)
    narrowed: dict[str, Callable[[str], Asked]] = {
        "lang": lambda value: {"lang": [value]},
        "year": lambda value: {"since": value, "until": value},
        "issuer": lambda value: {"agency": [value]},
    }
    said: dict[str, Callable[[str], str]] = {
        "lang": t.language,
        "year": str,
        "issuer": lambda value: agency(value, t.lang),
    }
    return {
        name: [
            Facet(said[name](value), number, reader.link("search", **{**asked, **narrowed[name](value)}))
            for value, number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        ]
        for name, counted in by.items()
        if len(counted) > 1
    }


@dataclass(frozen=True)
class _Cells:
    """What the cells of a table say, and where they lead."""

    reader: Reader

    def text(self, column: str, cell: Cell) -> str:
        """The value of a cell in the language of the reader."""
        t, value = self.reader.words, cell.value
        if value is None:
            return ""
        if column in ("status", "kind", "level", "format"):
            return t.value(column, value)
        if column in ("date", "period", "deadline"):
            return t.date(value)
        if column == "parties":
            return ", ".join(t.country(code.strip()) for code in value.replace("+", ",").split(","))
        return " ".join(value.split())

    def href(self, column: str, row: Row) -> str:
        """The page of what a cell names."""
        if column == "meeting" or (column in ("item", "name") and row.about == "meetings"):
            return self.reader.link("meetings", row.event) if row.event else ""
        if column == "item":
            return self.reader.link("agreements", row.record, row.position)
        if column == "source":
            return self.reader.link("releases", row.record)
        return ""
