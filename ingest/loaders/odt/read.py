"""An OpenDocument text as blocks."""

from collections.abc import Iterator

from lxml import etree

from corpus.errors import UnreadableFile
from ingest.limits import LIMITS, Allowance, Limits
from ingest.loaders.archive import Archive, local
from ingest.loaders.damage import told_as_damage
from ingest.loaders.flow import Content, Paragraph, blocks
from ingest.loaders.raw import RawFacts, RawFile

from .body import Body
from .lists import ListStyles, attribute

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_PAGE_ENDS = frozenset(
    {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
)  # fmt: skip


def read_odt(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read an OpenDocument text: its body, then footnotes and endnotes, then running heads and feet.

    Raises:
        UnreadableFile: encrypted, damaged as a whole, or over a limit.
    """
    with told_as_damage(name):
        allowance = Allowance(name, limits)
        archive = Archive(data, allowance)
        if _MANIFEST in archive and b"encryption-data" in archive.bytes_of(_MANIFEST):
            raise UnreadableFile(f"{name} is encrypted with a password", hint="Save it without one")
        root = archive.xml_of(_CONTENT)
        if root is None:
            raise UnreadableFile(f"{name} has no body that can be read", hint="Fetch the file again")
        styles = archive.xml_of(_STYLES) if _STYLES in archive else None
        roots = [root] if styles is None else [styles, root]
        body = Body(ListStyles(roots), _common_styles(root), limits.nesting)
        texts = [part for element in root if local(element) == "body" for part in element if local(part) == "text"]
        content = [item for text in texts for item in body.content(text)]
        notes, body.notes = body.notes, []
        found = [
            *blocks(content, allowance),
            *blocks(notes, allowance, "note"),
            *blocks(_page_ends(body, styles), allowance, "furniture"),
        ]
        reasons = list(archive.damage)
        if body.is_cut:
            reasons.append(f"boxes nested more than {limits.nesting} deep were left out")
        return RawFile(blocks=tuple(found), facts=_facts(archive), reasons=tuple(reasons))


def _common_styles(root: etree._Element) -> dict[str, str]:
    """The common style that each automatic style of the text varies."""
    automatic = [style for part in root if local(part) == "automatic-styles" for style in part]
    return {attribute(style, "name"): attribute(style, "parent-style-name") for style in automatic}


def _page_ends(body: Body, styles: etree._Element | None) -> Iterator[Content]:
    """The running heads and feet of all kinds of pages, those of equal words once."""
    seen: set[str] = set()
    masters = [page for part in styles if local(part) == "master-styles" for page in part] if styles is not None else []
    for end in (each for page in masters for each in page if local(each) in _PAGE_ENDS):
        for item in body.content(end):
            words = item.text.strip() if isinstance(item, Paragraph) else item.text
            if words not in seen or not words:
                seen.add(words)
                yield item


def _facts(archive: Archive) -> RawFacts:
    """The title in the properties; their dates are those of the file, not of the release."""
    root = archive.xml_of(_META) if _META in archive else None
    titles = [element.text for element in root.iter() if local(element) == "title"] if root is not None else []
    return RawFacts(title=next((title.strip() for title in titles if title and title.strip()), None))
