"""Vectors of sentences, made once for as long as the same sentences are asked for."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from queries.comparing.likeness import FEW, model

Half = npt.NDArray[np.float16]
_AT_ONCE = 4096


class Meanings:
    """Keeps the vectors that were asked for last, a kilobyte each; not safe to use from several threads."""

    def __init__(self) -> None:
        self._kept: dict[str, Half] = {}
        self._many = False

    def of(self, texts: Sequence[str]) -> Half:
        """Shape (len(texts), dim), rows of length 1 but for rounding.

        Many are embedded at once, few one by one; which it is follows from how many are asked for, not from how many
        of them are new, so that the same sentences have the same vectors in any process.

        Raises:
            MissingPart: the model that compares texts is not installed here.
        """
        distinct = list(dict.fromkeys(texts))
        many = len(distinct) > FEW
        if many != self._many:
            self._kept, self._many = {}, many
        missing = [text for text in distinct if text not in self._kept]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            made = model().embed(some, role="passage" if many else "question").astype(np.float16)
            self._kept.update(zip(some, made, strict=True))
        self._kept = {text: self._kept[text] for text in distinct}
        return np.array([self._kept[text] for text in texts], np.float16).reshape(len(texts), model().dim)
