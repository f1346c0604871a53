"""Where the data of the index lies: `<name>.toml` beside its code."""

from pathlib import Path

from corpus import rulefiles
from corpus.rulefiles import Schema

ROOT = Path(__file__).parent


def load(name: str, schema: type[Schema]) -> Schema:
    """What `<name>.toml` holds.

    Raises:
        BadResource: the file is missing, is no TOML, or does not follow `schema`.
    """
    return rulefiles.load(ROOT / f"{name}.toml", schema)
