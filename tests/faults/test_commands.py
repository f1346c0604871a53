"""`doctor`, `backup` and `restore` as a user calls them: exit codes and lines."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from corpus.store import STORE_FILE

HERE = Path(__file__).parents[2]


def called(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "communique", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)


def test_doctor_says_what_is_wrong_mends_it_and_tells_by_its_exit_code(corpus: Path) -> None:
    sound = called("doctor", "--corpus", corpus)
    assert (sound.returncode, sound.stdout) == (0, f"{corpus} is sound\n")
    with closing(sqlite3.connect(corpus / STORE_FILE)) as connection:
        connection.execute("UPDATE register SET name = 'another'")
        connection.commit()
    ill = called("doctor", "--corpus", corpus)
    assert ill.returncode == 1
    assert "rows of the register of '2025-04-23.cn-kr.9' are another than the records say; lists, filters" in ill.stdout
    assert "`communique doctor --repair` derives them anew from the records" in ill.stdout
    told = json.loads(called("doctor", "--corpus", corpus, "--json").stdout)
    assert (told["sound"], [finding["kind"] for finding in told["left"]]) == (False, ["facts"])
    mended = called("doctor", "--corpus", corpus, "--repair")
    assert mended.returncode == 0, mended.stdout
    assert "facts, events and register were derived anew" in mended.stdout
    assert called("doctor", "--corpus", corpus).returncode == 0


def test_where_there_is_no_corpus_the_usage_is_wrong(tmp_path: Path) -> None:
    for options in ((), ("--repair",)):
        done = called("doctor", "--corpus", tmp_path / "none", *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"communique: {tmp_path / 'none'} holds no corpus")
    assert not (tmp_path / "none").exists()


def test_a_backup_is_made_and_restored_and_what_cannot_be_is_told(corpus: Path, tmp_path: Path) -> None:
    saved = called("backup", tmp_path / "saved.zip", "--corpus", corpus)
    assert saved.returncode == 0, saved.stderr
    assert saved.stdout.startswith(f"{tmp_path / 'saved.zip'}: 3 documents, ")
    restored = called("restore", tmp_path / "saved.zip", "--corpus", tmp_path / "new", "--json")
    assert json.loads(restored.stdout)["documents"] == 3
    there = called("restore", tmp_path / "saved.zip", "--corpus", corpus)
    assert (there.returncode, there.stdout) == (2, "")
    assert there.stderr.startswith(f"communique: {corpus} holds a corpus already")
    (tmp_path / "saved.zip").write_bytes((tmp_path / "saved.zip").read_bytes()[:-100])
    broken = called("restore", tmp_path / "saved.zip", "--corpus", corpus, "--replace")
    assert broken.returncode == 2
    assert "saved.zip is damaged" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert called("doctor", "--corpus", corpus).returncode == 0
