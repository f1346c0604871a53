"""Late interaction: how well the words of a question find their match among those of a passage, one by one.

Every word piece of the question looks for the piece of the passage that is most like it, and the mean of those
likenesses is the passage's (MaxSim of ColBERT, Khattab and Zaharia 2020). It tells passages of one language apart
better than one vector a passage can. Four bits a dimension are enough: mean nDCG@10 on six tasks .8006 with 32 and with
8 bits, .7998 with 4.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .embedders.protocol import Vectors

MOST_QUESTION_PIECES = 96
"""A longer question is heard to here: the time grows with it, and what it asks stands at its beginning."""
_LEVELS = 16
_MOST_WEIGHT = 127
"""Of a question piece rounded to a byte."""
_SPAN = 3.0
"""Values are told apart up to this many standard deviations, of which a random direction has 1 / sqrt(dimensions)."""


def encode(pieces: Vectors) -> bytes:
    """Vectors of length 1, shape (pieces, dim), as codes of four bits.

    The second half of the dimensions lies in the high bits.
    """
    if pieces.size == 0:
        return b""
    codes = np.clip(np.floor(pieces / _step(pieces.shape[1])) + _LEVELS // 2, 0, _LEVELS - 1).astype(np.uint8)
    half = pieces.shape[1] // 2
    packed: bytes = (codes[:, :half] | (codes[:, half:] << 4)).tobytes()
    return packed


def likeness(question: Vectors, passages: Sequence[bytes]) -> npt.NDArray[np.float64]:
    """Of every passage, as `encode` gave it, the mean over the question's pieces of the best match; nan without pieces.

    Returns:
        Shape (len(passages),).
    """
    found = np.full(len(passages), np.nan)
    width = question.shape[1] // 2 if question.ndim == 2 else 0
    lengths = np.array([len(passage) // width if width else 0 for passage in passages])
    present = np.flatnonzero(lengths)
    if not len(question) or not len(present):
        return found
    question = question[:MOST_QUESTION_PIECES]
    scales = np.maximum(np.abs(question).max(axis=1), 1e-9) / _MOST_WEIGHT
    weights = np.rint(question / scales[:, None]).astype(np.int8)
    products = _products(_unpacked(passages, width), weights)
    starts = np.cumsum([0, *lengths[present][:-1]])
    best = np.maximum.reduceat(products, starts, axis=0)
    middle = (_LEVELS - 1) / 2 * weights.sum(axis=1, dtype=np.int32)
    found[present] = ((best - middle) * (scales * _step(2 * width))).mean(axis=1, dtype=np.float64)
    return found


def _unpacked(passages: Sequence[bytes], width: int) -> npt.NDArray[np.uint8]:
    packed = np.frombuffer(b"".join(passages), np.uint8).reshape(-1, width)
    codes = np.empty((len(packed), 2 * width), np.uint8)
    np.bitwise_and(packed, _LEVELS - 1, out=codes[:, :width])
    np.right_shift(packed, 4, out=codes[:, width:])
    return codes


def _products(codes: npt.NDArray[np.uint8], weights: npt.NDArray[np.int8]) -> npt.NDArray[np.int32]:
    """Inner products of every code with every question piece, shape (pieces of passages, pieces of the question)."""
    [products] = _multiplier().run(None, {"codes": codes, "weights": np.ascontiguousarray(weights.T)})
    found: npt.NDArray[np.int32] = products
    return found


@cache
def _multiplier() -> Any:
    """Integer products in ONNX Runtime: a tenth of the time that floating point takes, on one thread, and exact."""
    import onnxruntime
    from onnx import TensorProto, helper

    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["codes", "weights"], ["products"])],
        "products",
        [
            helper.make_tensor_value_info("codes", TensorProto.UINT8, ["pieces", "dimensions"]),
            helper.make_tensor_value_info("weights", TensorProto.INT8, ["dimensions", "questions"]),
        ],
        [helper.make_tensor_value_info("products", TensorProto.INT32, ["pieces", "questions"])],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def _step(dim: int) -> float:
    return 2 * _SPAN / math.sqrt(dim) / _LEVELS
