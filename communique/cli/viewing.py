"""`compare` and `view`: releases beside each other, and the pages of the register."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from corpus.errors import BadQuery
from corpus.records import Before
from corpus.store import Event, Named, Store
from queries import views
from queries.comparing import Comparison, Row, compare
from queries.following import follow_up
from queries.views import Marks, in_line
from queries.views.model import (
    AgencyView,
    AgreementLine,
    AgreementView,
    MeetingView,
    Names,
    PairView,
    PersonView,
    SeriesView,
    View,
)

from .options import SpanType, corpus_option, json_option, print_json

_LISTS: dict[str, Callable[..., View]] = {
    "meeting": views.meetings,
    "series": views.all_series,
    "agency": views.agencies,
    "person": views.persons,
    "pair": views.pairs,
    "agreement": views.agreements,
}


@click.command("compare")
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@corpus_option
@json_option
def compare_command(identifiers: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Put releases on one meeting beside each other: what each reports, what it leaves out, where they differ.

    \b
    $ communique compare sample-ko-05 sample-en-05 sample-zh-05 --corpus my-corpus
    """
    with Store(folder) as store:
        comparison = compare(store, identifiers)
        said = _Said(views.marked(store, comparison), {})
    if as_json:
        print_json(views.with_corrected(comparison.as_json(), said.marks.within(comparison)))
        return
    _print_comparison(_console(), comparison, said)


def _print_comparison(console: Console, comparison: Comparison, said: "_Said") -> None:
    console.print(Text(comparison.event or "No meeting that all of them are about", style="bold underline"))
    for line in comparison.releases:
        about = " · ".join(filter(None, [line.id, line.ref_date, line.issuer, line.title]))
        console.print(Text(f"  {about}"))
    _heading(console, "differences")
    if not comparison.differences:
        console.print("  None was found.")
    for difference in comparison.differences:
        console.print(Text(f"  {difference.line()}", style="yellow"))
        for each in difference.said:
            console.print(Text(f"    {each.record}: “{_one_line(each.evidence[0].text)}”", style="dim"))
    for name, rows in (("agreements", comparison.agreements), ("meetings", comparison.meetings)):
        _heading(console, name)
        _print_rows(console, rows, said)
    _heading(console, "persons")
    for row in comparison.persons:
        console.print(Text("  " + " | ".join(telling.name for telling in row.tellings)))


def _print_rows(console: Console, rows: Iterable[Row], said: "_Said") -> None:
    for row in rows:
        names = dict.fromkeys(
            _one_line(telling.name)
            + "".join(
                in_line(said.marks.item(telling.record, telling.position, name, field=f"{row.about}s"), name)
                for name in ("title", "name", *telling.fields)
            )
            for telling in row.tellings
        )
        console.print(Text("  " + " | ".join(names)))
        if row.missing:
            console.print(Text(f"    not in {', '.join(row.missing)}", style="dim"))


@click.command("view")
@click.argument("kind", type=click.Choice(tuple(_LISTS)))
@click.argument("names", metavar="[NAME]...", nargs=-1)
@corpus_option
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Items of a page.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Where the page begins.")
@click.option("--due", type=SpanType(), help="Of agreements those that fall due then, e.g. 2026 or 2026-01..2026-06.")
@json_option
def view_command(
    kind: str, names: tuple[str, ...], folder: Path, limit: int, offset: int, due: str | None, as_json: bool
) -> None:
    """Print a page of the register: a meeting, series, agency, person, pair of countries or agreement.

    NAME is the key of a meeting or agreement as lists show it, the id of a series, the name (in any language) or id of
    an agency, the name of a person in any script, the codes of two countries. Without NAME all of the kind are listed.

    \b
    $ communique view meeting kr-cn.maritime-dialogue-9 --corpus my-corpus
    $ communique view person 陈立民 --corpus my-corpus
    $ communique view pair CN KR --corpus my-corpus
    $ communique view agreement --due ..2026 --corpus my-corpus
    """
    if due is not None and (kind != "agreement" or names):
        raise BadQuery("Only the list of agreements is by deadline", hint="Write: view agreement --due 2026")
    with Store(folder) as store:
        if due is not None:
            shown: View = views.agreements(store, due=due, limit=limit, offset=offset)
        else:
            shown = _view(store, kind, names, limit, offset)
        if as_json:
            print_json(views.with_marks(store, shown).as_json())
            return
        said = _Said(views.marked(store, shown), _renamed(store, shown))
    _print_view(_console(), shown, said)


