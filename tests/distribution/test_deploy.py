"""Files for running the service say what they mean: commands that exist, no root, no place to write to."""

import configparser
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from communique.cli import cli

from .building import ROOT, tracked

DEPLOY = ROOT / "deploy"
UNIT, COMPOSE, CONTAINER = DEPLOY / "communique.service", DEPLOY / "compose.yaml", DEPLOY / "Containerfile"


def steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, with what follows them."""
    text = re.sub(r"^\s*#.*\n", "", CONTAINER.read_text(encoding="utf-8"), flags=re.M)
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def commands() -> Iterator[list[str]]:
    """The arguments that the program is started with, in all of the files."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read_string(UNIT.read_text(encoding="utf-8"))
    yield shlex.split(unit["Service"]["ExecStart"])[1:]
    yield yaml.safe_load(dict(steps())["CMD"])
    for service in yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"].values():
        if service["image"] == "communique" and service.get("command"):
            yield service["command"]


@pytest.mark.parametrize("arguments", [*commands()], ids=" ".join)
def test_the_program_knows_the_commands_and_options(arguments: list[str]) -> None:
    command = cli.get_command(click.Context(cli), arguments[0])
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {each for each in arguments[1:] if each.startswith("--")} <= known


def test_the_container_is_no_root_checks_itself_and_downloads_nothing_when_it_runs() -> None:
    names = [name for name, _ in steps()]
    assert names.count("FROM") == 2
    last = steps()[len(names) - names[::-1].index("FROM") - 1 :]
    told = dict(last)
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", told["USER"])
    assert "/readyz" in told["HEALTHCHECK"]
    assert yaml.safe_load(told["ENTRYPOINT"]) == ["communique"]
    assert "ADD" not in names
    assert "pip install" not in " ".join(value for name, value in last if name == "RUN")


def test_what_is_copied_into_the_container_is_there_or_is_built() -> None:
    for name, value in steps():
        if name == "COPY" and not value.startswith("--from="):
            source = value.split()[0]
            assert source.startswith("dist/") or source in tracked()


def test_every_part_of_ours_has_a_root_that_cannot_be_written_and_no_rights() -> None:
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert {"serve", "scheduler", "worker", "milvus"} <= services.keys()
    for name, service in services.items():
        assert "no-new-privileges:true" in service["security_opt"], name
        if service["image"] == "communique":
            assert service["read_only"] is True
            assert service["cap_drop"] == ["ALL"]
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), "only a proxy on this machine reaches it"


def test_parts_wait_for_and_store_in_what_there_is() -> None:
    whole = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    for service in whole["services"].values():
        assert set(service.get("depends_on", {})) <= whole["services"].keys()
        assert set(service["networks"]) <= whole["networks"].keys()
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source.startswith("./") or source in whole["volumes"]


def test_systemd_understands_the_unit_and_finds_it_locked_down(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed here")
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    unit.write_text(text.replace("/opt/communique/bin/communique", "/bin/true"), encoding="utf-8")
    verified = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    exposure = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)]
    assert subprocess.run(exposure, capture_output=True).returncode == 0
