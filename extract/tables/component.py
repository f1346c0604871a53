"""The component `release_tables`: the tables of a release as rows of text, and its contact persons."""

from spacy.language import Language
from spacy.tokens import Doc

from corpus.documents import Document, Table
from corpus.records import Contact, TableData

from ..found import found_in, release_of

_TABLE = "document.table"
_CONTACT = "document.head"


@Language.factory("release_tables")
def make_tables(nlp: Language, name: str) -> "Tables":
    """The factory; there is nothing to configure."""
    return Tables()


class Tables:
    """Turn the tables of the release and its contact persons into items of the record."""

    def __call__(self, doc: Doc) -> Doc:
        release, found = release_of(doc), found_in(doc)
        furniture = [(block.start, block.end) for block in release.blocks if block.kind == "furniture"]
        found.tables.extend(
            table_data(release, table)
            for table in release.data_tables
            if not any(start <= table.start < end for start, end in furniture)
        )
        found.contacts.extend(
            Contact(
                name=_joined(contact.name),
                role=_joined(contact.role) if contact.role else None,
                unit=_joined(contact.unit) if contact.unit else None,
                phone=_joined(contact.phone) if contact.phone else None,
                evidence=(contact.evidence,),
                rule=_CONTACT,
            )
            for contact in release.head.contacts
        )
        return doc


def table_data(release: Document, table: Table) -> TableData:
    """A table as texts: the cells of the header rows, the number of rows below them, all cells row by row.

    A cell that spans several rows or columns stands once, in the row where it begins; a place without a cell is
    left out.
    """
    rows: dict[int, list[str]] = {}
    header: list[str] = []
    last = 0
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        text = release.text[cell.start : cell.end].strip()
        last = max(last, cell.row + 1)
        rows.setdefault(cell.row, []).append(text)
        if cell.row < table.header_rows and text:
            header.append(text)
    return TableData(
        caption=table.caption.text if table.caption else None,
        header=tuple(header),
        rows=max(0, last - table.header_rows),
        cells=tuple(tuple(rows.get(number, ())) for number in range(last)),
        evidence=(release.quote(table.start, table.end),),
        rule=_TABLE,
    )


def _joined(text: str) -> str:
    return " ".join(text.split())
