"""How much of one document is read before it counts as hostile; every default is stated here, once.

A release is a few hundred kilobytes with a handful of tables; yearbooks and annexes reach tens of megabytes and
hundreds of pages. The limits leave room above that and stop what only an attack or a damaged file contains.
"""

from corpus.errors import UnreadableFile
from corpus.model import Model

MIB = 1 << 20


class Limits(Model):
    """What one document may cost. Sizes are bytes, times seconds."""

    file_bytes: int = 200_000_000
    """Largest file of any kind; above it nothing is read into memory."""
    text_bytes: int = 20_000_000
    """Largest plain text file: a hundred times the longest annual report seen, and read in seconds."""
    html_bytes: int = 5 * MIB
    html_nesting: int = 5000
    """Open elements of a page, those included that it never closes: 5,000 take 20 ms, 100,000 take 23 s."""
    html_elements: int = 100_000
    """A page of five megabytes that is no attack has half of them; as many links take twenty seconds."""
    expanded_bytes: int = 128 * MIB
    """Sum of what the compressed parts of one file unpack to."""
    archive_entries: int = 4096
    bundle_bytes: int = 1024 * MIB
    """Sum of what the files in a bundle unpack to; each of them has `file_bytes` as any other."""
    bundle_depth: int = 3
    """Bundles in bundles: a mail with an archive of archives is as far as releases go."""
    mail_bytes: int = 64 * MIB
    nesting: int = 60
    """Tables in cells, boxes in boxes."""
    records: int = 3_000_000
    cells: int = 200_000
    """Cells of one table, those that its spans cover included."""
    pages: int = 2000
    page_paths: int = 20_000
    """Strokes and fills of a page above which its tables are not looked for."""
    picture_pixels: int = 50_000_000
    """Pixels of one picture: a page of A3 at 300 dots an inch has 17 million, a bomb a thousand million."""
    recognition_dpi: int = 300
    """Half of it costs three of a hundred characters and saves next to no time."""
    recognition_page_seconds: float = 60.0
    recognition_seconds: float = 180.0
    """For all pages of one document; a page takes two to six."""
    memory_bytes: int = 1536 * MIB
    cpu_seconds: int = 50
    """Of the reader itself; the program that recognises text has its own limit."""
    wall_seconds: float = 240.0


LIMITS = Limits()


class Allowance:
    """What one file may still cost while it is read; `name` is the file's, for the errors."""

    def __init__(self, name: str, limits: Limits = LIMITS) -> None:
        self.name = name
        self.limits = limits
        self.left = limits.expanded_bytes

    def spend(self, size: int) -> None:
        """Count `size` unpacked bytes.

        Raises:
            UnreadableFile: the parts of the file unpack to more than the limit.
        """
        self.left -= size
        if self.left < 0:
            raise self.refusal(f"unpacks to more than {self.limits.expanded_bytes // MIB} MB")

    def refusal(self, excess: str) -> UnreadableFile:
        """The error for a file that costs more than it may; `excess` is the verb and what follows it."""
        return UnreadableFile(f"{self.name} {excess}", hint="Save it anew, or in parts, from the program that made it")
