"""`serve` and `mcp`: the corpus for browsers and programs, and for language models."""

from pathlib import Path

import click

from .options import corpus_option, from_extra, say

_WEB = ("fastapi", "jinja2", "limits", "python_multipart", "starlette", "uvicorn")
_MCP = ("mcp", "mcp_types")


@click.command("serve")
@corpus_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8371, show_default=True, help="0 takes a free one.")
@click.option(
    "--token-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file with the token that clients must show; without it COMMUNIQUE_TOKEN, where that is set.",
)
@click.option("--without-token", is_flag=True, help="Let everybody in who reaches an address that is not loopback.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name that the server may be called by.")
@click.option(
    "--settings",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="COMMUNIQUE_SERVER",
    show_envvar=True,
    help="A TOML file with what clients may ask: docs/api.md.",
)
def serve_command(
    folder: Path,
    host: str,
    port: int,
    token_file: Path | None,
    without_token: bool,
    hosts: tuple[str, ...],
    file: Path | None,
) -> None:
    """Serve the corpus as pages for people and as an HTTP API for programs, on this machine only by default.

    \b
    $ communique serve --corpus my-corpus
    http://127.0.0.1:8371/
    """
    with from_extra("web", _WEB):
        from queries.web.serving import serve
        from queries.web.settings import SETTINGS, load_settings, token_from

    stated = load_settings(file) if file is not None else SETTINGS
    token = token_from(token_file) or stated.token
    settings = stated.model_copy(update={"token": token, "hosts": (*stated.hosts, *hosts)})
    serve(folder, host=host, port=port, settings=settings, without_token=without_token, started=_show)
    say("communique: stopped")


def _show(address: str) -> None:
    print(address, flush=True)


@click.command("mcp")
@corpus_option
def mcp_command(folder: Path) -> None:
    """Answer language models on standard input and output, by the Model Context Protocol.

    A client starts it itself; this is the command to give it, with the whole path of the corpus.

    \b
    communique mcp --corpus /path/to/my-corpus
    """
    with from_extra("mcp", _MCP):
        from queries.mcp.server import serve

    serve(folder)
