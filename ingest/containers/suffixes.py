"""Which names are those of releases; a file named by itself is read whatever its name: the bytes decide its type."""

from pathlib import PurePosixPath

SUFFIXES = frozenset({
    ".txt", ".html", ".htm", ".pdf", ".hwp", ".hwpx", ".hml", ".docx", ".odt", ".eml", ".msg", ".zip",
    ".tif", ".tiff",
})  # fmt: skip
"""What is read out of folders and bundles; of pictures TIFF alone: others are mostly photographs and logos there."""

OFFICE_SUFFIXES = frozenset({".doc", ".rtf", ".xls", ".xlsx", ".ppt", ".pptx", ".ods", ".odp"})
"""What is not read, but may hold what a ministry announced: each is named, so that its absence is known."""


def is_wanted(name: str) -> bool:
    """Whether a file in a folder or bundle is a release by its name, or may be one.

    >>> is_wanted("folder/release.HWPX"), is_wanted("style.css"), is_wanted("annex.xlsx")
    (True, False, True)
    """
    return PurePosixPath(name).suffix.lower() in SUFFIXES | OFFICE_SUFFIXES
