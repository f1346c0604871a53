"""Options that several commands share, and how they report."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from corpus.edtf import NotEdtf, days, from_dots
from corpus.errors import MissingPart

from .progress import progress_bar as progress_bar

corpus_option = click.option(
    "--corpus",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("communique-corpus"),
    envvar="COMMUNIQUE_CORPUS",
    show_default=True,
    show_envvar=True,
    help="The folder of the corpus.",
)


def _limits(ctx: click.Context, param: click.Parameter, path: Path | None) -> Any:
    from ingest.limits import LIMITS, load_limits

    return load_limits(path) if path is not None else LIMITS


limits_option = click.option(
    "--limits",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="COMMUNIQUE_LIMITS",
    show_envvar=True,
    callback=_limits,
    help="A TOML file with what one document, and fetching, may cost: docs/safety.md.",
)
cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have the workers of a Dask cluster read and extract (tcp://HOST:8786), or `local` ones: docs/cluster.md.",
)
results_option = click.option(
    "--results",
    metavar="ADDRESS",
    help="Where the shards of a cluster are kept: a folder, or an address of fsspec; in the corpus where not given.",
)
store_option = click.option(
    "--store",
    "index_store",
    metavar="ADDRESS",
    help="Keep the index of a new corpus in Milvus (milvus://HOST:19530/DATABASE): docs/milvus.md.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")


class EdtfType(click.ParamType[str]):
    """A date given on the command line."""

    name = "EDTF"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            days(value)
        except NotEdtf:
            self.fail(f"{value!r} is no date. Write 2019, 2019-11 or 2019-11-04", param, ctx)
        return str(value)


class SpanType(EdtfType):
    """A date or an interval given on the command line, as EDTF or with two dots."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            days(from_dots(str(value)))
        except NotEdtf:
            self.fail(f"{value!r} is no date. Write 2026, 2026-06, 2026-01..2026-06 or ..2026", param, ctx)
        return from_dots(str(value))


def print_json(value: Any) -> None:
    """A JSON object on a line of standard output."""
    print(json.dumps(value, ensure_ascii=False))


def say(line: str) -> None:
    """A line for the user, on standard error."""
    print(line, file=sys.stderr)


@contextmanager
def from_extra(extra: str, packages: tuple[str, ...]) -> Iterator[None]:
    """What a plain installation lacks is named, with how to get it.

    Raises:
        MissingPart: one of the packages is not installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in packages:
            raise
        raise MissingPart(
            f"The package {name} is not installed", hint=f"Install it: pip install 'communique[{extra}]'"
        ) from error
