"""Numbers that stand for tokens and passages, the same in every store."""

import hashlib
from functools import lru_cache


@lru_cache(maxsize=1 << 16)
def token_hash(token: str) -> int:
    """What stands for a token; two of a vocabulary of a million are alike with a chance of one to 40 million."""
    return _hashed(token)


def order_of(identifier: str) -> int:
    """A number that puts passages in an order that depends on their ids only."""
    return _hashed(identifier)


def _hashed(text: str) -> int:
    """64 bits, unsigned."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")
