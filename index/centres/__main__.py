"""`python -m index.centres MODEL`: estimate the mean vectors of a model from `texts.toml` and write `<model>.json`."""

import hashlib
import json
import sys
import tomllib
from typing import get_args

import numpy as np

from ..embedders.catalogue import models
from ..embedders.e5 import E5
from ..embedders.protocol import Role
from . import FOLDER

_DECIMALS = 5


def main(model: str) -> None:
    """Write the file of one model."""
    entry = models().model[model]
    whole = E5(model, entry.dim, entry.key)
    data = (FOLDER / "texts.toml").read_bytes()
    texts = tomllib.loads(data.decode("utf-8"))["text"]
    means: dict[str, dict[str, list[float]]] = {}
    for role in get_args(Role):
        by_lang = {lang: whole.embed([t[role][lang] for t in texts], role=role) for lang in texts[0][role]}
        by_lang["any"] = np.concatenate(list(by_lang.values()))
        for lang, vectors in by_lang.items():
            mean = vectors.mean(axis=0, dtype=np.float64)
            means.setdefault(lang, {})[role] = [round(float(value), _DECIMALS) for value in mean]
    path = FOLDER / f"{model}.json"
    path.write_text(json.dumps({"texts": hashlib.sha256(data).hexdigest(), "means": means}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
