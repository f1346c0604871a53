"""`python -m index.centres MODEL`: estimate the mean vectors of a model from `texts.toml` and write `<model>.json`."""

import hashlib
import json
import sys
import tomllib
from typing import get_args

import numpy as np

from ..embedders.catalogue import models
from ..embedders.e5 import E5
from ..embedders.protocol import Role, Vectors
from . import FOLDER

_DECIMALS = 5


def main(model: str) -> None:
    """Write the file of one model."""
    entry = models().model[model]
    whole = E5(model, entry.dim, entry.key)
    data = (FOLDER / "texts.toml").read_bytes()
    texts = tomllib.loads(data.decode("utf-8"))["text"]
    means: dict[str, dict[str, list[float]]] = {}
    of_pieces: dict[str, dict[str, list[float]]] = {}
    for role in get_args(Role):
        embedded = {lang: whole.embed_pieces([t[role][lang] for t in texts], role=role) for lang in texts[0][role]}
        by_lang = {lang: (vectors, np.concatenate(pieces)) for lang, (vectors, pieces) in embedded.items()}
        by_lang["any"] = tuple(np.concatenate(parts) for parts in zip(*by_lang.values(), strict=True))  # type: ignore[assignment]
        for lang, (vectors, pieces) in by_lang.items():
            means.setdefault(lang, {})[role] = _mean(vectors)
            of_pieces.setdefault(lang, {})[role] = _mean(pieces)
    made = {"texts": hashlib.sha256(data).hexdigest(), "means": means, "pieces": of_pieces}
    (FOLDER / f"{model}.json").write_text(json.dumps(made) + "\n", encoding="utf-8")


def _mean(vectors: Vectors) -> list[float]:
    return [round(float(value), _DECIMALS) for value in vectors.mean(axis=0, dtype=np.float64)]


if __name__ == "__main__":
    main(sys.argv[1])
