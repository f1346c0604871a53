"""One token per Hangul syllable or Han character, one per run of Latin letters or of digits.

Korean glues particles to nouns (`환경부는`) and Chinese has no spaces, so a tokenizer by spaces puts the end of an
agency's name inside a token, where a spaCy span cannot stop.
"""

import re

from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_TOKEN = re.compile(r"([^\W\d_가-힣ㄱ-ㆎ\u2e80-\u2fdf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\d+|\S)( ?)|(\s)")
"""A word with the blank after it, or white space that belongs to no word."""


class CharacterTokenizer:
    """Cuts text into tokens such that `doc.text` is the text, odd white space included."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        tokens = _TOKEN.findall(text)
        words = [word or blank for word, _, blank in tokens]
        spaces = [space != "" for _, space, _ in tokens]
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to save: the tokenizer has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> "CharacterTokenizer":
        """Nothing to load."""
        return self

    def to_disk(self, _: object, **__: object) -> None:
        """Nothing to save."""

    def from_disk(self, _: object, **__: object) -> "CharacterTokenizer":
        """Nothing to load."""
        return self


@registry.tokenizers("communique.characters.v1")
def make_tokenizer():  # type: ignore[no-untyped-def]  # spaCy reads the signature of a factory
    """The factory that a spaCy configuration names."""
    return lambda nlp: CharacterTokenizer(nlp.vocab)
