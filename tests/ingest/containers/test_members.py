"""Files within files: each a document of its own, with its own name and its own failure."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from ingest import read
from ingest.containers import Contents, bytes_within, members
from ingest.containers.names import distinct, harmless
from ingest.limits import Limits
from ingest.worker import Reader
from tests.ingest.loaders.docx_writer import docx, words
from tests.ingest.loaders.zip_writer import zipped

TEXT = "두 나라는 2025. 5. 3. 부산에서 제4차 해양대화를 열었다.\n"
MIB = 1 << 20


def held(data: bytes, limits: Limits | None = None) -> Contents:
    return members(data, name="b.zip", limits=limits or Limits())


def names(contents: Contents) -> list[str]:
    return [member.name.removeprefix("b.zip!/") for member in contents.members]


def problems(contents: Contents) -> list[str]:
    return [member.problem for member in contents.members if member.problem is not None]


def with_raw_names(*written: bytes) -> bytes:
    """A bundle whose names are bytes without a mark of their encoding, as Windows writes them."""
    data = zipped({f"{number:03}{'x' * (len(name) - 3)}": TEXT for number, name in enumerate(written)})
    for number, name in enumerate(written):
        data = data.replace(f"{number:03}{'x' * (len(name) - 3)}".encode(), name)
    return data


def mail(*attachments: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "해양대화", "a@b.example", "Sat, 03 May 2025 09:00:00 +0900"
    message.set_content(TEXT)
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_plain_file_holds_itself() -> None:
    assert names(members(TEXT.encode(), name="b.zip!/a.txt")) == ["a.txt"]


def test_members_of_bundles_and_mails_are_named_by_the_way_to_them_and_read_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "달.zip"
    inner = zipped({"c.txt": TEXT})
    path.write_bytes(zipped({"폴더/a.txt": TEXT, "m.eml": mail(("b.txt", TEXT.encode()), ("x.zip", inner))}))
    with Reader() as reader:
        contents = reader.members(path)
        found = [member.name.removeprefix(f"{path}!/") for member in contents.members]
        assert found == ["폴더/a.txt", "m.eml", "m.eml!/b.txt", "m.eml!/x.zip!/c.txt"]
        documents = [reader.read(member.name) for member in contents.members]
    assert [document.id for document in documents] == ["a", "m", "b", "c"]
    assert [document.source.sha256 for document in documents] == [member.sha256 for member in contents.members]
    assert documents[3].source.path == f"{path}!/m.eml!/x.zip!/c.txt"
    assert documents[3].text == TEXT


@pytest.mark.parametrize("encoding", ["cp949", "gb18030", "utf-8"])
def test_names_without_a_mark_of_their_encoding_are_told_together(encoding: str) -> None:
    written = {
        "cp949": ["보도자료(해양대화).txt", "붙임 1. 협력.txt"],
        "gb18030": ["新闻稿全文.txt", "海洋合作对话.txt"],
    }
    expected = written.get(encoding, written["cp949"])
    assert names(held(with_raw_names(*(name.encode(encoding) for name in expected)))) == expected


def test_names_lead_nowhere_and_are_distinct(tmp_path: Path) -> None:
    contents = held(
        zipped({"../../etc/a.txt": TEXT, "C:\\x\\..\\b.txt": TEXT, "/etc/a.txt": TEXT, "a\x1b[2J.txt": TEXT})
    )
    assert names(contents) == ["etc/a.txt", "x/b.txt", "etc/a (2).txt", "a[2J.txt"]
    assert harmless("..\\..\\") == "unnamed"
    assert distinct(["a", "a", "a"]) == ["a", "a (2)", "a (3)"]
    path = tmp_path / "b.zip"
    path.write_bytes(zipped({"../../etc/a.txt": TEXT}))
    assert read(Path(f"{path}!/etc/a.txt")).text == TEXT
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["b.zip"]


def test_files_of_other_kinds_are_ignored_and_those_that_cannot_be_read_are_named() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    contents = held(
        zipped({"a.txt": TEXT, "b.png": b"\x89PNG", "c.doc": old, "d.docx": b"PK\x03\x04", "README": "\x00\x01"})
    )
    assert contents.ignored == 2
    assert problems(contents) == [
        "b.zip!/c.doc is a Word document of the old binary format, which is not read",
        "b.zip!/d.docx is a damaged archive",
    ]


def test_a_member_that_is_encrypted_or_damaged_costs_itself_only() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT * 50}))
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1
    at = data.index(b"b.txt") + 10
    data[at : at + 6] = bytes(6)
    contents = held(bytes(data))
    assert problems(contents)[0] == "b.zip!/a.txt is encrypted with a password"
    assert problems(contents)[1].startswith("b.zip!/b.txt is damaged")


def test_bundles_within_bundles_are_opened_to_a_depth() -> None:
    data = zipped({"a.txt": TEXT})
    for _ in range(5):
        data = zipped({"a.txt": TEXT, "in.zip": data})
    contents = held(data)
    assert names(contents) == ["a.txt", "in.zip!/a.txt", "in.zip!/in.zip!/a.txt", "in.zip!/in.zip!/in.zip"]
    assert problems(contents) == ["b.zip!/in.zip!/in.zip!/in.zip lies more than 3 bundles deep"]
    with pytest.raises(UnreadableFile, match="lies more than 3 bundles deep"):
        bytes_within(data, name="b.zip", within="in.zip!/in.zip!/in.zip!/a.txt")


def test_a_bomb_is_refused_by_the_sizes_that_it_states() -> None:
    bomb = zipped({f"{number}.txt": bytes(MIB) for number in range(20)})
    with pytest.raises(UnreadableFile, match=r"b.zip unpacks to more than 8 MB"):
        held(bomb, Limits(bundle_bytes=8 * MIB))
    contents = held(zipped({"a.txt": bytes(2 * MIB), "b.txt": TEXT}), Limits(file_bytes=MIB))
    assert problems(contents) == ["b.zip!/a.txt has 2,097,152 bytes; the limit is 1,048,576"]
    assert names(contents) == ["a.txt", "b.txt"]


def test_bombs_in_bundles_share_one_allowance() -> None:
    inner = zipped({"a.txt": bytes(MIB)})
    with pytest.raises(UnreadableFile, match=r"b.zip unpacks to more than 8 MB"):
        held(zipped({f"{number}.zip": inner for number in range(12)}), Limits(bundle_bytes=8 * MIB))


def test_a_size_that_is_a_lie_gives_no_more_than_it_states() -> None:
    data = bytearray(zipped({"a.txt": bytes(4 * MIB)}))
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 100)
    assert problems(held(bytes(data)))[0].startswith("b.zip!/a.txt is damaged")


def test_a_hundred_thousand_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    with Reader() as reader, pytest.raises(UnreadableFile, match=r"many.zip holds more than 4,096 files"):
        reader.members(path)


def test_an_image_bomb_in_a_word_document_is_never_decoded() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + header
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    document = docx(words(TEXT))
    stream = io.BytesIO(document)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/media/image1.png", png)
    assert names(held(zipped({"a.docx": stream.getvalue()}))) == ["a.docx"]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x05\x06" + bytes(10), zipped({"a.txt": TEXT})[:-30]])
def test_a_bundle_that_cannot_be_opened_is_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"b.zip is a damaged archive"):
        held(data)


def test_a_member_that_is_not_there_is_named() -> None:
    with pytest.raises(UnreadableFile, match=r"b.zip!/none.txt does not exist"):
        bytes_within(zipped({"a.txt": TEXT}), name="b.zip", within="none.txt")
