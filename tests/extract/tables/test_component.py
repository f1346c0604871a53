import spacy

from corpus.documents import Block, Cell, ContactPerson, Document, Head, Source, Table
from extract.found import Found
from extract.tables.component import Tables, table_data

TEXT = "표 1\n연번\t과제\n1\t대기 연구\n2\t물 연구\n담당자 과  장 도경란 (044-201-0000)\n"


def document(header_rows: int = 1) -> Document:
    cells = []
    for row, line in enumerate(TEXT.split("\n")[1:4]):
        for col, words in enumerate(line.split("\t")):
            start = TEXT.index(words, TEXT.index(line))
            cells.append(Cell(row=row, col=col, start=start, end=start + len(words)))
    block = Block(kind="table", start=4, end=TEXT.index("\n담당자"), lang="ko")
    plain = Document(
        id="release",
        source=Source(path="release.txt", media_type="text/plain", sha256="0" * 64, size=len(TEXT)),
        text=TEXT,
        lang="ko",
        langs=("ko",),
        blocks=(block,),
    )
    table = Table(start=4, end=block.end, cells=tuple(cells), header_rows=header_rows, caption=plain.quote(0, 3))
    start = TEXT.index("과  장")
    staff = ContactPerson(
        name="도경란", role="과  장", phone="044-201-0000", evidence=plain.quote(start, len(TEXT) - 1)
    )
    return plain.model_copy(update={"tables": (table,), "head": Head(contacts=(staff,))})


def test_a_table_has_its_header_and_the_rows_below_it() -> None:
    data = table_data(document(), document().tables[0])
    assert (data.caption, data.header, data.rows) == ("표 1", ("연번", "과제"), 2)
    assert data.cells == (("연번", "과제"), ("1", "대기 연구"), ("2", "물 연구"))


def test_a_table_without_a_header_counts_every_row() -> None:
    data = table_data(document(header_rows=0), document(header_rows=0).tables[0])
    assert (data.header, data.rows) == ((), 3)


def test_the_evidence_of_a_table_is_its_text() -> None:
    [evidence] = table_data(document(), document().tables[0]).evidence
    assert evidence.text == TEXT[4 : TEXT.index("\n담당자")]


def test_contact_staff_come_from_the_head() -> None:
    nlp = spacy.blank("xx")
    doc = nlp.make_doc(TEXT)
    doc._.release, doc._.found = document(), Found()
    found = Tables()(doc)._.found
    [staff] = found.contacts
    assert (staff.name, staff.role, staff.phone) == ("도경란", "과 장", "044-201-0000")
    assert len(found.tables) == 1
