"""The language of a block and of a whole release, told by its script first."""

import re
from collections.abc import Iterable

from corpus.documents import Block
from corpus.languages import LANGS, BlockLang, Lang

_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_FULL_STOP = re.compile(r"[.!?。!?”\"']\s*$")

_LATIN_PER_CHARACTER = 3.0
"""Latin letters that say as much as one syllable or Han character."""


def language_of(text: str, default: BlockLang = "und") -> BlockLang:
    """The language of one block; `default` where it has no letters."""
    hangul, han = len(_HANGUL.findall(text)), len(_HAN.findall(text))
    kana, latin = len(_KANA.findall(text)), len(_LATIN.findall(text))
    cjk = hangul + han + kana
    if not cjk and not latin:
        return default
    if latin > _LATIN_PER_CHARACTER * cjk:
        return "en"
    if hangul and hangul * 3 >= han:
        return "ko"
    if kana > 2 and kana * 8 > han:
        return "ja"
    return "zh"


def main_language(text: str, blocks: Iterable[Block], *, name: str) -> tuple[Lang, tuple[BlockLang, ...]]:
    """The language most of the release is written in, and all with a full sentence."""
    weight: dict[BlockLang, float] = {}
    sentences: dict[BlockLang, int] = {}
    for block in blocks:
        if block.kind == "furniture":
            continue
        words = text[block.start : block.end]
        latin = len(_LATIN.findall(words))
        cjk = len(_HANGUL.findall(words)) + len(_HAN.findall(words))
        weight[block.lang] = weight.get(block.lang, 0.0) + cjk + latin / _LATIN_PER_CHARACTER
        if len(words) > 20 and _FULL_STOP.search(words):
            sentences[block.lang] = sentences.get(block.lang, 0) + 1
    read = {lang: weight.get(lang, 0.0) for lang in LANGS}
    main: Lang = max(LANGS, key=lambda lang: read[lang])
    every: tuple[BlockLang, ...] = (*LANGS, "ja")
    langs = [lang for lang in every if lang == main or sentences.get(lang)]
    return main, tuple(sorted(langs, key=lambda lang: (lang != main, lang)))
