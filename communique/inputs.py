"""Which files a command means: the files named, and those of known kinds in the folders named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError, UnreadableFile
from ingest.containers import SUFFIXES, is_wanted, located
from ingest.fetch import MANIFEST_FILE, Fetched, releases, revisions

_BY_SUFFIX = {
    suffix: rank
    for rank, suffix in enumerate((".hwpx", ".hwp", ".hml", ".docx", ".odt", ".pdf", ".html", ".htm", ".txt"))
}
"""Only an order of reading: which file is the best is told from what was read."""


@dataclass
class Inputs:
    """The files to read, in order; `fetched` those that were fetched into a folder; `ignored` those of other kinds in
    folders; `problems` what names no release."""

    files: list[Path] = field(default_factory=list)
    fetched: list[Fetched] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    problems: list[tuple[str, CorpusError]] = field(default_factory=list)


def find(arguments: Iterable[str], *, earlier: bool = False) -> Inputs:
    """Resolve the arguments of a command, each file once, folders recursively and sorted by name.

    Of what was fetched, what an address gave `earlier` too.
    """
    inputs = Inputs()
    seen: set[Path] = set()
    for argument in arguments:
        try:
            found = _resolve(argument, inputs, earlier)
        except CorpusError as error:
            inputs.problems.append((argument, error))
            continue
        for path in found:
            if path not in seen:
                seen.add(path)
                inputs.files.append(path)
    return inputs


def _resolve(argument: str, inputs: Inputs, earlier: bool) -> list[Path]:
    if "://" in argument:
        hint = (
            f"`communique fetch {argument} --to DIR` fetches it into DIR, which can be named here"
            if argument.lower().startswith("http")
            else "`communique run --cluster local` reads what lies on other storages"
        )
        raise UnreadableFile(f"{argument} is an address", hint=hint)
    path = Path(argument)
    if located(argument)[1]:
        return [path]
    if not path.exists():
        raise UnreadableFile(f"{path} does not exist", hint="Check the path")
    if not path.is_dir():
        return [path]
    if (path / MANIFEST_FILE).is_file():
        add_fetched(revisions(path) if earlier else releases(path), inputs)
        return []
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file.relative_to(path))]
    found = [file for file in files if is_wanted(file.name)]
    inputs.ignored += [file for file in files if not is_wanted(file.name)]
    if not found:
        raise UnreadableFile(
            f"{path} holds no releases", hint=f"Releases are files named {', '.join(sorted(SUFFIXES))}"
        )
    return found


def add_fetched(found: Iterable[Fetched], inputs: Inputs) -> None:
    """Add what was fetched, each address once; files of kinds that are not read are ignored."""
    seen = {fetched.url for fetched in inputs.fetched}
    for fetched in found:
        if fetched.url in seen:
            continue
        if fetched.suffix and not is_wanted(f"file{fetched.suffix}"):
            inputs.ignored.append(fetched.path)
        else:
            inputs.fetched.append(fetched)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def best_first(files: list[Path]) -> list[Path]:
    """The files by their paths, whatever order they were named in; of one stem in one folder the best format first."""
    return sorted(files, key=lambda path: (path.parent, path.stem, _BY_SUFFIX.get(path.suffix.lower(), 99), path.name))
