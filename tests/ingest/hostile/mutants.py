"""Damaged files of every form that is read, the same at every call: mutant `number` of a form follows from both."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from PIL import Image

from tests.ingest.loaders import docx_writer, mail_writer
from tests.ingest.loaders.hwp_writer import hwp, listed, paragraph, table
from tests.ingest.loaders.hwpx_writer import hwpx, section
from tests.ingest.loaders.hwpx_writer import paragraph as hwpx_paragraph
from tests.ingest.loaders.hwpx_writer import table as hwpx_table
from tests.ingest.loaders.hwpx_writer import text as hwpx_text
from tests.ingest.loaders.pdf_writer import Page, pdf
from tests.ingest.loaders.test_hwpml import cell as hwpml_cell
from tests.ingest.loaders.test_hwpml import char, hwpml
from tests.ingest.loaders.test_hwpml import paragraph as hwpml_paragraph
from tests.ingest.loaders.test_odt import cell as odt_cell
from tests.ingest.loaders.test_odt import odt, p
from tests.ingest.loaders.test_odt import row as odt_row
from tests.ingest.loaders.test_odt import table as odt_table
from tests.ingest.loaders.zip_writer import zipped

Mutate = Callable[[bytes], bytes]

SENTENCES = [f"환경부는 2022. 9. {day}. 서울에서 제{day}차 한중 환경회의를 열었다." for day in range(1, 12)]
ROWS = (("구분", "내용"), ("일시", "2022. 9. 28."), ("장소", "서울"))
TEXT = "\n".join(SENTENCES)
_TABLE = f"<table>{''.join(f'<tr><td>{a}</td><td colspan=2>{b}</td></tr>' for a, b in ROWS)}</table>"
_PAGE = (
    "<html><head><meta charset=utf-8><title>환경회의</title></head><body><div class=view_cont>"
    f"{''.join(f'<p>{each}</p>' for each in SENTENCES)}{_TABLE}</div></body></html>"
)
_RECORDS = b"".join(map(paragraph, SENTENCES)) + paragraph(table(ROWS, caption="표"), listed("fn  ", "각주", 17))


def _mail(body: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "한중 환경회의", "press@ministry.example"
    message["Date"] = "Wed, 28 Sep 2022 09:30:00 +0900"
    message.set_content(TEXT)
    message.add_alternative(_PAGE, subtype="html")
    message.add_attachment(body, maintype="application", subtype="x-hwp", filename="보도자료.hwp")
    return message.as_bytes()


def _docx() -> bytes:
    rows = (docx_writer.row(*(docx_writer.cell(docx_writer.words(words)) for words in cells)) for cells in ROWS)
    return docx_writer.docx(*map(docx_writer.words, SENTENCES), docx_writer.table(*rows))


def _picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((64, 48), 90).save(stream, kind)
    return stream.getvalue()


_ODT = odt(*map(p, SENTENCES), odt_table(*(odt_row(*(odt_cell(p(words)) for words in cells)) for cells in ROWS)))
_HWPX = hwpx(
    {
        "Contents/section0.xml": section(
            *(hwpx_paragraph(hwpx_text(each)) for each in SENTENCES), hwpx_paragraph(hwpx_table(*ROWS))
        ),
        "Preview/PrvText.txt": TEXT,
    }
)
_HWPML = hwpml(
    *(hwpml_paragraph(char(each)) for each in SENTENCES),
    hwpml_paragraph(f"<TABLE><ROW>{hwpml_cell(0, 0, '일시')}{hwpml_cell(0, 1, '장소')}</ROW></TABLE>"),
)
_PDF = pdf(
    Page().lines(60, 100, SENTENCES).grid([60, 160, 360], [500, 520, 540]).text(65, 515, "구분").text(165, 515, "내용"),
    Page(turned=90).text(60, 100, SENTENCES[0]).curves(20),
)
_MSG: dict[int, str | bytes | int] = {
    mail_writer.SUBJECT: "한중 환경회의",
    mail_writer.BODY: TEXT,
    mail_writer.HTML: _PAGE.encode(),
}


def _of(data: bytes) -> Callable[[Mutate], bytes]:
    return lambda mutate: mutate(data)


def _in_zip(data: bytes) -> Callable[[Mutate], bytes]:
    """Mutants of the largest part of an archive, packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    largest = max(parts, key=lambda name: len(parts[name]))
    return lambda mutate: zipped({**parts, largest: mutate(parts[largest])})


