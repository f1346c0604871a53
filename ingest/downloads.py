"""What counts as a document to download: the schema of `resources/downloads.toml`."""

import re
from functools import cache

from pydantic import Field

from corpus.model import Model
from ingest.rulefiles import load


class Script(Model):
    """A link that calls a function of the page instead of naming an address."""

    pattern: str
    url: str
    hosts: tuple[str, ...] = ()
    note: str
    examples: tuple[tuple[str, str], ...] = Field(min_length=1)


class Downloads(Model):
    """The file `downloads.toml`."""

    suffixes: tuple[str, ...]
    texts: tuple[str, ...]
    skipped: tuple[str, ...]
    script: tuple[Script, ...]

    def suffix(self, name: str) -> str:
        """The suffix of a document in a name: at its end, or before a size or a count in brackets."""
        match = _suffixes().search(name.strip())
        return match[1].lower() if match else ""

    def is_skipped(self, url: str, label: str) -> bool:
        """Whether a link is one to a viewer, or to the program that opens the document."""
        return bool(_skipped().search(url) or _skipped().search(label))

    def called(self, call: str, host: str) -> str | None:
        """The address, relative to the page, that a call of a function means."""
        for script in self.script:
            if script.hosts and not any(host == known or host.endswith(f".{known}") for known in script.hosts):
                continue
            if match := re.search(script.pattern, call):
                return script.url.format(**match.groupdict())
        return None


@cache
def downloads() -> Downloads:
    """The rules for downloads."""
    rules: Downloads = load("downloads", Downloads)
    return rules


@cache
def _suffixes() -> re.Pattern[str]:
    known = "|".join(re.escape(suffix) for suffix in sorted(downloads().suffixes, key=len, reverse=True))
    return re.compile(
        rf"({known})(?:\s*(?:[\[(（【].{{0,60}})?|\s*\d[\d.,]*\s*[KMG]?B.{{0,40}}|[?#].*)$", re.I | re.DOTALL
    )


@cache
def _skipped() -> re.Pattern[str]:
    return re.compile("|".join(downloads().skipped), re.IGNORECASE)
