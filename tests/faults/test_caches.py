"""Damage of what can be made again: the index, what was fetched, what saved questions remember."""

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from communique.doctor import examine, repair
from corpus.errors import CorpusError
from ingest.fetch.manifest import MANIFEST_FILE, Entry, Manifest
from ingest.fetch.originals import Originals
from queries.saved import state

from . import corpora


def damaged(data: bytes, *, count: int) -> list[tuple[str, bytes]]:
    moments = random.Random(11)
    places = sorted({0, 20, len(data) - 1, *(moments.randrange(len(data)) for _ in range(count))})
    bits = [
        (f"bit at {place}", data[:place] + bytes([data[place] ^ 1 << moments.randrange(8)]) + data[place + 1 :])
        for place in places
    ]
    lengths = (0, 1, 100, len(data) // 3, len(data) // 2, len(data) - 1)
    return bits + [(f"cut to {length}", data[:length]) for length in lengths]


def test_a_damaged_index_is_named_and_never_gives_another_record(corpus: Path, many: bool) -> None:
    hits, shown = corpora.found(corpus), corpora.shown(corpus)
    known = {hit[:2] for hit in hits}
    refused = 0
    kept = corpus.with_name("kept")
    shutil.copytree(corpus / "index", kept)
    for path in sorted(kept.iterdir()):
        for what, bad in damaged(path.read_bytes(), count=300 if many else 12):
            shutil.rmtree(corpus / "index")
            shutil.copytree(kept, corpus / "index")
            (corpus / "index" / path.name).write_bytes(bad)
            found = None
            try:
                found = corpora.found(corpus)
            except CorpusError as error:
                refused += 1
                assert str(corpus / "index") in str(error), what  # noqa: PT017
            if found is not None and found != hits:
                assert {hit[:2] for hit in found} <= known, f"{path.name} {what}"
                assert any(finding.part == "index" for finding in examine(corpus)), f"{path.name} {what}"
    assert refused > 10
    assert repair(corpus, model="fake").left == ()
    assert (corpora.found(corpus), corpora.shown(corpus)) == (hits, shown)


def test_a_lost_index_is_made_anew(corpus: Path) -> None:
    hits = corpora.found(corpus)
    shutil.rmtree(corpus / "index")
    [finding] = examine(corpus)
    assert (finding.part, finding.kind) == ("index", "damaged")
    report = repair(corpus, model="fake")
    assert report.left == ()
    assert report.done == ("index: made anew with fake, 3 documents",)
    assert corpora.found(corpus) == hits


def fetched(corpus: Path) -> Path:
    """An original that was fetched into the corpus; where it lies."""
    body = b"an invented release"
    sha256 = hashlib.sha256(body).hexdigest()
    originals, manifest = Originals(corpus), Manifest(corpus)
    part = originals.parts / "one.part"
    part.write_bytes(body)
    path = originals.keep(part, sha256)
    entry = Entry(url="https://ministry.example/1", role="release", checked_at="2025", fetched_at="2025", sha256=sha256)
    manifest.put(entry)
    manifest.close()
    return path


@pytest.mark.parametrize("content", [b"an invented releasf", b"an invented", None])
def test_fetched_bytes_that_are_not_those_that_came_are_named(corpus: Path, content: bytes | None) -> None:
    path = fetched(corpus)
    assert examine(corpus) == []
    path.write_bytes(content) if content else path.unlink()
    [finding] = examine(corpus)
    assert (finding.part, finding.where) == ("fetched files", str(path))
    assert "the bytes of https://ministry.example/1 are" in finding.problem
    assert "`communique run https://ministry.example/1` fetches it again" in finding.remedy
    repair(corpus)
    assert not path.exists()  # so that it is fetched again, whatever the server says of changes


def test_a_damaged_manifest_of_what_was_fetched_is_named_and_set_aside(corpus: Path) -> None:
    fetched(corpus)
    (corpus / MANIFEST_FILE).write_bytes(b"x" * 5000)
    for end in ("-wal", "-shm"):
        (corpus / f"{MANIFEST_FILE}{end}").unlink(missing_ok=True)
    [finding] = examine(corpus)
    assert (finding.part, finding.kind) == ("fetched files", "manifest")
    assert repair(corpus).left == ()
    assert (corpus / f"{MANIFEST_FILE}.damaged").is_file()


def test_what_a_saved_question_remembers_is_right_or_refused(corpus: Path, many: bool) -> None:
    path = corpus / "queries" / "state" / "new.json"
    known = state.State(asked_at="2025-04-24T09:00:00+00:00", seen_to="2025-04-24T08:00:00+00:00")
    state.write(path, known)
    data = path.read_bytes()
    refused = 0
    for what, bad in damaged(data, count=400 if many else 40):
        path.write_bytes(bad)
        try:
            assert state.read(path) == known, what
        except CorpusError:
            refused += 1
    assert refused > 30
    [finding] = examine(corpus)
    assert (finding.part, finding.kind) == ("saved questions", "state")
    assert repair(corpus).left == ()
    assert (path.with_name("new.json.damaged")).is_file()


def test_a_saved_question_that_cannot_be_read_is_told_and_left(corpus: Path) -> None:
    saved = corpus / "queries" / "saved"
    saved.mkdir(parents=True)
    (saved / "new.toml").write_text("question = ", encoding="utf-8")
    [finding] = repair(corpus).left
    assert (finding.part, finding.rebuilt) == ("saved questions", False)
    assert (saved / "new.toml").read_text(encoding="utf-8") == "question = "


def test_what_a_stopped_program_left_is_removed(corpus: Path) -> None:
    left = ("originals/.parts/a.part", "queries/state/.new.json.4711", ".salvage-abc/made/corpus.sqlite")
    for name in left:
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_bytes(b"half")
    assert {finding.part for finding in examine(corpus)} == {"leftovers"}
    assert len(examine(corpus)) == 3
    assert repair(corpus).left == ()
    assert not any((corpus / name).exists() for name in left)