@dataclass(frozen=True)
class _Said:
    """What stands behind the values that analysts set; nothing behind the others."""

    marks: Marks
    renamed: dict[str, Before]

    def event(self, event: Event, name: str) -> str:
        return in_line(self.marks.event(event.event, name, getattr(event, name)))

    def item(self, item: AgreementLine, *names: str) -> str:
        return in_line(self.marks.item(item.record, item.position, *names))

    def of(self, item: object, name: str) -> str:
        """Behind a field of a line, of whatever kind."""
        match item:
            case Event():
                return self.event(item, name)
            case AgreementLine():
                return self.item(item, name)
            case Named() if name == "name":
                return in_line(
                    next((self.renamed[one] for one in (item.name, *item.names) if one in self.renamed), None)
                )
        return ""


def _renamed(store: Store, shown: View) -> dict[str, Before]:
    """The names in a list of persons or organisations that analysts set."""
    if not isinstance(shown, Names):
        return {}
    return views.renamed(store, "persons") | views.renamed(store, "agencies")


def _view(store: Store, kind: str, names: tuple[str, ...], limit: int, offset: int) -> View:
    if not names:
        return _LISTS[kind](store, limit=limit, offset=offset)
    if kind == "pair":
        if len(names) != 2:
            raise BadQuery("A pair is two countries", hint="Write two ISO 3166 codes, for example: view pair CN KR")
        return views.country_pair(store, *names, limit=limit, offset=offset)
    name = " ".join(names)
    match kind:
        case "meeting":
            return views.meeting(store, name)
        case "agreement":
            return views.agreement(store, *views.keyed(name), commitments=follow_up(store))
        case "series":
            return views.series(store, name, limit=limit, offset=offset)
        case "agency":
            return views.agency(store, name, limit=limit, offset=offset)
        case _:
            return views.person(store, name, limit=limit, offset=offset)


def _print_view(console: Console, shown: View, said: _Said) -> None:
    match shown:
        case MeetingView():
            _print_meeting(console, shown, said)
        case SeriesView():
            _title(console, shown.name, shown.ref, *shown.names.values())
            _events(console, shown.meetings, shown.total, said)
            for gap in shown.gaps:
                console.print(Text(f"  nothing is known of rounds {gap.first} to {gap.last}", style="dim"))
        case AgencyView():
            _title(console, shown.name, shown.ref, shown.country, f"in {shown.releases} releases")
            for name in shown.names:
                console.print(Text(f"  {name.valid_from or ''}–{name.valid_to or ''}  {name.lang}  {name.name}"))
            _related(console, "part of", [one.name for one in shown.parents])
            _related(console, "parts", [one.name for one in shown.parts])
            _related(console, "formerly", [one.name for one in shown.predecessors])
            _events(console, shown.meetings.items, shown.meetings.total, said)
            _items(console, shown.agreements.items, shown.agreements.total, said)
            _related(console, "persons", [f"{one.name} ({one.role})" for one in shown.persons])
        case PersonView():
            _title(console, shown.name, *shown.names[1:], *shown.sides)
            for role in shown.roles:
                days = " to ".join(dict.fromkeys(filter(None, [role.first, role.last])))
                stated = {"name": role.name, "role": role.role or "", "agency": role.agency or "agency not stated"}
                called, title, agency = (
                    value + in_line(said.marks.among(role.records, "persons", field, value))
                    for field, value in stated.items()
                )
                console.print(Text(f"  {days}  {called}: {title}, {agency}"))
            _events(console, shown.meetings.items, shown.meetings.total, said)
        case PairView():
            _title(console, " – ".join(shown.countries))
            _related(console, "meetings by year", [f"{year or 'undated'}: {n}" for year, n in shown.years.items()])
            _events(console, shown.meetings.items, shown.meetings.total, said)
            _items(console, shown.agreements.items, shown.agreements.total, said)
        case AgreementView():
            item = shown.item
            about = {"kind": item.kind, "status": item.status, "parties": "+".join(item.parties)}
            behind = (value + said.item(item, field) for field, value in about.items())
            _title(console, item.title + said.item(item, "title"), *behind)
            for field in ("date", "period", "deadline"):
                if when := getattr(item, field):
                    console.print(Text(f"  {field}: {when}{said.item(item, field)}"))
            for quote in shown.evidence:
                console.print(Text(f"  “{_one_line(quote.text)}” {quote.start}-{quote.end}", style="dim"))
            if shown.meeting is not None:
                _events(console, [shown.meeting], 1, said)
            if shown.told is not None:
                _heading(console, "told by")
                _print_rows(console, [shown.told], said)
            if shown.commitment is not None:
                _heading(console, f"follow-up: {shown.commitment.state}")
                for link in shown.commitment.follow_ups:
                    console.print(Text(f"  {link.day}  {link.does}  ({link.record})"))
                    console.print(Text(f"    “{_one_line(link.evidence.text)}”", style="dim"))
        case _:
            _print_list(console, shown, said)


