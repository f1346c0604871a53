"""Languages of blocks and records."""

from collections.abc import Mapping
from typing import Literal, get_args

Lang = Literal["ko", "en", "zh"]
"""The languages that are read; each has a folder of resources."""

BlockLang = Literal["ko", "en", "zh", "ja", "und"]
"""What a block may be written in: a read language, Japanese, or none that can be told."""

LANGS: tuple[Lang, ...] = get_args(Lang)

HOME: Mapping[str, str] = {"ko": "KR", "zh": "CN"}
"""The country, ISO 3166, that releases in a language leave unnamed as their own; none where many countries write it."""

LATIN: frozenset[str] = frozenset({"en"})
"""Languages written in Latin letters: words parted by blanks, names in capitals."""

UNSPACED: frozenset[str] = frozenset({"zh"})
"""Languages that write no blanks between words."""
