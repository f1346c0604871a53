"""Other programs' readings of a file: its words and the number of its tables, to set ours against."""

import io
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import docx
import hwp2md
import pypdfium2
import trafilatura
from docx.table import Table

from ingest import sniff

WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
"""A Han character is a word: where lines of Chinese break says nothing."""
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\[\^\w+\]|^#+ |<[^>]+>|[\\*_`~]", re.MULTILINE)


def by_hwp2markdown(data: bytes, name: str) -> tuple[str, int]:
    """Text and number of tables by hwp2markdown; what only its markup says is left out."""
    result = hwp2md.convert_bytes(data, name)
    return _MARKUP.sub(" ", result.markdown), result.table_count


def by_pypdfium2(data: bytes, name: str) -> tuple[str, int]:
    """Text by pypdfium2 and nothing else."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    return "\n".join(found), 0


def by_trafilatura(data: bytes, name: str) -> tuple[str, int]:
    """Text by trafilatura."""
    return trafilatura.extract(data, favor_precision=True) or "", 0


def by_python_docx(data: bytes, name: str) -> tuple[str, int]:
    """Paragraphs and cells, those of nested tables too, by python-docx."""
    found: list[str] = []
    waiting: list[Any] = [docx.Document(io.BytesIO(data))]
    tables = 0
    while waiting:
        for item in waiting.pop().iter_inner_content():
            if isinstance(item, Table):
                tables += 1
                waiting += {id(cell._tc): cell for row in item.rows for cell in row.cells}.values()
            else:
                found.append(item.text)
    return "\n".join(found), tables


SECOND: dict[str, Callable[[bytes, str], tuple[str, int]]] = {
    sniff.HWP: by_hwp2markdown,
    sniff.HWPX: by_hwp2markdown,
    sniff.DOCX: by_python_docx,
    sniff.PDF: by_pypdfium2,
    sniff.HTML: by_trafilatura,
}


def words(text: str) -> Counter[str]:
    """Words with their counts."""
    return Counter(WORD.findall(text.replace("\ufffe", "").replace("\x02", "")))
