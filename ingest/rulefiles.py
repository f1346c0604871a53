"""Where the rules of this stage lie: `resources/<name>.toml`, those of a language in its folder."""

from pathlib import Path

from corpus import rulefiles
from corpus.rulefiles import Schema

ROOT = Path(__file__).parent / "resources"


def load(name: str, schema: type[Schema]) -> Schema:
    """The rules in `resources/<name>.toml`; `name` may hold a language: `ko/head`.

    Raises:
        BadResource: the file is missing, is no TOML, or does not follow `schema`.
    """
    return rulefiles.load(ROOT / f"{name}.toml", schema)
