"""Hostile archives and Office documents, made when a test needs them; sizes are those of what they unpack to."""

import io
import struct
import zipfile
import zlib

from ingest import sniff
from tests.ingest.loaders.docx_writer import docx
from tests.ingest.loaders.docx_writer import words as docx_words
from tests.ingest.loaders.ole_writer import ole
from tests.ingest.loaders.test_odt import odt, p
from tests.ingest.loaders.zip_writer import zipped

MIB = 1 << 20
WORDS = "환경부는 2022. 9. 28. 서울에서 한중 환경국장회의를 열었다."
_FAT_SECTOR_AT = 76


def _streamed(name: str, size: int, first: bytes = b"", **parts: bytes | str) -> bytes:
    """An archive with a part of `size` blanks after `first`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for other, content in parts.items():
            archive.writestr(other.replace("__", "/"), content)
        with archive.open(name, "w", force_zip64=True) as part:
            part.write(first)
            for _ in range(size // MIB):
                part.write(b" " * MIB)
    return stream.getvalue()


def hwpx_bomb(size: int) -> bytes:
    return _streamed("Contents/section0.xml", size, b'<hs:sec xmlns:hs="urn:section">', mimetype="application/hwp+zip")


def docx_bomb(size: int) -> bytes:
    return _streamed("word/document.xml", size, b"<w:document>")


def odt_bomb(size: int) -> bytes:
    return _streamed("content.xml", size, b"<office:document-content>", mimetype=sniff.ODT)


def bundle_bomb(size: int) -> bytes:
    return _streamed("release.txt", size, WORDS.encode())


def bundles_in_bundles(depth: int) -> bytes:
    data = zipped({"release.txt": WORDS})
    for _ in range(depth):
        data = zipped({"inner.zip": data})
    return data


def bundle_of_bombs(count: int) -> bytes:
    """As many bundles, each with as many bundles, each with as many files of a megabyte, most stored once."""
    data = zipped({f"{number}.txt": b" " * MIB for number in range(count)})
    for _ in range(2):
        data = zipped({f"{number}.zip": data for number in range(count)})
    return data


def overlapping(count: int) -> bytes:
    """An archive whose directory names the same packed bytes `count` times."""
    stream = io.BytesIO(zipped({"0.txt": b" " * MIB}))
    with zipfile.ZipFile(stream, "a") as archive:
        only = archive.infolist()[0]
        for number in range(1, count):
            again = zipfile.ZipInfo(f"{number}.txt")
            again.header_offset, again.file_size = only.header_offset, only.file_size
            again.compress_size, again.compress_type, again.CRC = only.compress_size, only.compress_type, only.CRC
            archive.filelist.append(again)
        archive._didModify = True  # type: ignore[attr-defined]
    return stream.getvalue()


def out_of_the_folder() -> bytes:
    return zipped({"../../escaped.txt": WORDS, "/escaped.txt": WORDS, "C:\\escaped.txt": WORDS})


def gzip_bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * MIB) for _ in range(size // MIB)) + packer.flush()


def odt_blanks(count: int) -> bytes:
    return odt(p(f'{WORDS}<text:s text:c="{count}"/>'))


def odt_repeated_cells(count: int) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{count}">{p(WORDS)}</table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="{count}">{cell}</table:table-row>'
    return odt(p(WORDS), f"<table:table>{row}</table:table>")


def docx_roman(number: int) -> bytes:
    """A list whose first number is so large that it has millions of letters."""
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{number}"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering = f'<w:numbering {space}>{lists}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    item = docx_words(WORDS, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    return docx(item, numbering=numbering)


def with_fat_loop(data: bytes) -> bytes:
    """An OLE file whose chains of sectors all lead back to where they begin."""
    (fat_at,) = struct.unpack_from("<I", data, _FAT_SECTOR_AT)
    start = 512 * (fat_at + 1)
    fat = list(struct.unpack_from("<128I", data, start))
    looped = [max(number - 1, 0) if entry == 0xFFFFFFFE else entry for number, entry in enumerate(fat)]
    return data[:start] + struct.pack("<128I", *looped) + data[start + 512 :]


def with_directory_loop(data: bytes) -> bytes:
    """An OLE file each of whose storages and streams has itself as a neighbour and a child."""
    (directory,) = struct.unpack_from("<I", data, 48)
    start = 512 * (directory + 1)
    copy = bytearray(data)
    for number in range(4):
        struct.pack_into("<3I", copy, start + 128 * number + 68, number, number, number)
    return bytes(copy)


def mails_of_outlook(data: bytes, loop: str) -> bytes:
    """A mail of Outlook with a loop in its tables."""
    return {"sectors": with_fat_loop, "directory": with_directory_loop}[loop](data)


def many_storages(count: int) -> bytes:
    """A mail of Outlook with so many attachments that hold nothing."""
    streams = {"__properties_version1.0": bytes(32)}
    streams |= {f"__attach_version1.0_#{number:08X}/__properties_version1.0": bytes(8) for number in range(count)}
    return ole(streams)
