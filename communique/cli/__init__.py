"""The command line. Results go to standard output, everything else to standard error.

Exit codes: 0 done; 1 some inputs failed, each named with its reason and the rest done; 2 wrong usage.
"""

import ast
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files

import click

from corpus.errors import CorpusError, UnreadableFile

from .. import __version__

COMMANDS = {
    "fetch": "fetching",
    "run": "building",
    "merge": "merging",
    "status": "building",
    "text": "reading",
    "extract": "reading",
    "dates": "reading",
    "search": "searching",
    "register": "asking",
    "show": "asking",
    "compare": "viewing",
    "view": "viewing",
    "follow-up": "following",
    "changes": "changing",
    "export": "exporting",
    "serve": "serving",
    "mcp": "serving",
    "alerts": "alerting",
    "correct": "correcting",
    "corrections": "correcting",
    "score": "measuring",
    "verify": "proving",
    "doctor": "doctoring",
    "backup": "keeping",
    "restore": "keeping",
    "move-index": "moving",
}
"""Each command and the module that holds it, imported when it is called: a search need not load the extractor."""


class Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f".{COMMANDS[cmd_name]}", __name__), _function_of(cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does it, with the words of the source: to import all commands takes a second."""
        width = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [(name, click.Command(name, help=summary(name)).get_short_help_str(width)) for name in COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def summary(name: str) -> str:
    """What the docstring of a command says, without importing its module."""
    source = files(__name__).joinpath(f"{COMMANDS[name]}.py").read_text(encoding="utf-8")
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.FunctionDef) and statement.name == _function_of(name):
            return ast.get_docstring(statement) or ""
    return ""


def _function_of(name: str) -> str:
    return f"{name.replace('-', '_')}_command"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="communique")
def cli() -> None:
    """Turn ministries' press releases into a register of meetings and commitments, and search it.

    \b
    communique run releases/ --corpus my-corpus
    communique register --corpus my-corpus
    communique search "what did Korea and China agree on air quality?" --corpus my-corpus
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; what a user can act on is one line on standard error."""
    try:
        code = cli.main(args=arguments, standalone_mode=False)
    except click.exceptions.Abort:
        print("communique: stopped; what was stored stays, and the next run continues", file=sys.stderr)
        code = 130
    except click.FileError as error:
        print(f"communique: {error.format_message()}", file=sys.stderr)
        code = 2
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except CorpusError as error:
        print(f"communique: {error}", file=sys.stderr)
        code = 1 if isinstance(error, UnreadableFile) else 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    sys.exit(code or 0)
