"""The releases that measurements are made with follow from their numbers, and are many."""

from collections import Counter

from ingest.read import read_bytes
from tests.benchmarks.mixed import release, write


def test_a_release_follows_from_its_number(tmp_path):
    write(40, tmp_path / "some")
    write(60, tmp_path / "more")
    for number in range(40):
        made = release(number)
        assert made.data == (tmp_path / "some" / made.path).read_bytes() == (tmp_path / "more" / made.path).read_bytes()
        assert (tmp_path / "some" / made.path).stat().st_mtime == made.changed_at.timestamp()


def test_no_two_releases_have_the_same_bytes_or_the_same_place():
    made = [release(number) for number in range(400)]
    assert len({each.data for each in made}) == len({each.path for each in made}) == 400


def test_releases_are_of_all_languages_and_formats_with_a_few_per_cent_that_are_not_alone():
    made = [release(number) for number in range(400)]
    assert Counter(each.lang for each in made).keys() == {"ko", "en", "zh"}
    assert {each.path.rpartition(".")[2] for each in made} == {"txt", "html", "hwpx", "docx", "pdf"}
    assert Counter(each.relation for each in made) == {"alone": 370, "rendition": 10, "reprint": 10, "next round": 10}


def test_every_format_of_a_release_is_read_in_its_language():
    made = [release(number) for number in range(60)]
    read = [read_bytes(each.data, name=each.path) for each in made]
    assert [document.lang for document in read] == [each.lang for each in made]
    assert len({document.head.ref_date for document in read}) > 30
