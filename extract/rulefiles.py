"""Where the rules of this stage lie: `resources/<lang>/<name>.toml`."""

from pathlib import Path

from corpus import rulefiles
from corpus.languages import Lang
from corpus.rulefiles import Schema

ROOT = Path(__file__).parent / "resources"


def load(lang: Lang, name: str, schema: type[Schema]) -> Schema:
    """The rules `name` of a language.

    Raises:
        BadResource: the file is missing, is no TOML, or does not follow `schema`.
    """
    return rulefiles.load(ROOT / lang / f"{name}.toml", schema)
