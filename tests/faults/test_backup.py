"""What is saved comes back as it was; a backup that is damaged, or made to do harm, changes nothing."""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from communique.backup import backup, restore
from communique.backup.archive import FORMAT, MANIFEST
from communique.doctor import examine, repair
from corpus.errors import StoreError
from corpus.store import STORE_FILE, Store
from ingest.fetch.manifest import Entry, Manifest
from ingest.fetch.originals import Originals

from . import corpora

DAY = "2025-04-24"
NONE: dict[str, bytes] = {}
HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def saved(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a sound corpus."""
    return Path(backup(sound, tmp_path_factory.mktemp("saved") / "saved.zip").path)


def fetched(corpus: Path) -> None:
    """Something that was fetched into the corpus, and a saved question with what it remembers."""
    body = b"an invented release"
    sha256 = hashlib.sha256(body).hexdigest()
    originals, manifest = Originals(corpus), Manifest(corpus)
    part = originals.parts / "one.part"
    part.write_bytes(body)
    originals.keep(part, sha256)
    manifest.put(
        Entry(
            url="https://ministry.example/1",
            role="release",
            checked_at="2025-04-24",
            fetched_at="2025-04-24",
            sha256=sha256,
        )
    )
    manifest.close()
    (corpus / "queries" / "saved").mkdir(parents=True)
    question = 'question = "new agreements"\nto = { kind = "file", path = "news.jsonl" }\n'
    (corpus / "queries" / "saved" / "new.toml").write_text(question, encoding="utf-8")
    (corpus / "queries" / "state").mkdir()
    (corpus / "queries" / "state" / "new.json").write_text('{"asked_at": "2025-04-24"}', encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("with_index", [True, False])
def test_a_restored_corpus_is_the_one_that_was_saved(corpus: Path, tmp_path: Path, with_index: bool) -> None:
    fetched(corpus)
    report = backup(corpus, tmp_path / "backups" / "one.zip", with_index=with_index)
    assert (report.documents, report.index, report.notes) == (3, with_index, ())
    shutil.move(corpus, tmp_path / "before")
    restored = restore(Path(report.path), corpus)
    assert (restored.documents, restored.indexed > 0) == (3, not with_index)
    before = files(tmp_path / "before")
    after = files(corpus)
    for name in before:
        if not name.startswith(("corpus.sqlite", "index/", "lock", "fetched.sqlite")):
            assert after[name] == before[name], name
    with closing(Manifest(corpus)) as manifest:
        assert [entry.url for entry in manifest.entries()] == ["https://ministry.example/1"]
    assert corpora.shown(corpus) == corpora.shown(tmp_path / "before")
    assert corpora.found(corpus) == corpora.found(tmp_path / "before")
    assert examine(corpus) == []
    assert stat.S_IMODE(corpus.stat().st_mode) == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_folder_gets_files_of_their_own_names_and_none_is_overwritten(sound: Path, tmp_path: Path) -> None:
    report = backup(sound, tmp_path)
    assert Path(report.path).parent == tmp_path
    with pytest.raises(StoreError, match="is there already"):
        backup(sound, Path(report.path))
    with pytest.raises(StoreError, match="lies in the corpus"):
        backup(sound, sound / "saved.zip")
    assert [path.name for path in tmp_path.iterdir()] == [Path(report.path).name]


def test_a_corpus_that_is_there_stays_unless_it_is_to_be_replaced(corpus: Path, saved: Path, tmp_path: Path) -> None:
    with Store(corpus) as store:
        store.remove("one")
    before = files(corpus)
    with pytest.raises(StoreError, match="holds a corpus already"):
        restore(saved, corpus)
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="is there, and is no corpus"):
        restore(saved, other, replace=True)
    assert files(other) == {"letter.txt": b"mine"}
    assert {name: data for name, data in files(corpus).items() if name != "lock"} == {
        name: data for name, data in before.items() if name != "lock"
    }
    restore(saved, corpus, replace=True)
    with Store(corpus) as store:
        assert store.holds("one")
    assert [path.name for path in corpus.parent.iterdir() if path.name.startswith(".")] == []


def test_a_damaged_corpus_is_not_saved_as_if_it_were_whole(corpus: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(corpus / STORE_FILE)) as connection:
        connection.execute("DROP TRIGGER failures_row_set")
        connection.execute("UPDATE failures SET problem = 'another'")
        connection.commit()
    with pytest.raises(StoreError, match="is damaged"):
        backup(corpus, tmp_path / "saved.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus"]


def test_no_damage_of_a_backup_is_restored(saved: Path, tmp_path: Path, many: bool) -> None:
    data = saved.read_bytes()
    moments = random.Random(3)
    places = [moments.randrange(len(data)) for _ in range(400 if many else 25)]
    bad = [data[:place] + bytes([data[place] ^ 1 << moments.randrange(8)]) + data[place + 1 :] for place in places]
    bad += [data[:length] for length in (0, 1, 100, len(data) // 2, len(data) - 100, len(data) - 1)]
    refused = 0
    for number, each in enumerate(bad):
        path, target = tmp_path / "bad.zip", tmp_path / f"target-{number}"
        path.write_bytes(each)
        try:
            restore(path, target)
        except StoreError as error:
            refused += 1
            assert "bad.zip" in str(error)  # noqa: PT017
            assert not target.exists()
        else:  # a bit that says nothing of the files: a date in the archive
            assert corpora.shown(target)["releases"].keys() == {"one", "two", "three"}
            assert examine(target) == []
    assert refused > len(bad) // 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def forged(saved: Path, path: Path, *, manifest: dict[str, Any] = NONE, add: dict[str, bytes] = NONE) -> Path:
    """The backup with another manifest, and further files that the manifest names."""
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(path, "w") as target:
        told = json.loads(source.read(MANIFEST))
        for name in source.namelist():
            if name != MANIFEST:
                target.writestr(name, source.read(name))
        for name, content in add.items():
            target.writestr(name, content)
            told["files"][name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        target.writestr(MANIFEST, json.dumps(told | manifest))
    return path


@pytest.mark.parametrize(
    "name",
    ["../escaped", "/tmp/escaped", "a/../../escaped", "a\\..\\..\\escaped", "c:escaped", "a//b", "./a", "x" * 300],
)
def test_a_name_that_leads_elsewhere_is_refused(saved: Path, tmp_path: Path, name: str) -> None:
    bad = forged(saved, tmp_path / "bad.zip", add={name: b"escaped"})
    with pytest.raises(StoreError, match=r"damaged: it(s files are not| has a file that would lie)"):
        restore(bad, tmp_path / "in" / "target")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["bad.zip"]


def test_what_is_too_large_is_refused_before_it_is_unpacked(saved: Path, tmp_path: Path) -> None:
    bomb = forged(saved, tmp_path / "bomb.zip", add={"bomb": bytes(3_000_000)})
    with pytest.raises(StoreError, match=r"unpacks to .* bytes, more than 2,000,000"):
        restore(bomb, tmp_path / "target", limit=2_000_000)
    lying = forged(saved, tmp_path / "lying.zip")
    with zipfile.ZipFile(saved) as source:
        told = json.loads(source.read(MANIFEST))
    told["files"][STORE_FILE]["size"] = 10
    forged(saved, lying, manifest={"files": told["files"]})
    with pytest.raises(StoreError, match=r"corpus\.sqlite is longer than its manifest says"):
        restore(lying, tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_a_backup_of_a_newer_program_is_refused(saved: Path, tmp_path: Path) -> None:
    newer = forged(saved, tmp_path / "newer.zip", manifest={"format": FORMAT + 1, "and": "more"})
    with pytest.raises(StoreError, match=f"is a backup of format {FORMAT + 1}; this program knows up to {FORMAT}"):
        restore(newer, tmp_path / "target")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\5\6" + bytes(18)])
def test_what_is_no_backup_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.zip").write_bytes(content)
    with pytest.raises(StoreError, match=r"letter\.zip is damaged"):
        restore(tmp_path / "letter.zip", tmp_path / "target")


RESTORE = """
import sys
from pathlib import Path
from tests.faults.injection import Faults
from communique.backup import restore
folder = Path(sys.argv[1])
Faults(folder, at=int(sys.argv[2]), how=sys.argv[3]).install()
restore(Path(sys.argv[4]), folder / "corpus", replace=True)
"""


@pytest.mark.parametrize("how", ["kill", "full"])
def test_stopped_while_it_is_restored_a_corpus_is_the_one_before_or_the_restored_one(
    corpus: Path, saved: Path, tmp_path: Path, how: str
) -> None:
    from .injection import unavailable

    if reason := unavailable():
        pytest.skip(reason)
    with Store(corpus) as store:
        store.remove("one")
    corpora.index(corpus)
    before, restored = corpora.shown(corpus), None
    for moment in (4, 20, 31, 38):
        folder = tmp_path / f"stopped-{moment}"
        shutil.copytree(corpus, folder / "corpus")
        command = [sys.executable, "-c", RESTORE, str(folder), str(moment), how, str(saved)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
        assert done.returncode in (0, -9) or "corpus.errors.StoreError" in done.stderr, done.stderr
        state = corpora.shown(folder / "corpus")
        if state != before:
            restored = state
            assert set(state["releases"]) == {"one", "two", "three"}
        assert {finding.part for finding in examine(folder / "corpus")} <= {"leftovers"}
        assert repair(folder / "corpus").left == ()
        assert [path.name for path in folder.iterdir()] == ["corpus"]
        restore(saved, folder / "corpus", replace=True)
        assert "one" in corpora.shown(folder / "corpus")["releases"]
    assert restored is None or "one" in restored["releases"]
