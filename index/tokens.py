"""What the lexical index counts: pairs of characters, words, and numbers in one form for all scripts.

Korean glues particles to nouns and Chinese has no spaces; pairs of neighbouring characters find both as well as
morphemes do, at a thirtieth of the cost.
"""

import re
import unicodedata
from functools import cache

import opencc

from corpus.languages import BlockLang

from .numbers import number_tokens, without_numbers, words

_HANGUL = "\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
PAIRED = re.compile(f"[{_HANGUL}]+|[{_HAN}]+|[{_KANA}]+")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_SCRIPTS = re.compile(f"(?P<hangul>[{_HANGUL}])|(?P<kana>[{_KANA}])|(?P<han>[{_HAN}])|(?P<latin>[a-z])")
_QUOTES = str.maketrans("‘’´′", "''''")

_LONGEST_WORD = 40
_LATIN_PER_CHARACTER = 3
"""Latin letters that say as much as one syllable or Han character."""


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def plain(text: str) -> str:
    """The form in which texts are compared: compatible characters, simplified, in lower case.

    >>> plain("韓國 環境部 ＭＯＵ")
    '韩国 环境部 mou'
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    simplified: str = _converter().convert(unicodedata.normalize("NFKC", whole).translate(_QUOTES))
    return simplified.lower()


def language_of(text: str) -> BlockLang:
    """The language of a question or passage, by its script; `und` without letters."""
    counts = {"hangul": 0, "kana": 0, "han": 0, "latin": 0}
    for match in _SCRIPTS.finditer(plain(text)):
        counts[match.lastgroup or ""] += 1
    wide = counts["hangul"] + counts["kana"] + counts["han"]
    if not wide and not counts["latin"]:
        return "und"
    if counts["latin"] > _LATIN_PER_CHARACTER * wide:
        return "en"
    if counts["hangul"] * 3 >= counts["han"] and counts["hangul"]:
        return "ko"
    return "ja" if counts["kana"] * 8 > counts["han"] else "zh"


def tokens(text: str) -> list[str]:
    """The tokens of `text`, repeated as often as they occur.

    >>> tokens("제9차 한중 회의")
    ['#o9', '한중', '회의']
    >>> tokens("Second Talks held")
    ['#o2', 'talk', 'held']
    """
    form = plain(text)
    found = number_tokens(form)
    rest = without_numbers(form)
    for run in PAIRED.findall(rest):
        found.extend(run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else found.append(run)
    found.extend(_stem(word[:_LONGEST_WORD]) for word in _WORD.findall(PAIRED.sub(" ", rest)))
    return found


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words().stems.endings.items(), key=lambda ending: -len(ending[0])))


def _stem(word: str) -> str:
    if len(word) >= words().stems.shortest:
        for ending, stands in _endings():
            if word.endswith(ending):
                return word[: len(word) - len(ending)] + stands
    return word
