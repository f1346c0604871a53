"""What makes records what they are: the version of the program and a fingerprint of its code, rules and lists."""

import hashlib
from functools import cache
from pathlib import Path

from . import __version__

_ROOT = Path(__file__).parents[1]
_PARTS = ("corpus", "ingest", "extract")
_KINDS = frozenset({".py", ".toml", ".csv"})


@cache
def code_version() -> str:
    """The version with twelve hexadecimal digits of the fingerprint; a change to a rule changes it.

    Documents whose record was made by another version are read anew by the next run.
    """
    digest = hashlib.sha256()
    for part in _PARTS:
        for path in sorted((_ROOT / part).rglob("*")):
            if path.suffix in _KINDS and "samples" not in path.parts:
                digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:12]}"
