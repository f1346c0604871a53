"""What the readers make of a folder of one's own files, against second readers and the files' own previews.

    python tests/benchmarks/ingest.py FOLDER [--all]

Reads every file below FOLDER in a process of its own, within the limits of the program, and prints a line for each
format; `--help` says what its columns are. A file that cannot be read, crashes its reader or hangs is counted and
named, and the rest goes on.
"""

import argparse
import contextlib
import multiprocessing
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

# This folder comes first on the path of a script, and this file has the name of the package that it measures.
ROOT = Path(__file__).resolve().parents[2]
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent)]

import pypdfium2  # noqa: E402

from corpus.errors import CorpusError  # noqa: E402
from ingest import read_bytes, sniff  # noqa: E402
from ingest.limits import LIMITS, Allowance  # noqa: E402
from ingest.loaders import loader_of  # noqa: E402
from ingest.loaders.archive import Archive  # noqa: E402
from ingest.loaders.hwp5.container import Container  # noqa: E402
from ingest.loaders.hwpx import preview_of  # noqa: E402
from ingest.loaders.pdf.page import Page  # noqa: E402
from ingest.loaders.raw import RawFile  # noqa: E402
from tests.benchmarks.second_readers import SECOND, WORD, words  # noqa: E402

try:
    import resource
except ImportError:  # Windows: without memory
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")

MEGABYTE = 1_000_000
ROUNDS = 7
"""Of the times of a reading that is short the best of these counts."""
SHORT = 0.5

_WARM_UP = (
    "The ministers met in Seoul on 28 September 2022.",
    "Ministrowie spotkali się wczoraj rano w stolicy i uzgodnili wspólny plan działań na rzecz czystego powietrza,"
    " ochrony wód, lasów oraz gleby. Strony będą wymieniać dane z pomiarów, szkolić młodych badaczy, a za rok"
    " zorganizują kolejną naradę nad morzem, podczas której przedstawią wyniki dotychczasowych prac oraz propozycje.",
    "환경부는 서울에서 회의를 열었다.",
    "生态环境部在北京举行会议。",
)
"""What is read first, so that what is loaded once is not counted for one file: rules, and profiles of languages."""


@dataclass
class Reading:
    """What became of one file; times in seconds, memory in bytes, shares from 0 to 1, None where not to be had."""

    name: str
    kind: str
    size: int
    failure: str = ""
    reasons: tuple[str, ...] = ()
    characters: int = 0
    tables: int = 0
    pages: int = 0
    seconds: float = 0.0
    loader_seconds: float = 0.0
    text_seconds: float = 0.0
    memory: int = 0
    second_failure: str = ""
    second_seconds: float = 0.0
    second_tables: int = 0
    ours: int = 0
    theirs: int = 0
    common: int = 0
    preview: float | None = None

    @property
    def recall(self) -> float | None:
        return self.common / self.theirs if self.theirs and not self.second_failure else None

    @property
    def precision(self) -> float | None:
        return self.common / self.ours if self.ours and self.theirs and not self.second_failure else None


def text_of_pages(data: bytes) -> list[str]:
    """The lines of a PDF as the pages of the loader give them, before they are placed."""
    document = pypdfium2.PdfDocument(data)
    found = []
    for each in document:
        page = Page(each)
        found += [page.words_of(*line) for line in page.lines()]
        page.close()
    document.close()
    return found


def clock() -> float:
    """Seconds of the processor, with those of text recognition: what else the machine does is not counted."""
    if resource is None:
        return time.process_time()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What `work` returns, and the seconds of the processor that it took."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = clock()
        result = work()
        best = min(best, clock() - start)
        if best > SHORT:
            break
    return result, best


def preview(data: bytes, kind: str, name: str) -> str | None:
    """The preview that a Hancom document carries."""
    allowance = Allowance(name, LIMITS)
    if kind == sniff.HWP:
        return Container(data, allowance).preview()
    return preview_of(Archive(data, allowance)) if kind == sniff.HWPX else None


def loaded_text(raw: RawFile) -> str:
    """All words that a loader found, furniture and captions included."""
    found = [raw.text or ""]
    for block in raw.blocks:
        found += [block.text]
        if block.table is not None:
            found += [block.table.caption or "", *(cell.text for cell in block.table.cells)]
    return "\n".join(found)


def measure(path: Path) -> Reading:
    """Read one file and compare."""
    reading = Reading(path.name, path.suffix.lower() or "no suffix", path.stat().st_size)
    try:
        data = path.read_bytes()
        reading.kind = kind = sniff.media_type(data, name=path.name)
        document, reading.seconds = timed(lambda: read_bytes(data, name=path.name))
        raw, reading.loader_seconds = timed(lambda: loader_of(kind)(data, name=path.name))
        if kind == sniff.PDF:
            _, reading.text_seconds = timed(lambda: text_of_pages(data))
    except CorpusError as error:
        reading.failure = error.problem.removeprefix(path.name).strip()
        return reading
    except OSError as error:
        reading.failure = f"cannot be opened: {error.strerror}"
        return reading
    reading.reasons, reading.characters = document.reasons, len(document.text)
    reading.tables = len(document.tables)
    reading.pages = max((block.page or 0 for block in document.blocks), default=0)
    if resource is not None:
        reading.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    compare(reading, data, kind, loaded_text(raw))
    return reading


