"""Files made to do harm: each ends within its limits with one clear line, and the next document is read.

The ordinary run makes them small and lowers the limits; `pytest --long` makes them as large as an attacker would.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from corpus.documents import Document
from ingest.limits import LIMITS, MIB, Limits
from ingest.worker import Reader
from tests.ingest.loaders.hwp_writer import hwp, paragraph
from tests.ingest.loaders.mail_writer import BODY, SUBJECT, msg

from . import marked_up, packed, pages, texts
from .outcomes import is_clear, outcomes, said

GOOD = "환경부는 2022. 9. 28. 서울에서 한중 환경국장회의를 열었다.\n두 나라는 대기질 공동연구를 이어 가기로 하였다.\n"
LOWERED = Limits(
    file_bytes=20 * MIB,
    text_bytes=2 * MIB,
    expanded_bytes=4 * MIB,
    bundle_bytes=8 * MIB,
    memory_bytes=640 * MIB,
    cpu_seconds=20,
    wall_seconds=60,
)
RELEASE = hwp(b"".join(map(paragraph, [marked_up.WORDS] * 200)))
MAIL = msg({SUBJECT: "x", BODY: marked_up.WORDS * 20})
MARKUP = ("hwpx", "docx", "odt", "html", "hml")
READ = "read"

Case = tuple[Callable[[int], bytes], int, int, str]
"""What makes a file of a size, the sizes for an ordinary and a long run, and what is said: `READ` for a document."""


def _laughs(kind: str, _: int) -> bytes:
    return marked_up.laughs(kind)


CASES: dict[str, Case] = {
    "bomb.hwpx": (packed.hwpx_bomb, 8 * MIB, 1024 * MIB, "unpacks to more than"),
    "bomb.docx": (packed.docx_bomb, 8 * MIB, 500 * MIB, "unpacks to more than"),
    "bomb.odt": (packed.odt_bomb, 8 * MIB, 500 * MIB, "unpacks to more than"),
    "bomb.zip": (packed.bundle_bomb, 24 * MIB, 1024 * MIB, r"has [\d,]+ bytes; the limit|unpacks to more than"),
    "deep.zip": (packed.bundles_in_bundles, 20, 1000, "lies more than 3 bundles deep"),
    "bombs.zip": (packed.bundle_of_bombs, 4, 16, "unpacks to more than"),
    "overlapping.zip": (packed.overlapping, 1000, 4000, "unpacks to more than"),
    "bomb.gz": (packed.gzip_bomb, 8 * MIB, 1024 * MIB, "is a gzip archive, which is not read"),
    "section.hwp": (lambda size: hwp(bytes(size)), 8 * MIB, 1024 * MIB, "unpacks to more than"),
    "blanks.odt": (packed.odt_blanks, 10**9, 10**12, READ),
    "repeated.odt": (packed.odt_repeated_cells, 10**6, 10**9, READ),
    "roman.docx": (packed.docx_roman, 2 * 10**9, 10**18, READ),
    "sectors.hwp": (lambda _: packed.with_fat_loop(RELEASE), 0, 0, READ),
    "directory.hwp": (lambda _: packed.with_directory_loop(RELEASE), 0, 0, "has no HWP header"),
    "sectors.msg": (lambda _: packed.with_fat_loop(MAIL), 0, 0, READ),
    "directory.msg": (lambda _: packed.with_directory_loop(MAIL), 0, 0, "is damaged"),
    "many.msg": (packed.many_storages, 5000, 6000, "holds more than 4,096 parts|it nests without end"),
    **{f"laughs.{kind}": (partial(_laughs, kind), 0, 0, READ) for kind in MARKUP},
    **{
        f"tables.{kind}": (partial(marked_up.nested_tables, kind), 20_000, 20_000, READ)
        for kind in (*MARKUP, "hwp")
        if kind != "html"
    },
    "tables.html": (lambda depth: marked_up.nested_tables("html", depth), 20_000, 20_000, "nests more than 5,000"),
    "divs.html": (marked_up.nested_divs, 200_000, 200_000, "nests more than 5,000 elements"),
    "few-divs.html": (marked_up.nested_divs, 4900, 4900, READ),
    "elements.hwpx": (marked_up.nested_elements, 200_000, 200_000, READ),
    "open.html": (marked_up.open_tags, 20_000, 100_000, READ),
    "attributes.html": (marked_up.attributes, 300_000, 300_000, "has an element of more than 2,000 attributes"),
    "wide.hwpx": (
        lambda size: marked_up.wide_table("hwpx", size),
        65_000,
        60_000,
        "a table of more than 200,000 cells",
    ),
    "wide.docx": (lambda size: marked_up.wide_table("docx", size), 65_000, 10**9, READ),
    "tree.pdf": (lambda _: pages.page_tree_loop(), 0, 0, "has no text"),
    "tables.pdf": (lambda _: pages.table_loop(), 0, 0, "has no text"),
    "endless.pdf": (pages.endless_pages, 100_000, 100_000, "has no text"),
    "content.pdf": (pages.content_bomb, 1024 * MIB, 4096 * MIB, "takes more than .* MB to read"),
    "twice.pdf": (pages.packed_twice, 1024 * MIB, 4096 * MIB, "takes more than .* MB to read"),
    "itself.pdf": (lambda _: pages.form_in_itself(), 0, 0, "takes more than .* MB to read|crashed its reader"),
    "forms.pdf": (pages.forms_in_forms, 20, 20, "takes more than .* MB to read|crashed its reader"),
    "lines.pdf": (pages.lines, 120_000, 120_000, READ),
    "arrays.pdf": (pages.nested_arrays, 1_000_000, 1_000_000, "has no text"),
    "immense.pdf": (lambda _: pages.immense_page(), 0, 0, "an image, not recognised"),
    "immense.png": (lambda size: pages.png(size, size), 40_000, 40_000, "is an image of more than 50 million pixels"),
    "loop.tif": (lambda _: pages.tiff_loop(), 0, 0, "an image, not recognised"),
    "long.txt": (texts.text, 3 * MIB, 100 * MIB, r"is a text of [\d,]+ bytes; the limit is"),
    "longer.txt": (texts.text, 21 * MIB, 200 * MIB, r"has [\d,]+ bytes; the limit is"),
    "line.txt": (texts.one_line, MIB, 19_000_000, READ),
    "parts.eml": (texts.parts_in_parts, 3000, 3000, "parts that hold others"),
    "mails.eml": (texts.mails_in_mails, 3000, 3000, "parts that hold others"),
    "marks.eml": (texts.parts_of_one_name, 20_000, 20_000, "parts that hold others"),
    "header.eml": (texts.long_header, MIB // 4, 5_000_000, READ),
}


@pytest.fixture(scope="module")
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """One reader for all: what comes after a hostile file is read by the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")  # no program that recognises text
        with Reader(limits=LIMITS if request.config.getoption("--long") else LOWERED) as reader:
            yield reader


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_costs_itself_only(
    name: str, reader: Reader, good: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    make, small, large, says = CASES[name]
    path = tmp_path / name
    path.write_bytes(make(large if request.config.getoption("--long") else small))
    found = outcomes(path, reader.members, reader.read)
    path.unlink()
    lines = [line for outcome in found for line in said(outcome)]
    assert [line for line in lines if not is_clear(line)] == []
    if says == READ:
        assert [type(outcome) for outcome in found] == [Document], lines
        assert marked_up.WORDS[:20] in found[0].text  # type: ignore[union-attr]
    else:
        assert not any(isinstance(outcome, Document) and outcome.text for outcome in found)
        assert len(lines) == 1, lines
        assert re.search(says, lines[0]), lines
    assert reader.read(good).text == GOOD


@pytest.mark.parametrize("kind", MARKUP)
def test_an_entity_that_names_a_file_is_not_resolved(kind: str, reader: Reader, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("암호는 무궁화", encoding="utf-8")
    path = tmp_path / f"external.{kind}"
    path.write_bytes(marked_up.external(kind, secret))
    document = reader.read(path)
    assert marked_up.WORDS in document.text
    assert "무궁화" not in document.text


def test_names_that_lead_out_of_a_bundle_write_nothing(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    path = folder / "bundle.zip"
    path.write_bytes(packed.out_of_the_folder())
    found = outcomes(path, reader.members, reader.read)
    assert [type(outcome) for outcome in found] == [Document] * 3
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [path]
