"""`compare` and `view`: releases beside each other, and the pages of the register."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from corpus.errors import BadQuery
from corpus.store import Event, Store
from queries import views
from queries.comparing import Comparison, Row, compare
from queries.following import follow_up
from queries.views.model import (
    AgencyView,
    AgreementLine,
    AgreementView,
    MeetingView,
    PairView,
    PersonView,
    SeriesView,
    View,
)

from .options import corpus_option, json_option, print_json

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
    if as_json:
        print_json(comparison.as_json())
        return
    _print_comparison(_console(), comparison)


def _print_comparison(console: Console, comparison: Comparison) -> None:
    console.print(Text(comparison.event or "No meeting that all of them are about", style="bold underline"))
    for line in comparison.releases:
        about = " · ".join(filter(None, [line.id, line.ref_date, line.issuer, line.title]))
        console.print(Text(f"  {about}"))
    _heading(console, "differences")
    if not comparison.differences:
        console.print("  None was found.")
    for difference in comparison.differences:
        console.print(Text(f"  {difference.line()}", style="yellow"))
        for said in difference.said:
            console.print(Text(f"    {said.record}: “{_one_line(said.evidence[0].text)}”", style="dim"))
    for name, rows in (("agreements", comparison.agreements), ("meetings", comparison.meetings)):
        _heading(console, name)
        _print_rows(console, rows)
    _heading(console, "persons")
    for row in comparison.persons:
        console.print(Text("  " + " | ".join(telling.name for telling in row.tellings)))


def _print_rows(console: Console, rows: Iterable[Row]) -> None:
    for row in rows:
        names = dict.fromkeys(_one_line(telling.name) for telling in row.tellings)
        console.print(Text("  " + " | ".join(names)))
        if row.missing:
            console.print(Text(f"    not in {', '.join(row.missing)}", style="dim"))


@click.command("view")
@click.argument("kind", type=click.Choice(tuple(_LISTS)))
@click.argument("names", metavar="[NAME]...", nargs=-1)
@corpus_option
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Items of a page.")
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Where the page begins.")
@json_option
def view_command(kind: str, names: tuple[str, ...], folder: Path, limit: int, offset: int, as_json: bool) -> None:
    """Print a page of the register: a meeting, series, agency, person, pair of countries or agreement.

    NAME is the key of a meeting or agreement as lists show it, the id of a series, the name (in any language) or id of
    an agency, the name of a person in any script, the codes of two countries. Without NAME all of the kind are listed.

    \b
    $ communique view meeting kr-cn.maritime-dialogue-9 --corpus my-corpus
    $ communique view person 陈立民 --corpus my-corpus
    $ communique view pair CN KR --corpus my-corpus
    """
    with Store(folder) as store:
        shown = _view(store, kind, names, limit, offset)
    if as_json:
        print_json(shown.as_json())
        return
    _print_view(_console(), shown)


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


def _print_view(console: Console, shown: View) -> None:
    match shown:
        case MeetingView():
            _print_meeting(console, shown)
        case SeriesView():
            _title(console, shown.name, shown.ref, *shown.names.values())
            _events(console, shown.meetings, shown.total)
            for gap in shown.gaps:
                console.print(Text(f"  nothing is known of rounds {gap.first} to {gap.last}", style="dim"))
        case AgencyView():
            _title(console, shown.name, shown.ref, shown.country, f"in {shown.releases} releases")
            for name in shown.names:
                console.print(Text(f"  {name.valid_from or ''}–{name.valid_to or ''}  {name.lang}  {name.name}"))
            _related(console, "part of", [one.name for one in shown.parents])
            _related(console, "parts", [one.name for one in shown.parts])
            _related(console, "formerly", [one.name for one in shown.predecessors])
            _events(console, shown.meetings.items, shown.meetings.total)
            _items(console, shown.agreements.items, shown.agreements.total)
            _related(console, "persons", [f"{one.name} ({one.role})" for one in shown.persons])
        case PersonView():
            _title(console, shown.name, *shown.names[1:], *shown.sides)
            for role in shown.roles:
                days = " to ".join(dict.fromkeys(filter(None, [role.first, role.last])))
                console.print(Text(f"  {days}  {role.name}: {role.role or ''}, {role.agency or 'agency not stated'}"))
            _events(console, shown.meetings.items, shown.meetings.total)
        case PairView():
            _title(console, " – ".join(shown.countries))
            _related(console, "meetings by year", [f"{year or 'undated'}: {n}" for year, n in shown.years.items()])
            _events(console, shown.meetings.items, shown.meetings.total)
            _items(console, shown.agreements.items, shown.agreements.total)
        case AgreementView():
            _title(console, shown.item.title, shown.item.kind, shown.item.status, "+".join(shown.item.parties))
            for quote in shown.evidence:
                console.print(Text(f"  “{_one_line(quote.text)}” {quote.start}-{quote.end}", style="dim"))
            if shown.meeting is not None:
                _events(console, [shown.meeting], 1)
            if shown.told is not None:
                _heading(console, "told by")
                _print_rows(console, [shown.told])
            if shown.commitment is not None:
                _heading(console, f"follow-up: {shown.commitment.state}")
                for link in shown.commitment.follow_ups:
                    console.print(Text(f"  {link.day}  {link.does}  ({link.record})"))
                    console.print(Text(f"    “{_one_line(link.evidence.text)}”", style="dim"))
        case _:
            _print_list(console, shown)


def _print_meeting(console: Console, shown: MeetingView) -> None:
    _title(console, shown.series_name or str(shown.names[0].value), shown.event.event)
    for name, statements in shown.facts.items():
        values = (
            ", ".join(map(str, one.value)) if isinstance(one.value, list | tuple) else str(one.value)
            for one in statements
        )
        console.print(Text(f"  {name}: {' | '.join(values)}"))
    _heading(console, "releases")
    for line in shown.releases:
        console.print(Text("  " + " · ".join(filter(None, [line.id, line.ref_date, line.issuer, line.title]))))
    _heading(console, "agreements")
    _print_rows(console, shown.agreements)
    if shown.differences:
        _heading(console, "differences")
    for difference in shown.differences:
        console.print(Text(f"  {difference.line()}", style="yellow"))
    console.print()
    for name, other in (("before", shown.before), ("after", shown.after)):
        if other is not None:
            console.print(Text(f"  {name}: {other.event}  {other.date or ''}", style="dim"))


def _print_list(console: Console, shown: View) -> None:
    fields = shown.as_json()
    for item in fields["items"]:
        item.pop("evidence", None)
        if names := item.pop("names", None):  # of a person: the first of them is the name
            item["name"] = " / ".join(names)
        values = (", ".join(map(str, value)) if isinstance(value, list) else str(value) for value in item.values())
        console.print(Text("  ".join(map(_one_line, values))))
    console.print(Text(f"{len(fields['items'])} of {fields['total']}", style="dim"))


def _title(console: Console, name: str, *about: str | None) -> None:
    console.print(Text(_one_line(name), style="bold underline"))
    console.print(Text("  " + " · ".join(filter(None, about))))


def _heading(console: Console, name: str) -> None:
    console.print()
    console.print(Text(name, style="bold"))


def _events(console: Console, events: Iterable[Event], total: int) -> None:
    _heading(console, f"meetings ({total})")
    for one in events:
        about = "  ".join(filter(None, [one.date, one.status, one.event, _one_line(one.name)]))
        console.print(Text(f"  {about}"))


def _items(console: Console, items: Iterable[AgreementLine], total: int) -> None:
    _heading(console, f"agreements ({total})")
    for one in items:
        when = one.period or one.date or one.deadline or ""
        keys = ", ".join(one.tellings or (one.key,))
        console.print(Text(f"  {one.status}  {one.kind}  {_one_line(one.title)} {when}  ({keys})"))


def _related(console: Console, name: str, values: Iterable[str]) -> None:
    joined = "; ".join(values)
    if joined:
        console.print(Text(f"  {name}: {joined}"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _console() -> Console:
    """Standard output; as wide as needed where it is no terminal, so that lines are not cut in a pipe."""
    return Console(file=sys.stdout, soft_wrap=True, highlight=False)
