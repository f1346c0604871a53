"""Languages of blocks and records."""

from typing import Literal, get_args

Lang = Literal["ko", "en", "zh"]
"""The languages that are read; each has a folder of resources."""

BlockLang = Literal["ko", "en", "zh", "ja", "und"]
"""What a block may be written in: a read language, Japanese, or none that can be told."""

LANGS: tuple[Lang, ...] = get_args(Lang)
