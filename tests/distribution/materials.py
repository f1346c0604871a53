"""What the program is made of: a bill of materials (CycloneDX) and a page of licences, of what is installed here.

    python -m tests.distribution.materials [--bill FILE] [--page FILE]

Counts what the program needs with all extras but `dev`, and nothing else that is installed. Fails where a licence asks
that the whole be given away on its terms (GPL, AGPL), or is not stated at all.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

from communique import __version__

from .building import ROOT

PROGRAM = "communique"
_NOT_RUNTIME = ("dev",)
_FORBIDDEN = re.compile(r"(?<![A-Za-z])A?GPL|GNU (?:Affero )?General Public|SSPL|Commons Clause|Non-?Commercial", re.I)
_LESSER = re.compile(r"LGPL|Lesser General Public", re.I)
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(?P<name>.+)")


@dataclass(frozen=True)
class Material:
    """A package that the program needs; `needs` are the names of those that it needs itself."""

    name: str
    version: str
    licence: str
    summary: str
    needs: tuple[str, ...]


def normal(name: str) -> str:
    """A name as registries compare it.

    >>> normal("Jinja2"), normal("lxml_html.clean")
    ('jinja2', 'lxml-html-clean')
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def materials() -> dict[str, Material]:
    """The program and all that it needs with its extras, by name; what is not installed here is left out."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*about["dependencies"]]
    for extra, more in about["optional-dependencies"].items():
        lines += more if extra not in _NOT_RUNTIME else ()
    waiting = [(normal(one.name), frozenset(one.extras)) for one in map(Requirement, lines)]
    needs = tuple(sorted({name for name, _ in waiting}))
    found = {PROGRAM: Material(PROGRAM, __version__, about["license"], about["description"], needs)}
    wanted: dict[str, frozenset[str]] = {}
    while waiting:
        name, asked = waiting.pop()
        if name in wanted and asked <= wanted[name]:
            continue
        wanted[name] = asked = asked | wanted.get(name, frozenset())
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        needed = list(_needs(package, asked))
        waiting += needed
        found[name] = Material(
            name, package.version.partition("+")[0], licence_of(package), _stated(package, "Summary"),
            tuple(sorted({each for each, _ in needed})),
        )  # fmt: skip
    return dict(sorted(found.items()))


def _needs(package: Distribution, extras: Iterable[str]) -> Iterable[tuple[str, frozenset[str]]]:
    for line in package.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield normal(requirement.name), frozenset(requirement.extras)


def _stated(package: Distribution, field: str) -> str:
    # what a missing field gives depends on who reads the metadata: None, or a KeyError
    return str(package.metadata[field] or "") if field in package.metadata else ""


def licence_of(package: Distribution) -> str:
    """The licence that a package states: an SPDX expression, a name, or that of its classifiers."""
    about = package.metadata
    if expression := _stated(package, "License-Expression"):
        return expression
    classified = [match["name"] for each in about.get_all("Classifier") or () if (match := _CLASSIFIER.match(each))]
    named = _stated(package, "License").strip()
    if named and "\n" not in named and len(named) <= 60 and named.upper() != "UNKNOWN":
        return named
    return " AND ".join(classified)


def problems(found: Iterable[Material]) -> list[str]:
    """Packages whose licence cannot be accepted, each with the reason."""
    wrong = []
    for each in found:
        alternatives = re.split(r"\s+OR\s+", each.licence.strip("()"))
        if not each.licence:
            wrong.append(f"{each.name} states no licence")
        elif all(_FORBIDDEN.search(_LESSER.sub("", one)) for one in alternatives):
            wrong.append(f"{each.name} is under {each.licence}")
    return wrong


def page(found: Iterable[Material]) -> str:
    """The licences as a page of the documentation."""
    lines = [
        "# Licences",
        "",
        "What the program needs with all its extras, under which licences. Made by `make licences`; a test compares it",
        "with what is installed, and refuses what would ask the whole to be under its own terms (GPL, AGPL).",
        "",
        "| package | version | licence |",
        "|---|---|---|",
    ]
    lines += [
        f"| {one.name} | {one.version} | {one.licence.replace('|', '/')} |" for one in found if one.name != PROGRAM
    ]
    return "\n".join(lines) + "\n"


def bill(found: dict[str, Material]) -> str:
    """The bill of materials, CycloneDX 1.6 as JSON."""
    licences = LicenseFactory()
    components = {
        name: Component(
            name=one.name,
            version=one.version,
            type=ComponentType.APPLICATION if name == PROGRAM else ComponentType.LIBRARY,
            description=one.summary or None,
            licenses=[licences.make_from_string(one.licence)] if one.licence else [],
            purl=PackageURL("pypi", name=name, version=one.version),
            bom_ref=f"{name}@{one.version}",
        )
        for name, one in found.items()
    }
    whole = Bom(components=[one for name, one in components.items() if name != PROGRAM])
    whole.metadata.component = components[PROGRAM]
    for name, one in found.items():
        whole.register_dependency(components[name], [components[each] for each in one.needs if each in components])
    return str(JsonV1Dot6(whole).output_as_string(indent=2)) + "\n"


def main() -> None:
    """Write what was asked for, and fail where a licence cannot be accepted."""
    parser = argparse.ArgumentParser(description="What the program is made of.")
    parser.add_argument("--bill", type=Path)
    parser.add_argument("--page", type=Path)
    arguments = parser.parse_args()
    found = materials()
    if arguments.bill:
        arguments.bill.parent.mkdir(parents=True, exist_ok=True)
        arguments.bill.write_text(bill(found), encoding="utf-8")
    if arguments.page:
        arguments.page.write_text(page(found.values()), encoding="utf-8")
    wrong = problems(found.values())
    for problem in wrong:
        print(problem, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
