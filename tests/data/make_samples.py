"""Make the bundled samples from the invented releases, in the formats in which ministries publish.

    python tests/data/make_samples.py

Needs `weasyprint`, `python-hwpx` and the font Noto Sans CJK; the samples are committed, so only whoever changes a
release runs this.
"""

import html
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from hwpx.document import HwpxDocument
from weasyprint import HTML

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "corpus" / "samples"
FORMATS = {
    "ko": ("hwpx", "pdf", "html", "hwpx", "pdf", "html"),
    "en": ("html", "html", "pdf", "pdf", "html", "txt"),
    "zh": ("html", "txt", "txt", "html", "pdf", "html"),
}
ENCODINGS = {"dev-zh-02": "gb18030", "dev-zh-03": "gb18030", "dev-ko-06": "cp949"}
STYLE = """
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: "- " counter(page) " -"; font-size: 9pt } }
body { font: 10.5pt/1.65 "Noto Sans CJK KR", sans-serif }
h1 { font-size: 16pt; text-align: center } p { margin: 0 0 .6em }
table { border-collapse: collapse; width: 100%; margin: .8em 0 } td { border: .5pt solid #000; padding: 3pt 5pt }
"""


def parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """The release as tables (runs of lines with tabs) and paragraphs (all other lines)."""
    lines = [line for line in text.splitlines() if line.strip()]
    for is_table, run in groupby(lines, key=lambda line: "\t" in line):
        yield ("table" if is_table else "text"), list(run)


def rows(lines: list[str]) -> list[list[str]]:
    """The cells of a table, each row as long as the longest."""
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, cells))
    return [row + [""] * (width - len(row)) for row in cells]


def as_html(release: dict[str, str], text: str, *, encoding: str = "utf-8") -> str:
    """A page with the release as its article."""
    body = []
    for kind, lines in parts(text):
        if kind == "table":
            filled = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows(lines)
            )
            body.append(f"<table>{filled}</table>")
            continue
        for line in lines:
            tag = "h1" if line.strip() == release["title"] else "p"
            body.append(f"<{tag}>{html.escape(line.strip(' '))}</{tag}>")
    return (
        f'<!DOCTYPE html>\n<html lang="{release["lang"]}">\n<head><meta charset="{encoding}">'
        f"<title>{html.escape(release['title'])}</title><style>{STYLE}</style></head>\n<body>\n<article>\n"
        + "\n".join(body)
        + "\n</article>\n</body>\n</html>\n"
    )


def write_hwpx(text: str, path: Path) -> None:
    """A Hangul document with the same paragraphs and tables."""
    document = HwpxDocument.new()
    for kind, lines in parts(text):
        if kind == "table":
            cells = rows(lines)
            table = document.add_table(len(cells), len(cells[0]))
            for row, texts in enumerate(cells):
                for column, cell in enumerate(texts):
                    table.set_cell_text(row, column, cell)
            continue
        for line in lines:
            document.add_paragraph(line)
    document.save_to_path(str(path))


def main() -> None:
    """Write all samples."""
    for lang, formats in FORMATS.items():
        gold = (HERE / "gold" / f"dev.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
        for line, suffix in zip(gold, formats, strict=False):
            release = json.loads(line)
            name, text = release["id"], (HERE / "releases" / f"{release['id']}.txt").read_text(encoding="utf-8")
            path = SAMPLES / f"{name.replace('dev', 'sample')}.{suffix}"
            encoding = ENCODINGS.get(name, "utf-8")
            if suffix == "hwpx":
                write_hwpx(text, path)
            elif suffix == "pdf":
                HTML(string=as_html(release, text)).write_pdf(path)
            else:
                content = as_html(release, text, encoding=encoding) if suffix == "html" else text
                path.write_bytes(content.encode(encoding))


if __name__ == "__main__":
    main()
