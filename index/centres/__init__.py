"""Mean vectors of each language and role: `<model>.json`, made from `texts.toml` by `python -m index.centres MODEL`."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import BadResource

FOLDER = Path(__file__).parent
_ANY = "any"
_Means = dict[tuple[str, str], npt.NDArray[np.float32]]


class Centres:
    """The means of one model: of whole texts, and of word pieces."""

    def __init__(self, means: _Means, pieces: _Means, digest: str) -> None:
        self._means, self._pieces, self.digest = means, pieces, digest

    def of(self, lang: str, role: str) -> npt.NDArray[np.float32]:
        """The mean of a language; of all languages together where this one has none."""
        return _of(self._means, lang, role)

    def of_pieces(self, lang: str, role: str) -> npt.NDArray[np.float32]:
        """The mean of the word pieces of a language, likewise."""
        return _of(self._pieces, lang, role)


def _of(means: _Means, lang: str, role: str) -> npt.NDArray[np.float32]:
    mean = means.get((lang, role))
    return means[_ANY, role] if mean is None else mean


@cache
def centres_of(model: str, dim: int) -> Centres:
    """The means of a model.

    Raises:
        BadResource: the file is missing or of another dimension.
    """
    path = FOLDER / f"{model}.json"
    remake = f"`python -m index.centres {model}` makes it anew"
    try:
        data = path.read_bytes()
        fields: dict[str, Any] = json.loads(data)
        means, pieces = _read(fields["means"]), _read(fields["pieces"])
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise BadResource(f"{path} cannot be read: {error}", hint=remake) from error
    for part in (means, pieces):
        if any(mean.shape != (dim,) for mean in part.values()) or (_ANY, "question") not in part:
            raise BadResource(f"{path} does not hold means of {dim} dimensions", hint=remake)
    return Centres(means, pieces, hashlib.sha256(data).hexdigest()[:8])


def _read(fields: dict[str, Any]) -> _Means:
    return {
        (lang, role): np.asarray(values, dtype=np.float32)
        for lang, roles in fields.items()
        for role, values in roles.items()
    }
