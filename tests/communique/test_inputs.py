from pathlib import Path

import pytest

from communique.inputs import find


def test_a_folder_gives_its_releases_sorted_and_names_what_it_ignores(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.PDF", "a/picture.png", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    inputs = find([str(tmp_path)])
    assert inputs.files == [tmp_path / "a" / "c.PDF", tmp_path / "b.txt"]
    assert inputs.ignored == [tmp_path / "a" / "picture.png"]
    assert inputs.problems == []


def test_a_file_named_by_itself_is_taken_whatever_its_suffix_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "release.bin"
    path.touch()
    assert find([str(path), str(path)]).files == [path]


@pytest.mark.parametrize(
    ("argument", "problem"),
    [
        ("missing.txt", "missing.txt does not exist"),
        ("https://ministry.example/release.pdf", "is an address"),
        (".", "holds no releases"),
    ],
)
def test_what_names_no_release_is_a_problem_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argument: str, problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    inputs = find([argument if argument != "." else "empty", "empty"])
    assert problem in inputs.problems[0][1].problem
