"""A release that changes is one document with versions; what changes around it makes none."""

import hashlib
import io
import json
import os
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from communique.intake import RunReport
from communique.pipeline import run
from communique.report import status
from corpus.store import Store
from ingest.fetch.manifest import Entry, Manifest
from ingest.fetch.originals import Originals
from queries.exports.lines import to_jsonl
from queries.exports.tables import to_csv
from queries.histories import history, revisions

from .conftest import RELEASES, Command

BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)


def text_of(name: str) -> str:
    return (RELEASES / f"{name}.txt").read_text(encoding="utf-8")


def put(path: Path, text: str, *, day: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    moment = (BEGIN + timedelta(days=day)).timestamp()
    os.utime(path, (moment, moment))


def corpus_of(tmp_path: Path, *inputs: object) -> RunReport:
    return run([str(each) for each in inputs], tmp_path / "corpus", model="fake")


def state(folder: Path) -> list[object]:
    """Everything that a corpus says, but not when it was read."""
    with Store(folder) as store:
        out = io.StringIO()
        to_jsonl(store.records(), out)
        histories = [[each.model_dump() for each in history(store, stored.id)] for stored in store.documents()]
        return [out.getvalue(), histories, [each.model_dump() for each in store.renditions()]]


LATER = "내년 하반기에 감염병 공동 도상훈련", "내후년 하반기에 감염병 공동 도상훈련"


def test_the_same_words_in_other_bytes_are_no_version(tmp_path: Path) -> None:
    path = tmp_path / "in" / "release.txt"
    put(path, text_of("dev-ko-02"), day=0)
    assert corpus_of(tmp_path, path).read == ["release"]
    put(path, text_of("dev-ko-02").replace("\n\n", "\n").replace("・", "·") + "\n조회수 : 1,204\n", day=1)
    report = corpus_of(tmp_path, path)
    assert (report.read, report.revised, report.cosmetic) == ([], [], {str(path): "release"})
    with Store(tmp_path / "corpus") as store:
        assert len(history(store, "release")) == 1
        assert "1,204" in store.document("release").text
    assert corpus_of(tmp_path, path).unchanged == 1


def test_a_changed_release_is_a_version_with_what_it_changed(communique: Command, tmp_path: Path) -> None:
    path = tmp_path / "in" / "release.txt"
    put(path, text_of("dev-ko-02"), day=0)
    corpus_of(tmp_path, path)
    text = text_of("dev-ko-02").replace("제주에서 ｢제12차", "부산에서 ｢제12차")
    put(path, text.replace("2024. 12. 15.", "2024. 12. 16."), day=1)
    report = corpus_of(tmp_path, path)
    assert (report.read, report.revised) == (["release"], ["release"])
    with Store(tmp_path / "corpus") as store:
        first, second = history(store, "release")
        release = store.release("release")
        assert [len(release.contents), release.versions[0].seen_at] == [2, "2026-11-02T09:00:00.000000+00:00"]
        assert list(revisions(store, since="2026-11-03")) == [second]
        assert list(revisions(store, since="2026-11-04")) == []
        lines = status(store).lines()
        for change in second.changes:
            for number, evidence in ((0, change.evidence_before), (1, change.evidence_after)):
                text = release.contents[release.versions[number].form].document.text
                assert all(text[each.start : each.end] == each.text for each in evidence)
    assert (first.changes, first.newest, second.newest) == ((), False, True)
    changed = {change.field: (change.before, change.after) for change in second.changes}
    assert changed["ref_date"] == ("2024-12-15", "2024-12-16")
    place = changed["meetings.place"]
    assert (place[0].endswith("제주"), place[1].endswith("부산")) == (True, True)
    assert "1 releases were changed by their sources; 1 earlier versions" in lines
    shown = communique("show", "release", "--versions", "--corpus", tmp_path / "corpus").stdout
    assert "release, version 2, newest: 2026-11-03T09:00:00" in shown
    assert "changed: meetings.place of " in shown
    printed = communique("changes", "--since", "2026-11", "--json", "--corpus", tmp_path / "corpus").stdout
    assert [json.loads(line)["number"] for line in printed.splitlines()] == [2]


def test_search_and_register_know_the_newest_version_only(communique: Command, tmp_path: Path) -> None:
    path = tmp_path / "in" / "release.txt"
    put(path, text_of("dev-ko-02"), day=0)
    corpus_of(tmp_path, path)
    put(path, text_of("dev-ko-02").replace("제12차", "제32차"), day=1)
    corpus_of(tmp_path, path)
    shown = communique("register", "--all", "--corpus", tmp_path / "corpus").stdout
    assert "제32차 한·중·일 보건장관회의" in shown
    assert "제12차" not in shown
    found = communique("search", "제12차 한·중·일 보건장관회의", "--corpus", tmp_path / "corpus").stdout
    assert "제12차" not in found.split("\n", 1)[1]


def test_a_release_that_goes_back_to_what_it_said_has_three_versions(tmp_path: Path) -> None:
    path = tmp_path / "in" / "release.txt"
    for day, text in enumerate((text_of("dev-ko-02"), text_of("dev-ko-02").replace(*LATER), text_of("dev-ko-02"))):
        put(path, text, day=day)
        corpus_of(tmp_path, path)
    with Store(tmp_path / "corpus") as store:
        assert [each.number for each in history(store, "release")] == [1, 2, 3]
        assert len(store.release("release").contents) == 2
        assert store.document("release").text == text_of("dev-ko-02")


def corrected(text: str) -> str:
    title = next(line for line in text.split("\n") if line.startswith("한·중·일"))
    return text.replace(title, f"[정정] {title}").replace("14일(토)부터 15일(일)", "15일(일)부터 16일(월)")


def test_a_correction_in_another_place_is_a_version_whatever_came_first(tmp_path: Path) -> None:
    files = {"a-first.txt": text_of("dev-ko-02"), "b-corrected.txt": corrected(text_of("dev-ko-02"))}
    states = []
    for number, names in enumerate(permutations(files)):
        folder = tmp_path / str(number)
        for name in names:
            put(tmp_path / "in" / name, files[name], day=0)
            report = corpus_of(folder, tmp_path / "in" / name)
        states.append(state(folder / "corpus"))
        assert report.revised == ["a-first"]
        with Store(folder / "corpus") as store:
            assert [stored.id for stored in store.documents()] == ["a-first"]
            assert [Path(each.path).name for each in history(store, "a-first")] == list(files)
            assert store.document("a-first").source.path.endswith("b-corrected.txt")
        assert corpus_of(folder, tmp_path / "in").unchanged == 2
    assert states[0] == states[1]


def as_agency_prints_it(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return "\n".join(["나다일보 > 정치", "홍길순 기자", *lines[1:-6], "<나다일보 무단 전재 금지>"])


@pytest.mark.parametrize("names", list(permutations(("ministry.txt", "agency.txt"))))
def test_what_an_agency_prints_of_a_release_is_another_publication(tmp_path: Path, names: tuple[str, ...]) -> None:
    put(tmp_path / "in" / "ministry.txt", text_of("dev-ko-02"), day=0)
    put(tmp_path / "in" / "agency.txt", as_agency_prints_it(text_of("dev-ko-02")), day=0)
    for name in names:
        report = corpus_of(tmp_path, tmp_path / "in" / name)
    assert list(report.reposts.values()) == [names[0].removesuffix(".txt")]
    with Store(tmp_path / "corpus") as store:
        assert [Path(stored.path).name for stored in store.documents()] == ["ministry.txt"]
        assert [(Path(each.path).name, each.role) for each in store.renditions()] == [("agency.txt", "repost")]
        assert any("also published as" in line for line in status(store).lines())
    assert corpus_of(tmp_path, tmp_path / "in").unchanged == 2


URL = "https://www.example.go.kr/view.do?seq=7"


def fetched(folder: Path, gives: list[str], *, withdrawn: bool = False, licence: str = "KOGL-1") -> None:
    """What fetching leaves of an address that gave these texts, day by day."""
    manifest, originals = Manifest(folder), Originals(folder)
    for day, text in enumerate(gives):
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        part = originals.parts / "one"
        part.write_bytes(data)
        originals.keep(part, sha256)
        moment = (BEGIN + timedelta(days=day)).isoformat()
        taken_back = withdrawn and day == len(gives) - 1
        manifest.put(
            Entry(url=URL, role="withdrawn" if taken_back else "release", checked_at=moment, fetched_at=moment,
                  sha256=sha256, media_type="text/plain", licence=licence)
        )  # fmt: skip
    manifest.close()


def test_what_was_fetched_step_by_step_is_as_what_was_fetched_before_the_first_run(tmp_path: Path) -> None:
    text = text_of("dev-ko-02")
    gives = [text, text + "\n조회수 : 7\n", text.replace(*LATER), text.replace(*LATER) + "\n조회수 : 9\n"]
    for number in range(1, len(gives) + 1):
        fetched(tmp_path / "fetched", gives[:number])
        report = corpus_of(tmp_path / "steps", tmp_path / "fetched")
    assert (report.revised, report.unchanged, len(report.cosmetic)) == ([], 4, 1)
    at_once = corpus_of(tmp_path / "once", tmp_path / "fetched")
    assert at_once.revised == ["view-7"]
    assert state(tmp_path / "steps" / "corpus") == state(tmp_path / "once" / "corpus")
    with Store(tmp_path / "once" / "corpus") as store:
        assert len(history(store, "view-7")) == 2
        assert len(store.release("view-7").sightings) == 4


def test_a_release_that_was_taken_back_stays_and_is_marked(communique: Command, tmp_path: Path) -> None:
    fetched(tmp_path / "fetched", [text_of("dev-ko-02")])
    assert corpus_of(tmp_path, tmp_path / "fetched").withdrawn == []
    fetched(tmp_path / "fetched", [text_of("dev-ko-02")], withdrawn=True)
    assert corpus_of(tmp_path, tmp_path / "fetched").withdrawn == ["view-7"]
    with Store(tmp_path / "corpus") as store:
        assert status(store).withdrawn == ("view-7",)
        assert store.record("view-7").source.withdrawn == "2026-11-02T09:00:00+00:00"
    where = "--corpus", tmp_path / "corpus"
    for command in (["show", "view-7"], ["search", "대화"], ["register"]):
        assert "withdrawn by its source" in communique(*command, *where).stdout
    lines = [json.loads(line) for line in communique("search", "대화", *where, "--json").stdout.splitlines()]
    assert {each["withdrawn"] for each in lines if each["type"] == "answer"} == {"2026-11-02T09:00:00+00:00"}
    rows = communique("search", "무엇을 합의했나", *where, "--json").stdout.splitlines()
    told = [json.loads(line) for line in rows if '"type": "row"' in line]
    assert told
    assert all(each["withdrawn"] == ["view-7"] for each in told)
    entries = [json.loads(line) for line in communique("register", *where, "--json").stdout.splitlines()]
    assert [entry["withdrawn"] for entry in entries] == [["view-7"]] * len(entries)
    fetched(tmp_path / "fetched", [text_of("dev-ko-02")])
    assert corpus_of(tmp_path, tmp_path / "fetched").withdrawn == ["view-7"]
    with Store(tmp_path / "corpus") as store:
        assert status(store).withdrawn == ()
    assert "withdrawn" not in communique("register", *where).stdout


def test_the_licence_of_the_source_is_shown_and_exported(communique: Command, tmp_path: Path) -> None:
    fetched(tmp_path / "fetched", [text_of("dev-ko-02")], licence="KOGL-4")
    corpus_of(tmp_path, tmp_path / "fetched")
    with Store(tmp_path / "corpus") as store:
        lines, rows = io.StringIO(), io.StringIO()
        to_jsonl(store.records(), lines)
        to_csv(store.records(), rows, table="meetings")
    assert json.loads(lines.getvalue())["source"]["licence"] == "KOGL-4"
    header, row = rows.getvalue().splitlines()[:2]
    assert (header.split(",")[-2], row.split(",")[-2]) == ("licence", "KOGL-4")
    assert "licence: KOGL-4" in communique("show", "view-7", "--corpus", tmp_path / "corpus").stdout
