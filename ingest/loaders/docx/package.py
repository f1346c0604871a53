"""The parts of a Word document and how they refer to each other.

Source: ECMA-376, part 2, "Open Packaging Conventions".
"""

import posixpath

from lxml import etree

from ingest.loaders.archive import Archive, local

_DOCUMENT = "word/document.xml"


class Package:
    """A package whose parts are found by the kind of their relation to another part, or by its id."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.main = next(iter(self.related("", "officeDocument")), _DOCUMENT)

    def related(self, part: str, kind: str) -> list[str]:
        """The parts to which `part` ("" is the package) has a relation of this kind."""
        return [target for type_, target in self.relations(part).values() if type_ == kind]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target of the relations of a part, by id; those that leave the package are left out."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.archive or (root := self.archive.xml_of(rels)) is None:
            return {}
        found = {}
        for element in root:
            if local(element) == "Relationship" and element.get("TargetMode") != "External":
                target = element.get("Target", "").replace("\\", "/")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = element.get("Type", "").rpartition("/")[2]
                found[element.get("Id", "")] = kind, posixpath.normpath(path)
        return found

    def xml(self, kind: str) -> etree._Element | None:
        """The root of the part that the document has for `kind`; None where there is none or it cannot be read."""
        part = next(iter(self.related(self.main, kind)), None)
        return self.archive.xml_of(part) if part is not None and part in self.archive else None
