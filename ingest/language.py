"""The language of a block and of a whole release, told by its script first."""

import re
from collections.abc import Iterable

from corpus.documents import Block
from corpus.errors import UnreadableFile
from corpus.languages import LANGS, BlockLang, Lang
from corpus.reading import reading

from . import foreign
from .layout.wrapping import is_terminal

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_LATIN = re.compile("[A-Za-z]")
_HANGUL_LEADS = bytes(range(0xEA, 0xEE))
_HAN_LEADS = bytes(range(0xE4, 0xEA))
_LATIN_BYTES = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + bytes(range(0xC3, 0xCA))
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")

LATIN_PER_CHARACTER = 3.5
"""Latin letters that say as much as one syllable or Han character: a release and its translation weigh the same."""

_START = 20_000
_TITLE_SHARE = 1.15
_SENTENCE = {"ko": 12, "zh": 10, "ja": 10, "en": 40}


def language_of(text: str, default: BlockLang = "und") -> BlockLang:
    """The language of one block; `default` where it has no letters.

    Hangul outweighs the Han characters in brackets beside it, and Latin letters the names in Han or Hangul among
    them; a few Latin names do not make a Korean or Chinese line English.

    >>> language_of("천리민(陈立民) 중국 외교부 사장"), language_of("Chen Limin (陈立民) met Minister Kim")
    ('ko', 'en')
    """
    if text.isascii():
        return "en" if _LATIN.search(_without_addresses(text)) else default
    words = _without_addresses(text)
    hangul, han, kana, latin = _letters(words)
    if not (hangul or han or kana or latin):
        return default
    if latin > LATIN_PER_CHARACTER * (hangul + han + kana):
        return "en"
    if hangul and hangul * 2 >= han + kana:
        return "ko"
    return "ja" if foreign.is_japanese(words, kana, han) else "zh"


def _letters(words: str) -> tuple[int, int, int, int]:
    """How many Hangul syllables, Han characters, kana and Latin letters: by the first bytes of their UTF-8 form."""
    data = words.encode("utf-8", "replace")
    size = len(data)
    kana = len(_KANA.findall(words)) if b"\xe3" in data else 0
    return (
        size - len(data.translate(None, _HANGUL_LEADS)),
        size - len(data.translate(None, _HAN_LEADS)),
        kana,
        size - len(data.translate(None, _LATIN_BYTES)),
    )


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if "://" in text or "@" in text or "www." in text else text


def main_language(text: str, blocks: Iterable[Block], *, name: str) -> tuple[Lang, tuple[BlockLang, ...]]:
    """The language most of the release is written in, and all with a full sentence, the main one first.

    Raises:
        UnreadableFile: it is written in a language that is not read.
    """
    weight: dict[BlockLang, float] = {}
    sentences: set[BlockLang] = set()
    for block in blocks:
        if block.kind == "furniture" or block.lang == "und":
            continue
        words = text[block.start : block.end]
        hangul, han, kana, latin = _letters(words)
        amount = (hangul + han + kana + latin / LATIN_PER_CHARACTER) * (_TITLE_SHARE if block.kind == "title" else 1.0)
        weight[block.lang] = weight.get(block.lang, 0.0) + amount
        if block.lang in sentences or block.kind in ("note", "header", "contact", "table"):
            continue
        if _has_sentence(words, block.lang):
            sentences.add(block.lang)
    japanese = weight.pop("ja", 0.0)
    if not any(weight.get(lang) for lang in LANGS):
        weight[language_of(text[:_START])] = 1.0
    main: Lang = max(LANGS, key=lambda lang: weight.get(lang, 0.0))
    other = foreign.foreign_language(text, latin_main=main == "en")
    if japanese > 1.5 * weight.get(main, 0.0):
        other = "Japanese"
    if other is not None:
        raise UnreadableFile(
            f"{name} is written in {other}; only Korean, English and Chinese are read",
            hint="Look for an edition of the release in one of the three",
        )
    every: tuple[BlockLang, ...] = (*LANGS, "ja")
    return main, (main, *(lang for lang in every if lang != main and lang in sentences))


def _has_sentence(words: str, lang: BlockLang) -> bool:
    if len(words) < _SENTENCE.get(lang, 0) or not is_terminal(reading(words)):
        return False
    return lang != "en" or foreign.common_english_words(words) >= 2
