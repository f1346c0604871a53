"""`fetch`: get releases from the web into a folder."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.edtf import days

from .options import EdtfType, json_option, limits_option, print_json, say

if TYPE_CHECKING:
    from ingest.limits import Limits


@click.command("fetch")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("communique-fetched"),
    show_default=True,
    help="The folder to fetch into; it may be that of a corpus.",
)
@click.option("--since", type=EdtfType(), help="Only what was issued on or after this date, as far as the source says.")
@click.option("--until", type=EdtfType(), help="Only what was issued on or before this date.")
@click.option("--board", metavar="NAME|FILE", help="How the list at an address is read.")
@click.option("--match", metavar="REGEX", help="Only releases whose address contains this.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many releases.")
@click.option("--new-only", is_flag=True, help="Do not ask again for releases that are there.")
@click.option("--no-attachments", is_flag=True, help="Leave the files of a release where they are.")
@click.option("--delay", type=click.FloatRange(min=0), metavar="SECONDS", help="Pause between requests to one host.")
@limits_option
@click.option("--allow-private", is_flag=True, help="Fetch from private networks and from this machine too.")
@json_option
def fetch_command(
    sources: tuple[str, ...],
    folder: Path,
    since: str | None,
    until: str | None,
    board: str | None,
    match: str | None,
    limit: int | None,
    new_only: bool,
    no_attachments: bool,
    delay: float | None,
    limits: "Limits",
    allow_private: bool,
    as_json: bool,
) -> None:
    """Fetch the releases of SOURCES with their files.

    A source is the address of a page, file, feed or sitemap; a file of addresses; a described board, by name or by the
    TOML file that describes it; or policy-briefing, the open API of Korea's Policy Briefing service (the key of the
    service in DATA_GO_KR_KEY). What is there and has not changed is not sent again; a run that was stopped continues.

    \b
    $ communique fetch korea.kr --since 2026-03-01 --to march
    new 41, unchanged 0, known 0
    """
    from ingest.fetch import FetchOptions, Manifest, Options, Period

    from ..fetching import fetch_into

    period = Period(_first(since), _last(until))
    report = fetch_into(
        folder,
        sources,
        options=FetchOptions(
            source=Options(period=period, board=board, new_only=new_only),
            match=match,
            limit=limit,
            attachments=not no_attachments,
        ),
        allow_private=allow_private,
        limits=limits.fetch if delay is None else limits.fetch.model_copy(update={"delay": delay}),
        progress=lambda what, url: say(f"{what} {url}") if what == "new" and not as_json else None,
    )
    for _, error in report.failures:
        say(f"communique: {error}")
    if as_json:
        manifest = Manifest(folder)
        for url in dict.fromkeys([*report.new, *report.unchanged, *report.known]):
            if (entry := manifest.get(url)) is not None:
                print_json(entry.model_dump(exclude={"headers"}))
        manifest.close()
    else:
        counts: dict[str, Any] = {
            "new": len(report.new),
            "unchanged": len(report.unchanged),
            "known": len(report.known),
            "failed": len(report.failures),
        }
        print(", ".join(f"{name} {count}" for name, count in counts.items() if count or name != "failed"))
    if report.failures:
        sys.exit(1)


def _first(edtf: str | None) -> date | None:
    return days(edtf)[0] if edtf else None


def _last(edtf: str | None) -> date | None:
    return days(edtf)[1] if edtf else None
