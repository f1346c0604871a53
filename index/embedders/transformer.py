"""Any sentence-transformers model, by the name or directory after `st:`."""

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import MissingPart

from .. import threads
from .protocol import Role, Vectors, Whole, encodable, unit


class Transformer(Whole):
    """A model of the user's; its own prompts for questions and passages are used where it has them."""

    def __init__(self, name: str, path: str) -> None:
        """Open the model.

        Raises:
            MissingPart: there is no such directory, it is no model, or a name that was not downloaded before.
        """
        self.name = name
        try:
            self._model: Any = _opened(path)
        except (OSError, ValueError, KeyError) as error:
            known = "the directory is no sentence-transformers model" if Path(path).is_dir() else "it is not here"
            raise MissingPart(
                f"The embedding model {path!r} cannot be opened: {known}",
                hint="Give the directory of a sentence-transformers model, or the name of one that was downloaded",
            ) from error
        self.dim = int(self._model.get_embedding_dimension())
        self.version = _version(Path(path))

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        encode = self._model.encode_query if role == "question" else self._model.encode_document
        return unit(np.asarray(encode([encodable(text) for text in texts], show_progress_bar=False), np.float32))


def _version(path: Path) -> str:
    """Of a directory, a digest of its files' names and sizes; of a model known by name, nothing is promised."""
    sizes = sorted((str(file.relative_to(path)), file.stat().st_size) for file in path.rglob("*") if file.is_file())
    return hashlib.sha256(repr(sizes).encode()).hexdigest()[:12] if sizes else "by-name"


def _opened(name: str) -> Any:
    """A sentence-transformers model by name or directory, without asking the network.

    Raises:
        MissingPart: the library is not installed.
    """
    if find_spec("sentence_transformers") is None:
        raise MissingPart(
            f"The embedding model {name!r} needs sentence-transformers, which is not installed",
            hint="Install it: pip install 'communique[models]'",
        )
    import torch

    torch.set_num_threads(threads.cores())
    with _quiet():
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(name, device="cpu", local_files_only=True)


class _quiet:  # noqa: N801  used as a function
    """Keep progress bars and notes of the model libraries off the terminal."""

    def __enter__(self) -> None:
        import transformers

        self._transformers: Any = transformers.utils.logging
        self._verbosity = self._transformers.get_verbosity()
        self._transformers.set_verbosity_error()
        self._transformers.disable_progress_bar()

    def __exit__(self, *error: object) -> None:
        self._transformers.set_verbosity(self._verbosity)
        self._transformers.enable_progress_bar()
