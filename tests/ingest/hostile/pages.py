"""Hostile PDF files and pictures."""

import struct
import zlib

from tests.ingest.loaders.pdf_writer import Page, pdf

MIB = 1 << 20
WORDS = "환경부는 2022. 9. 28. 서울에서 한중 환경국장회의를 열었다."


def objects(*bodies: bytes, trailer: bytes = b"") -> bytes:
    """A PDF file of objects numbered from 1, the first its catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(bodies) + 1, trailer % start if trailer else b"")
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << %s >> >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_tree_loop() -> bytes:
    return objects(CATALOG, b"<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] >>")


def endless_pages(count: int) -> bytes:
    """A tree that has one empty page so many times."""
    kids = b"3 0 R " * count
    pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)
    return objects(CATALOG, pages, PAGE % b"", stream(b""))


def table_loop() -> bytes:
    """A file whose table of objects names itself as the one before it."""
    return objects(CATALOG, PAGES, PAGE % b"", stream(b""), trailer=b"/Prev %d")


def blanks(size: int) -> bytes:
    """`size` blanks, packed, at the speed of copying."""
    packer = zlib.compressobj(wbits=-15)
    packer.compress(b" " * MIB)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x9c" + block * (size // MIB) + b"\x03\x00" + bytes(4)


def content_bomb(size: int) -> bytes:
    return objects(CATALOG, PAGES, PAGE % b"", stream(blanks(size), b"/Filter /FlateDecode"))


def packed_twice(size: int) -> bytes:
    content = zlib.compress(blanks(size), 9)
    return objects(CATALOG, PAGES, PAGE % b"", stream(content, b"/Filter [/FlateDecode /FlateDecode]"))


def form_in_itself() -> bytes:
    itself = b"/Resources << /XObject << /F 5 0 R >> >>"
    form = stream(b"/F Do /F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + itself)
    return objects(CATALOG, PAGES, PAGE % b"/XObject << /F 5 0 R >>", stream(b"/F Do"), form)


def forms_in_forms(depth: int) -> bytes:
    """Forms each of which draws the next ten times."""
    forms = [
        stream(
            b"/F Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F %d 0 R >> >>" % (6 + at),
        )
        for at in range(depth)
    ]
    last = stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return objects(CATALOG, PAGES, PAGE % b"/XObject << /F 5 0 R >>", stream(b"/F Do"), *forms, last)


def lines(count: int) -> bytes:
    page = Page().text(60, 100, WORDS)
    for number in range(count):
        page.rule(number % 600, 200, number % 600 + 1, 700)
    return pdf(page)


def nested_arrays(depth: int) -> bytes:
    return objects(CATALOG, PAGES, PAGE % b"", stream(b""), b"[" * depth + b"]" * depth)


def immense_page() -> bytes:
    """A page of a thousand kilometres with an image and no text: to recognise it, it is drawn."""
    image = b"q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"
    return objects(CATALOG, PAGES, (PAGE % b"").replace(b"600 800", b"9e8 9e8"), stream(image))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", blanks(MIB)) + chunk(b"IEND", b"")


def tiff_loop() -> bytes:
    """A TIFF whose first frame is followed by itself."""
    tags = ((256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 64))
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<I", 72) + bytes(64) + directory + struct.pack("<I", 72)
