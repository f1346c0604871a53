"""A small sentence-transformers model with random weights, as a user may have one in a directory."""

from pathlib import Path

DIM = 32


def write_model(folder: Path) -> None:
    """Write the model into `folder`."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    torch.manual_seed(1)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *map(chr, range(0x21, 0x7F)), *map(chr, range(0xAC00, 0xAD00))]
    tokenizer = Tokenizer(models.WordLevel({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    base = folder / "base"
    config = BertConfig(
        vocab_size=len(pieces), hidden_size=DIM, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(base)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=128
    ).save_pretrained(base)
    model = SentenceTransformer(modules=[Transformer(str(base)), Pooling(DIM, "mean"), Normalize()], device="cpu")
    model.save(str(folder / "model"), create_model_card=False)
