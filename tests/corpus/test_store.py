import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.documents import Block, Document, Head, Source
from corpus.errors import NotInCorpus, StoreError
from corpus.records import Agency, Agreement, Meeting, Person, Record
from corpus.store import FactFilter, Store, writing
from corpus.store.schema import MIGRATIONS, VERSION

TEXT = "양측은 핫라인을 개설하기로 하였다.\n"
SOURCE = Source(path="in/one.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64, size=60)


def release(identifier: str = "one", path: str = "in/one.txt") -> Document:
    return Document(
        id=identifier,
        source=SOURCE.model_copy(update={"path": path}),
        text=TEXT,
        lang="ko",
        langs=("ko",),
        blocks=(Block(kind="paragraph", start=0, end=19, lang="ko"),),
        head=Head(ref_date="2025-04-24"),
    )


def record(identifier: str = "one", path: str = "in/one.txt") -> Record:
    document = release(identifier, path)
    quoted = (document.quote(4, 7),)
    return Record(
        id=identifier,
        source=document.source,
        lang="ko",
        langs=("ko",),
        ref_date="2025-04-24",
        meetings=(
            Meeting(
                evidence=quoted, rule="r", name="제9차 대화", status="held", date="2025-04-23", level="director-general"
            ),
        ),
        agencies=(
            Agency(
                evidence=quoted,
                rule="r",
                ref="kr.mofa",
                name="Ministry of Foreign Affairs",
                surfaces=("외교부",),
                country="KR",
            ),
        ),
        persons=(Person(evidence=quoted, rule="r", name="천리민", latin="Chen Limin", side="CN"),),
        agreements=(
            Agreement(
                evidence=(document.quote(0, 18),),
                rule="r",
                title="핫라인",
                key="핫라인",
                kind="exchange",
                status="agreed",
                parties=("KR", "CN"),
                period="2026/..",
            ),
        ),
    )


def test_what_is_put_comes_back(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
    with Store(tmp_path) as store:
        assert store.document("one") == release()
        assert list(store.records()) == [record()]
        assert [stored.id for stored in store.documents()] == ["one"]


def test_a_new_version_takes_the_place_of_the_old(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
        store.put(release(), record().model_copy(update={"agreements": ()}), code_version="2")
        assert store.record("one").agreements == ()
        assert store.matching(FactFilter(kinds=("exchange",))) == {}


def test_a_failure_is_kept_until_the_input_can_be_read(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.put_failure("in/one.txt", "in/one.txt is empty", "Fetch it again")
        assert [failure.problem for failure in store.failures()] == ["in/one.txt is empty"]
        store.put(release(), record(), code_version="1")
        assert store.failures() == []


def test_an_unknown_id_is_named(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store, pytest.raises(NotInCorpus, match="no document 'two'"):
        store.record("two")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (FactFilter(), True),
        (FactFilter(langs=("ko",)), True),
        (FactFilter(langs=("en", "zh")), False),
        (FactFilter(since="2025-04-24"), True),
        (FactFilter(until="2025-03"), False),
        (FactFilter(parties=("CN",)), True),
        (FactFilter(parties=("CN", "JP")), False),
        (FactFilter(agencies=("외교부",)), True),
        (FactFilter(agencies=("kr.mofa",)), True),
        (FactFilter(agencies=("Chen Limin",)), False),
        (FactFilter(persons=("chen limin",)), True),
    ],
)
def test_documents_are_filtered_by_their_facts(tmp_path: Path, wanted: FactFilter, found: bool) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
        assert store.matching(wanted) == ({"one": None} if found else {})


def test_kind_status_and_level_allow_only_the_words_of_the_fact(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
        assert store.matching(FactFilter(kinds=("exchange",))) == {"one": [(0, 18)]}
        assert store.matching(FactFilter(levels=("director-general",), until="2025")) == {"one": [(4, 7)]}
        assert store.matching(FactFilter(kinds=("exchange",), until="2025")) == {}


def test_after_the_day_of_issue_only_the_words_of_later_facts_are_allowed(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
        assert store.matching(FactFilter(since="2025-05")) == {"one": [(0, 18)]}  # the hotline, from 2026 on
        assert store.matching(FactFilter(until="2025-04-23")) == {"one": [(4, 7)]}  # the meeting of the day before
        assert store.matching(FactFilter(since="2025-05", parties=("JP",))) == {}


def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "corpus.sqlite")
    connection.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
    old = record()
    connection.execute(
        "INSERT INTO documents VALUES ('one', 'in/one.txt', 'x', 'ko', '2025-04-24', 'ok', '1', 'then', ?, ?)",
        (release().model_dump_json(), json.dumps(old.as_json())),
    )
    connection.commit()
    connection.close()
    with Store(tmp_path) as store:
        assert store.record("one") == old
        assert store.matching(FactFilter(kinds=("exchange",))) == {"one": [(0, 18)]}


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / "corpus.sqlite")
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError, match=f"has schema {VERSION + 1}; this program knows up to {VERSION}"):
        Store(tmp_path)


def test_a_folder_without_a_corpus_and_a_damaged_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no corpus"):
        Store(tmp_path / "none")
    (tmp_path / "corpus.sqlite").write_bytes(b"not a database, and long enough to be taken for one" * 400)
    with pytest.raises(StoreError, match="is damaged: file is not a database"):
        Store(tmp_path)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    hold = (
        "import sys, pathlib; from corpus.store import writing\n"
        "with writing(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"another process \\(number {other.pid}\\)"), writing(tmp_path):
            pass
    finally:
        other.communicate("")
    with writing(tmp_path):
        assert (tmp_path / "lock").is_file()


def series_record(identifier: str, *, round_number: int, date: str, core: bool = True) -> Record:
    given = record(identifier, f"in/{identifier}.txt")
    meeting = Meeting(
        evidence=given.meetings[0].evidence, rule="r", ref="temm", name="TEMM", status="held", ordinal=round_number,
        date=date, format="video", core=core, event=f"temm-{round_number}",
    )  # fmt: skip
    agreed = given.agreements[0].model_copy(update={"meeting": "TEMM", "date": None, "period": None})
    return given.model_copy(update={"meetings": (meeting,), "agreements": (agreed,)})


def test_releases_about_a_round_of_a_series_are_found_whole_and_others_by_what_tells_of_it(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        for identifier, number, date, core in (
            ("first", 20, "2018-06-24", True),
            ("second", 21, "2019-11-23", True),
            ("third", 21, "2019-11-23", False),
        ):
            document = release(identifier, f"in/{identifier}.txt")
            facts = series_record(identifier, round_number=number, date=date, core=core)
            store.put(document, facts, code_version="1")
        assert store.matching(FactFilter(series=("temm",), rounds=(20,))) == {"first": None}
        assert store.matching(FactFilter(events=("temm-21",))) == {"second": None, "third": [(4, 7), (0, 18)]}
        assert store.matching(FactFilter(series=("temm",), until="2018")) == {"first": None}
        assert store.matching(FactFilter(parties=("JP",))).keys() == {"first", "second", "third"}
        assert store.matching(FactFilter(formats=("video",), until="2018")) == {"first": [(4, 7)]}
        chosen = store.selected(FactFilter(series=("temm",), since="2019"), "agreements")
        assert chosen == [("second", 0, "temm-21", "2019-11-23"), ("third", 0, "temm-21", "2019-11-23")]


@pytest.mark.parametrize("name", ["천리민", "Chen Limin", "CHEN Li-min", "陈立民", "nobody|陈立民"])
def test_a_person_is_found_by_the_name_in_any_script(tmp_path: Path, name: str) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
        assert store.matching(FactFilter(persons=(name,))) == {"one": None}


def test_of_alternatives_one_will_do(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.put(release(), record(), code_version="1")
        assert store.matching(FactFilter(agencies=("cn.mfa|kr.mofa",))) == {"one": None}
        assert store.matching(FactFilter(agencies=("cn.mfa", "kr.mofa"))) == {}


def test_only_records_that_say_otherwise_count_as_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(f"2025-01-0{day}T00:00:00+00:00" for day in range(1, 10))
    monkeypatch.setattr("corpus.store.changed.now", lambda: next(clock))

    def changed(store: Store, since: str) -> list[str]:
        return [each.id for each in store.records(since=since)]

    first, second = release("a", "in/a.txt"), release("b", "in/b.txt")
    with Store(tmp_path, create=True) as store:
        store.put(first, record("a", "in/a.txt"), code_version="1")
        store.put(second, record("b", "in/b.txt"), code_version="1")
        assert changed(store, "2099-01-01") == ["a", "b"]  # not yet settled: rather once too often than never
        store.put_events({})  # third tick
        assert changed(store, "2025-01-03") == ["a", "b"]
        assert changed(store, "2025-01-04") == []
        store.put(first, record("a", "in/a.txt"), code_version="2")
        store.put_events({})
        assert changed(store, "2025-01-04") == []  # read again with the same outcome
        store.put(second, record("b", "in/b.txt").model_copy(update={"title": "other"}), code_version="2")
        store.put_events({})
        assert changed(store, "2025-01-04") == ["b"]
        assert changed(store, "2025-01-01") == ["a", "b"]
