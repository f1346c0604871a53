"""Nothing is missing from what is published, and nothing is in it that is not ours; built twice it is the same."""

import os
import shutil
from pathlib import Path

import pytest

from .building import PACKAGES, built, copied, in_sdist, in_wheel, tracked

_NOT_PUBLISHED = {".gitignore"}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("distribution")
    return built(copied(place / "source"), place / "built")


def test_the_wheel_holds_every_file_of_the_packages_and_no_other(packages: tuple[Path, Path]) -> None:
    ours = {name for name in tracked() if name.partition("/")[0] in PACKAGES}
    assert sorted(in_wheel(packages[1]) ^ ours) == []


def test_the_source_package_holds_every_file_of_the_project(packages: tuple[Path, Path]) -> None:
    assert sorted(in_sdist(packages[0]) ^ (tracked() - _NOT_PUBLISHED)) == []


def test_a_wheel_built_again_elsewhere_and_later_is_the_same_to_the_byte(
    packages: tuple[Path, Path], tmp_path: Path
) -> None:
    again = shutil.copytree(packages[1].parents[1] / "source", tmp_path / "another" / "place")
    for path in again.rglob("*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    wheel = built(again, tmp_path / "built")[1]
    assert wheel.read_bytes() == packages[1].read_bytes()