FORMS: dict[str, Callable[[Mutate], bytes]] = {
    "release.hwp": _of(hwp(_RECORDS, preview=TEXT)),
    "plain.hwp": _of(hwp(_RECORDS, flags=0)),
    "records.hwp": lambda mutate: hwp(mutate(_RECORDS)),
    "distributed.hwp": lambda mutate: hwp(mutate(_RECORDS), flags=5),
    "release.hwpx": _of(_HWPX),
    "section.hwpx": _in_zip(_HWPX),
    "release.hml": _of(_HWPML),
    "release.docx": _of(_docx()),
    "body.docx": _in_zip(_docx()),
    "release.odt": _of(_ODT),
    "content.odt": _in_zip(_ODT),
    "release.pdf": _of(_PDF),
    "release.html": _of(_PAGE.encode()),
    "korean.html": _of(_PAGE.replace("utf-8", "euc-kr").encode("cp949")),
    "release.txt": _of(TEXT.encode()),
    "korean.txt": _of(TEXT.encode("cp949")),
    "wide.txt": _of(TEXT.encode("utf-16")),
    "release.eml": _of(_mail(b"x" * 300)),
    "release.msg": _of(mail_writer.msg(_MSG, {"보도자료.txt": TEXT.encode()})),
    "release.png": _of(_picture("PNG")),
    "release.jpg": _of(_picture("JPEG")),
    "release.tif": _of(_picture("TIFF")),
    "bundle.zip": _of(zipped({"보도자료.txt": TEXT, "release.hwpx": _HWPX, "inner.zip": zipped({"a.txt": TEXT})})),
}
"""For each form what makes its file with a mutation, of the file or of what is packed in it."""

_EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_NUMBERS = (b"0", b"-1", b"65536", b"4294967295", b"99999999999999999999")
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{0,200}>")


def mutant(form: str, number: int) -> bytes:
    """Mutant `number` of a form of `FORMS`; 0 is whole."""
    if not number:
        return FORMS[form](lambda data: data)
    chance = random.Random(f"{form} {number}")
    return FORMS[form](lambda data: _mutated(data, chance))


def _mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_MUTATIONS)(data, chance) or b"\0"
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _bits(data: bytes, chance: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 100))):
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
    return bytes(copy)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data)), chance.choice((1, 2, 8, 64, 512))
    return data[:at] + chance.randbytes(size) + data[at + size :]


def _edge(data: bytes, chance: random.Random) -> bytes:
    """A field of one, two or four bytes, a length perhaps, becomes a number at the edge of its range."""
    size = chance.choice((1, 2, 4))
    at = chance.randrange(len(data)) // size * size
    value = chance.choice(_EDGES) & ((1 << 8 * size) - 1)
    field = struct.pack(chance.choice("<>") + {1: "B", 2: "H", 4: "I"}[size], value)
    return data[:at] + field + data[at + size :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(start + chance.choice((4, 32, 256, 2048)), len(data))


def _delete(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + bytes([chance.choice((0, 32, 255))]) * (end - start) + data[end:]


def _splice(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    at = chance.randrange(len(data))
    over = chance.choice((0, end - start))
    return data[:at] + data[start:end] * chance.choice((1, 1, 20)) + data[at + over :]


def _number(data: bytes, chance: random.Random) -> bytes:
    """A number that is written out becomes another."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return _edge(data, chance)
    number = chance.choice(found)
    return data[: number.start()] + chance.choice(_NUMBERS) + data[number.end() :]


def _tag(data: bytes, chance: random.Random) -> bytes:
    """A tag disappears, or comes where another stood."""
    found = list(_TAG.finditer(data))
    if not found:
        return _splice(data, chance)
    one, other = chance.choice(found), chance.choice(found)
    return data[: one.start()] + chance.choice((b"", other[0], other[0] * 20)) + data[one.end() :]


_MUTATIONS = (_cut, _bits, _bytes, _edge, _edge, _delete, _blank, _splice, _number, _tag)
