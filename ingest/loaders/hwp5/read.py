"""An HWP 5 file as blocks."""

from ingest.limits import LIMITS, Allowance, Limits
from ingest.loaders.damage import told_as_damage
from ingest.loaders.flow import Content, blocks
from ingest.loaders.preview import shortfalls
from ingest.loaders.raw import RawFile

from .body import Body
from .container import Container
from .records import tree
from .shapes import Shapes


def read_hwp5(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read an HWP 5 document: its body, then footnotes and endnotes, then running heads and feet.

    Of a damaged section what can be read is kept, and said in `reasons`.

    Raises:
        UnreadableFile: encrypted, damaged as a whole, or over a limit.
    """
    with told_as_damage(name):
        allowance = Allowance(name, limits)
        container = Container(data, allowance)
        body = Body(Shapes(container.document_info(), allowance), allowance)
        content: list[Content] = []
        for section in container.sections():
            content += body.content(tree(section, allowance))
        found = [
            *blocks(content, allowance),
            *blocks(body.notes, allowance, "note"),
            *blocks(body.furniture, allowance, "furniture"),
        ]
        reasons = list(container.damage)
        if body.is_cut:
            reasons.append(f"boxes nested more than {limits.nesting} deep were left out")
        reasons += shortfalls(found, container.preview())
        return RawFile(blocks=tuple(found), reasons=tuple(reasons))
