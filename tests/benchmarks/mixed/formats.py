"""A text as the file that a ministry would publish: plain text, a page of its site, HWPX, PDF, DOCX."""

import html
import random
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.ingest.loaders import docx_writer, hwpx_writer, pdf_writer

from .changes import Changes
from .sources import Lang

SHARES: dict[Lang, dict[str, int]] = {
    "ko": {"hwpx": 38, "pdf": 22, "html": 25, "txt": 10, "docx": 5},
    "en": {"html": 55, "pdf": 25, "txt": 15, "docx": 5},
    "zh": {"html": 70, "txt": 18, "docx": 12},
}
"""Of a hundred releases in a language, those in each format."""
_OLD_ENCODINGS = {"ko": "cp949", "zh": "gb18030", "en": "utf-8"}
_OLD = 0.3
"""Share of the text files that are not in UTF-8."""
_LINE, _PAGE = 470.0, 44
"""Points of a line, lines of a page."""


def written(text: str, title: str, suffix: str, lang: Lang, changes: Changes, chance: random.Random) -> bytes:
    """The bytes of a file."""
    match suffix:
        case "html":
            return _page(text, title, lang, changes, chance)
        case "hwpx":
            return hwpx_writer.hwpx({"Contents/section0.xml": hwpx_writer.section(*_hwpx(text))})
        case "docx":
            return docx_writer.docx(*_docx(text))
        case "pdf":
            return _pdf(text)
    old = chance.random() < _OLD
    return text.encode(_OLD_ENCODINGS[lang] if old else "utf-8", "replace")


def _parts(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines, each with whether it is a table: its cells are parted by tabs."""
    for is_table, run in groupby(text.splitlines(), key=lambda line: "\t" in line):
        yield is_table, list(run)


def _rows(lines: list[str]) -> list[tuple[str, ...]]:
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, cells))
    return [tuple(row + [""] * (width - len(row))) for row in cells]


def _hwpx(text: str) -> Iterator[str]:
    for is_table, lines in _parts(text):
        if is_table:
            yield hwpx_writer.paragraph(hwpx_writer.table(*_rows(lines)))
        else:
            yield from (hwpx_writer.paragraph(hwpx_writer.text(line)) for line in lines)


def _docx(text: str) -> Iterator[str]:
    for is_table, lines in _parts(text):
        if is_table:
            rows = [[docx_writer.cell(docx_writer.words(cell)) for cell in row] for row in _rows(lines)]
            yield docx_writer.table(*(docx_writer.row(*row) for row in rows))
        else:
            yield from (docx_writer.words(line) for line in lines)


def _page(text: str, title: str, lang: Lang, changes: Changes, chance: random.Random) -> bytes:
    body = []
    for is_table, lines in _parts(text):
        if is_table:
            filled = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in _rows(lines)
            )
            body.append(f"<table>{filled}</table>")
        else:
            body += [f"<p>{html.escape(line)}</p>" for line in lines if line != title]
    site = chance.choice(_sites()[lang])
    places = {"title": html.escape(title), "text": "\n".join(body), "files": "", "share": ""}
    head = changes.dates(site.get("head", "<title>{title}</title>")).format_map({"title": places["title"]})
    filled = changes.dates(site["markup"]).format_map(places)
    head = f'<html lang="{lang}"><head><meta charset="utf-8">{head}</head>'
    return f"<!DOCTYPE html>\n{head}<body>{filled}</body></html>".encode()


@cache
def _sites() -> dict[Lang, list[dict[str, Any]]]:
    path = Path(__file__).parents[2] / "ingest" / "loaders" / "html_sites.toml"
    samples = tomllib.loads(path.read_text(encoding="utf-8"))["sample"]
    langs: tuple[Lang, ...] = ("ko", "en", "zh")
    return {lang: [sample for sample in samples if sample["lang"] == lang] for lang in langs}


def _pdf(text: str) -> bytes:
    lines: list[str] = []
    for line in text.splitlines():
        lines += _wrapped(line.replace("\t", "    "))
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)] or [[]]
    drawn = [
        pdf_writer.Page().lines(60, 70, page).text(290, 770, f"- {number} -") for number, page in enumerate(pages, 1)
    ]
    return pdf_writer.pdf(*drawn)


def _wrapped(line: str) -> Iterator[str]:
    """A line cut where the paper ends: at blanks where there are any near."""
    while pdf_writer.width(line) > _LINE:
        length = 0.0
        for end, char in enumerate(line):  # noqa: B007  the place is wanted
            length += pdf_writer.width(char)
            if length > _LINE:
                break
        blank = line.rfind(" ", end * 3 // 4, end)
        cut = blank + 1 if blank > 0 else end
        yield line[:cut].rstrip()
        line = line[cut:]
    yield line
