"""A Word document as blocks.

The parts are walked here instead of with python-docx: that library passes over tracked insertions, content controls
and text boxes, and loads every image of the package before the first word is read.
"""

from collections.abc import Iterator

from lxml import etree

from corpus.errors import UnreadableFile
from ingest.limits import LIMITS, Allowance, Limits
from ingest.loaders.archive import Archive, local
from ingest.loaders.damage import told_as_damage
from ingest.loaders.flow import Content, blocks
from ingest.loaders.raw import RawBlock, RawFacts, RawFile

from .body import Body
from .package import Package
from .styles import Numbering, Styles, value

_PAGE_ENDS = frozenset({"headerReference", "footerReference"})
_RULES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_docx(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read a Word document: its body, then footnotes and endnotes, then running heads and feet.

    Raises:
        UnreadableFile: encrypted, damaged as a whole, or over a limit.
    """
    with told_as_damage(name):
        allowance = Allowance(name, limits)
        archive = Archive(data, allowance)
        package = Package(archive)
        root = archive.xml_of(package.main)
        if root is None:
            raise UnreadableFile(f"{name} has no body that can be read", hint="Fetch the file again")
        body = Body(Styles(package.xml("styles")), Numbering(package.xml("numbering")), limits.nesting)
        parts = [element for element in root if local(element) == "body"]
        content = [item for part in parts for item in body.content(part)]
        notes = list(_notes(package, body))
        found = [
            *blocks(content, allowance),
            *blocks(notes, allowance, "note"),
            *_page_ends(package, body, root, allowance),
        ]
        reasons = list(archive.damage)
        if body.is_cut:
            reasons.append(f"boxes nested more than {limits.nesting} deep were left out")
        if body.has_foreign_parts:
            reasons.append("parts in another format that were inserted into it were left out")
        return RawFile(blocks=tuple(found), facts=_facts(package), reasons=tuple(reasons))


def _notes(package: Package, body: Body) -> Iterator[Content]:
    """Footnotes, then endnotes, in the order of their marks in the text."""
    for kind in ("footnote", "endnote"):
        wanted = [identifier for each, identifier in body.notes if each == kind]
        root = package.xml(f"{kind}s") if wanted else None
        elements = list(root) if root is not None else []
        texts = {value(note, "id"): note for note in elements if value(note, "type") not in _RULES}
        for identifier in dict.fromkeys(wanted):
            if identifier in texts:
                yield from body.content(texts[identifier])


def _page_ends(package: Package, body: Body, root: etree._Element, allowance: Allowance) -> Iterator[RawBlock]:
    """The running heads and feet of all sections, those of equal words once."""
    relations = package.relations(package.main)
    wanted = [value(element, "id") for element in root.iter() if local(element) in _PAGE_ENDS]
    seen: set[tuple[str, object]] = set()
    for identifier in dict.fromkeys(wanted):
        part = relations.get(identifier, ("", ""))[1]
        if part in package.archive and (end := package.archive.xml_of(part)) is not None:
            for block in blocks(body.content(end), allowance, "furniture"):
                if (block.text, block.table) not in seen:
                    seen.add((block.text, block.table))
                    yield block


def _facts(package: Package) -> RawFacts:
    """The title in the properties; their dates are those of the file, not of the release."""
    part = next(iter(package.related("", "core-properties")), None)
    root = package.archive.xml_of(part) if part is not None and part in package.archive else None
    titles = [element.text for element in root if local(element) == "title"] if root is not None else []
    return RawFacts(title=next((title.strip() for title in titles if title and title.strip()), None))
