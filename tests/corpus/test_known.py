"""What a store remembers holds until something is committed. The releases are invented."""

from pathlib import Path

from corpus.store import FactFilter, Store
from tests.corpus.test_deadlines import put


def test_what_was_read_is_forgotten_when_another_process_commits(tmp_path: Path) -> None:
    wanted = FactFilter(langs=("en",))
    with Store(tmp_path, create=True) as writer, Store(tmp_path) as reader:
        put(writer)
        assert reader.matching(wanted) == {"one": None}
        assert reader.matching(wanted) is reader.matching(wanted)
        put(writer, "two")
        assert reader.matching(wanted) == {"one": None, "two": None}


def test_what_was_read_is_forgotten_when_the_store_itself_is_written(tmp_path: Path) -> None:
    wanted = FactFilter(langs=("en",))
    with Store(tmp_path, create=True) as store:
        put(store)
        assert store.counted(wanted, "agreements") == (4, 1)
        put(store, "two")
        assert store.counted(wanted, "agreements") == (8, 1)


def test_within_one_moment_it_stays_what_it_was(tmp_path: Path) -> None:
    wanted = FactFilter(langs=("en",))
    with Store(tmp_path, create=True) as writer, Store(tmp_path) as reader:
        put(writer)
        with reader.as_of_one_moment():
            assert reader.counted(wanted, "meetings") == (1, 1)
            put(writer, "two")
            assert reader.matching(wanted) == {"one": None}
            assert reader.counted(wanted, "meetings") == (1, 1)
        assert reader.matching(wanted) == {"one": None, "two": None}
