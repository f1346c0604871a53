"""The kind of a file is told from its bytes, whatever it is named."""

import io
import zipfile

import pytest

from corpus.errors import UnreadableFile
from ingest import sniff

PAGE = "<!DOCTYPE html><html><body>환경부</body></html>"
HWPML = '<?xml version="1.0" encoding="UTF-16"?><HWPML Version="2.7"></HWPML>'
MAIL = "From: a@b.kr\r\nDate: Thu, 24 Apr 2025 09:00:00 +0900\r\nSubject: 회의\r\n\r\n안녕"
WIDE = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as files:
        for name in names:
            files.writestr(name, "x")
    return data.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("환경부는 회의를 열었다.".encode(), sniff.TEXT),
        ("환경부는 회의를 열었다.".encode("cp949"), sniff.TEXT),
        ("The ministers met.".encode("utf-16-le"), sniff.TEXT),
        ("환경부는 회의를 열었다.".encode("utf-16"), sniff.TEXT),
        (b"<!DOCTYPE html><html><body>x</body></html>", sniff.HTML),
        (b"\xef\xbb\xbf<html lang='ko'>", sniff.HTML),
        (b"<?xml version='1.0'?>\n<!-- page --><html xmlns='x'>", sniff.HTML),
        *((PAGE.encode(encoding), sniff.HTML) for encoding in WIDE),
        *((HWPML.encode(encoding), sniff.HWPML) for encoding in WIDE),
        *((MAIL.encode(encoding), sniff.EML) for encoding in WIDE),
        (b"%PDF-1.7\n%\xe2\xe3", sniff.PDF),
        (archive("mimetype", "Contents/section0.xml"), sniff.HWPX),
        (archive("mimetype", "Contents\\section0.xml"), sniff.HWPX),
        (archive("word/document.xml"), sniff.DOCX),
        (archive("a.txt"), sniff.ZIP),
        (b"From: a@b.kr\r\nDate: Thu, 24 Apr 2025 09:00:00 +0900\r\nSubject: =?utf-8?q?x?=\r\n\r\nHello", sniff.EML),
        (ole("__properties_version1.0"), sniff.MSG),
    ],
)
def test_kinds_that_are_read(data: bytes, kind: str) -> None:
    assert sniff.media_type(data, name="release") == kind


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "release.pdf is empty"),
        (b"GIF89a\x00\x00", "release.pdf is a GIF image"),
        (b"HWP Document File V3.00 \x1a\x01", "an HWP document of version 3"),
        (archive("xl/workbook.xml"), "an Excel workbook"),
        (archive("ppt/presentation.xml"), "a PowerPoint presentation"),
        (archive("mimetype", "content.xml"), "an OpenDocument file that is no text"),
        (ole("WordDocument"), "a Word document of the old binary format"),
        (ole("Workbook"), "an Excel workbook of the old binary format"),
        (ole("EncryptedPackage"), "encrypted with a password"),
        (b"PK\x03\x04broken", "a damaged archive"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (bytes(range(256)) * 4, "binary data of an unknown kind"),
    ],
)
def test_kinds_that_are_refused_are_named(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        sniff.media_type(data, name="release.pdf")
    assert caught.value.hint


def test_a_text_may_begin_with_the_letters_of_a_signature() -> None:
    assert sniff.media_type(b"BM and MZ signed an agreement.", name="release.txt") == sniff.TEXT


def test_a_release_that_opens_with_labels_is_no_mail() -> None:
    data = b"Subject: Joint statement\nDate: 3 May 2025\n\nThe two sides met."
    assert sniff.media_type(data, name="release.txt") == sniff.TEXT
