"""What a machine reads and extracts with: two that differ in it would give records that differ."""

import platform
import re
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from ingest import recognition

from ..version import code_version

_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Program:
    """The version of the program with its rules, of Python and of the packages it rests on; and what is missing of
    text recognition."""

    version: str
    python: str
    packages: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]

    def differences(self, other: "Program") -> list[str]:
        """What another one has otherwise, a few words each."""
        found = []
        if self.version != other.version:
            found.append(f"communique {other.version} instead of {self.version}")
        if self.python != other.python:
            found.append(f"Python {other.python} instead of {self.python}")
        here, there = dict(self.packages), dict(other.packages)
        for name in sorted(here.keys() | there.keys()):
            if here.get(name) != there.get(name):
                found.append(f"{name} {there.get(name, 'missing')} instead of {here.get(name, 'none')}")
        if self.lacks != other.lacks:
            found.append(f"text recognition: {'; '.join(other.lacks) or 'nothing missing'}")
        return found


@cache
def this_program() -> Program:
    """That of this process."""
    return Program(
        version=code_version(),
        python=".".join(platform.python_version_tuple()[:2]),
        packages=tuple(_packages()),
        lacks=tuple(recognition.missing()),
    )


def _packages() -> list[tuple[str, str]]:
    """The packages that the program asks for without extras, and their versions."""
    try:
        asked = metadata.requires("communique") or []
    except metadata.PackageNotFoundError:  # run from its sources: the fingerprint of the code has to do
        return []
    names = sorted({match[0] for each in asked if "extra ==" not in each and (match := _NAME.match(each))})
    found = []
    for name in names:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            found.append((name, "missing"))
    return found