def compare(reading: Reading, data: bytes, kind: str, text: str) -> None:
    """Set what a second reader and the preview say about a reading."""
    if kind in SECOND:
        try:
            (theirs, reading.second_tables), reading.second_seconds = timed(lambda: SECOND[kind](data, reading.name))
        except Exception as error:
            reading.second_failure = type(error).__name__
        else:
            ours_words, their_words = words(text), words(theirs)
            reading.ours, reading.theirs = ours_words.total(), their_words.total()
            reading.common = (ours_words & their_words).total()
    previewed = WORD.findall(preview(data, kind, reading.name) or "")
    if previewed:
        reading.preview = sum(word in text for word in previewed) / len(previewed)


def measured_apart(path: Path) -> Reading:
    """`measure` in a process of its own: what crashes or hangs costs that file only."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(path, theirs))
    child.start()
    theirs.close()
    reading = Reading(path.name, path.suffix.lower() or "no suffix", path.stat().st_size)
    try:
        if ours.poll(LIMITS.wall_seconds):
            reading = ours.recv()
        else:
            reading.failure = "took too long"
            child.kill()
    except EOFError:
        reading.failure = "crashed its reader"
    child.join()
    return reading


def _child(path: Path, answers: Connection) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory_bytes, LIMITS.memory_bytes))
    try:
        answers.send(measure(path))
    except MemoryError:
        answers.send(Reading(path.name, path.suffix.lower(), path.stat().st_size, failure="took too much memory"))


NAMES = {
    getattr(sniff, name): name
    for name in (
        "DOCX",
        "EML",
        "HTML",
        "HWP",
        "HWPML",
        "HWPX",
        "JPEG",
        "MSG",
        "ODT",
        "PDF",
        "PNG",
        "TEXT",
        "TIFF",
        "ZIP",
    )
}
COLUMNS = {
    "format": "told from the bytes; of a file of unknown type its suffix",
    "files": "files of it",
    "read": "those that became documents; why the others did not stands below",
    "doubt": "documents of which text is probably missing or wrong (suspect)",
    "chars": "characters of all documents",
    "tables": "tables of all documents, frames included",
    "theirs": "tables that the second reader counts in the files that both read",
    "t.rec": "share of the second reader's tables found too, by their number in each file",
    "recall": "share of the second reader's words found too, each as often as it occurs; a Han character is a word",
    "prec": "share of the words found that the second reader has too",
    "f.rec": "recall of a file, in the mean",
    "f.prec": "precision of a file, in the mean",
    "preview": "share of the words of the previews that HWP and HWPX files carry, in the mean",
    "ms/file": "milliseconds of the processor for the whole reading (blocks, tables, head) of a file, in the median",
    "most": "the same of the slowest file",
    "ms/page": "the same for a page, of formats with pages",
    "s/MB": "seconds of the processor for a megabyte of files",
    "x2nd": "whole reading, in the time of the second reader, without scans",
    "peak": "megabytes of memory of the most demanding file, the program itself included",
}
"""The columns, and what they say."""


@dataclass
class Sums:
    """The readings of one format."""

    readings: list[Reading] = field(default_factory=list)

    def row(self, kind: str) -> dict[str, str]:
        """Its line of the table; what is not to be had is "-"."""
        read = [reading for reading in self.readings if not reading.failure]
        both = [reading for reading in read if reading.recall is not None]
        previews = [reading.preview for reading in read if reading.preview is not None]
        seconds, times = sum(reading.seconds for reading in read), sorted(reading.seconds for reading in read)
        pages, size = sum(reading.pages for reading in read), sum(reading.size for reading in read)
        common, second_tables = sum(each.common for each in both), sum(each.second_tables for each in both)
        typed = [each for each in both if not any("recognised" in reason for reason in each.reasons)]
        values = {
            "format": NAMES.get(kind, kind),
            "files": str(len(self.readings)),
            "read": str(len(read)),
            "doubt": str(sum(bool(reading.reasons) for reading in read)),
            "chars": f"{sum(reading.characters for reading in read):,}",
            "tables": str(sum(reading.tables for reading in read)),
            "theirs": str(second_tables) if both else "-",
            "t.rec": _share(sum(min(each.tables, each.second_tables) for each in both), second_tables),
            "recall": _share(common, sum(each.theirs for each in both)),
            "prec": _share(common, sum(each.ours for each in both)),
            "f.rec": _mean([each.recall for each in both]),
            "f.prec": _mean([each.precision for each in both]),
            "preview": _mean(previews),
            "ms/file": f"{1000 * times[len(times) // 2]:.1f}" if times else "-",
            "most": f"{1000 * times[-1]:.0f}" if times else "-",
            "ms/page": f"{1000 * seconds / pages:.1f}" if pages else "-",
            "s/MB": f"{seconds / size * MEGABYTE:.2f}" if size else "-",
            "x2nd": _times(sum(each.seconds for each in typed), sum(each.second_seconds for each in typed)),
            "peak": str(max(each.memory for each in read) // MEGABYTE) if read else "-",
        }
        return {name: values[name] for name in COLUMNS}

    def remarks(self) -> Iterator[str]:
        """Why files were not read, and how the time of the loader compares with that of the second reader."""
        failures = Counter(reading.failure for reading in self.readings if reading.failure)
        for reason, count in failures.most_common():
            yield f"  unreadable: {count} x {reason[:110]}"
        typed = [
            reading
            for reading in self.readings
            if reading.recall is not None and not any("recognised" in reason for reason in reading.reasons)
        ]
        plain = [reading for reading in typed if not reading.tables]
        ruled = [reading for reading in typed if reading.tables]
        for which, group in (("all", typed), ("without tables", plain), ("with tables", ruled)):
            if bare := sum(reading.second_seconds for reading in group):
                steps = {
                    "text alone": sum(reading.text_seconds for reading in group),
                    "loader": sum(reading.loader_seconds for reading in group),
                    "whole reading": sum(reading.seconds for reading in group),
                }
                shares = ", ".join(f"{step} {_times(taken, bare)}" for step, taken in steps.items() if taken)
                yield f"  in the time of the second reader, {len(group)} files {which}: {shares}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "-"


def _mean(shares: Sequence[float | None]) -> str:
    had = [share for share in shares if share is not None]
    return f"{sum(had) / len(had):.4f}" if had else "-"


def _times(seconds: float, bare: float) -> str:
    return f"{seconds / bare:.2f}" if bare else "-"


def table(sums: dict[str, Sums]) -> Iterator[str]:
    """The lines of the table, its head first."""
    rows = [{name: name for name in COLUMNS}, *(found.row(kind) for kind, found in sorted(sums.items()))]
    widths = {name: max(len(row[name]) for row in rows) for name in COLUMNS}
    for row in rows:
        first, *others = COLUMNS
        yield "  ".join([row[first].ljust(widths[first]), *(row[name].rjust(widths[name]) for name in others)])


def shown(reading: Reading) -> str:
    """The line of one file."""
    if reading.failure:
        return f"{reading.name[:50]:50} unreadable: {reading.failure[:100]}"
    shares = {"recall": reading.recall, "precision": reading.precision, "preview": reading.preview}
    figures = ", ".join(f"{name} {share:.3f}" for name, share in shares.items() if share is not None)
    second = f" ({1000 * reading.second_seconds:.1f})" if reading.second_seconds else ""
    return (
        f"{reading.name[:50]:50} {figures or 'no second reader'}; tables {reading.tables} / {reading.second_tables};"
        f" {1000 * reading.seconds:.1f} ms{second}{'; ' if reading.reasons else ''}{'; '.join(reading.reasons)[:150]}"
    )


def is_notable(reading: Reading) -> bool:
    """Whether a file is worth a line."""
    shares = (reading.recall, reading.precision, reading.preview)
    return bool(reading.failure or reading.reasons) or any(share is not None and share < 0.9 for share in shares)


def main() -> None:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(
        description="The readers on a folder of files, format by format.",
        epilog="columns:\n"
        + "\n".join(f"  {name:8} {meaning}" for name, meaning in COLUMNS.items())
        + "\n\nSecond readers: hwp2markdown for HWP and HWPX, python-docx for DOCX, bare pypdfium2 for PDF, trafilatura"
        "\nfor HTML; there is none for the others. Of a page's words trafilatura leaves out menus and foot, which are"
        "\nread as furniture here, so precision says little there.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, help="every file below it is read")
    parser.add_argument(
        "--all",
        action="store_true",
        help="a line for every file; else for those unreadable, in doubt, or with a share below 0.9",
    )
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder")
    for start in _WARM_UP:
        with contextlib.suppress(CorpusError):
            read_bytes(f"{start} {start.upper()}".encode(), name="warm.txt")
    sums: dict[str, Sums] = defaultdict(Sums)
    for path in sorted(path for path in options.folder.rglob("*") if path.is_file()):
        reading = measured_apart(path)
        sums[reading.kind].readings.append(reading)
        if options.all or is_notable(reading):
            print(shown(reading), flush=True)
    print(*table(sums), sep="\n")
    for kind, found in sorted(sums.items()):
        if remarks := list(found.remarks()):
            print(NAMES.get(kind, kind), *remarks, sep="\n")


if __name__ == "__main__":
    main()
