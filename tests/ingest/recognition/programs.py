"""Stand-ins for tesseract: small programs on the path that print what it would."""

from collections.abc import Sequence
from pathlib import Path

import pytest

Word = tuple[str, int, int, int, int]
"""A word with its number of line, left, top and width in pixels; each is 40 high."""


def table(words: Sequence[Word], confidence: float = 90.0, height: int = 40) -> str:
    """The table of words that tesseract prints."""
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    rows = [
        f"5\t1\t1\t1\t{line}\t{at}\t{left}\t{top}\t{width}\t{height}\t{confidence}\t{text}"
        for at, (text, line, left, top, width) in enumerate(words, 1)
    ]
    return "\n".join([head, *rows]) + "\n"


def install(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    *,
    script: str = "Korean",
    languages: Sequence[str] = ("eng", "kor", "chi_sim", "osd"),
    before: str = "",
    korean: str = "",
) -> Path:
    """Put a program named tesseract on the path, alone; returns the file in which it notes how it was called.

    It prints `words`, or `korean` where it is asked for that language alone.
    """
    calls, answer, as_korean = folder / "calls", folder / "answer.tsv", folder / "korean.tsv"
    answer.write_text(words, encoding="utf-8")
    as_korean.write_text(korean, encoding="utf-8")
    program = folder / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        f'echo "$OMP_THREAD_LIMIT $*" >> {calls}\n'
        f'case "$*" in\n*--list-langs*) echo "{" ".join(languages)}"; exit;;\nesac\n'
        "/bin/cat > /dev/null\n"
        f"{before}\n"
        f'case "$*" in\n*"--psm 0"*) echo "Script: {script}";;\n*"-l kor "*) /bin/cat {as_korean};;\n'
        f"*) /bin/cat {answer};;\nesac\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return calls


def remove(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no program on the path."""
    monkeypatch.setenv("PATH", str(folder / "empty"))
