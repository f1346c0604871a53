"""The packages that are published, built from the files that git knows."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("communique", "corpus", "extract", "index", "ingest", "queries")
MOMENT = "1700000000"
"""Seconds since 1970 that stand for the time of every file (SOURCE_DATE_EPOCH)."""


def tracked() -> set[str]:
    """The files of the project, by their paths from its root: those of git, in an unpacked package all."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
        return {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    return {
        str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }


def copied(folder: Path) -> Path:
    """The files of the project alone, in a folder of their own; nothing of an earlier build is among them."""
    for name in sorted(tracked()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    return folder


def built(source: Path, target: Path) -> tuple[Path, Path]:
    """Source package and wheel, the wheel made from the source package."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": MOMENT},
    )
    [sdist], [wheel] = target.glob("*.tar.gz"), target.glob("*.whl")
    return sdist, wheel


def in_wheel(wheel: Path) -> set[str]:
    """The files that a wheel puts in place, but for what it says of itself."""
    with zipfile.ZipFile(wheel) as packed:
        return {name for name in packed.namelist() if ".dist-info/" not in name}


def in_sdist(sdist: Path) -> set[str]:
    """The files of a source package, from its root, but for what it says of itself."""
    with tarfile.open(sdist) as packed:
        names = {member.name.partition("/")[2] for member in packed if member.isfile()}
    return {name for name in names if ".egg-info/" not in name and name not in ("PKG-INFO", "setup.cfg")}
