"""Damaged files of every form through its reader: how many are read, refused, or found to be too much for it.

    python tests/benchmarks/fuzzing.py [--mutants 1000] [--first 1] [--form release.pdf …] [--seconds 20]

The mutants are those of `tests.ingest.hostile.mutants`, read in a process under a clock and a limit of memory; what
that stops (a hang, a crash) is read once more by `Reader`, as the program does. Text recognition is off. Prints
a line for every mutant that is a bug, a hang or a crash, or of which something unclear is said, and counts for each
form. Exit code 1 if a bug is among them, or `Reader` does not survive one.
"""

import argparse
import os
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:] = [str(ROOT), *(entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent)]

import resource  # noqa: E402

from corpus.documents import Document  # noqa: E402
from corpus.errors import CorpusError  # noqa: E402
from ingest import members, read  # noqa: E402
from ingest.limits import LIMITS  # noqa: E402
from ingest.worker import Reader  # noqa: E402
from tests.ingest.hostile.mutants import FORMS, mutant  # noqa: E402
from tests.ingest.hostile.outcomes import is_clear, outcomes, said  # noqa: E402

KINDS = ("ok", "suspect", "refused", "unclear", "bug", "hang", "crash")


def kind_of(found: list[Document | CorpusError]) -> tuple[str, str]:
    """What became of a file, and what to say of it where that is wrong."""
    unclear = [line for outcome in found for line in said(outcome) if not is_clear(line)]
    if unclear:
        return "unclear", unclear[0]
    documents = [outcome for outcome in found if isinstance(outcome, Document)]
    for document in documents:
        Document.model_validate_json(document.model_dump_json())
    if not documents:
        return "refused", ""
    return ("ok" if all(document.status == "ok" for document in documents) else "suspect"), ""


def one(form: str, number: int, folder: Path) -> tuple[str, str]:
    """Read one mutant in this process."""
    path = folder / form
    path.write_bytes(mutant(form, number))
    try:
        return kind_of(outcomes(path, members, read))
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        return "bug", f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})"[:300].replace("\n", " ")


def batch(form: str, numbers: range, folder: Path, seconds: float) -> Iterator[tuple[int, str, str]]:
    """Read mutants in a process apart, anew after each that ends it."""
    first = numbers.start
    while first < numbers.stop:
        ours, theirs = os.pipe()
        child = os.fork()
        if not child:
            os.close(ours)
            resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory_bytes, LIMITS.memory_bytes))
            with os.fdopen(theirs, "w", buffering=1) as lines:
                for number in range(first, numbers.stop):
                    signal.setitimer(signal.ITIMER_REAL, seconds)
                    lines.write("\t".join(one(form, number, folder)) + "\n")
            os._exit(0)
        os.close(theirs)
        with os.fdopen(ours) as lines:
            for line in lines:
                kind, _, words = line.rstrip("\n").partition("\t")
                yield first, kind, words
                first += 1
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if first < numbers.stop:
            yield first, "hang" if status == -signal.SIGALRM else "crash", f"ended with {status}"
            first += 1


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description="Damaged files through every reader.")
    parser.add_argument("--mutants", type=int, default=1000, help="of each form")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--form", choices=FORMS, action="append")
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args()
    os.environ["PATH"] = ""  # without a program that recognises text, pictures are decoded and no more
    is_bad = False
    sums: Counter[str] = Counter()
    print(f"{'':16}" + "".join(f"{kind:>9}" for kind in KINDS), flush=True)
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        for form in options.form or FORMS:
            counts: Counter[str] = Counter()
            for number, kind, words in batch(
                form, range(options.first, options.first + options.mutants), Path(folder), options.seconds
            ):
                counts[kind] += 1
                if kind in KINDS[3:]:
                    print(f"{form} {number}: {kind} {words}", flush=True)
                if kind in ("hang", "crash"):
                    path = Path(folder) / form
                    path.write_bytes(mutant(form, number))
                    again, more = kind_of(outcomes(path, reader.members, reader.read))
                    print(f"{form} {number}: {again} by Reader {more}", flush=True)
                    is_bad |= again in ("unclear", "bug")
                is_bad |= kind == "bug"
            sums += counts
            print(f"{form:16}" + "".join(f"{counts[kind]:9,}" for kind in KINDS), flush=True)
    print(f"{'all':16}" + "".join(f"{sums[kind]:9,}" for kind in KINDS))
    sys.exit(is_bad)


if __name__ == "__main__":
    main()
