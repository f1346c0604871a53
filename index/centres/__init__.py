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


class Centres:
    """The means of one model."""

    def __init__(self, means: dict[tuple[str, str], npt.NDArray[np.float32]], digest: str) -> None:
        self._means, self.digest = means, digest

    def of(self, lang: str, role: str) -> npt.NDArray[np.float32]:
        """The mean of a language; of all languages together where this one has none."""
        mean = self._means.get((lang, role))
        return self._means[_ANY, role] if mean is None else mean


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
        means = {
            (lang, role): np.asarray(values, dtype=np.float32)
            for lang, roles in fields["means"].items()
            for role, values in roles.items()
        }
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise BadResource(f"{path} cannot be read: {error}", hint=remake) from error
    if any(mean.shape != (dim,) for mean in means.values()) or (_ANY, "question") not in means:
        raise BadResource(f"{path} does not hold means of {dim} dimensions", hint=remake)
    return Centres(means, hashlib.sha256(data).hexdigest()[:8])
