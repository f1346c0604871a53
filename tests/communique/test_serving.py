"""`serve` and `mcp` as they are started, refused and ended."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from communique.cli import main
from corpus.store import Store

TOKEN = "a-token-made-for-tests"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus without releases."""
    folder = tmp_path_factory.mktemp("empty")
    Store(folder, create=True).close()
    return folder


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """The line of a command that does not start."""
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    return told.err


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_that_is_in_use_is_told_in_one_line(
    folder: Path, taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(capsys, "serve", "--corpus", folder, "--port", taken) == (
        f"communique: Port {taken} of 127.0.0.1 is in use. Choose another with --port; 0 takes a free one\n"
    )


def test_beyond_this_machine_only_with_a_token(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refused(capsys, "serve", "--corpus", folder, "--host", "0.0.0.0") == (
        "communique: 0.0.0.0 can be reached from other machines, and there is no token. Give one with --token-file, or"
        " say --without-token if everybody may read the corpus\n"
    )


def test_without_a_corpus_nothing_is_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("serve", "mcp"):
        assert "holds no corpus. `communique run" in refused(capsys, command, "--corpus", tmp_path)


@pytest.mark.parametrize(("command", "extra", "package"), [("serve", "web", "uvicorn"), ("mcp", "mcp", "mcp")])
def test_an_extra_that_is_not_installed_is_named(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    extra: str,
    package: str,
) -> None:
    loaded = ("queries.web.serving", "queries.mcp", f"{package}.")
    for name in [name for name in sys.modules if name.startswith(loaded)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    assert refused(capsys, command, "--corpus", folder) == (
        f"communique: The package {package} is not installed. Install it: pip install 'communique[{extra}]'\n"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rate = 'often'", "rate: 'often' is no rate"),
        ("speed = 1", "speed: no such setting"),
        ("answer_seconds = 0", "answer_seconds must be above 0"),
        ("rate = ", "is no TOML"),
    ],
)
def test_settings_that_are_none_are_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    file = tmp_path / "server.toml"
    file.write_text(text)
    told = refused(capsys, "serve", "--corpus", folder, "--settings", file)
    assert problem in told
    assert told.endswith("docs/api.md lists the names\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_its_address_answers_and_ends_cleanly(folder: Path, tmp_path: Path, number: int) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN)
    options = ["--corpus", str(folder), "--port", "0", "--token-file", str(token)]
    command = [sys.executable, "-m", "communique", "serve", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(f"{address}health").json() == {"status": "ok"}
        assert httpx.get(f"{address}api/v1/status").status_code == 401
        answer = httpx.get(f"{address}api/v1/status", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.json()["documents"] == 0
        os.kill(process.pid, number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "communique: stopped\n")
