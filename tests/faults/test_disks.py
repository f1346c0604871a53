"""A disk or folder that cannot be written: what is there can be read, or it is said why not."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
NOBODY = 65534
READ = """
import os
import sys
from pathlib import Path
from communique.doctor import examine
from corpus.errors import CorpusError
from corpus.store import Store
from tests.faults import corpora
folder, step, account = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
if account:  # permissions do not stop root
    os.setgroups([])
    os.setgid(account)
    os.setuid(account)
try:
    with Store(folder) as store:
        print(len(list(store.records())), "records")
    print(len(corpora.found(folder)) > 0, "hits")
    print(len(examine(folder)), "findings")
except CorpusError as error:
    print("refused:", error)
try:
    corpora.STEPS[step](folder)
    print("written")
except CorpusError as error:
    print("named:", error)
"""


def read_only(folder: Path, step: int, tmp_path: Path) -> str:
    """What reading says, and writing, where the folder is mounted so that nothing can be written."""
    mounted = tmp_path / "mounted"
    mounted.mkdir(exist_ok=True)
    script = 'mount --bind "$1" "$2" && mount -o remount,bind,ro "$2" && exec "$3" -c "$4" "$2" "$5" "$6"'
    namespace = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    command = [*namespace, "sh", "-c", script, "sh", str(folder), str(mounted), sys.executable, READ]
    command += [str(step), "0"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    except FileNotFoundError:
        pytest.skip("unshare is not installed: a read-only disk cannot be made here")
    if done.stderr.startswith(("mount:", "unshare:")):
        pytest.skip(f"a read-only disk cannot be made here: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("step", [0, 2, 3, 5], ids=["put", "join", "correct", "index"])
def test_on_a_read_only_disk_all_can_be_read_and_writing_is_refused_in_one_line(
    corpus: Path, tmp_path: Path, step: int
) -> None:
    told = read_only(corpus, step, tmp_path)
    assert told.startswith("3 records\nTrue hits\n0 findings\n"), told
    last = told.splitlines()[3]
    assert last == "written" if step == 5 else last.startswith("named:"), told  # the index was up to date


def test_where_somebody_may_not_write_it_is_said(sound: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # where every account may enter
        os.chmod(folder, 0o755)
        place = Path(shutil.copytree(sound, Path(folder) / "corpus"))
        for path in [*place.rglob("*"), place]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        command = [sys.executable, "-c", READ, str(place), "0", str(NOBODY if os.geteuid() == 0 else 0)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
        for path in [place, *place.rglob("*")]:
            path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "refused: " in done.stdout or "3 records" in done.stdout
    assert "named: " in done.stdout
    assert "cannot be" in done.stdout
