"""Every bad input is one clear line; everything else is done and nothing stored is lost."""

import re
import subprocess
import sys
from pathlib import Path

from tests.ingest.loaders.hwp_writer import hwp, paragraph
from tests.ingest.loaders.pdf_writer import Page, pdf

from .conftest import RELEASES, SAMPLES, Command

GIF = b"GIF89a" + bytes(64)
PASSWORD = 2
HWP = hwp(paragraph("양측은 핫라인을 개설하기로 합의하였다."))
LOCKED_PDF = pdf(Page().text(60, 100, "The two sides agreed to open a hotline.")).replace(
    b"/Root 1 0 R >>",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> >>"
    % (b"41" * 32, b"42" * 32),
)
FRENCH = (
    "Le ministère de l'Environnement a annoncé mardi que les deux pays sont convenus de renforcer leur coopération "
    "dans le domaine de la qualité de l'air et de la gestion des déchets. La réunion s'est tenue à Paris.\n"
)


def run_with(communique: Command, good: Path, bad: Path, corpus: Path) -> subprocess.CompletedProcess[str]:
    done = communique("run", good, bad, "--corpus", corpus, "--model", "fake")
    assert "Traceback" not in done.stderr
    return done


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "blank"),
    "picture.pdf": (GIF, "GIF"),
    "truncated.pdf": ((SAMPLES / "sample-ko-02.pdf").read_bytes()[:5000], "damaged"),
    "truncated.hwpx": ((SAMPLES / "sample-ko-01.hwpx").read_bytes()[:4000], "damaged"),
    "truncated.hwp": (HWP[:1000], "damaged"),
    "locked.pdf": (LOCKED_PDF, "encrypted with a password"),
    "locked.hwp": (hwp(paragraph("합의하였다"), flags=PASSWORD), "encrypted with a password"),
    "garbage.txt": (bytes(range(128, 256)) * 40, "encoding"),
    "french.txt": (FRENCH.encode() * 5, "French"),
}


def test_every_file_that_cannot_be_read_is_named_in_one_line_and_the_rest_is_done(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    for name, (content, _) in BAD.items():
        (bad / name).write_bytes(content)
    done = run_with(communique, three_releases, bad, tmp_path / "corpus")
    assert (done.returncode, done.stdout) == (1, f"read 3, unchanged 0, indexed 3, failed {len(BAD)}\n")
    how_far = re.compile(r": \w+ \d+ of \d+(, .+ left)?$")
    told = [line for line in done.stderr.splitlines() if not how_far.search(line)]
    assert len(told) == len(BAD)
    status = communique("status", "--corpus", tmp_path / "corpus").stdout.replace("failed:", "communique:")
    for name, (_, says) in BAD.items():
        [line] = [line for line in done.stderr.splitlines() if f"/{name} " in line]
        assert says.casefold() in line.casefold()
        assert line in status


def test_paths_that_are_missing_or_hold_nothing_are_named(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    (tmp_path / "hollow").mkdir()
    done = communique(
        "run", tmp_path / "none.txt", three_releases, tmp_path / "hollow", "--corpus", tmp_path / "c", "--model", "fake"
    )
    assert (done.returncode, done.stdout) == (1, "read 3, unchanged 0, indexed 3, failed 2\n")
    assert "none.txt does not exist" in done.stderr
    assert "hollow holds no releases" in done.stderr


def test_a_few_broken_bytes_are_read_around_and_said(communique: Command, three_releases: Path, tmp_path: Path) -> None:
    bad = tmp_path / "broken.txt"
    bad.write_bytes((RELEASES / "dev-ko-05.txt").read_bytes().replace("환경부".encode(), b"\xff\xfe", 1))
    done = run_with(communique, three_releases, bad, tmp_path / "corpus")
    assert (done.returncode, done.stdout) == (0, "read 4, unchanged 0, indexed 4\n")
    assert "broken was read in part" in done.stderr


def test_a_text_over_the_limit_is_refused_at_once(communique: Command, three_releases: Path, tmp_path: Path) -> None:
    bad = tmp_path / "huge.txt"
    bad.write_bytes(("가나다라 마바사.\n" * 1_000_000).encode())
    done = run_with(communique, three_releases, bad, tmp_path / "corpus")
    assert (done.returncode, done.stdout) == (1, "read 3, unchanged 0, indexed 3, failed 1\n")
    assert "the limit is" in done.stderr


def test_an_unknown_model_is_refused_before_anything_is_done(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    done = communique("run", three_releases, "--corpus", tmp_path / "corpus", "--model", "no-such-model")
    assert done.returncode == 2
    assert "no-such-model" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_index_of_another_model_is_refused_until_made_anew(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    assert communique("run", three_releases, "--corpus", corpus, "--model", "fake").returncode == 0
    done = communique("search", "어업", "--corpus", corpus, "--model", "use")
    assert (done.returncode, "'fake'" in done.stderr, "--reindex" in done.stderr) == (2, True, True)


def test_a_corpus_that_another_process_writes_is_left_alone(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    hold = (
        "import sys, pathlib; from corpus.store import writing\n"
        "with writing(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    corpus = tmp_path / "corpus"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(corpus)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        done = communique("run", three_releases, "--corpus", corpus, "--model", "fake")
        assert done.returncode == 2
        assert f"is being written by another process (number {other.pid})" in done.stderr
    finally:
        other.communicate("")


def test_asking_where_there_is_no_corpus_says_how_to_make_one(communique: Command, tmp_path: Path) -> None:
    done = communique("search", "협력", "--corpus", tmp_path / "none")
    assert (done.returncode, "communique run PATH" in done.stderr) == (2, True)
