"""The list of commands is shown without loading what they need."""

import subprocess
import sys

import click
import pytest

from communique.cli import COMMANDS, cli, summary

LOADED = """
import sys
from communique.cli import main
try:
    main(["--help"])
except SystemExit:
    print(sorted({"numpy", "pydantic", "spacy", "sqlite3"} & sys.modules.keys()))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_says(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert click.Command(name, help=summary(name)).get_short_help_str(200) == command.get_short_help_str(200)
    assert len(summary(name)) > 20


def test_the_list_is_shown_without_loading_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
