"""Each format is read by its own loader, which is imported when the first file of the format comes."""

import subprocess
import sys

import pytest

from ingest import sniff
from ingest.loaders import loader_of

FORMATS = (
    sniff.TEXT, sniff.HTML, sniff.HWP, sniff.HWPX, sniff.HWPML, sniff.DOCX, sniff.ODT, sniff.EML, sniff.MSG,
    sniff.PDF, sniff.PNG, sniff.JPEG, sniff.TIFF,
)  # fmt: skip


@pytest.mark.parametrize("media_type", FORMATS)
def test_every_format_has_a_loader(media_type: str) -> None:
    assert callable(loader_of(media_type))


def test_what_is_no_release_has_none() -> None:
    with pytest.raises(KeyError):
        loader_of(sniff.ZIP)


def test_reading_text_loads_no_library_of_another_format() -> None:
    code = (
        "import sys, ingest; ingest.read_bytes('제1차 회의\\n'.encode(), name='release.txt');"
        "print([one for one in ('pdfplumber', 'PIL', 'trafilatura') if one in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
