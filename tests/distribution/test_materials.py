"""What the program is made of may be given away with it, and is listed as it is."""

import json

import pytest

from .building import ROOT
from .materials import Material, bill, materials, page, problems


@pytest.fixture(scope="module")
def found() -> dict[str, Material]:
    return materials()


def test_every_licence_is_stated_and_lets_the_program_keep_its_own(found: dict[str, Material]) -> None:
    assert {"torch", "spacy", "fastapi", "distributed"} <= found.keys()
    assert "pytest" not in found
    assert problems(found.values()) == []


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-or-later", True), ("AGPL-3.0", True), ("GNU General Public License v3 (GPLv3)", True), ("", True),
        ("MIT", False), ("LGPL-2.1-or-later", False), ("MPL-1.1 OR GPL-2.0-only", False), ("MPL-2.0 AND MIT", False),
    ],
)  # fmt: skip
def test_a_licence_that_would_bind_the_whole_is_refused(licence: str, refused: bool) -> None:
    assert bool(problems([Material("one", "1", licence, "", ())])) == refused


def test_the_page_of_licences_lists_what_is_installed(found: dict[str, Material]) -> None:
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert listed == page(found.values()), "`make licences` writes it anew"


def test_the_bill_names_every_package_once_with_what_needs_it(found: dict[str, Material]) -> None:
    made = json.loads(bill(found))
    assert made["bomFormat"] == "CycloneDX"
    assert sorted(each["name"] for each in made["components"]) == sorted(found.keys() - {"communique"})
    needs = {each["ref"]: each.get("dependsOn", []) for each in made["dependencies"]}
    own = made["metadata"]["component"]
    assert own["name"] == "communique"
    assert any(each.startswith("spacy@") for each in needs[own["bom-ref"]])
