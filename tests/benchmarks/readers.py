"""The loaders against a second reader of each format, on files of one's own.

    python tests/benchmarks/readers.py DIR [--all]

Reads every HWP, HWPX, PDF and HTML file below DIR with the loader of the program and with `hwp2markdown`, pdfplumber or
trafilatura. Prints the share of each reader's words that the other found too, the number of tables of both, and the
seconds of both; one line for a file where either finds less than 90 % of the other's words, or with `--all` for every
file, and the sum for each format. A PDF has no second count of tables, a page of the web has furniture that only the
loader keeps.
"""

import argparse
import io
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hwp2md
import pdfplumber
import trafilatura

from corpus.errors import UnreadableFile
from ingest import sniff
from ingest.loaders import LOADERS
from ingest.loaders.raw import RawFile

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|[\\*_`~]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file; `failure` is its error."""

    words: Counter[str]
    tables: int = 0
    seconds: float = 0.0
    failure: str = ""


def own(data: bytes, name: str) -> tuple[str, int]:
    """Text and number of tables by the loader of the program."""
    raw: RawFile = LOADERS[sniff.media_type(data, name=name)](data, name=name)
    words = []
    for block in raw.blocks:
        words += [block.text] if block.table is None else [cell.text for cell in block.table.cells]
        words += [block.table.caption or ""] if block.table is not None else []
    return "\n".join(words), sum(block.table is not None for block in raw.blocks)


def by_hwp2markdown(data: bytes, name: str) -> tuple[str, int]:
    """Text and number of tables by hwp2markdown."""
    result = hwp2md.convert_bytes(data, name)
    return _MARKUP.sub(" ", result.markdown), result.table_count


def by_pdfplumber(data: bytes, name: str) -> tuple[str, int]:
    """Text by pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.dedupe_chars().extract_text() for page in document.pages), 0


def by_trafilatura(data: bytes, name: str) -> tuple[str, int]:
    """Text by trafilatura."""
    return trafilatura.extract(data, favor_precision=True) or "", 0


SECOND: dict[str, Callable[[bytes, str], tuple[str, int]]] = {
    sniff.HWP: by_hwp2markdown,
    sniff.HWPX: by_hwp2markdown,
    sniff.PDF: by_pdfplumber,
    sniff.HTML: by_trafilatura,
}


def reading(reader: Callable[[bytes, str], tuple[str, int]], data: bytes, name: str) -> Reading:
    """Run a reader; any error of it is a result."""
    start = time.perf_counter()
    try:
        text, tables = reader(data, name)
    except Exception as error:
        return Reading(Counter(), seconds=time.perf_counter() - start, failure=f"{type(error).__name__}: {error}"[:90])
    return Reading(Counter(_WORD.findall(text)), tables, time.perf_counter() - start)


def share(words: Counter[str], of: Counter[str]) -> float:
    """The share of the words in `of` that are in `words` too, each as often as it occurs."""
    return (words & of).total() / of.total() if of else 1.0


def main() -> None:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(description="The loaders against a second reader.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="a line for every file")
    options = parser.parse_args()
    sums: dict[str, list[tuple[Reading, Reading]]] = defaultdict(list)
    for path in sorted(options.folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        try:
            kind = sniff.media_type(data, name=path.name)
        except UnreadableFile:
            continue
        if kind not in SECOND:
            continue
        ours, other = reading(own, data, path.name), reading(SECOND[kind], data, path.name)
        sums[kind].append((ours, other))
        found, kept = share(ours.words, other.words), share(other.words, ours.words)
        if options.all or ours.failure or other.failure or min(found, kept) < 0.9:
            shown = f"{found:.3f} of its words, it {kept:.3f} of ours; tables {ours.tables} / {other.tables}"
            failures = "; ".join(filter(None, (ours.failure, other.failure and f"second: {other.failure}")))
            print(f"{path.name[:60]:60} {failures or shown}; {ours.seconds:.3f} / {other.seconds:.3f} s")
    for kind, pairs in sums.items():
        both = [(ours, other) for ours, other in pairs if not ours.failure and not other.failure]
        ours_words = sum((ours.words & other.words).total() for ours, other in both)
        print(
            f"{kind}: {len(pairs)} files, {sum(not ours.failure for ours, _ in pairs)} read, second reader"
            f" {sum(not other.failure for _, other in pairs)}; of its words we have"
            f" {ours_words / max(sum(other.words.total() for _, other in both), 1):.4f}, of ours it has"
            f" {ours_words / max(sum(ours.words.total() for ours, _ in both), 1):.4f}; tables"
            f" {sum(ours.tables for ours, _ in both)} / {sum(other.tables for _, other in both)}; seconds"
            f" {sum(ours.seconds for ours, _ in pairs):.2f} / {sum(other.seconds for _, other in pairs):.2f},"
            f" slowest {max(ours.seconds for ours, _ in pairs):.2f}"
        )


if __name__ == "__main__":
    main()
