"""Documents that crash, hang or fill the memory cost themselves only."""

import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from ingest import read
from ingest.limits import MIB, Limits
from ingest.worker import Reader, read_safely

from .loaders.pdf_writer import Page, pdf

TEXT = "환경부는 2022. 9. 28. 서울에서 한중 환경국장회의를 열었다.\n두 나라는 대기질 공동연구를 이어 가기로 하였다.\n"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A file whose reading never ends: a pipe into which nobody writes."""
    path = tmp_path / "endless.txt"
    os.mkfifo(path)
    return path


def test_a_document_comes_back_as_it_was_read(release: Path) -> None:
    assert read_safely(release, id="one", ref_date="2022-10-01") == read(release, id="one", ref_date="2022-10-01")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep names of files as Unicode")
def test_a_file_whose_name_is_no_utf8_is_known_by_its_words(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    path = Path(os.fsdecode(folder + b"/" + "보도자료.txt".encode("cp949")))
    path.write_text(TEXT, encoding="utf-8")
    missing = Path(os.fsdecode(folder + b"/" + "첨부.txt".encode("cp949")))
    with Reader() as reader:
        document = reader.read(path)
        assert (document.id, document.source.path) == ("보도자료", str(tmp_path / "보도자료.txt"))
        assert [member.name for member in reader.members(path).members] == [document.source.path]
        with pytest.raises(UnreadableFile, match=r"첨부.txt does not exist"):
            reader.read(missing)


def test_an_error_comes_back_as_itself(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_safely(tmp_path / "none.txt")
    assert caught.value.problem == f"{tmp_path / 'none.txt'} does not exist"
    assert caught.value.hint == "Check the path"


def test_a_document_that_hangs_is_given_up_and_the_next_is_read(release: Path, endless: Path) -> None:
    with Reader(limits=Limits(wall_seconds=0.5)) as reader:
        reader.read(release)
        started = time.monotonic()
        with pytest.raises(UnreadableFile, match=r"endless.txt took more than 0.5 seconds to read"):
            reader.read(endless)
        assert time.monotonic() - started < 5
    with Reader() as reader:
        assert reader.read(release).text == TEXT


def test_a_document_that_fills_the_memory_is_given_up_and_the_next_is_read(release: Path, tmp_path: Path) -> None:
    (tmp_path / "all.txt").symlink_to("/dev/zero")
    with Reader(limits=Limits(memory_bytes=768 * MIB)) as reader:
        with pytest.raises(UnreadableFile, match=r"all.txt takes more than 768 MB to read"):
            reader.read(tmp_path / "all.txt")
        assert reader.read(release).text == TEXT


def test_a_document_that_breaks_its_reader_for_want_of_memory_is_given_up_and_the_next_is_read(
    release: Path, tmp_path: Path
) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(_bomb(1200 * MIB))
    with Reader(limits=Limits(memory_bytes=768 * MIB)) as reader:
        with pytest.raises(
            UnreadableFile, match=r"bomb.pdf takes more than 768 MB to read: its reader broke down \(SIGABRT\)"
        ):
            reader.read(bomb)
        assert reader.read(release).text == TEXT


def test_a_reader_that_is_killed_is_replaced(release: Path, endless: Path) -> None:
    with Reader() as reader:
        reader.read(release)
        killer = threading.Timer(0.5, reader._children[0].interrupt)
        killer.start()
        with pytest.raises(UnreadableFile, match=r"endless.txt crashed its reader \(SIGKILL\)"):
            reader.read(endless)
        assert reader.read(release).text == TEXT


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_the_order_of_the_paths(release: Path, tmp_path: Path, jobs: int) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        if number % 4:
            path.write_text(TEXT * (12 - number), encoding="utf-8")
        paths.append(path)
    with Reader(jobs=jobs) as reader:
        outcomes = list(reader.read_all(paths))
    assert [path for path, _ in outcomes] == paths
    assert [isinstance(outcome, UnreadableFile) for _, outcome in outcomes] == [number % 4 == 0 for number in range(12)]


def test_who_stops_early_does_not_wait_for_what_hangs(release: Path, endless: Path) -> None:
    started = time.monotonic()
    with Reader(jobs=2) as reader:
        pairs = reader.read_all([release, endless])
        next(pairs)
        pairs.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 20


def test_the_child_ends_with_its_parent(release: Path) -> None:
    program = (
        "import sys, os, signal\nfrom ingest.worker import Reader\nreader = Reader()\n"
        f"reader.read({str(release)!r})\nprint(reader._children[0]._process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, cwd=root, text=True, check=False)
    child = int(done.stdout)
    until = time.monotonic() + 10
    while time.monotonic() < until and _lives(child):
        time.sleep(0.05)
    assert not _lives(child)


def test_a_child_that_was_launched_ahead_reads_the_first_document(release: Path) -> None:
    with Reader() as reader:
        reader.launch()
        launched = reader._children[0]._process
        assert launched is not None
        reader.read(release)
        assert reader._children[0]._process is launched


def test_a_child_that_lives_is_not_launched_again(release: Path) -> None:
    with Reader() as reader:
        reader.read(release)
        before = reader._children[0]._process
        reader.launch()
        assert reader._children[0]._process is before


def test_a_reader_that_grows_asks_the_child_that_was_launched_first(release: Path) -> None:
    with Reader() as reader:
        reader.launch()
        launched = reader._children[0]._process
        reader.grow(3)
        reader.read(release)
        assert (reader.jobs, len(reader._children)) == (3, 3)
        assert [child._process for child in reader._children] == [launched, None, None]
        reader.grow(2)
        assert reader.jobs == 3


def test_a_child_that_was_launched_for_nothing_ends_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    with Reader() as reader:
        reader.launch()
        launched = reader._children[0]._process
    assert launched is not None
    assert (launched.poll() is None, capfd.readouterr()) == (False, ("", ""))


def test_ctrl_c_reaches_the_parent_only(release: Path) -> None:
    with Reader() as reader:
        reader.read(release)
        process = reader._children[0]._process
        assert process is not None
        process.send_signal(signal.SIGINT)
        assert reader.read(release).text == TEXT
        assert reader._children[0]._process is process


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def _bomb(size: int) -> bytes:
    """A page whose content unpacks to `size` blanks."""
    packer = zlib.compressobj(wbits=-15)
    packer.compress(b" " * MIB)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = b"\x78\x9c" + block * (size // MIB) + b"\x03\x00" + bytes(4)
    plain = b"<< /Length 0 >>\nstream\n\nendstream"
    whole = pdf(Page())
    assert plain in whole
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)
    return whole.replace(plain, stream)