def _print_meeting(console: Console, shown: MeetingView, said: _Said) -> None:
    _title(console, shown.series_name or str(shown.names[0].value), shown.event.event)
    for name, statements in shown.facts.items():
        values = (
            (", ".join(map(str, one.value)) if isinstance(one.value, list | tuple) else str(one.value))
            + in_line(said.marks.among(one.records, "meetings", name, one.value))
            for one in statements
        )
        console.print(Text(f"  {name}: {' | '.join(values)}"))
    _heading(console, "releases")
    for line in shown.releases:
        console.print(Text("  " + " · ".join(filter(None, [line.id, line.ref_date, line.issuer, line.title]))))
    _heading(console, "agreements")
    _print_rows(console, shown.agreements, said)
    if shown.differences:
        _heading(console, "differences")
    for difference in shown.differences:
        console.print(Text(f"  {difference.line()}", style="yellow"))
    console.print()
    for name, other in (("before", shown.before), ("after", shown.after)):
        if other is not None:
            console.print(Text(f"  {name}: {other.event}  {other.date or ''}", style="dim"))


def _print_list(console: Console, shown: View, said: _Said) -> None:
    fields = shown.as_json()
    for item, line in zip(fields["items"], getattr(shown, "items", ()), strict=True):
        item.pop("evidence", None)
        if names := item.pop("names", None):  # of a person: the first of them is the name
            item["name"] = " / ".join(names)
        values = (
            (", ".join(map(str, value)) if isinstance(value, list) else str(value)) + said.of(line, name)
            for name, value in item.items()
        )
        console.print(Text("  ".join(map(_one_line, values))))
    console.print(Text(f"{len(fields['items'])} of {fields['total']}", style="dim"))


def _title(console: Console, name: str, *about: str | None) -> None:
    console.print(Text(_one_line(name), style="bold underline"))
    console.print(Text("  " + " · ".join(filter(None, about))))


def _heading(console: Console, name: str) -> None:
    console.print()
    console.print(Text(name, style="bold"))


def _events(console: Console, events: Iterable[Event], total: int, said: _Said) -> None:
    _heading(console, f"meetings ({total})")
    for one in events:
        stated = {name: _one_line(getattr(one, name) or "") for name in ("date", "status", "event", "name")}
        about = "  ".join(value + said.event(one, name) for name, value in stated.items() if value)
        console.print(Text(f"  {about}"))


def _items(console: Console, items: Iterable[AgreementLine], total: int, said: _Said) -> None:
    _heading(console, f"agreements ({total})")
    for one in items:
        when = next((name for name in ("period", "date", "deadline") if getattr(one, name)), None)
        keys = ", ".join(one.tellings or (one.key,))
        stated = {"status": one.status, "kind": one.kind, "title": one.title}
        about = "  ".join(_one_line(value) + said.item(one, name) for name, value in stated.items())
        console.print(Text(f"  {about} {getattr(one, when) + said.item(one, when) if when else ''}  ({keys})"))


def _related(console: Console, name: str, values: Iterable[str]) -> None:
    joined = "; ".join(values)
    if joined:
        console.print(Text(f"  {name}: {joined}"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _console() -> Console:
    """Standard output; as wide as needed where it is no terminal, so that lines are not cut in a pipe."""
    return Console(file=sys.stdout, soft_wrap=True, highlight=False)
