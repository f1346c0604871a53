"""Which files a command means: the files named, and those of known kinds in the folders named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError, UnreadableFile

SUFFIXES = frozenset({".txt", ".html", ".htm", ".pdf", ".hwp", ".hwpx", ".hml", ".docx", ".odt"})
"""What is taken from a folder. A file named by itself is read whatever its suffix: the bytes decide its type."""


@dataclass
class Inputs:
    """The files to read, in order; `ignored` those of other kinds in folders; `problems` what names no release."""

    files: list[Path] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    problems: list[tuple[str, CorpusError]] = field(default_factory=list)


def find(arguments: Iterable[str]) -> Inputs:
    """Resolve the arguments of a command, each file once, folders recursively and sorted by name."""
    inputs = Inputs()
    seen: set[Path] = set()
    for argument in arguments:
        try:
            found = _resolve(argument, inputs)
        except CorpusError as error:
            inputs.problems.append((argument, error))
            continue
        for path in found:
            if path not in seen:
                seen.add(path)
                inputs.files.append(path)
    return inputs


def _resolve(argument: str, inputs: Inputs) -> list[Path]:
    if "://" in argument:
        raise UnreadableFile(f"{argument} is a URL; URLs are not fetched", hint="Download it and name the file")
    path = Path(argument)
    if not path.exists():
        raise UnreadableFile(f"{path} does not exist", hint="Check the path")
    if not path.is_dir():
        return [path]
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file.relative_to(path))]
    found = [file for file in files if file.suffix.lower() in SUFFIXES]
    inputs.ignored += [file for file in files if file.suffix.lower() not in SUFFIXES]
    if not found:
        raise UnreadableFile(
            f"{path} holds no releases", hint=f"Releases are files named {', '.join(sorted(SUFFIXES))}"
        )
    return found


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
