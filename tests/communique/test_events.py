"""The records of a corpus agree on which meeting is which, in whatever order they were read."""

from itertools import permutations
from pathlib import Path

import pytest

from communique.pipeline import run
from corpus.store import Store
from queries.register import register

NUMBERED = """Ministers meet on the environment

March 13, 2026

The 8th ROK-China Environment Ministers' Meeting was held in Seoul on March 12, 2026. The ministers exchanged views on \
air quality and agreed to hold a seminar.
"""
DATED = """中韩环境部长会议在首尔举行

2026年3月13日

2026年3月12日,中韩环境部长会议在首尔举行。双方就大气治理深入交换意见。
"""
OTHER = """한중 염전포럼 개최

2026년 3월 13일

환경부는 2026년 3월 12일 제주에서 한중 염전포럼을 개최하였다.
"""
RELEASES = {"numbered": NUMBERED, "dated": DATED, "other": OTHER}


def events(corpus: Path) -> dict[str, str | None]:
    with Store(corpus) as store:
        return {record.id: record.meetings[0].event for record in store.records()}


@pytest.mark.parametrize("order", list(permutations(RELEASES))[::3])
def test_runs_one_by_one_give_the_events_of_one_run(tmp_path: Path, order: tuple[str, ...]) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    for name in order:
        (folder / f"{name}.txt").write_text(RELEASES[name], encoding="utf-8")
        run([str(folder)], tmp_path / "corpus", model="fake")
    run([str(folder)], tmp_path / "at once", model="fake")
    assert events(tmp_path / "corpus") == events(tmp_path / "at once")
    assert events(tmp_path / "corpus")["dated"] == events(tmp_path / "corpus")["numbered"]


def test_what_one_record_alone_tells_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "dated.txt").write_text(DATED, encoding="utf-8")
    run([str(folder)], tmp_path / "corpus", model="fake")
    alone = events(tmp_path / "corpus")["dated"]
    (folder / "numbered.txt").write_text(NUMBERED, encoding="utf-8")
    run([str(folder)], tmp_path / "corpus", model="fake")
    with Store(tmp_path / "corpus") as store:
        assert store.record("dated", joined=False).meetings[0].event == alone
        assert store.record("dated").meetings[0].event == store.record("numbered").meetings[0].event != alone
        [entry] = register(store.records())
        assert {identifier for identifier, _ in entry.meetings} == {"dated", "numbered"}
