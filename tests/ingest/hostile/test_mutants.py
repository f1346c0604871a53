"""Damage of every kind, to files of every form: a document or one clear line comes of it.

`tests/benchmarks/fuzzing.py` reads thousands of the same mutants.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import Document
from ingest.worker import Reader

from .mutants import FORMS, mutant
from .outcomes import is_clear, outcomes, said

FEW, MANY = 15, 300
PLACES = 10
PICTURES = ("release.png", "release.jpg", "release.tif")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")  # no program that recognises text
        with Reader() as reader:
            yield reader


def problems(path: Path, reader: Reader) -> list[str]:
    """What is said of a file that is not clear, and of a reader that it broke."""
    lines = [line for outcome in outcomes(path, reader.members, reader.read) for line in said(outcome)]
    return [line for line in lines if not is_clear(line) or "crashed" in line or "took more" in line]


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_file_is_read(form: str, reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / form
    path.write_bytes(mutant(form, 0))
    found = outcomes(path, reader.members, reader.read)
    if form in PICTURES:
        assert [line for outcome in found for line in said(outcome) if "not recognised" not in line] == []
    else:
        assert {type(outcome) for outcome in found} == {Document}, found


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_ends_anywhere_is_a_document_or_one_line(form: str, reader: Reader, tmp_path: Path) -> None:
    whole = mutant(form, 0)
    path = tmp_path / form
    for place in range(PLACES):
        path.write_bytes(whole[: len(whole) * place // PLACES])
        assert problems(path, reader) == [], place


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_file_is_a_document_or_one_line(
    form: str, reader: Reader, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / form
    for number in range(1, (MANY if request.config.getoption("--long") else FEW) + 1):
        path.write_bytes(mutant(form, number))
        assert problems(path, reader) == [], number


def test_mutants_are_the_same_at_every_call() -> None:
    assert [mutant(form, 7) for form in FORMS] == [mutant(form, 7) for form in FORMS]
    assert all(mutant(form, 7) != mutant(form, 8) for form in FORMS)
